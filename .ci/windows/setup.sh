#!/usr/bin/env bash
# setup.sh OUT: the installer of what build.sh has built, and one of an older version to upgrade from.
. "$(dirname "$0")/environment.sh"
OUT=$(realpath "${1:?where is it}")

# make VERSION FOLDER FILE [more…]
make() {
    local version=$1 folder=$2 file=$3
    shift 3
    makensis -V2 -INPUTCHARSET UTF8 "$@" -DVERSION="$version" -DPROGRAM="$folder" -DOUT="$file" \
        "$ROOT/resources/installer/setup.nsi" || fail "the installer cannot be built"
}

rm -rf "$WORK/older" "$OUT"/*-setup.exe
cp -r "$OUT/topup-desk" "$WORK/older"
echo "left behind by 0.0.1" >"$WORK/older/_internal/of-an-older-version.txt"
make 0.0.1 "$WORK/older" "$WORK/older-setup.exe" -V1 -X"SetCompressor /FINAL zlib" # in a hurry: nobody gets it
make "$VERSION" "$OUT/topup-desk" "$OUT/topup-desk-$VERSION-setup.exe" -WX
mv "$WORK/older-setup.exe" "$OUT/older-setup.exe"
BYTES=$(stat -c %s "$OUT/topup-desk-$VERSION-setup.exe")
echo "Windows: installer of $((BYTES >> 10)) kB"
[ "$BYTES" -le $((25 << 20)) ] || fail "the installer has grown beyond 25 MB"
