#!/usr/bin/env bash
# build.sh OUT [VENV]: builds the Windows program on a Debian machine, into OUT/topup-desk and the portable OUT/topup-desk-….zip.
. "$(dirname "$0")/environment.sh"
OUT=$(realpath -m "${1:?where to}")
VENV=$(realpath "${2:-$ROOT/.venv}")
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$ROOT" log -1 --format=%ct)} PYTHONHASHSEED=1

SUDO=$([ "$(id -u)" = 0 ] || echo sudo)
DEBIAN_FRONTEND=noninteractive $SUDO apt-get install -y -qq --no-install-recommends \
    wine wine64 gcc-mingw-w64-x86-64-win32 mingw-w64-tools nsis locales >/dev/null || fail "Wine and its compilers cannot be installed"

. "$HERE/python.sh"
rm -rf "$OUT" && mkdir -p "$OUT"
cd "$ROOT"
run "$PYTHON/python.exe" -m PyInstaller --noconfirm --clean --log-level WARN \
    --distpath "$(windows_path "$OUT")" --workpath "$(windows_path "$WORK/pyinstaller")" build.spec >"$WORK/pyinstaller.log" || { tail -n 40 "$WORK/pyinstaller.log"; fail "PyInstaller failed"; }
wineserver -w
# What Windows brings along (api-ms-win-…, icuuc, bcryptprimitives) is not there under Wine, and must not be in the folder.
grep -aviE 'library not found.*(api-ms-win-|ext-ms-|icuuc|bcryptprimitives)' "$WORK/pyinstaller.log" >"$WORK/notable.log" || true
cat "$WORK/notable.log"
[ -f "$OUT/topup-desk/topup-desk.exe" ] || fail "PyInstaller built nothing"
if grep -aqi 'library not found' "$WORK/notable.log"; then fail "the program lacks libraries"; fi
"$VENV/bin/python" "$HERE/pack.py" "$OUT" "$VERSION" "$SOURCE_DATE_EPOCH"
