#!/usr/bin/env bash
# The cost of idle shows in memory: bytes for a show and for a seat, CPU and wake-ups of the whole
# server. Usage: bench/memory.sh [SHOWS], by default 100,000.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/common.sh
shows=${1:-100000} few=1000 watched_s=10
((shows >= 10 * few)) || {
  echo "bench: fewer than $((10 * few)) shows are too few to measure beside the rest of the server" >&2
  exit 2
}

# switches PID: context switches of its threads so far.
switches() { cat /proc/"$1"/task/*/status | awk '/ctxt_switches/ { n += $2 } END { print n }'; }

# measure SHOWS SEATS: prints a line of the table; sets resident, in kB.
measure() {
  local began took cpu switched
  # Small caches: as they fill up, they would count as memory of shows. No show leaves memory.
  start_boxoffice "$1-of-$2" --set show.idle_timeout=168h --set storage.block_cache=4MiB \
    --set storage.write_buffer=1MiB
  began=$(now_ms)
  open_shows "$url" "$1" 2 $(($2 / 2))
  curl --silent --show-error --fail --output /dev/null \
    "$url/api/movieshow/bench-[0-$(($1 - 1))]/seats"
  took=$(($(now_ms) - began))
  resident=$(resident_kb "$server")
  cpu=$(cpu_ticks "$server")
  switched=$(switches "$server")
  sleep $watched_s
  cpu=$(($(cpu_ticks "$server") - cpu))
  switched=$(($(switches "$server") - switched))
  awk -v shows="$1" -v seats="$2" -v took="$took" -v kb="$resident" -v switched="$switched" \
    -v cpu="$cpu" -v hz="$(getconf CLK_TCK)" -v s="$watched_s" 'BEGIN {
      printf "%8d %6d %12.1f %12.1f %11.2f %17d\n", shows, seats, took / 1000, kb / 1024,
        100 * cpu / hz / s, switched
    }'
  stop "$server"
}

echo "   shows  seats  open+read s  resident MB  idle CPU %  switches in $watched_s s"
measure "$few" 2 # The first shows come with the server's base memory.
base=$resident
measure "$shows" 2
small=$resident
measure "$shows" 102
awk -v base="$base" -v small="$small" -v large="$resident" -v shows="$shows" -v few="$few" 'BEGIN {
  seat = (large - small) * 1024 / shows / 100
  printf "a show beyond its seats: %.0f bytes; a seat: %.0f bytes\n",
    (small - base) * 1024 / (shows - few) - 2 * seat, seat
}'
