#!/usr/bin/env bash
# build.sh OUT: builds the program for the system that this runs on, lets it check itself, and packs it into OUT.
. "$(dirname "$0")/environment.sh"
OUT=${1:?where to}
mkdir -p "$OUT"
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH PYTHONHASHSEED=1

# Each says which $PROGRAM it builds, and has unlock (before the build), seal (what was built) and pack.
case $(uname -s) in
    Linux) . "$HERE/linux.sh" ;;
    Darwin) . "$HERE/macos.sh" ;;
    *) . "$HERE/windows.sh" ;;
esac

if [ -n "${FEED:-}" ]; then
    printf '%s\n' "$FEED" >"$WORK/feed.json"
    export TOPUP_DESK_FEED=$WORK/feed.json
fi

step "package"
unlock
python -m PyInstaller --noconfirm --clean --log-level WARN build.spec
if [ -n "${FEED:-}" ] && [ -z "$(find dist -path '*/resources/release/feed.json')" ]; then fail "the package lacks feed.json"; fi
seal

step "self-check"
QT_QPA_PLATFORM=offscreen "$PROGRAM" --self-check "$WORK/self-check.json" || {
    cat "$WORK/self-check.json"
    fail "the built program fails its self-check"
}
grep -c '"passed": true' "$WORK/self-check.json"

step "archives"
pack
ls -l "$OUT"
