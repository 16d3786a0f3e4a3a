#!/usr/bin/env bash
# Starts on a large log, after a shutdown and after kill -9 under load: time until ready, memory,
# latency of the first calls to cold shows, and whether all bookings are there.
# Usage: bench/cold.sh [SHOWS [EVENTS]], by default 100,000 shows of 48 events, 5 million in all.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/common.sh
shows=${1:-100000} events=${2:-48} runs=3
export BENCH_SHOWS=1000 BENCH_FIRST=0

# start_again: starts on the large log; sets ready_ms.
start_again() {
  local began
  began=$(now_ms)
  start_boxoffice log
  ready_ms=$(($(now_ms) - began))
}

# For every 50th show, over one connection.
first_calls() {
  curl --silent --fail --write-out '%{time_total}\n' --output /dev/null \
    "$url/api/movieshow/show-[000000-$(printf %06d $((shows - 1))):50]/seats" |
    sort -n | awk '{ ms[NR] = $1 * 1000 } END {
      printf "first calls to %d cold shows: p50 %.1f ms, p99 %.1f ms, slowest %.1f ms",
        NR, ms[int((NR + 1) * 0.5)], ms[int(NR * 0.99 + 0.5)], ms[NR] }'
}

# kill_under_load: sets since and until, the times of the load, and answered, the bookings that wrk
# got a response for.
kill_under_load() {
  since=$(now_ms)
  wrk --threads 1 --connections 64 --duration 4s --script bench/booking.lua "$url" >"$data/wrk" &
  local wrk=$!
  sleep 3
  stop "$server" KILL
  until=$(now_ms)
  wait "$wrk"
  answered=$(sed -n 's/^BOOKED //p' "$data/wrk")
  BENCH_FIRST=$((BENCH_FIRST + answered / BENCH_SHOWS + 2))
}

# bookings_since: the number of those bookings in the log.
bookings_since() {
  "$build/boxoffice_bench_decisions" "$data/log" "$since" "$until" | awk '{ print $1 + $6 }'
}

"$build/boxoffice_make_log" "$data/log" "$shows" "$events" 100
for ((run = 1; run <= runs; run++)); do
  start_again
  echo "$ready_ms" >>"$data/orderly"
  printf 'run %d: ready after %d ms with %d MB; ' "$run" "$ready_ms" \
    "$(($(resident_kb "$server") / 1024))"
  first_calls
  printf '; %d MB then\n' "$(($(resident_kb "$server") / 1024))"
  stop "$server"
done

start_again
open_shows "$url" $BENCH_SHOWS 10 100
for ((run = 1; run <= runs; run++)); do
  kill_under_load
  start_again
  echo "$ready_ms" >>"$data/killed"
  found=$(bookings_since)
  printf 'killed %d: ready after %d ms; %d bookings answered, %d in the log\n' "$run" "$ready_ms" \
    "$answered" "$found"
  ((found >= answered)) || {
    echo "bench: bookings were lost" >&2
    exit 1
  }
done
stop "$server"
echo "median: ready after $(median <"$data/orderly") ms, after kill -9 under load" \
  "$(median <"$data/killed") ms"
