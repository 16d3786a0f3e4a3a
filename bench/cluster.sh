#!/usr/bin/env bash
# Three nodes of a cluster on loopback and a small load, until Ctrl-C.
# Usage: bench/cluster.sh partitioned | shared
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/common.sh
source bench/nodes.sh
trap 'exit 0' INT TERM

if [[ $1 == shared ]]; then
  start_postgres
  start_standby
  pg_run "$pg_port" postgres 'CREATE DATABASE boxoffice'
  echo "PostgreSQL listens at 127.0.0.1:$pg_port, its synchronous standby at 127.0.0.1:$standby_port"
  start_shared cluster "host=127.0.0.1,127.0.0.1 port=$pg_port,$standby_port user=boxoffice \
dbname=boxoffice target_session_attrs=read-write"
else
  start_partitioned cluster
fi
for i in "${!names[@]}"; do
  echo "${names[i]} listens at ${urls[i]}, for the other nodes at 127.0.0.1:${ports[i]};" \
    "pid ${pids[i]}"
done
echo "operator token: token-of-the-bench; data in $data until the end. Ctrl-C stops everything."
# Each part of the load goes through another node and covers the shows of all nodes.
while :; do
  for i in "${!names[@]}"; do
    echo "bookings through ${names[i]}:"
    BOXOFFICE_ADMIN_TOKEN=token-of-the-bench "$build/boxoffice" bench --url "${urls[i]}" --rate 200 \
      --duration 10s --shows 30 2>/dev/null | grep -E '^(call|book)' || echo "  no response"
  done
done
