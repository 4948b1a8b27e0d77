#!/bin/sh
# Installs the console from this folder alone: sh install.sh [FOLDER]. No index is asked; every file is held against its SHA-256.
# Each build has a folder of its own, FOLDER/venv-VERSION; FOLDER/venv leads to the one that is in use, and is changed by the upgrade.
set -eu
umask 022
full='@FULL@'
minor='@MINOR@'
machine='@MACHINE@'
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
lib=${1:-/usr/lib/sms-console}
python=${PYTHON:-python$minor}

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

[ "$(uname -sm)" = "Linux $machine" ] || stop "this bundle is for Linux on $machine; this machine is $(uname -sm)"
found=$("$python" -I -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) ||
    stop "$python does not answer: install Python $minor, or name it by PYTHON=/path/to/python$minor"
[ "$found" = "$minor" ] || stop "this bundle is for Python $minor; $python is $found"

place=$lib/venv-$full
if [ ! -e "$place/complete" ]; then
    # Of an installation that broke off.
    rm -rf "$place"
    mkdir -p "$lib"
    "$python" -I -m venv "$place" || stop "install the part of Python that makes environments (Debian: python$minor-venv)"
    trap 'rm -rf "$place"' EXIT
    # Neither this account's settings nor the machine's may name another place to fetch from.
    env -i PATH="$PATH" HOME=/nonexistent PIP_CONFIG_FILE=/dev/null "$place/bin/python" -I -m pip --isolated install --quiet \
        --disable-pip-version-check --no-cache-dir --no-index --find-links "$here/wheels" --only-binary :all: --no-deps \
        --require-hashes -r "$here/requirements.txt" || stop "nothing was installed: the files are not those of the release"
    env -i PATH="$PATH" HOME=/nonexistent "$place/bin/python" -I -m pip --isolated --disable-pip-version-check check >/dev/null ||
        stop "the wheels do not fit together"
    touch "$place/complete"
    trap - EXIT
fi
"$place/bin/sms-console" --version
if [ ! -e "$lib/venv" ] && [ ! -L "$lib/venv" ]; then
    ln -s "venv-$full" "$lib/venv"
    echo "$lib/venv leads to it. Next: docs/how-to/install-separated.md"
elif [ "$(readlink -f "$lib/venv")" != "$(readlink -f "$place")" ]; then
    echo "$lib/venv leads to another program, which stays in use. Next, as root:"
    echo "  $place/bin/sms-console install upgrade"
fi
