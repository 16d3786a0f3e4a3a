#!/usr/bin/env bash
# Durable two-seat bookings over 1,000 shows beside a Beast server that does nothing: the same wrk
# script against both, in alternating runs. Usage: bench/http.sh [CONNECTIONS [RUNS [SECONDS]]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
connections=${1:-64} runs=${2:-5} seconds=${3:-5}
export BENCH_SHOWS=1000 BENCH_FIRST=0
pairs_a_show=1000 # 20 rows of 100 seats
data=$(mktemp -d) servers=()

end_servers() {
  [[ ${#servers[@]} -eq 0 ]] || kill "${servers[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$data"
}
trap end_servers EXIT

# start NAME COMMAND…: sets url once the server says where it listens.
start() {
  local out=$data/$1.out
  "${@:2}" >"$out" 2>"$data/$1.err" &
  servers+=($!)
  for _ in {1..200}; do
    url=$(sed -n 's/^listening on //p' "$out")
    [[ -n $url ]] && return
    sleep 0.05
  done
  cat "$data/$1.err" >&2
  exit 1
}

open_shows() {
  local rows='' i first
  for ((i = 0; i < 20; i++)); do rows+="${rows:+,}{\"row\":\"R$i-\",\"class\":\"A\",\"seats\":100}"; done
  for ((first = 0; first < BENCH_SHOWS; first += 100)); do
    for ((i = first; i < first + 100; i++)); do
      printf '%s{"id":"bench-%d","movie":"M","hall":"H","startsAt":"2099-01-01T00:00:00Z",' \
        "$([[ $i -eq $first ]] && printf '[' || printf ',')" "$i"
      printf '"currency":"INR","price":15000,"classes":[{"id":"A","name":"A","price":0}],"rows":[%s]}' "$rows"
    done >"$data/shows.json"
    printf ']' >>"$data/shows.json"
    curl --silent --fail --output /dev/null --header "Authorization: Bearer bench" \
      --header 'Content-Type: application/json' --data-binary "@$data/shows.json" "$1/api/movieshow"
  done
}

# load URL: prints requests/s, p50 ms, p99 ms, answers that are no 2xx, broken connections.
load() {
  wrk --threads 1 --connections "$connections" --duration "${seconds}s" --script bench/booking.lua \
    "$1" | sed -n 's/^RESULT //p'
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

start nothing build/release/bench_nothing_server 0
nothing=$url
BOXOFFICE_ADMIN_TOKEN=bench start boxoffice build/release/boxoffice serve --data-dir "$data/log" \
  --listen 127.0.0.1:0 --set limits.enabled=false --set http.operator_body_limit=8MiB ${BENCH_SET:-}
boxoffice=$url
open_shows "$boxoffice"

echo "connections $connections, $runs runs of $seconds s, fsync on"
for ((run = 1; run <= runs; run++)); do
  read -r n_rate n_p50 n_p99 _ _ <<<"$(load "$nothing")"
  read -r b_rate b_p50 b_p99 refused broken <<<"$(load "$boxoffice")"
  BENCH_FIRST=$((BENCH_FIRST + b_rate * seconds / BENCH_SHOWS + 2))
  ratio=$(awk "BEGIN { printf \"%.3f\", $b_rate / $n_rate }")
  echo "$ratio" >>"$data/ratios"
  echo "run $run: nothing $n_rate/s (p50 $n_p50 p99 $n_p99 ms)" \
    " boxoffice $b_rate/s (p50 $b_p50 p99 $b_p99 ms, $refused refused, $broken broken)  ratio $ratio"
  ((BENCH_FIRST + b_rate * seconds / BENCH_SHOWS < pairs_a_show)) || break
done
echo "median ratio $(median <"$data/ratios")"
