#!/usr/bin/env bash
# Three nodes of a partitioned cluster on loopback and a small load, until Ctrl-C.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/common.sh
names=(north south west)
export BOXOFFICE_ADMIN_TOKEN=${BOXOFFICE_ADMIN_TOKEN:-cluster}

ports=()
for _ in "${names[@]}"; do
  free_port
  ports+=("$port")
done
peers=
for i in "${!names[@]}"; do
  peers+=${peers:+,}${names[i]}=127.0.0.1:${ports[i]}
done
urls=()
for i in "${!names[@]}"; do
  start "${names[i]}" "$build/boxoffice" serve --data-dir "$data/${names[i]}" \
    --listen 127.0.0.1:0 --set limits.enabled=false --set cluster.enabled=true \
    --set "cluster.peers=$peers" --set "cluster.node=${names[i]}" \
    --set "cluster.listen=127.0.0.1:${ports[i]}"
  urls+=("$url")
  echo "${names[i]} listens at $url, for the other nodes at 127.0.0.1:${ports[i]}; pid $server"
done
echo "operator token: $BOXOFFICE_ADMIN_TOKEN; data in $data until the end. Ctrl-C ends all."
trap 'exit 0' INT TERM
for url in "${urls[@]}"; do # until it has met the others
  while [[ $(curl --silent --max-time 5 "$url/api/movieshow?limit=1") == *missingNodes* ]]; do
    sleep 0.1
  done
done
# Each part of the load asks another node, about shows of all.
while :; do
  for i in "${!names[@]}"; do
    echo "bookings through ${names[i]}:"
    "$build/boxoffice" bench --url "${urls[i]}" --rate 200 --duration 10s --shows 30 2>/dev/null |
      grep -E '^(call|book)' || echo "  no answer"
  done
done
