# shellcheck shell=bash
# Sourced by build.sh on Windows (Git's bash): the portable zip and the installer, signed where there is a certificate:
# WINDOWS_PFX (base64) and WINDOWS_PFX_PASSWORD.
PROGRAM=dist/topup-desk/topup-desk.exe
PROGRAMS="/c/Program Files (x86)"

unlock() { [ -n "${WINDOWS_PFX:-}" ] || lacking "NOT SIGNED for Windows: no WINDOWS_PFX; Windows will warn the shops"; }
seal() { signed "$PROGRAM"; }

# signed FILE
signed() {
    [ -n "${WINDOWS_PFX:-}" ] || return 0
    local tool pfx=$WORK/certificate.pfx
    tool=$(printf '%s\n' "$PROGRAMS/Windows Kits/10/bin"/10.*/x64/signtool.exe | sort -V | tail -n 1)
    printf '%s' "$WINDOWS_PFX" | base64 --decode >"$pfx"
    # Its options begin with a slash, and Git's bash would take them for paths.
    MSYS2_ARG_CONV_EXCL='*' "$tool" sign /fd SHA256 /tr http://timestamp.digicert.com /td SHA256 \
        /f "$(cygpath -aw "$pfx")" /p "$WINDOWS_PFX_PASSWORD" "$(cygpath -aw "$1")" || { rm "$pfx"; fail "$1 was not signed"; }
    rm "$pfx"
}

pack() {
    local setup=$OUT/topup-desk-$VERSION-setup.exe
    python .ci/windows/pack.py dist "$VERSION" "$SOURCE_DATE_EPOCH"
    mv "dist/topup-desk-$VERSION-windows-portable.zip" "$OUT"
    [ -f "$PROGRAMS/NSIS/makensis.exe" ] || choco install nsis -y --no-progress
    # The makers' NSIS makes 32-bit installers only; they install 64-bit programs as well.
    "$PROGRAMS/NSIS/makensis.exe" -V2 -INPUTCHARSET UTF8 -DTARGET=x86-unicode -DVERSION="$VERSION" \
        -DPROGRAM="$(cygpath -aw dist/topup-desk)" -DOUT="$(cygpath -aw "$setup")" resources/installer/setup.nsi
    signed "$setup"
}
