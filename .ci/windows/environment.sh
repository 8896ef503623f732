# Sourced by the scripts beside it: where things are, and a Wine that says nothing and asks nothing.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
VERSION=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' "$ROOT/desktop/__init__.py")
WORK=${TOPUP_DESK_WINDOWS_WORK:-$ROOT/build/windows}
SPOKEN=(LC_ALL=C.UTF-8) # the language of the Windows
export WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml,winemenubuilder.exe=;mscms=n"

fail() { printf 'Windows: %s\n' "$*" >&2; exit 1; }

# machine NAME: a new Windows, with what Qt asks for and Wine lacks; all that follows runs on it.
machine() {
    export WINEPREFIX=$WORK/$1
    rm -rf "$WINEPREFIX" && mkdir -p "$WINEPREFIX" "$WORK/home"
    run wineboot -i
    local library
    for library in icuuc mscms bcryptprimitives; do
        x86_64-w64-mingw32-gcc -O2 -s -shared -w -o "$WINEPREFIX/drive_c/windows/system32/$library.dll" "$HERE/$library.c" -ladvapi32
    done
    wineserver -w
}

# Wine makes its user's desktop out of the home folder.
in_its_own_home() { env HOME="$WORK/home" "${SPOKEN[@]}" "$@"; }

# Programs under Wine get a pipe to write to (some die of a file or a terminal) and nothing to read.
run() { in_its_own_home wine "$@" </dev/null 2>&1 | { grep -avE '^(wine: |it looks like wine32|multiarch needs|execute "dpkg|apt-get install wine32)' || true; }; }
windows_path() { in_its_own_home winepath -w "$1" 2>/dev/null; }
