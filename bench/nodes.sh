# Clusters on loopback and their PostgreSQL. Source it after bench/common.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154 # bench/common.sh has data and servers.
pg_bin=/usr/lib/postgresql/15/bin
names=(north south west)

# PostgreSQL refuses to be run by root.
as_postgres=()
[[ $(id -u) -ne 0 ]] || as_postgres=(setpriv --reuid postgres --regid postgres --init-groups)

# pg_run PORT DATABASE SQL: prints the result's rows.
pg_run() {
  "$pg_bin/psql" --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 \
    --host 127.0.0.1 --port "$1" --username boxoffice --dbname "$2" --command "$3"
}

# pg_serve DIRECTORY PORT: starts a server on an existing data directory.
pg_serve() {
  local began=$SECONDS
  # setpriv calls exec, so the pid is the server's.
  "${as_postgres[@]}" "$pg_bin/postgres" -D "$1" -p "$2" -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories= -c max_connections=300 >>"$data/postgres.log" 2>&1 &
  servers+=("$!")
  until "$pg_bin/pg_isready" --quiet --host 127.0.0.1 --port "$2"; do
    ((SECONDS - began < 60)) || { cat "$data/postgres.log" >&2; exit 1; }
    sleep 0.05
  done
}

# start_postgres: starts a primary with initdb's default settings; sets `pg_port`.
start_postgres() {
  chmod 711 "$data"
  mkdir "$data/postgres"
  [[ $(id -u) -ne 0 ]] || chown postgres: "$data/postgres"
  "${as_postgres[@]}" "$pg_bin/initdb" --pgdata "$data/postgres/primary" --username boxoffice \
    --auth trust --encoding UTF8 --locale C.UTF-8 >"$data/postgres.log" 2>&1
  free_port
  pg_port=$port
  pg_serve "$data/postgres/primary" "$pg_port"
}

# start_standby: starts a synchronous standby; sets `standby_port`.
start_standby() {
  free_port
  standby_port=$port
  "${as_postgres[@]}" "$pg_bin/pg_basebackup" --pgdata "$data/postgres/standby" --write-recovery-conf \
    --checkpoint fast --host 127.0.0.1 --port "$pg_port" --username boxoffice
  pg_serve "$data/postgres/standby" "$standby_port"
  pg_run "$pg_port" postgres "ALTER SYSTEM SET synchronous_standby_names = '*'"
  pg_run "$pg_port" postgres 'SELECT pg_reload_conf()' >/dev/null
}

# start_nodes PREFIX ARGUMENT…: starts three nodes with these settings; sets `urls`, `pids` and
# `ports`, on which they listen for each other.
start_nodes() {
  local i
  urls=() pids=()
  # In the environment: every user can read command lines.
  BOXOFFICE_CLUSTER_SECRET=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
  export BOXOFFICE_CLUSTER_SECRET
  for i in "${!names[@]}"; do
    start_boxoffice "$1-${names[i]}" --set cluster.enabled=true \
      --set "cluster.node=${names[i]}" --set "cluster.listen=127.0.0.1:${ports[i]}" \
      "${@:2}"
    urls+=("$url")
    pids+=("$server")
  done
}

take_ports() {
  local _
  ports=()
  for _ in "${names[@]}"; do
    free_port
    ports+=("$port")
  done
}

# start_partitioned PREFIX, start_shared PREFIX CONNECTION: return once the nodes are connected.
start_partitioned() {
  local i peers=
  take_ports
  for i in "${!names[@]}"; do
    peers+=${peers:+,}${names[i]}=127.0.0.1:${ports[i]}
  done
  start_nodes "$1" --set "cluster.peers=$peers"
  local each
  for each in "${urls[@]}"; do
    while [[ $(curl --silent --max-time 5 "$each/api/movieshow?limit=1") == *missingNodes* ]]; do
      sleep 0.1
    done
  done
}

start_shared() {
  take_ports
  start_nodes "$1" --set storage.engine=postgres --set "storage.postgres=$2"
  # The first node took all shards and transfers their shares to the others.
  sed -n 's/.*port=\([0-9]*\).*dbname=\([a-z_0-9]*\).*/\1 \2/p' <<<"$2" | {
    read -r shared_port database
    while [[ $(pg_run "$shared_port" "$database" \
      'SELECT max(n) < 90 FROM (SELECT count(*) AS n FROM shard GROUP BY node) AS each') != t ]]; do
      sleep 0.1
    done
  }
}
