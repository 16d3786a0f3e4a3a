#!/usr/bin/env bash
# Durable two-seat bookings over 1,000 shows, relative to a Beast server that does nothing: the same
# wrk script against both, in alternating runs. Usage: bench/http.sh [CONNECTIONS [RUNS [SECONDS]]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/common.sh
connections=${1:-64} runs=${2:-5} seconds=${3:-5}
export BENCH_SHOWS=1000 BENCH_FIRST=0
pairs_a_show=1000 # 20 rows of 100 seats

start nothing "$build/bench_nothing_server" 0
nothing=$url
start_boxoffice boxoffice
boxoffice=$url
open_shows "$boxoffice" $BENCH_SHOWS 20 100

echo "connections $connections, $runs runs of $seconds s, fsync on"
for ((run = 1; run <= runs; run++)); do
  n=$(load "$nothing" "$connections" "$seconds")
  b=$(load "$boxoffice" "$connections" "$seconds")
  print_pair $run "$n" "$b"
  b_rate=${b%% *}
  BENCH_FIRST=$((BENCH_FIRST + b_rate * seconds / BENCH_SHOWS + 2))
  ((BENCH_FIRST + b_rate * seconds / BENCH_SHOWS < pairs_a_show)) || break
done
echo "median ratio $(median <"$data/ratios")"
