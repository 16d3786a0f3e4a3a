#!/usr/bin/env bash
# Seat maps of shows that nobody books, beside a Beast server that does nothing but answer with a
# body of the same size: the same wrk script against both, in alternating runs.
# Usage: bench/reads.sh [CONNECTIONS [RUNS [SECONDS [ROWS SEATS]]]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/common.sh
connections=${1:-64} runs=${2:-5} seconds=${3:-3} rows=${4:-10} seats=${5:-20}
export BENCH_SHOWS=1000

start_boxoffice boxoffice
boxoffice=$url
open_shows "$boxoffice" $BENCH_SHOWS "$rows" "$seats"
bytes=$(curl --silent --fail --max-time 10 "$boxoffice/api/movieshow/bench-0/seats" | wc -c)
start nothing "$build/bench_nothing_server" 0 "$bytes"
nothing=$url

reads() {
  wrk --threads 1 --connections "$connections" --duration "${seconds}s" \
    --script bench/seatmap.lua "$1" | sed -n 's/^RESULT //p'
}

echo "connections $connections, $runs runs of $seconds s, maps of $((rows * seats)) seats:" \
  "$bytes bytes"
for ((run = 1; run <= runs; run++)); do
  read -r n_rate n_p50 n_p99 _ _ <<<"$(reads "$nothing")"
  read -r b_rate b_p50 b_p99 refused broken <<<"$(reads "$boxoffice")"
  ratio=$(awk "BEGIN { printf \"%.3f\", $b_rate / $n_rate }")
  echo "$ratio" >>"$data/ratios"
  echo "run $run: nothing $n_rate/s (p50 $n_p50 p99 $n_p99 ms) " \
    "boxoffice $b_rate/s (p50 $b_p50 p99 $b_p99 ms, $refused refused, $broken broken) " \
    "ratio $ratio"
done
echo "median ratio $(median <"$data/ratios")"
