# boxoffice itself: two-seat bookings over HTTP, each synced before its response, and their reviews.
#
# - Default settings except for the rate limit, which is off; a new log for each run. The load is
#   bench/booking.lua: show by show, on free seats, 2,000 in a show.
# - One wrk thread, as for the server that does nothing.
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # Variables that run.sh reads or sets.
peer_title='boxoffice, wrk over HTTP'

peer_start() {
  rm -rf "$data/boxoffice"
  start_boxoffice boxoffice
  open_shows "$url" "$shows" 20 100
  first=0 taken=0
}

peer_about() {
  printf 'boxoffice %s: every batch synced (RocksDB %s)\n' \
    "$(git describe --always --dirty 2>/dev/null || echo unknown)" \
    "$(dpkg-query --show --showformat '${source:Upstream-Version}' librocksdb-dev)"
}

# The seats of the load before stay taken; the next load starts after them.
peer_prepare() { first=$((first + taken)); }

peer_load() { load_by_wrk "$1"; }

peer_stop() { stop "$server"; }
