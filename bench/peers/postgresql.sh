# PostgreSQL with row locks, loaded by pgbench (postgresql.pgbench) without HTTP.
#
# - Debian's server with initdb's default settings: fsync, synchronous_commit and full_page_writes on,
#   128 MB of shared buffers. Only max_connections depends on the load.
# - Over TCP on loopback like wrk to boxoffice (a Unix socket is about 10 % faster), without TLS.
# - One session for each connection, prepared statements, two pgbench threads.
# - 200 seats a show. New tables, VACUUM and CHECKPOINT before each load, so that neither bloat nor
#   the previous load slows it down. No foreign keys, which would slow it down too.
# - Bookings are counted as rows of the table; a transaction that finds its seats taken is a refusal.
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # Variables that run.sh reads or sets.
peer_title='PostgreSQL row locks, pgbench, no HTTP'
pg_bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)
pg_pairs=100

pg_psql() {
  "$pg_bin/psql" --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 \
    --host 127.0.0.1 --port "$port" --username bench --dbname postgres "$@"
}

peer_set_up() {
  run_as postgres
  "${as[@]}" "$pg_bin/initdb" --pgdata "$home/data" --username bench --auth trust \
    --encoding UTF8 --locale C.UTF-8 --no-sync >"$log" 2>&1
}

peer_start() {
  run_as postgres
  free_port
  serve "$pg_bin/postgres" -D "$home/data" -p "$port" -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories= -c "max_connections=$((connections + 10))"
  await "$pg_bin/pg_isready" --quiet --host 127.0.0.1 --port "$port"
}

peer_about() {
  pg_psql <<<"SELECT format('PostgreSQL %s: fsync %s, synchronous_commit %s',
    current_setting('server_version'), current_setting('fsync'),
    current_setting('synchronous_commit'))"
}

peer_prepare() {
  pg_psql --set shows="$shows" --set seats="$((2 * pg_pairs))" <<'SQL'
SET client_min_messages = warning;
DROP TABLE IF EXISTS seat, booking, show;
CREATE TABLE show (id int PRIMARY KEY, movie text NOT NULL, starts_at timestamptz NOT NULL);
CREATE TABLE booking (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  show_id int NOT NULL,
  mail text NOT NULL,
  amount bigint NOT NULL,
  requested_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE seat (
  show_id int NOT NULL,
  number int NOT NULL,
  status text NOT NULL DEFAULT 'available',
  booking_id bigint,
  PRIMARY KEY (show_id, number));
INSERT INTO show SELECT id, 'M', '2099-01-01' FROM generate_series(0, :shows - 1) AS id;
INSERT INTO seat (show_id, number)
  SELECT id, number FROM show, generate_series(0, :seats - 1) AS number;
VACUUM ANALYZE;
CHECKPOINT;
SQL
}

# Transactions/s exclude the time to connect; the share of them that booked is counted.
peer_load() {
  local report made
  rm -f "$data"/pgbench.*
  report=$("$pg_bin/pgbench" --host 127.0.0.1 --port "$port" --username bench --no-vacuum \
    --client "$connections" --jobs 2 --protocol prepared --time "$1" \
    --file bench/peers/postgresql.pgbench --define n=-1 --define clients="$connections" \
    --define shows="$shows" --log --log-prefix "$data/pgbench" postgres 2>"$log")
  made=$(pg_psql <<<'SELECT count(*) FROM booking')
  # The third word of the log is a transaction's time in microseconds.
  cat "$data"/pgbench.* | cut -d' ' -f3 | sort -n | awk -v made="$made" -v report="$report" '
    { us[NR] = $1 }
    END {
      if (NR == 0) { print "0 - - 0"; exit } # A second is too short for hundreds of sessions.
      match(report, /tps = [0-9.]+/)
      tps = substr(report, RSTART + 6, RLENGTH - 6)
      printf "%.0f %.2f %.2f %d\n", tps * made / NR, us[int((NR + 1) * 0.5)] / 1000,
        us[int((NR + 1) * 0.99)] / 1000, NR - made
    }'
}

peer_stop() {
  stop "$server" INT # Its fast shutdown.
}
