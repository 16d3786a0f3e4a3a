# What the benches share. Sourced by them in the root of the repository; makes `data`, a directory
# that goes away at the end with all servers that were started.
# shellcheck shell=bash

# BENCH_BUILD is for binaries of another build.
build=${BENCH_BUILD:-build/release}
# Not in /tmp, which may be in memory, where a sync costs nothing.
data=$(mktemp -d "${TMPDIR:-/var/tmp}/boxoffice-bench.XXXXXX")
servers=()

end_all() {
  [[ ${#servers[@]} -eq 0 ]] || kill "${servers[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$data"
}
trap end_all EXIT

# start NAME COMMAND…: a server; sets `url` and `server`, its pid, once it says where it listens.
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

# start_boxoffice NAME [ARGUMENT…]: with its log in $data/NAME. BENCH_SET is for more arguments.
start_boxoffice() {
  # shellcheck disable=SC2086 # BENCH_SET is several words.
  BOXOFFICE_ADMIN_TOKEN=token-of-the-bench start "$1" "$build/boxoffice" serve --data-dir "$data/$1" \
    --listen 127.0.0.1:0 --set limits.enabled=false --set http.operator_body_limit=8MiB \
    --set http.max_connections_per_address=1000000 \
    "${@:2}" ${BENCH_SET:-}
}

# stop PID [SIGNAL]: ends a server and waits for its end.
stop() {
  local each left=()
  kill -s "${2:-TERM}" "$1"
  wait "$1" 2>/dev/null || [[ ${2:-TERM} == KILL ]]
  for each in "${servers[@]}"; do
    [[ $each -eq $1 ]] || left+=("$each")
  done
  servers=("${left[@]}")
}

# open_shows URL COUNT ROWS SEATS: the shows bench-0, bench-1 … of so many rows R0-, R1- … each.
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

# free_port: sets `port` to one where nothing listens, below those that the kernel gives to clients,
# another each time.
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

# load URL CONNECTIONS SECONDS [SCRIPT]: books, or does what the script of wrk says; prints
# requests/s, p50 ms, p99 ms, answers that are no 2xx, broken connections. BENCH_SHOWS and
# BENCH_FIRST say on which seats (booking.lua).
load() {
  wrk --threads 1 --connections "$2" --duration "${3}s" --script "${4:-bench/booking.lua}" "$1" |
    sed -n 's/^RESULT //p'
}

# tell_pair RUN NOTHING BOXOFFICE: a line about what load printed for the server that does nothing
# and for boxoffice, and the ratio of their rates, which is noted in $data/ratios.
tell_pair() {
  local n_rate n_p50 n_p99 b_rate b_p50 b_p99 refused broken ratio
  read -r n_rate n_p50 n_p99 _ _ <<<"$2"
  read -r b_rate b_p50 b_p99 refused broken <<<"$3"
  ratio=$(awk "BEGIN { printf \"%.3f\", $b_rate / $n_rate }")
  echo "$ratio" >>"$data/ratios"
  echo "run $1: nothing $n_rate/s (p50 $n_p50 p99 $n_p99 ms) " \
    "boxoffice $b_rate/s (p50 $b_p50 p99 $b_p99 ms, $refused refused, $broken broken) " \
    "ratio $ratio"
}

# median: of lines of numbers; the lower one where there are two in the middle.
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# resident_kb PID: memory of a process that is in RAM.
resident_kb() { sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/$1/status"; }

# cpu_ticks PID: the process's CPU time so far; getconf CLK_TCK of them are a second.
cpu_ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }

# rest PID: until a server has finished what it does on its own, at most a minute.
rest() {
  local began=$SECONDS before
  while ((SECONDS - began < 60)); do
    before=$(cpu_ticks "$1")
    sleep 2
    (($(cpu_ticks "$1") - before > 4)) || return 0
  done
}

now_ms() { echo $(($(date +%s%N) / 1000000)); }
