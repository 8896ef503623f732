# shellcheck shell=bash
# Sourced by the scripts beside it, on three systems (macOS has bash 3.2): where things are, and how they are told.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$HERE/../.."
# shellcheck disable=SC2034 # for those who source it
VERSION=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' desktop/__init__.py)
WORK=build/release
mkdir -p "$WORK"

# Without a screen Qt looks for Windows' fonts itself: in a folder that is named, and only for some endings.
YAHEI=/c/Windows/Fonts/msyh.ttc
if [ -f "$YAHEI" ]; then
    mkdir -p "$WORK/fonts"
    cp "$YAHEI" "$WORK/fonts/chinese.otf"
    QT_QPA_FONTDIR=$(cygpath -aw "$WORK/fonts")
    export QT_QPA_FONTDIR
fi

fail() { printf '::error::%s\n' "$*"; exit 1; }
step() { printf '=== %s\n' "$*"; }

# lacking WORDS…: what this release does without, where nobody can overlook it.
lacking() {
    printf '::warning::%s\n' "$*"
    printf -- '- **%s**\n' "$*" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
}

# announce ARGUMENTS…: announce.py, with the library that the tests have tested.
announce() {
    python -m pip install -q "$(sed -n 's/^ *"\(pynacl==[^"]*\)".*/\1/p' pyproject.toml)"
    python "$HERE/announce.py" "$@"
}
