#!/usr/bin/env bash
# A start on a large log: time until ready, memory, and how long first calls to cold shows take.
# Usage: bench/cold.sh [SHOWS [EVENTS]], by default 100,000 shows of 48 events, 5 million in all.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
shows=${1:-100000} events=${2:-48}
data=$(mktemp -d) server=

end_server() {
  [[ -z $server ]] || kill "$server" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$data"
}
trap end_server EXIT

memory() { sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/$server/status"; }

build/release/boxoffice_make_log "$data/log" "$shows" "$events" 100
for run in 1 2 3; do
  began=$(date +%s%N)
  build/release/boxoffice serve --data-dir "$data/log" --listen 127.0.0.1:0 \
    --set limits.enabled=false >"$data/out" 2>"$data/err" &
  server=$!
  until url=$(sed -n 's/^listening on //p' "$data/out") && [[ -n $url ]]; do
    kill -0 "$server" || { cat "$data/err" >&2; exit 1; }
    sleep 0.01
  done
  printf 'run %d: ready after %d ms with %d MB; ' "$run" \
    "$((($(date +%s%N) - began) / 1000000))" "$(($(memory) / 1024))"
  # Every 50th show, over one connection.
  curl --silent --fail --write-out '%{time_total}\n' --output /dev/null \
    "$url/api/movieshow/show-[000000-$(printf %06d $((shows - 1))):50]/seats" |
    sort -n | awk '{ ms[NR] = $1 * 1000 } END {
      printf "first calls to %d cold shows: p50 %.1f ms, p99 %.1f ms, slowest %.1f ms; ",
        NR, ms[int(NR * 0.5)], ms[int(NR * 0.99)], ms[NR] }'
  printf '%d MB then\n' "$(($(memory) / 1024))"
  kill "$server"
  wait "$server"
  server=
done
