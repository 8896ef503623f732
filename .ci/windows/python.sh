# shellcheck shell=bash
# Sourced by build.sh: assembles a Windows Python 3.11 from what the package registries have, into $WORK/python.
# Good for building and trying the program; releases for shops are built on Windows, with the Python from its makers.
PYTHON=$WORK/python
WHEELS=$WORK/wheels
WINDOWS_WHEELS=(--only-binary=:all: --platform win_amd64 --python-version 3.11 --implementation cp --abi cp311 --abi abi3 --abi none)

LIBRARY=$("$VENV/bin/python" -c 'import sys, sysconfig; sys.version_info[:2] == (3, 11) and print(sysconfig.get_path("stdlib"))')
[ -n "$LIBRARY" ] || fail "the standard library is taken from the Python that runs the tests, which must be 3.11"
rm -rf "$PYTHON" "$WORK/parts"
mkdir -p "$PYTHON/DLLs" "$PYTHON/Lib/site-packages" "$WHEELS" "$WORK/parts"

# panda3d's wheel carries the whole of CPython 3.11.7 for Windows but its executable and python3.dll.
"$VENV/bin/pip" download -qq --no-deps "${WINDOWS_WHEELS[@]}" -d "$WHEELS" panda3d==1.10.14
"$VENV/bin/python" -m zipfile -e "$WHEELS"/panda3d-*.whl "$WORK/parts"
CARRIED=$WORK/parts/deploy_libs
cp "$CARRIED"/*.pyd "$CARRIED"/lib*.dll "$CARRIED/sqlite3.dll" "$PYTHON/DLLs/"
cp "$CARRIED/python311.dll" "$CARRIED"/[Vv][Cc][Rr][Uu][Nn]* "$PYTHON/"
tar cf - -C "$LIBRARY" --exclude=site-packages --exclude=lib-dynload --exclude='config-3*' --exclude=__pycache__ \
    --exclude=./test --exclude='_sysconfigdata*' . | tar xf - -C "$PYTHON/Lib"

cd "$WORK/parts" || exit
gendef - "$PYTHON/python311.dll" >python311.def 2>/dev/null
"$VENV/bin/python" "$HERE/forward.py" <python311.def >python3.def
x86_64-w64-mingw32-dlltool -d python311.def -l libpython311.a
x86_64-w64-mingw32-gcc -O2 -s -municode -o "$PYTHON/python.exe" "$HERE/python.c" libpython311.a
x86_64-w64-mingw32-gcc -O2 -s -shared -o "$PYTHON/python3.dll" "$HERE/python3.c" python3.def

# The versions that were tested; pip judges markers for the machine it runs on, hence the three by name.
"$VENV/bin/pip" freeze --exclude-editable >tested.txt
"$VENV/bin/python" -c 'import sys, tomllib
project = tomllib.load(sys.stdin.buffer)["project"]
build = [name for name in project["optional-dependencies"]["dev"] if name.startswith("pyinstaller")]
print("\n".join([*project["dependencies"], *build]))' <"$ROOT/pyproject.toml" >wanted.txt
"$VENV/bin/pip" install -qq --no-compile --disable-pip-version-check "${WINDOWS_WHEELS[@]}" --target "$PYTHON/Lib/site-packages" \
    -c tested.txt -r wanted.txt pywin32-ctypes==0.2.3 pefile==2024.8.26 colorama==0.4.6

machine builder
run "$PYTHON/python.exe" -c 'import sys, ssl, sqlite3, ctypes; print(sys.version)' | tee version.txt
grep -q '^3\.11' version.txt || fail "the assembled Python does not run"
