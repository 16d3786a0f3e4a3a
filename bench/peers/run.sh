#!/usr/bin/env bash
# boxoffice compared to other ways to sell seats: durable bookings of two seats over 1,000 shows, in
# alternating runs, one server at a time; then the engine without HTTP compared to raw RocksDB, unless
# peers are named.
# Usage: bench/peers/run.sh [CONNECTIONS [RUNS [SECONDS [PEER…]]]]
#
# A peer is a file bench/peers/NAME.sh and a line in `comparisons`. The file describes the peer's setup,
# sets peer_title and defines these functions; each run calls them in its own shell:
#
#   peer_set_up         runs once, before the first run: makes data for all runs in $home; optional
#   peer_start          starts its server, if it has one, by `start` or `serve`
#   peer_about          prints its version and durability, as reported by the running server
#   peer_prepare        removes all bookings
#   peer_load SECONDS   prints bookings/s, p50 ms, p99 ms (- if unknown), refused requests
#   peer_stop           stops it
set -euo pipefail
shopt -s inherit_errexit
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
connections=${1:-64} runs=${2:-5} seconds=${3:-5}

# Peer, target ratio of boxoffice to it, which boxoffice peer it is compared to.
comparisons=(
  'nothing 0.60 boxoffice'
  'redis 1.2 boxoffice'
  'postgresql 8 boxoffice'
  'mariadb 20 boxoffice'
)
shows=1000

fail() {
  echo "bench-peers: $*" >&2
  exit 1
}

