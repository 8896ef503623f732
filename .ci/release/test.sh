#!/usr/bin/env bash
# test.sh: installs what the program needs on this system, and runs all tests.
. "$(dirname "$0")/environment.sh"

step "dependencies"
python -m pip install -q -e '.[dev]'
if [ "$(uname -s)" = Linux ]; then
    sudo apt-get update -qq
    libraries=$(python -c 'from desktop.program.display import INSTALL; print(INSTALL)')
    # shellcheck disable=SC2086 # a command of many words
    sudo DEBIAN_FRONTEND=noninteractive $libraries xvfb xauth fonts-noto-cjk binutils -y -qq >/dev/null
fi

step "tests"
python -m pytest
