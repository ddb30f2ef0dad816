#!/usr/bin/env bash
# Installs what the system must provide. usage: install-system.sh runtime|test
# Quiet when nothing is missing. Without the rights to install it prints the line to type and fails.
set -euo pipefail

readonly level=${1:-}
[[ $level == runtime || $level == test ]] || { echo 'usage: install-system.sh runtime|test' >&2; exit 2; }

# Names are Debian's; a leading test decides whether the thing is there, however it came.
declare -a missing=()
need() { # need PACKAGE TEST...
    local package=$1
    shift
    "$@" || missing+=("$package")
}

has_library() {
    [[ $libraries == *"$1"* ]]
}

# Version 1 of the fonts lacks ơ, ư and most letters with tone marks.
has_vietnamese_serif() {
    local file
    for file in /usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf \
        /usr/share/fonts/liberation-serif*/LiberationSerif-Regular.ttf; do
        [[ ! -e $file ]] || return 0
    done
    [[ -e /usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf ]] &&
        dpkg --compare-versions "$(dpkg-query -W -f '${Version}' fonts-liberation 2>/dev/null)" ge 1:2
}

font_package() {
    local VERSION_CODENAME=''
    # shellcheck source=/dev/null
    [[ ! -r /etc/os-release ]] || . /etc/os-release
    case $VERSION_CODENAME in
        bullseye | bookworm | focal | jammy) echo fonts-liberation2 ;;
        *) echo fonts-liberation ;;
    esac
}

has_venv() {
    [[ -x .venv/bin/python ]] || python3 -c 'import ensurepip, venv' 2>/dev/null
}

has_command() {
    command -v "$1" >/dev/null
}

has_postgres() {
    has_command initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

look_around() {
    local ldconfig=/sbin/ldconfig
    [[ -x $ldconfig ]] || ldconfig=ldconfig
    libraries=$("$ldconfig" -p 2>/dev/null || true)
    need libpango-1.0-0 has_library libpango-1.0.so.0
    need libpangoft2-1.0-0 has_library libpangoft2-1.0.so.0
    need libharfbuzz-subset0 has_library libharfbuzz-subset.so.0
    need "$(font_package)" has_vietnamese_serif
    need python3-venv has_venv
    [[ $level == test ]] || return 0
    need chromium-headless-shell has_command chromium-headless-shell
    need libatomic1 has_library libatomic.so.1 # for the driver of the browser
    need postgresql has_postgres
    need gettext has_command msgfmt
    need poppler-utils has_command pdftotext
}

# Root needs nothing in front; others need a sudo that does not ask, because nobody may be there to answer.
find_rights() {
    as_root=()
    ((EUID == 0)) && return
    as_root=(sudo -n)
    has_command sudo && sudo -n true 2>/dev/null
}

apt() {
    ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@"
}

# Debian starts a database server when its package arrives. The tests bring their own, so this
# file, there only while installing, keeps the package from making one.
readonly cluster_rule=/etc/postgresql-common/createcluster.d/papi-portal.conf
forbid_cluster() {
    ${as_root[@]+"${as_root[@]}"} mkdir -p "${cluster_rule%/*}"
    echo 'create_main_cluster = false' | ${as_root[@]+"${as_root[@]}"} tee "$cluster_rule" >/dev/null
}

allow_cluster() {
    ${as_root[@]+"${as_root[@]}"} rm -f "$cluster_rule"
}

install_packages() {
    local options=(--yes --no-install-recommends -o Dpkg::Use-Pty=0)
    echo "Installing ${missing[*]} ..."
    # Most machines have package lists; only where they are missing or old is there a need to fetch them.
    apt install "${options[@]}" "${missing[@]}" >/dev/null 2>&1 ||
        { apt update && apt install "${options[@]}" "${missing[@]}" >/dev/null; }
}

explain() {
    echo "Missing on this system: ${missing[*]}. To install, type:" >&2
    echo "    sudo apt-get install --no-install-recommends ${missing[*]}" >&2
}

look_around
((${#missing[@]})) || exit 0
if ! has_command apt-get; then
    echo "Missing on this system (names of the Debian packages): ${missing[*]}" >&2
    exit 1
fi
if ! find_rights; then
    explain
    exit 1
fi
if [[ " ${missing[*]} " == *' postgresql '* ]]; then
    trap allow_cluster EXIT
    forbid_cluster
fi
if ! install_packages; then
    explain
    exit 1
fi
