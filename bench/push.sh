#!/usr/bin/env bash
# Delay of updates to many subscribers of one show, the server's memory for each, and the handling of
# subscribers that stop reading. Usage: bench/push.sh [SUBSCRIBERS [SLOW [BOOKINGS [SECONDS]]]], by
# default 10,000, of which 1,000 stop reading, 4 bookings a second for 15 s.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/common.sh
subscribers=${1:-10000} slow=${2:-1000} bookings=${3:-4} seconds=${4:-15}
# Both ends of each connection are on this machine, in two processes.
ulimit -n $((subscribers + 2000)) 2>/dev/null || ulimit -n "$(ulimit -Hn)"
start_boxoffice push --set http.max_connections=$((subscribers + 1000)) \
  --set http.push_idle_timeout=10s
"$build/boxoffice_bench_push" "${url##*:}" "$subscribers" "$slow" "$bookings" "$seconds" "$server"
