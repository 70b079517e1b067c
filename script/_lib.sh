# Shared by the scripts of this folder: sourced, never run.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }

fail() {
  printf 'script/%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# Answer a call for help, before any work. The first argument is the usage, the others are the call's.
answer_help() {
  local usage="$1" argument
  shift
  for argument in "$@"; do
    case "$argument" in
      -h | --help) printf 'usage: %s\n' "$usage"; exit 0 ;;
    esac
  done
}

wrong_usage() {
  printf 'usage: %s\n' "$1" >&2
  exit 2
}

# For a script that takes no arguments.
takes_nothing() {
  local usage="$1"
  shift
  answer_help "$usage" "$@"
  [ $# -eq 0 ] || wrong_usage "$usage"
}

# Run a server as another user when we are root: PostgreSQL refuses root.
server_user() {
  if id -u postgres >/dev/null 2>&1; then echo postgres; else echo nobody; fi
}

as_server_user() {
  if [ "$(id -u)" -eq 0 ]; then
    runuser -u "$(server_user)" -- "$@"
  else
    "$@"
  fi
}

postgres_bin() {
  local newest
  newest="$(printf '%s\n' /usr/lib/postgresql/*/bin/postgres | sort -V | tail -n 1)"
  [ -x "$newest" ] && dirname "$newest"
}

random_secret() { head -c 48 /dev/urandom | base64 | tr -d '\n=+/'; }

free_port() {
  "$ROOT/.venv/bin/python" -c \
    'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

port_is_free() {
  "$ROOT/.venv/bin/python" -c \
    'import socket, sys; socket.create_server(("127.0.0.1", int(sys.argv[1])))' "$1" 2>/dev/null
}

# Forget what the caller's shell says about the site: each script sets what it needs.
clear_site_environment() {
  unset ALLOWED_HOSTS BACKUP_DIR BACKUP_MAX_AGE_HOURS BALLOT_LEAST_VOTERS BROKER_URL COOKIE_SECURE \
    DATABASE_URL DEBUG DISK_LEAST_FREE_MB DJANGO_SETTINGS_MODULE EMAIL_URL MEDIA_ROOT PDF_FONT_DIR \
    PROXY_COUNT SECRET_KEY SECRET_KEY_FILE SIGNATURE_TRUST_DIR SIGN_IN_MAX_NAMES SITE_URL STATIC_ROOT \
    TIME_ZONE
  export DOTENV=/dev/null
}

# --- servers of one script ------------------------------------------------------------------------
# They live in the folder $work that the script made, and end with the script by stop_servers.

redis_pid=""

postgres_url() { printf 'postgres://thidua@%s%%2Fpostgres/postgres' "${work//\//%2F}"; }

redis_url() { printf 'redis://127.0.0.1:%s/0' "$redis_port"; }

# Arguments are further options of the server, such as "-c fsync=off".
start_postgres() {
  bin="$(postgres_bin)"
  chmod 711 "$work"
  mkdir "$work/postgres"
  [ "$(id -u)" -ne 0 ] || chown "$(server_user)" "$work/postgres"
  chmod 700 "$work/postgres"
  cd / # the server's user may not be allowed to enter our folder
  as_server_user "$bin/initdb" --pgdata "$work/postgres/data" --username thidua --auth trust \
    --encoding UTF8 --locale C.UTF-8 --no-sync >"$work/initdb.log" || cat "$work/initdb.log" >&2
  # Only a socket in a closed folder: no port to collide on, nobody else can connect.
  as_server_user setsid "$bin/pg_ctl" start --silent --wait --pgdata "$work/postgres/data" \
    --log "$work/postgres/log" --options "-c listen_addresses='' \
    -c unix_socket_directories='$work/postgres' -c max_connections=80 $*"
  cd "$ROOT"
}

start_redis() {
  redis_port="$(free_port)"
  mkdir "$work/redis"
  setsid redis-server --port "$redis_port" --bind 127.0.0.1 --dir "$work/redis" \
    --appendonly yes --save '' >"$work/redis/log" &
  redis_pid=$!
  for _ in $(seq 50); do
    ! redis-cli -p "$redis_port" ping >/dev/null 2>&1 || return 0
    sleep 0.1
  done
  cat "$work/redis/log" >&2
  fail "Redis did not start"
}

stop_servers() {
  trap '' INT TERM # a second Ctrl-C must not leave a server behind
  [ -z "$redis_pid" ] || kill "$redis_pid" 2>/dev/null || true
  if [ -e "$work/postgres/data/postmaster.pid" ]; then
    (cd / && as_server_user "$bin/pg_ctl" stop --silent --pgdata "$work/postgres/data" --mode immediate) || true
  fi
  wait
  rm -rf "$work"
}
