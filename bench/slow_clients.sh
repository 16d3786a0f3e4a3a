#!/usr/bin/env bash
# 64 good clients book while 2,000 connections of slowhttptest send headers slowly, send bodies slowly, or
# read slowly: the delay of bookings compared to that without them, and to that while the same connections
# go to another server on this machine, because slowhttptest needs the CPU too. In alternating runs.
# Usage: bench/slow_clients.sh [ROUNDS [SECONDS [CONNECTIONS]]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/common.sh
rounds=${1:-3} seconds=${2:-10} attackers=${3:-2000}

start nothing "$build/bench_nothing_server" 0
nothing=$url
start_boxoffice slow
open_shows "$url" 10 100 100

# book NAME: the good clients; their figures go to a file.
book() {
  BOXOFFICE_ADMIN_TOKEN=token-of-the-bench "$build/boxoffice" bench --url "$url" --json \
    --duration "${seconds}s" --rate 2000 --connections 64 >"$data/$1.json" 2>"$data/$1.log" || true
}
p99() {
  python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["calls"]["book"]["latency_ms"]["p99"])' \
    "$data/$1.json"
}
errors() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["all"]["errors"])' "$data/$1.json"; }

declare -A attack=(
  [slow headers]="-H -i 2"
  [slow bodies]="-B -i 2 -s 8192 -f application/json"
  [slow reads]="-X -w 1 -y 64 -n 2 -z 8 -k 8"
)
declare -A path=(
  [slow headers]=/healthz
  [slow bodies]=/api/ticket/book
  [slow reads]=/api/movieshow/bench-0/seats
)

# attacked NAME KIND TARGET: books while connections of that kind go to that server; sets `open`.
attacked() {
  local slow
  # shellcheck disable=SC2086 # The options are several words.
  # nice: it would be on machines of its own.
  nice -n 19 slowhttptest -c "$attackers" -r 1000 -p 3 -l $((seconds + 6)) ${attack[$2]} -u "$3${path[$2]}" \
    >"$data/slow.log" 2>&1 &
  slow=$!
  servers+=("$slow")
  sleep 4
  open=$(ss --no-header --tcp --numeric state established "sport = :${3##*:}" | wc -l)
  book "$1"
  kill "$slow" 2>/dev/null || true
  wait "$slow" 2>/dev/null || true
}
for kind in "slow headers" "slow bodies" "slow reads"; do
  for ((round = 1; round <= rounds; round++)); do
    book quiet
    attacked beside "$kind" "$nothing"
    attacked under "$kind" "$url"
    echo "$kind: p99 $(p99 quiet) ms without them, $(p99 beside) ms while they go to another server," \
      "$(p99 under) ms with $open connections open; errors $(errors quiet) and $(errors under)"
  done
done
