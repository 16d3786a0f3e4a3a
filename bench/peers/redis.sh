# Redis with a Lua script that locks seats (redis.lua), loaded by redis-benchmark.
#
# - Debian's server with its own settings except for the log: appendonly, appendfsync always. No RDB
#   snapshots: their fork would slow it down.
# - Over TCP on loopback like wrk to boxoffice (a Unix socket is about 20 % faster); one thread of
#   redis-benchmark.
# - redis-benchmark draws seats at random, so a show has 200,000 of them: about fifty of 100,000
#   requests hit a taken seat. Requests without a booking are refusals and do not count.
# - redis-benchmark takes a number of requests instead of a time: as many as the previous load made in
#   that time; the warm-up uses a guess.
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # Variables that run.sh reads or sets.
peer_title='Redis Lua, appendfsync always, redis-benchmark, no HTTP'
redis_pairs=100000
redis_rate=20000

redis_ask() { redis-cli -h 127.0.0.1 -p "$port" "$@"; }

redis_rewritten() {
  redis_ask INFO persistence | grep -q '^aof_rewrite_in_progress:0' &&
    redis_ask INFO persistence | grep -q '^aof_rewrite_scheduled:0'
}

peer_start() {
  run_as redis
  rm -rf "$home/appendonlydir"
  free_port
  serve redis-server --bind 127.0.0.1 --port "$port" --dir "$home" --save '' \
    --appendonly yes --appendfsync always
  await redis_ask PING
  redis_script=$(redis_ask SCRIPT LOAD "$(cat bench/peers/redis.lua)")
}

peer_about() {
  printf 'Redis %s: appendonly %s, appendfsync %s\n' \
    "$(redis_ask INFO server | sed -n 's/^redis_version:\([0-9.]*\).*/\1/p')" \
    "$(redis_ask CONFIG GET appendonly | tail -1)" "$(redis_ask CONFIG GET appendfsync | tail -1)"
}

# Empties the log too, so that no rewrite falls into the load.
peer_prepare() {
  redis_ask FLUSHALL >/dev/null
  redis_ask BGREWRITEAOF >/dev/null
  await redis_rewritten
}

peer_load() {
  local requests=$((redis_rate * $1)) report made
  report=$(redis-benchmark -h 127.0.0.1 -p "$port" -c "$connections" -n "$requests" --csv \
    -r $((shows * redis_pairs)) EVALSHA "$redis_script" 0 __rand_int__ "$shows" \
    guest__rand_int__@example.org | tail -1)
  made=$(redis_ask XLEN bookings)
  # "EVALSHA …","requests/s","average","min","p50","p95","p99","max", times in ms.
  awk -F '","' -v requests="$requests" -v made="$made" '{
      printf "%.0f %.2f %.2f %d\n", $2 * made / requests, $5, $7, requests - made }' <<<"$report" |
    tee "$data/redis.figures"
  redis_rate=$(cut -d' ' -f1 "$data/redis.figures")
}

peer_stop() { stop "$server"; }
