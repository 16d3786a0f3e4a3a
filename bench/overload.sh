#!/usr/bin/env bash
# Open loop at FACTOR (5) times what the server carries: the delay of accepted bookings compared to that of a
# quiet server, memory, and the time until it is at full speed again. A control group gives the server
# half of one core, so that one thread of the load generator can send five times as much; needs root.
# A customer who finds all connections busy leaves: his request is counted as not sent.
# Usage: bench/overload.sh [SECONDS [CONNECTIONS [FACTOR]]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/common.sh
seconds=${1:-120} connections=${2:-1000} factor=${3:-5}

start_boxoffice overload --set actors.threads=1
# Periods of 10 ms, so that being stopped does not look like a queue.
if [[ -f /sys/fs/cgroup/cgroup.controllers ]]; then
  group=/sys/fs/cgroup/boxoffice-bench.$$
  mkdir "$group"
  echo '5000 10000' >"$group/cpu.max"
else
  group=/sys/fs/cgroup/cpu/boxoffice-bench.$$
  mkdir "$group"
  echo 10000 >"$group/cpu.cfs_period_us"
  echo 5000 >"$group/cpu.cfs_quota_us"
fi
trap 'end_all; rmdir "$group"' EXIT
echo "$server" >"$group/cgroup.procs"

# drive NAME ARGUMENT…: runs the generator; its figures go to a file.
drive() {
  BOXOFFICE_ADMIN_TOKEN=token-of-the-bench "$build/boxoffice" bench --url "$url" --json "${@:2}" >"$data/$1.json" 2>"$data/$1.log" || true
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
drive quiet --connections "$connections" --rate $((carries / 3)) --duration 10s --bookings 100000
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
