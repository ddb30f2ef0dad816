#!/usr/bin/env bash
# Starts the portal with demonstration data on this machine only. PORT chooses the port,
# DATABASE_URL another database. Ctrl-C stops everything it started.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly port=${PORT:-8000}
readonly address=http://127.0.0.1:$port/
readonly var=${PAPI_VAR_DIR:-$PWD/var}
readonly stamp=$var/demo-stamp
export PAPI_DEMO=1
export PYTHONUTF8=1 # Vietnamese must come out right even where LANG is unset

check_port() {
    if [[ ! $port =~ ^[0-9]+$ ]] || ((port < 1 || port > 65535)); then
        echo "PORT=$port: cổng phải là một số từ 1 đến 65535 / a port is a number from 1 to 65535" >&2
        exit 1
    fi
    python3 - "$port" <<'PYTHON' && return
import socket, sys
with socket.socket() as server:
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        server.bind(("127.0.0.1", int(sys.argv[1])))
        server.listen()
    except OSError:
        sys.exit(1)
PYTHON
    echo "Cổng $port đang được chương trình khác dùng. Hãy chọn cổng khác: make demo PORT=8001" >&2
    echo "Port $port is used by another program. Choose another one: make demo PORT=8001" >&2
    exit 1
}

manage() {
    .venv/bin/python manage.py "$@"
}

# Everything the preparation reads: code, migrations, fixtures, static files, pinned packages.
source_fingerprint() {
    find manage.py requirements.txt papi_portal plans indicators tasks templates static docs/img fixtures \
        -type f ! -name '*.pyc' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
}

# Tells one SQLite database from another by the moments its migrations ran, and a loaded one from
# an emptied one by its users. Fails for any other database: then nothing may be skipped.
database_fingerprint() {
    python3 - "${DATABASE_URL:-sqlite:///$var/portal.sqlite3}" 2>/dev/null <<'PYTHON'
import hashlib, pathlib, sqlite3, sys
scheme, _, path = sys.argv[1].partition(":///")
if scheme != "sqlite" or not pathlib.Path(path).is_file():
    sys.exit(1)
database = sqlite3.connect(path)
applied = database.execute("SELECT app, name, applied FROM django_migrations ORDER BY id").fetchall()
database.execute("SELECT 1 FROM portal_cache LIMIT 1")
if not database.execute("SELECT 1 FROM plans_user WHERE username = 'quantri'").fetchone():
    sys.exit(1)
print(path, hashlib.sha256(repr(applied).encode()).hexdigest())
PYTHON
}

fingerprint() {
    database_fingerprint && source_fingerprint
}

prepared() {
    local now
    [[ -f $stamp && -f $var/static/staticfiles.json ]] || return 1
    now=$(fingerprint) && [[ $now == "$(<"$stamp")" ]]
}

prepare() {
    prepared && return
    echo 'Chuẩn bị dữ liệu trình diễn / Preparing the demonstration data ...'
    rm -f "$stamp"
    manage migrate --verbosity 0
    manage createcachetable
    manage load_demo
    manage collectstatic --noinput --verbosity 0
    # No stamp for a database whose state cannot be seen from here.
    if fingerprint >"$stamp.new"; then mv "$stamp.new" "$stamp"; else rm -f "$stamp.new"; fi
}

# If this script is killed outright, the kernel tells what it started to end.
tied=()
! setpriv --pdeathsig TERM true 2>/dev/null || tied=(setpriv --pdeathsig TERM)

start_worker() {
    ${tied[@]+"${tied[@]}"} .venv/bin/python manage.py run_jobs >"$var/log/demo-jobs.log" 2>&1 &
    worker=$!
}

start_server() {
    ${tied[@]+"${tied[@]}"} .venv/bin/python -m gunicorn papi_portal.wsgi \
        --bind "127.0.0.1:$port" --worker-class gthread --workers 2 --threads 4 --timeout 60 \
        --max-requests 1000 --max-requests-jitter 100 --graceful-timeout 5 --no-control-socket \
        --log-level warning --access-logfile "$var/log/demo-access.log" &
    server=$!
}

stop() {
    trap '' INT TERM HUP
    local one
    for one in $server $worker; do kill -TERM "$one" 2>/dev/null || true; done
    for one in $server $worker; do wait "$one" || true; done
    server='' worker=''
}

# Listening is not enough: the first page must come, or the address below would be a promise.
wait_until_ready() {
    python3 - "$port" "$server" <<'PYTHON'
import http.client, os, sys, time
port, server = map(int, sys.argv[1:])
for _ in range(600):
    try:
        os.kill(server, 0)
    except OSError:
        sys.exit(1)
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/")
        sys.exit(connection.getresponse().status >= 500)
    except OSError:
        time.sleep(0.1)
sys.exit(1)
PYTHON
}

welcome() {
    cat <<TEXT

Cổng PAPI đang chạy / the portal is running:  $address

  Tài khoản   Vai trò                              (mật khẩu / password: papi-demo)
  canbo       công chức xã Điềm He
  chutich     lãnh đạo xã Điềm He
  sonoivu     Sở Nội vụ tỉnh Lạng Sơn
  soyte       Sở Y tế
  kiemtra     kiểm tra, giám sát (chỉ xem)
  quantri     quản trị hệ thống

  Trang công khai, không đăng nhập / public page: ${address}public/20/

Dừng / stop: Ctrl-C
TEXT
}

serve() {
    server='' worker=''
    trap 'stop; exit 0' INT TERM HUP
    trap stop EXIT
    start_server
    start_worker
    # In the background, because a shell answers no signal while a program runs in front.
    wait_until_ready &
    if ! wait $!; then
        echo "Cổng PAPI không khởi động được / the portal did not start." >&2
        exit 1
    fi
    welcome
    wait "$server"
}

check_port
make --no-print-directory install
mkdir -p "$var/log"
prepare
serve
