#!/usr/bin/env bash
# Brings .venv up to date with the pinned packages. usage: install-python.sh runtime|dev
set -euo pipefail
cd "$(dirname "$0")/.."

readonly python=${PYTHON:-python3}
readonly stamp=.venv/.requirements

case ${1:-} in
    runtime) wanted=requirements.txt ;;
    dev) wanted=requirements-dev.txt ;;
    *) echo 'usage: install-python.sh runtime|dev' >&2; exit 2 ;;
esac

# The folder counts too: the programs in a .venv stop working when it is moved.
fingerprint() {
    printf '%s %s\n' "$(sha256sum "$1")" "$PWD"
}

python_works() {
    .venv/bin/python -c 'import pip' 2>/dev/null
}

up_to_date() {
    [[ -f $stamp ]] && grep -qxF "$(fingerprint "$wanted")" "$stamp" && python_works
}

check_version() {
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' && return
    echo "The portal needs Python 3.11 or newer; '$python' is not (PYTHON=python3.12 names another)." >&2
    exit 1
}

make_venv() {
    # Begun anew after a move or an upgrade of the system's Python; otherwise kept.
    if python_works && grep -qF " $PWD" "$stamp" 2>/dev/null; then return; fi
    "$python" -m venv --clear .venv
}

install() {
    echo "Installing the packages of $wanted into .venv ..."
    rm -f "$stamp"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
        --only-binary :all: --require-hashes --requirement "$wanted"
    # The developers' file holds the same pins of the runtime packages, so it satisfies both.
    fingerprint requirements.txt >"$stamp.new"
    [[ $wanted == requirements.txt ]] || fingerprint "$wanted" >>"$stamp.new"
    mv "$stamp.new" "$stamp"
}

if up_to_date; then exit 0; fi
check_version
make_venv
install
