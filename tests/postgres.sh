#!/usr/bin/env bash
# Runs a command against a PostgreSQL server of its own, which is gone afterwards.
# usage: postgres.sh COMMAND...    gets DATABASE_URL in its environment
#        postgres.sh               prints DATABASE_URL and serves until Ctrl-C
# No service of the system is touched: own folder, own port, own password.
set -euo pipefail

folder=''
postgres_bin=''
as_owner=()

find_binaries() {
    local candidate
    for candidate in "$(command -v initdb || true)" $(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -rV); do
        [[ -x $candidate ]] || continue
        postgres_bin=$(dirname "$(readlink -f "$candidate")")
        return
    done
    echo 'PostgreSQL is not installed: sudo apt-get install postgresql' >&2
    exit 1
}

# The server refuses to run as root, so root lends it another user's name.
choose_owner() {
    ((EUID == 0)) || return 0
    local owner=postgres
    id -u "$owner" >/dev/null 2>&1 || owner=nobody
    as_owner=(setpriv --reuid "$owner" --regid "$(id -g "$owner")" --init-groups)
    chown "$owner" "$folder"
}

server() { # server PROGRAM ARGUMENT...
    local program=$postgres_bin/$1
    shift
    (cd "$folder" && ${as_owner[@]+"${as_owner[@]}"} "$program" "$@")
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

make_cluster() {
    od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$folder/password"
    chmod 644 "$folder/password" # the folder itself lets nobody else in
    server initdb --pgdata data --username papi --pwfile password --auth scram-sha-256 \
        --encoding UTF8 --locale C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 ||
        { cat "$folder/initdb.log" >&2; return 1; }
    # Nothing here outlives the run, so nothing needs to reach the disk.
    cat >>"$folder/data/postgresql.conf" <<-CONFIG
		listen_addresses = '127.0.0.1'
		unix_socket_directories = '$folder'
		fsync = off
		synchronous_commit = off
		full_page_writes = off
		# It would count tables in the midst of a test: what a query takes must not hang on the moment.
		autovacuum = off
	CONFIG
}

# Another program may take the port between the look and the start: then the next one is tried.
start_server() {
    local try
    for try in 1 2 3 4 5; do
        port=$(free_port)
        server pg_ctl start --silent --wait --pgdata data --log server.log -o "-p $port" \
            >/dev/null 2>&1 </dev/null && return
        echo "PostgreSQL did not start (try $try)" >&2
    done
    cat "$folder/server.log" >&2
    return 1
}

stop_server() {
    [[ -z ${waiter:-} ]] || kill "$waiter" 2>/dev/null || true
    [[ -n $folder ]] || return 0
    [[ ! -e $folder/data/postmaster.pid ]] ||
        server pg_ctl stop --silent --wait --mode immediate --pgdata data >/dev/null 2>&1 || true
    rm -rf "$folder"
}

find_binaries
trap stop_server EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
folder=$(mktemp -d /tmp/papi-postgres.XXXXXX) # short, because the socket's path may have 107 bytes
choose_owner
make_cluster
start_server
DATABASE_URL="postgres://papi:$(cat "$folder/password")@127.0.0.1:$port/postgres"
export DATABASE_URL

if (($#)); then
    "$@"
else
    echo "DATABASE_URL=$DATABASE_URL"
    sleep infinity &
    waiter=$!
    wait "$waiter"
fi
