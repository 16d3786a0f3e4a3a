#!/bin/bash
# postgres_standby.sh PRIMARY USER: copies the primary at the first start, makes it wait for this standby at
# each commit, and follows it.
set -eu
primary=$1 user=$2
data=${PGDATA:-/var/lib/postgresql/data}
export PGPASSWORD=${POSTGRES_PASSWORD:-}
if [[ ! -s $data/PG_VERSION ]]; then
  pg_basebackup --host "$primary" --username "$user" --pgdata "$data" --wal-method stream \
    --write-recovery-conf --dbname "application_name=standby"
  chmod 0700 "$data"
fi
# Only once the copy exists: until then every commit would wait for it.
psql --host "$primary" --username "$user" --dbname boxoffice --quiet \
  --command "ALTER SYSTEM SET synchronous_standby_names = 'standby'" --command 'SELECT pg_reload_conf()' ||
  echo "the primary at $primary does not answer" >&2
exec postgres -D "$data" -c hot_standby=on ${STANDBY_OPTIONS:-}
