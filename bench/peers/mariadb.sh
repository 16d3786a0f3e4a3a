# MariaDB with the relational schema of the original, loaded by sysbench (mariadb.lua): a join finds
# the free seats of the show, then the booking and its seats are inserted, all in one transaction.
#
# - Debian's server with its own settings: innodb_flush_log_at_trx_commit 1, no binary log, a buffer
#   pool of 128 MB. Only max_connections depends on the load.
# - Over TCP on loopback like wrk to boxoffice, without TLS; one session for each connection; statements
#   as text, the default of MariaDB's connectors.
# - Ten halls of 200 seats. The query returns all free seats of the show, as a page with a seat map
#   needs them; a query for only the two seats is two to three times as fast. The key of booked_seat
#   prevents double sales.
# - Empty tables before each load; no foreign keys, which would slow it down.
# - Bookings are counted as rows of the table; a transaction that finds its seats taken is a refusal.
#   Any error ends the load.
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # Variables that run.sh reads or sets.
peer_title='MariaDB availability join and inserts, sysbench, no HTTP'
maria_halls=10 maria_pairs=100

maria_query() {
  mariadb --no-defaults --host=127.0.0.1 --port="$port" --user=root --batch --skip-column-names "$@"
}

peer_set_up() {
  run_as mysql
  "${as[@]}" mariadb-install-db --no-defaults --datadir="$home/data" --skip-test-db \
    --auth-root-authentication-method=normal >"$log" 2>&1
}

peer_start() {
  run_as mysql
  free_port
  serve mariadbd --no-defaults --datadir="$home/data" --bind-address=127.0.0.1 --port="$port" \
    --socket="$home/socket" --pid-file="$home/pid" --skip-name-resolve \
    --character-set-server=utf8mb4 --collation-server=utf8mb4_general_ci \
    --max-connections="$((connections + 10))"
  await maria_query --execute 'SELECT 1'
}

peer_about() {
  maria_query <<<"SELECT CONCAT('MariaDB ', VERSION(), ': innodb_flush_log_at_trx_commit ',
    @@innodb_flush_log_at_trx_commit, ', log_bin ', @@log_bin, ', sync_binlog ', @@sync_binlog)"
}

peer_prepare() {
  maria_query >/dev/null <<SQL
CREATE DATABASE IF NOT EXISTS bench;
USE bench;
DROP TABLE IF EXISTS booked_seat, booking, movie_show, seat;
CREATE TABLE seat (
  id INT PRIMARY KEY,
  hall_id INT NOT NULL,
  label VARCHAR(16) NOT NULL,
  UNIQUE (hall_id, label));
CREATE TABLE movie_show (
  id INT PRIMARY KEY,
  hall_id INT NOT NULL,
  movie VARCHAR(100) NOT NULL,
  starts_at DATETIME NOT NULL);
CREATE TABLE booking (
  id BIGINT AUTO_INCREMENT PRIMARY KEY,
  show_id INT NOT NULL,
  mail VARCHAR(254) NOT NULL,
  amount BIGINT NOT NULL,
  requested_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3));
CREATE TABLE booked_seat (
  show_id INT NOT NULL,
  seat_id INT NOT NULL,
  booking_id BIGINT NOT NULL,
  PRIMARY KEY (show_id, seat_id));
INSERT INTO seat
  SELECT seq, seq DIV (2 * $maria_pairs), CONCAT('S', seq MOD (2 * $maria_pairs))
  FROM seq_0_to_$((2 * maria_pairs * maria_halls - 1));
INSERT INTO movie_show
  SELECT seq, seq MOD $maria_halls, 'M', '2099-01-01' FROM seq_0_to_$((shows - 1));
ANALYZE TABLE seat, movie_show;
SQL
}

# Percentiles are from sysbench's histogram: "       1.234 |****    567", its steps 3.6 % apart.
peer_load() {
  local report made
  report=$(sysbench bench/peers/mariadb.lua --threads="$connections" --time="$1" --histogram=on \
    --db-ps-mode=disable --mysql-host=127.0.0.1 --mysql-port="$port" --mysql-user=root \
    --mysql-db=bench --mysql-ignore-errors=none --clients="$connections" --shows="$shows" run)
  made=$(maria_query --execute 'SELECT COUNT(*) FROM bench.booking')
  awk -v made="$made" '
    $2 ~ /^\|/ { ms[++steps] = $1; seen[steps] = all += $NF }
    $1 == "transactions:" { done = $2; rate = substr($3, 2) }
    function percentile(part, i) {
      for (i = 1; seen[i] < all * part; ++i);
      return ms[i]
    }
    END {
      printf "%.0f %.2f %.2f %d\n", rate * made / done, percentile(0.5), percentile(0.99),
        done - made
    }' <<<"$report"
}

peer_stop() { stop "$server"; }
