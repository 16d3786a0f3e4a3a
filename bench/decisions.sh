#!/usr/bin/env bash
# Time from a booking to its decision while many shows are busy, at about half of the server's
# maximum load. Usage: bench/decisions.sh [SHOWS [SECONDS [RUNS]]], by default 10,000
# shows and 3 runs of 15 s.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/common.sh
shows=${1:-10000} seconds=${2:-15} runs=${3:-3} connections=64 interval_ms=1000
export BENCH_SHOWS=$shows BENCH_FIRST=0
pairs_a_show=500 # 10 rows of 100 seats

# book SECONDS: books; sets rate and the clients' latencies, and BENCH_FIRST for the next load.
book() {
  read -r rate p50 p99 refused broken <<<"$(load "$url" $connections "$1")"
  BENCH_FIRST=$((BENCH_FIRST + rate * $1 / shows + 2))
  ((BENCH_FIRST < pairs_a_show)) || {
    echo "bench: $shows shows have too few seats for so many bookings" >&2
    exit 2
  }
  sleep $((2 * interval_ms / 1000)) # All bookings are decided by then.
}

start_boxoffice decisions --set review.interval=${interval_ms}ms
open_shows "$url" "$shows" 10 100
book 3
echo "$shows shows, review interval $interval_ms ms; $connections connections book $rate/s at most"
# At half of the rate each connection pauses for three quarters of its time; responses take the rest.
BENCH_PAUSE_MS=$(awk -v c=$connections -v peak="$rate" 'BEGIN { print 1500 * c / peak }')
export BENCH_PAUSE_MS
since=()
for ((run = 1; run <= runs; run++)); do
  since+=("$(now_ms)")
  book "$seconds"
  echo "run $run: $rate/s (p50 $p50 p99 $p99 ms, $refused refused, $broken broken)"
done
since+=("$(now_ms)")
stop "$server"

echo 'from request to decision:'
echo '  run  decided  p50 ms  p90 ms  p99 ms  longest ms  undecided'
for ((run = 1; run <= runs; run++)); do
  read -r decided p50 p90 p99 longest undecided <<<"$("$build/boxoffice_bench_decisions" \
    "$data/decisions" "${since[run - 1]}" "${since[run]}")"
  printf '%5d %8d %7d %7d %7d %11d %10d\n' "$run" "$decided" "$p50" "$p90" "$p99" "$longest" \
    "$undecided"
  echo "$p99" >>"$data/p99"
done
p99=$(median <"$data/p99")
echo "median p99 $p99 ms, $((p99 - interval_ms)) ms beyond the interval"
