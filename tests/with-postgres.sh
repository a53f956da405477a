#!/bin/sh
# Run a command with DATABASE_URL set to a throwaway PostgreSQL, which is gone when the command ends.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
dir=$(mktemp -d)
as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi; }
stop() { as "$bin/pg_ctl" -D "$dir/data" -m immediate -s stop || true; rm -rf "$dir"; }
trap stop EXIT
trap 'exit 1' INT TERM
[ "$(id -u)" = 0 ] && chown postgres "$dir"
as "$bin/initdb" -D "$dir/data" -A trust -U postgres -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
as "$bin/pg_ctl" -D "$dir/data" -s -w -l "$dir/log" \
    -o "-c listen_addresses='' -k $dir -c fsync=off -c full_page_writes=off" start
DATABASE_URL="postgres://postgres@/postgres?host=$dir" "$@"
