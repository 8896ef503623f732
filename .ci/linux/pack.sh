#!/usr/bin/env bash
# pack.sh FOLDER OUT: the built program as OUT/topup-desk-VERSION-linux-x86_64.tar.xz, the same bytes from the same files.
set -euo pipefail
cd "$(dirname "$0")/../.."
FOLDER=$(realpath "${1:?where is it}")
VERSION=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' desktop/__init__.py)
ARCHIVE=$(realpath -m "${2:?where to}")/topup-desk-$VERSION-linux-$(uname -m).tar.xz
mkdir -p "$(dirname "$ARCHIVE")"
tar --sort=name --owner=0 --group=0 --numeric-owner --mode=go=rX,u+rw --mtime="@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}" \
    -C "$(dirname "$FOLDER")" -c "$(basename "$FOLDER")" | xz -T2 -4 --block-size=16MiB >"$ARCHIVE"
du -h --apparent-size "$ARCHIVE"
