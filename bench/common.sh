# Functions that the benches share. Source it in the root of the repository. It makes a directory
# `data`; at the end it removes that and stops all servers that were started.
# shellcheck shell=bash

# BENCH_BUILD is the build directory of the binaries.
build=${BENCH_BUILD:-build/release}
# Not in /tmp: it may be in memory, where a sync costs nothing.
data=$(mktemp -d "${TMPDIR:-/var/tmp}/boxoffice-bench.XXXXXX")
servers=()

end_all() {
  [[ ${#servers[@]} -eq 0 ]] || kill "${servers[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$data"
}
trap end_all EXIT

# start NAME COMMAND…: starts a server; sets `url` and `server`, its pid, once it prints its address.
start() {
  local out=$data/$1.out began=$SECONDS
  : >"$out"
  "${@:2}" >"$out" 2>"$data/$1.err" &
  server=$!
  servers+=("$server")
  while ((SECONDS - began < 120)); do
    url=$(sed -n 's/^listening on //p' "$out")
    [[ -z $url ]] || return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.01
  done
  cat "$data/$1.err" >&2
  echo "bench: $1 did not start" >&2
  exit 1
}

# start_boxoffice NAME [ARGUMENT…]: starts boxoffice with its log in $data/NAME. BENCH_SET adds
# arguments.
start_boxoffice() {
  # shellcheck disable=SC2086 # BENCH_SET is several words.
  BOXOFFICE_ADMIN_TOKEN=token-of-the-bench start "$1" "$build/boxoffice" serve --data-dir "$data/$1" \
    --listen 127.0.0.1:0 --set limits.enabled=false --set http.operator_body_limit=8MiB \
    --set http.max_connections_per_address=1000000 --set http.max_bulk_per_address=1000000 \
    "${@:2}" ${BENCH_SET:-}
}

# stop PID [SIGNAL]: stops a server and waits for it.
stop() {
  local each left=()
  kill -s "${2:-TERM}" "$1"
  wait "$1" 2>/dev/null || [[ ${2:-TERM} == KILL ]]
  for each in "${servers[@]}"; do
    [[ $each -eq $1 ]] || left+=("$each")
  done
  servers=("${left[@]}")
}

# open_shows URL COUNT ROWS SEATS: opens the shows bench-0, bench-1 …, each with ROWS rows R0-, R1- …
open_shows() {
  local batch
  mkdir "$data/batches"
  awk -v count="$2" -v rows="$3" -v seats="$4" -v files="$data/batches/" 'BEGIN {
    for (row = 0; row < rows; ++row)
      hall = hall (row ? "," : "") \
        sprintf("{\"row\":\"R%d-\",\"class\":\"A\",\"seats\":%d}", row, seats)
    for (show = 0; show < count; ++show) {
      file = sprintf("%s%06d.json", files, show / 1000)
      printf "%s{\"id\":\"bench-%d\",\"movie\":\"M\",\"hall\":\"H\",", show % 1000 ? "," : "[",
        show >file
      printf "\"startsAt\":\"2099-01-01T00:00:00Z\",\"currency\":\"INR\",\"price\":15000," >file
      printf "\"classes\":[{\"id\":\"A\",\"name\":\"A\",\"price\":0}],\"rows\":[%s]}", hall >file
      if (show % 1000 == 999 || show == count - 1) {
        printf "]" >file
        close(file)
      }
    }
  }'
  for batch in "$data"/batches/*; do
    curl --silent --show-error --fail --output /dev/null --max-time 60 \
      --header "Authorization: Bearer token-of-the-bench" --header 'Content-Type: application/json' \
      --data-binary "@$batch" "$1/api/movieshow"
  done
  rm -r "$data/batches"
}

# free_port: sets `port` to a free port below the kernel's ephemeral range, a different one each time.
free_port() {
  for _ in {1..100}; do
    port=$((20000 + RANDOM % 10000))
    [[ ! ${said_ports:-} =~ \ $port\  ]] || continue
    said_ports+=" $port "
    (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || return 0
  done
  echo 'bench: no free port' >&2
  exit 1
}

# load URL CONNECTIONS SECONDS [SCRIPT]: books, or runs wrk with that script; prints requests/s,
# p50 ms, p99 ms, responses other than 2xx, broken connections. BENCH_SHOWS and BENCH_FIRST choose
# the seats (booking.lua).
load() {
  wrk --threads 1 --connections "$2" --duration "${3}s" --script "${4:-bench/booking.lua}" "$1" |
    sed -n 's/^RESULT //p'
}

# print_pair RUN NOTHING BOXOFFICE: prints the results of load for the server that does nothing and
# for boxoffice, and the ratio of their rates; appends the ratio to $data/ratios.
print_pair() {
  local n_rate n_p50 n_p99 b_rate b_p50 b_p99 refused broken ratio
  read -r n_rate n_p50 n_p99 _ _ <<<"$2"
  read -r b_rate b_p50 b_p99 refused broken <<<"$3"
  ratio=$(awk "BEGIN { printf \"%.3f\", $b_rate / $n_rate }")
  echo "$ratio" >>"$data/ratios"
  echo "run $1: nothing $n_rate/s (p50 $n_p50 p99 $n_p99 ms) " \
    "boxoffice $b_rate/s (p50 $b_p50 p99 $b_p99 ms, $refused refused, $broken broken) " \
    "ratio $ratio"
}

# median: prints the median of lines of numbers; the lower one of two in the middle.
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# resident_kb PID: resident memory of a process.
resident_kb() { sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/$1/status"; }

# cpu_ticks PID: CPU time of the process so far, in ticks of 1/CLK_TCK s (getconf CLK_TCK).
cpu_ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }

# rest PID: waits until a server is idle, at most a minute.
rest() {
  local began=$SECONDS before
  while ((SECONDS - began < 60)); do
    before=$(cpu_ticks "$1")
    sleep 2
    (($(cpu_ticks "$1") - before > 4)) || return 0
  done
}

now_ms() { echo $(($(date +%s%N) / 1000000)); }
