#!/usr/bin/env bash
# Runs each bench that needs no server for a moment, so that it keeps working; a CTest entry.
# Usage: bench/short.sh BUILD_DIRECTORY [boxoffice_bench_micro]
# The second is empty where Google Benchmark is not installed.
set -euo pipefail
build=$1
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT

"$build/boxoffice_make_log" "$data/log" 20 200 100
"$build/boxoffice_bench_replay" "$data/log"

# Every request in the log was decided, by a review a second later or more.
read -r decided p50 _ _ longest undecided <<<"$("$build/boxoffice_bench_decisions" "$data/log")"
echo "decided $decided, after $p50 ms (median) and $longest ms at most; undecided $undecided"
((decided > 500 && p50 >= 1000 && undecided == 0))

# The command's exit status is its own, whether or not it may be watched.
status=0
"$build/boxoffice_bench_host" sh -c 'exit 3' || status=$?
((status == 3))
status=0
timeout --signal TERM 5 "$build/boxoffice_bench_host" sh -c 'kill -TERM $PPID; exec sleep 60' ||
  status=$?
((status == 143)) # The signal went to the command.

if [[ -n ${2-} ]]; then
  "$build/$2" --benchmark_min_time=0.001
fi
