#!/usr/bin/env bash
# Durable bookings of 1 to 10 seats in halls of 500: seats that the show chooses (bestAvailable) against
# named ones, in alternating runs of one server. Usage: bench/choice.sh [CONNECTIONS [RUNS [SECONDS]]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/common.sh
connections=${1:-64} runs=${2:-5} seconds=${3:-3}
# Enough for 30,000 bookings a second: a show takes 80.
export BENCH_SHOWS=$((seconds * 30000 / 80)) BENCH_FIRST=0

start_boxoffice choice
open_shows "$url" $((BENCH_SHOWS * runs * 2)) 25 20

# figures KIND: prints requests/s, p50 ms, p99 ms, refused, broken.
figures() { BENCH_CHOICE=$1 load "$url" "$connections" "$seconds" bench/choice.lua; }

echo "connections $connections, $runs runs of $seconds s each, $BENCH_SHOWS halls of 500 seats a run, fsync on"
for ((run = 1; run <= runs; run++)); do
  for kind in named best; do
    read -r rate p50 p99 refused broken <<<"$(figures $kind)"
    echo "run $run: $kind $rate/s, p50 $p50 ms, p99 $p99 ms, $refused refused, $broken broken"
    echo "$p99" >"$data/$kind"
    BENCH_FIRST=$((BENCH_FIRST + BENCH_SHOWS))
  done
  awk "BEGIN { printf \"%.3f\n\", $(<"$data/best") / $(<"$data/named") }" >>"$data/ratios"
done
echo "p99 of best available relative to named seats: median $(median <"$data/ratios")"
