#!/usr/bin/env bash
# Bookings a second with ten times the shows, and with ten times the history: the same load against
# both servers, in alternating runs. Usage: bench/scale.sh [RUNS [SECONDS]], by default 5 runs of 3 s.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/common.sh
runs=${1:-5} seconds=${2:-3} connections=64
pairs_a_show=500 # 10 rows of 100 seats
declare -A url_of server_of shows_of first_of

# add NAME SHOWS: starts a server and opens shows beside those in its log.
add() {
  start_boxoffice "$1"
  open_shows "$url" "$2" 10 100
  url_of[$1]=$url server_of[$1]=$server shows_of[$1]=$2 first_of[$1]=0
}

# book NAME: runs the load; appends the rate to $data/NAME.rates.
book() {
  local rate refused broken
  rest "${server_of[$1]}"
  read -r rate _ _ refused broken <<<"$(
    BENCH_SHOWS=${shows_of[$1]} BENCH_FIRST=${first_of[$1]} \
      load "${url_of[$1]}" $connections "$seconds"
  )"
  ((first_of[$1] += rate * seconds / shows_of[$1] + 2))
  if ((refused + broken > 0 || first_of[$1] > pairs_a_show)); then
    echo "bench: $1: $refused refused, $broken broken, seats for ${first_of[$1]} runs needed" >&2
    exit 1
  fi
  printf ' %s %d/s' "$1" "$rate"
  echo "$rate" >>"$data/$1.rates"
}

# compare LESS MORE: compares two running servers.
compare() {
  local run
  for ((run = 1; run <= runs; run++)); do
    printf 'run %d:' "$run"
    book "$1"
    book "$2"
    echo
  done
  printf 'medians: %s %d/s, %s %d/s; median ratio %s\n\n' \
    "$1" "$(median <"$data/$1.rates")" "$2" "$(median <"$data/$2.rates")" \
    "$(paste "$data/$1.rates" "$data/$2.rates" | awk '{ printf "%.3f\n", $2 / $1 }' | median)"
  stop "${server_of[$1]}"
  stop "${server_of[$2]}"
}

echo "$connections connections, $runs runs of $seconds s, fsync on"
add 1000-shows 1000
add 10000-shows 10000
compare 1000-shows 10000-shows

# 10,000 past shows; the bookings are for 1,000 new ones.
"$build/boxoffice_make_log" "$data/half-a-million-events" 10000 48 100
"$build/boxoffice_make_log" "$data/5-million-events" 10000 498 100
add half-a-million-events 1000
add 5-million-events 1000
compare half-a-million-events 5-million-events
