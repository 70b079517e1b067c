# Shared by the scripts of this folder: sourced, never run.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }

fail() {
  printf 'script/%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
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

# Forget what the caller's shell says about the site: each script sets what it needs.
clear_site_environment() {
  unset ALLOWED_HOSTS BROKER_URL COOKIE_SECURE DATABASE_URL DEBUG DJANGO_SETTINGS_MODULE EMAIL_URL \
    MEDIA_ROOT PDF_FONT_DIR PROXY_COUNT SECRET_KEY SECRET_KEY_FILE STATIC_ROOT TIME_ZONE
  export DOTENV=/dev/null
}
