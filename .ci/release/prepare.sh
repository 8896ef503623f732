#!/usr/bin/env bash
# prepare.sh: before anything is built: the tag is the program's version; what the builds know of their publisher.
. "$(dirname "$0")/environment.sh"

[[ $VERSION =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || fail "desktop/__init__.py: $VERSION is not three numbers"
if [ "$GITHUB_REF_TYPE" = tag ] && [ "$GITHUB_REF_NAME" != "v$VERSION" ]; then
    fail "the tag is $GITHUB_REF_NAME, and desktop/__init__.py says $VERSION"
fi

if [ -n "$RELEASE_KEY" ] && [ -n "$RELEASE_ADDRESS" ]; then
    announce --feed "$WORK/feed.json" "$RELEASE_ADDRESS"
    echo "feed=$(cat "$WORK/feed.json")" >>"$GITHUB_OUTPUT"
elif [ -n "$RELEASE_KEY$RELEASE_ADDRESS" ]; then
    fail "RELEASE_KEY and RELEASE_ADDRESS belong together, and one is missing"
else
    lacking "NOT ANNOUNCED: no RELEASE_KEY and RELEASE_ADDRESS; the programs of this release will not hear of newer versions"
fi
