# shellcheck shell=bash
# Sourced by build.sh on macOS: the zipped .app, signed where there is a certificate: MACOS_P12 (base64) and MACOS_P12_PASSWORD;
# and notarised where there is an account, too: APPLE_ID, APPLE_PASSWORD (one for this purpose only) and APPLE_TEAM.
APP=dist/话费充值台.app
# shellcheck disable=SC2034 # build.sh runs it
PROGRAM=$APP/Contents/MacOS/topup-desk
export PYINSTALLER_STRICT_BUNDLE_CODESIGN_ERROR=1 PYINSTALLER_VERIFY_BUNDLE_SIGNATURE=1

# PyInstaller signs all that it puts into the bundle, with the hardened runtime, if build.spec has a name for it.
unlock() {
    [ -n "${MACOS_P12:-}" ] || { lacking "NOT SIGNED for macOS: no MACOS_P12; macOS will refuse it until it is allowed in its settings"; return; }
    local keychain=$PWD/$WORK/release.keychain-db password
    password=$(openssl rand -hex 16)
    printf '%s' "$MACOS_P12" | base64 --decode >"$WORK/certificate.p12"
    security create-keychain -p "$password" "$keychain"
    security set-keychain-settings -lut 7200 "$keychain"
    security unlock-keychain -p "$password" "$keychain"
    security import "$WORK/certificate.p12" -k "$keychain" -P "$MACOS_P12_PASSWORD" -T /usr/bin/codesign
    rm "$WORK/certificate.p12"
    security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain" >/dev/null
    security list-keychains -d user -s "$keychain" login.keychain-db
    TOPUP_DESK_SIGNED_BY=$(security find-identity -v -p codesigning "$keychain" | sed -n 's/.*"\(Developer ID Application: .*\)"/\1/p' | head -n 1)
    export TOPUP_DESK_SIGNED_BY
    [ -n "$TOPUP_DESK_SIGNED_BY" ] || fail "MACOS_P12 holds no Developer ID Application certificate"
}

seal() {
    [ -n "${MACOS_P12:-}" ] || return 0
    [ -n "${APPLE_ID:-}" ] || { lacking "NOT NOTARISED: no APPLE_ID; macOS will refuse it until it is allowed in its settings"; return; }
    ditto -c -k --keepParent "$APP" "$WORK/sent.zip"
    xcrun notarytool submit "$WORK/sent.zip" --apple-id "$APPLE_ID" --password "$APPLE_PASSWORD" --team-id "$APPLE_TEAM" --wait
    xcrun stapler staple "$APP" # fails where Apple has refused it
}

pack() { ditto -c -k --sequesterRsrc --keepParent "$APP" "$OUT/topup-desk-$VERSION-macos-$(uname -m).zip"; }
