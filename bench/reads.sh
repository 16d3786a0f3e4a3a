#!/usr/bin/env bash
# Reads of seat maps without bookings, relative to a Beast server that only sends a body of the same
# size: the same wrk script against both, in alternating runs.
# Usage: bench/reads.sh [CONNECTIONS [RUNS [SECONDS [ROWS SEATS [SHOWS]]]]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/common.sh
connections=${1:-64} runs=${2:-5} seconds=${3:-3} rows=${4:-10} seats=${5:-20}
export BENCH_SHOWS=${6:-1000}

start_boxoffice boxoffice
boxoffice=$url
open_shows "$boxoffice" $BENCH_SHOWS "$rows" "$seats"
bytes=$(curl --silent --fail --max-time 10 "$boxoffice/api/movieshow/bench-0/seats" | wc -c)
start nothing "$build/bench_nothing_server" 0 "$bytes"
nothing=$url

echo "connections $connections, $runs runs of $seconds s, $BENCH_SHOWS maps of $((rows * seats)) seats:" \
  "$bytes bytes"
for ((run = 1; run <= runs; run++)); do
  print_pair $run "$(load "$nothing" "$connections" "$seconds" bench/seatmap.lua)" \
    "$(load "$boxoffice" "$connections" "$seconds" bench/seatmap.lua)"
done
echo "median ratio $(median <"$data/ratios")"
