#!/usr/bin/env bash
# draft.sh OUT: what the three systems have built as a draft of a release, with checksums and the announcement of it.
. "$(dirname "$0")/environment.sh"
OUT=${1:?where is it}
PAGE=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/releases/tag/v$VERSION

for kind in setup.exe windows-portable.zip macos-arm64.zip linux-x86_64.tar.xz; do
    [ -s "$OUT/topup-desk-$VERSION-$kind" ] || fail "there is no topup-desk-$VERSION-$kind"
done
if [ -n "$RELEASE_KEY" ]; then
    announce "$OUT/release.json" "$VERSION" "$PAGE"
else
    lacking "NOT ANNOUNCED: no RELEASE_KEY; programs in the shops will not hear of this version"
fi
(cd "$OUT" && sha256sum -- topup-desk-* >SHA256SUMS && cat SHA256SUMS)
gh release create "v$VERSION" --repo "$GITHUB_REPOSITORY" --draft --verify-tag --title "话费充值台 Top-up Desk $VERSION" --generate-notes "$OUT"/*
