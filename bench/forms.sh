#!/usr/bin/env bash
# Throughput of one node and three nodes in each form: durable two-seat bookings over HTTP, in
# alternating runs, and row locks by pgbench on the same PostgreSQL. All of it shares this machine.
# Usage: bench/forms.sh [CONNECTIONS [RUNS [SECONDS]]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/common.sh
source bench/nodes.sh
connections=${1:-64} runs=${2:-3} seconds=${3:-4}
shows=1000
start_postgres
# What bench/peers/postgresql.sh expects of its caller: the same server, another database.
source bench/peers/postgresql.sh
pg_bin=/usr/lib/postgresql/15/bin
pg_psql() {
  "$pg_bin/psql" --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 \
    --host 127.0.0.1 --port "$pg_port" --username boxoffice --dbname row_locks "$@"
}
pg_run "$pg_port" postgres 'CREATE DATABASE row_locks'

# note FORM BOOKINGS/S P50 P99 [TRANSACTIONS WAL-BYTES]
note() {
  printf 'run %d: %-22s %7.0f bookings/s, p50 %6s ms, p99 %7s ms%s\n' "$run" "$1" "$2" "$3" "$4" \
    "${5:+, a booking cost $5 transactions and $6 bytes of WAL}"
  echo "$1 $2 $3 $4 ${5:--} ${6:--}" >>"$data/results"
}

# book URL: sets result, "bookings/s p50 p99 bookings".
book() {
  result=$(BOXOFFICE_ADMIN_TOKEN=token-of-the-bench "$build/boxoffice" bench --url "$1" --shows "$shows" \
    --warmup 0s --connections "$connections" --duration "${seconds}s" 2>/dev/null |
    awk '$1 == "book" { gsub(",", ""); print $5, $7, $9, $2 }')
}

spent() { # Committed transactions and WAL bytes of the whole server so far.
  pg_run "$pg_port" postgres "SELECT sum(xact_commit), pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')
    FROM pg_stat_database" | tr '|' ' '
}

# fresh_database: creates a database and sets `connection`.
fresh_database() {
  databases=$((${databases:-0} + 1))
  pg_run "$pg_port" postgres "CREATE DATABASE forms_$databases"
  connection="host=127.0.0.1 port=$pg_port user=boxoffice dbname=forms_$databases"
}

# book_on_postgres FORM URL: books and reports the cost, including the reviews of the last second.
book_on_postgres() {
  local t0 w0 t1 w1 rate p50 p99 booked
  book "$2" # The first load of a server does not count; each load also opens its shows.
  read -r t0 w0 <<<"$(spent)"
  book "$2"
  sleep 2 # PostgreSQL publishes its counters once a second.
  read -r t1 w1 <<<"$(spent)"
  read -r rate p50 p99 booked <<<"$result"
  note "$1" "$rate" "$p50" "$p99" \
    "$(awk "BEGIN { printf \"%.3f\", ($t1 - $t0) / $booked }")" \
    "$(awk "BEGIN { printf \"%.0f\", ($w1 - $w0) / $booked }")"
}

one_rocksdb() {
  start_boxoffice "one-$run"
  book "$url"
  book "$url"
  # shellcheck disable=SC2086 # Three words.
  note one-rocksdb ${result% *}
  stop "$server"
}

one_postgres() {
  fresh_database
  start_boxoffice "pg-$run" --set storage.engine=postgres --set "storage.postgres=$connection"
  book_on_postgres one-postgres "$url"
  stop "$server"
}

three_partitioned() {
  start_partitioned "parts-$run"
  book "${urls[0]}"
  book "${urls[0]}"
  # shellcheck disable=SC2086 # Three words.
  note three-partitioned ${result% *}
  stop_nodes
}

three_shared() {
  fresh_database
  start_shared "shared-$run" "$connection"
  book_on_postgres three-shared "${urls[0]}"
  stop_nodes
}

stop_nodes() {
  local each
  for each in "${pids[@]}"; do
    stop "$each"
  done
}

row_locks() {
  local result rate p50 p99
  peer_prepare
  log=$data/pgbench.err
  result=$("$pg_bin/pgbench" --host 127.0.0.1 --port "$pg_port" --username boxoffice --no-vacuum \
    --client "$connections" --jobs 2 --protocol prepared --time "$seconds" \
    --file bench/peers/postgresql.pgbench --define n=-1 --define clients="$connections" \
    --define shows="$shows" row_locks 2>"$log")
  rate=$(pg_psql <<<'SELECT count(*) FROM booking' | awk -v s="$seconds" '{ print $1 / s }')
  p50=- p99=-
  note row-locks "$rate" "$p50" "$p99"
}

echo "$connections connections, $runs runs of $seconds s, fsync on"
for ((run = 1; run <= runs; run++)); do
  one_rocksdb
  one_postgres
  three_partitioned
  three_shared
  row_locks
done
awk '{ print $1 }' "$data/results" | sort -u | while read -r form; do
  printf 'median %-22s %7.0f bookings/s\n' "$form" \
    "$(awk -v form="$form" '$1 == form { print $2 }' "$data/results" | median)"
done