# Makes a shell wait for its command before it cleans up.
exit_at_signals() {
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

for number in "$connections" "$runs" "$seconds"; do
  [[ $number =~ ^[1-9][0-9]{0,4}$ ]] || fail "$number is no number of 1 to 99999"
done

# A log in memory would cost nothing to sync; /tmp is in memory on many systems.
export TMPDIR=${TMPDIR:-/var/tmp}
disk=$(df --output=fstype "$TMPDIR" | tail -1)
[[ $disk != tmpfs ]] ||
  fail "$TMPDIR is in memory and not durable; set TMPDIR to a directory on a disk"

source bench/common.sh
exit_at_signals
chmod 711 "$data" # Servers that refuse to run as root have their directories in it.

# run_as USER: sets `as`, the prefix that runs a command as that user in $home; only root switches.
run_as() {
  as=(env --chdir "$home")
  if [[ $(id -u) -eq 0 ]]; then
    chown "$1:" "$home"
    as=(setpriv --reuid "$1" --regid "$1" --init-groups env --chdir "$home")
  fi
}

# serve COMMAND…: starts a server with the prefix of run_as; sets `server`, its pid.
serve() {
  "${as[@]}" "$@" >"$log" 2>&1 &
  server=$!
  servers+=("$server")
}

# await COMMAND…: repeats it until it succeeds, for at most a minute.
await() {
  local began=$SECONDS
  until "$@" >/dev/null 2>&1; do
    if ! kill -0 "$server" 2>/dev/null || ((SECONDS - began > 60)); then
      fail "$name did not become ready"
    fi
    sleep 0.02
  done
}

# load_by_wrk SECONDS: prints as peer_load, on seats from the pair $first of each show on; sets taken,
# the number of pairs of each show that are sold afterwards.
load_by_wrk() {
  local rate p50 p99 refused broken booked
  # shellcheck disable=SC2154 # bench/common.sh has url.
  BENCH_SHOWS=$shows BENCH_FIRST=${first:-0} wrk --threads 1 --connections "$connections" \
    --duration "${1}s" --script bench/booking.lua "$url" >"$data/wrk"
  booked=$(sed -n 's/^BOOKED //p' "$data/wrk")
  read -r rate p50 p99 refused broken <<<"$(sed -n 's/^RESULT //p' "$data/wrk")"
  [[ $broken -eq 0 ]] || fail "$broken connections to $name broke"
  # shellcheck disable=SC2034 # bench/peers/boxoffice.sh uses it; each connection was in a request.
  taken=$(((booked + refused + connections) / shows + 1))
  echo "$((rate * booked / (booked + refused))) $p50 $p99 $refused"
}

# in_peer NAME FUNCTION…: runs it in its own shell; its servers end with the shell.
in_peer() {
  (
    enter_peer "$1"
    "${@:2}"
  )
}

enter_peer() {
  name=$1 home=$data/$1 log=$data/$1.log server=
  trap 'end_peer $?' EXIT
  exit_at_signals
  # shellcheck source=/dev/null
  source "bench/peers/$name.sh"
}

# shellcheck disable=SC2317 # Called by the trap.
end_peer() {
  # Not after a signal.
  [[ $1 -eq 0 || $1 -gt 128 || ! -s $log ]] || tail -20 "$log" >&2
  [[ ${#servers[@]} -eq 0 ]] || kill "${servers[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
}

set_up() {
  mkdir --mode 700 "$home"
  ! declare -F peer_set_up >/dev/null || peer_set_up
  # shellcheck disable=SC2154 # The peer's file has it.
  echo "$peer_title" >"$data/$name.title"
}

# ticks SHELL: prints CPU times of the machine: all, steal, used by programs, and the part of that used
# by the server, SHELL and their ended children.
ticks() {
  local pid
  for pid in "$1" $server ${server:+$(cat "/proc/$server/task/$server/children")}; do
    cat "/proc/$pid/stat" 2>/dev/null || true # A child may have ended.
  done | cat /proc/stat - | awk '
    /^cpu / { for (i = 2; i <= 9; ++i) all += $i; stolen = $9; used = $2 + $3 + $4 }
    sub(/^[0-9]+ \(.*\) /, "") { ours += $12 + $13 + $14 + $15 }
    END { print all, stolen, used, ours }'
}

# Loads the peer and sets lost, the percentage of the machine that other machines and programs used
# meanwhile. Syncs first, so that writes of the previous peer do not slow it down.
load_once() {
  local before after shell=$BASHPID
  peer_prepare
  sync --file-system "$data"
  before=$(ticks "$shell")
  peer_load "$1" >"$data/$name.load"
  after=$(ticks "$shell")
  lost=$(awk '{
      lost = 100 * ($6 - $2 + $7 - $3 - ($8 - $4)) / ($5 - $1)
      printf "%.0f", (lost > 0 ? lost : 0) # The time of ended children is added a little late.
    }' <<<"$before $after")
}

# One run, after a second of warm-up. If a load lost more than a tenth of the machine, it is repeated
# once, and the one that lost less counts.
measure() {
  local tries=0 least=101
  peer_start
  [[ -s $data/$name.about ]] || peer_about | tee "$data/$name.about"
  load_once 1
  while ((tries < 2 && least > 10)); do
    load_once "$seconds"
    tries=$((tries + 1))
    if ((lost < least)); then
      least=$lost
      read -r rate p50 p99 refused <"$data/$name.load"
    fi
  done
  peer_stop
  [[ $rate -gt 0 ]] || fail "$name booked nothing, $refused requests were refused"
  printf 'run %d: %-10s %6d bookings/s, p50 %6s ms, p99 %7s ms, %d refused, %d %% lost, try %d\n' \
    "$run" "$name" "$rate" "$p50" "$p99" "$refused" "$least" "$tries"
  echo "$run $name $rate $p50 $p99 $refused" >>"$data/results"
}

# median_of NAME COLUMN: prints the median of a column of the results.
median_of() {
  awk -v name="$1" -v column="$2" '$2 == name { print $column }' "$data/results" | median
}

# ratios OURS PEER: prints the ratio of the rates for each run.
ratios() {
  awk -v ours="$1" -v peer="$2" '
    { rate[$1, $2] = $3; runs = $1 }
    END { for (run = 1; run <= runs; ++run) print rate[run, ours] / rate[run, peer] }' \
    "$data/results"
}

row() {
  printf '| %-56s | %10s | %8s | %8s | %8s | %8s | %6s | %3s |\n' "$@"
}

# figures NAME: prints the first columns of its row.
figures() {
  cat "$data/$1.title"
  for column in 3 4 5; do median_of "$1" "$column"; done
  awk -v name="$1" '$2 == name { sum += $6 } END { print sum }' "$data/results"
}

table() {
  local peer target ours ratio met cells
  row 'medians' bookings/s 'p50 ms' 'p99 ms' refused 'us / it' target met
  row --- ---: ---: ---: ---: ---: ---: ---
  for ours in "${our_subjects[@]}"; do
    mapfile -t cells < <(figures "$ours")
    row "${cells[@]}" '' '' ''
  done
  for line in "${chosen[@]}"; do
    read -r peer target ours <<<"$line"
    mapfile -t cells < <(figures "$peer")
    ratio=$(ratios "$ours" "$peer" | median)
    met=$(awk "BEGIN { print ($ratio >= $target) ? \"yes\" : \"no\" }")
    row "${cells[@]}" "$(printf '%.2f' "$ratio")" "$target" "$met"
  done
}

chosen=() subjects=() our_subjects=()
for line in "${comparisons[@]}"; do
  read -r peer _ ours <<<"$line"
  [[ $# -le 3 || " ${*:4} " == *" $peer "* ]] || continue
  chosen+=("$line")
  [[ " ${our_subjects[*]} " == *" $ours "* ]] || our_subjects+=("$ours")
  subjects+=("$peer")
done
for peer in "${@:4}"; do
  [[ " ${subjects[*]} " == *" $peer "* ]] || fail "no such peer: $peer"
done
subjects=("${our_subjects[@]}" "${subjects[@]}")

echo "$connections connections, $runs runs of $seconds s, $(nproc) cores, Linux $(uname -r)," \
  "data on $disk, fsync on everywhere"
for name in "${subjects[@]}"; do in_peer "$name" set_up; done
for ((run = 1; run <= runs; run++)); do
  for name in "${subjects[@]}"; do in_peer "$name" measure; done
done
echo
table

if [[ $# -le 3 ]]; then
  echo
  echo 'boxoffice without HTTP, 1,024 bookings in flight, relative to a RocksDB that writes the same rows' \
    'in the same batches (target 0.5):'
  "$build/boxoffice_bench_engine" 1024 "$runs" "$seconds"
fi
