# A Beast server that does nothing (nothing.cpp): reads the request and sends 202 with a body as long
# as a booking's. Same build flags and load as boxoffice, one thread, no sync. The difference to
# boxoffice is the cost of the booking.
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # Variables that run.sh reads or sets.
peer_title='Beast server that does nothing, wrk over HTTP'

peer_start() { start nothing "$build/bench_nothing_server" 0; }

peer_about() { echo 'nothing: writes nothing'; }

peer_prepare() { :; }

peer_load() { load_by_wrk "$1"; }

peer_stop() { stop "$server" KILL; } # It handles no other signal.
