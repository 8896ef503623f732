#!/usr/bin/env bash
# start.sh OUT [more…]: how what build.sh has built starts, against a bare window; run by hand, and under Wine only the ratios count.
. "$(dirname "$0")/environment.sh"
OUT=$(realpath "${1:?where is it}")
shift
export WINEPREFIX=$WORK/builder
cd "$ROOT"
run "$WORK/python/python.exe" -X utf8 -m tests.benchmarks.packaged "$(windows_path "$OUT/topup-desk")" --runs 7 --orders 10000 "$@"
