#!/usr/bin/env bash
# Open loop at FACTOR (5) times what the server carries: the delay of accepted bookings compared to that of a
# quiet server, memory, and the time until it is at full speed again. The server has one core and the load
# generator another, so that they do not disturb each other. A customer who finds all connections busy leaves: his
# request is counted as not sent.
# Usage: bench/overload.sh [SECONDS [CONNECTIONS [FACTOR]]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/common.sh
seconds=${1:-120} connections=${2:-1000} factor=${3:-5}

start_boxoffice overload --set actors.threads=1
taskset --all-tasks --pid --cpu-list 1 "$server" >/dev/null

# drive NAME ARGUMENT…: runs the generator; its figures go to a file.
drive() {
  BOXOFFICE_ADMIN_TOKEN=token-of-the-bench taskset --cpu-list 0 "$build/boxoffice" bench --url "$url" --json "${@:2}" >"$data/$1.json" 2>"$data/$1.log" || true
}
# value NAME KEY: a number of its `book` calls.
value() {
  python3 -c 'import json, sys
call = json.load(open(sys.argv[1]))["calls"]["book"]
for key in sys.argv[2].split("."): call = call[key]
print(call)' "$data/$1.json" "$2"
}
# not_sent NAME: how many requests found all connections busy.
not_sent() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1])).get("dropped", 0))' "$data/$1.json"; }
memory_mib() { awk '/^Vm(HWM|RSS):/ {print $1, int($2 / 1024) " MiB"}' "/proc/$server/status" | xargs; }

drive carries --connections 64 --duration 5s --bookings 200000
carries=$(value carries answers_per_s | cut -d. -f1)
drive quiet --connections "$connections" --rate $((carries / 3)) --duration 20s --bookings 300000
before=$(memory_mib)
drive overload --connections "$connections" --rate $((carries * factor)) --duration "${seconds}s" --patience 5ms
after=$(memory_mib)
drive again --connections 64 --duration 5s --bookings 200000

echo "carries $carries bookings/s; $connections connections; at $factor times that for $seconds s:"
for run in quiet overload again; do
  echo "$run: $(value "$run" confirmed) accepted, $(value "$run" errors) refused, $(not_sent "$run") not sent," \
    "$(value "$run" answers_per_s)/s, p50 $(value "$run" latency_ms.p50) ms, p99 $(value "$run" latency_ms.p99) ms"
done
echo "memory before: $before; after: $after"
