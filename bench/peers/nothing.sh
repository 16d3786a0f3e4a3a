# A Beast server that does nothing (nothing.cpp): reads the request and answers 202 with a body as
# long as a booking's. Same build flags, same load as ours, one thread; nothing to sync. What is
# between it and us is the booking.
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # Variables that run.sh reads or sets.
peer_title='Beast server that does nothing, wrk over HTTP'

peer_start() { start nothing "$build/bench_nothing_server" 0; }

peer_about() { echo 'nothing: writes nothing'; }

peer_prepare() { :; }

peer_load() { load_by_wrk "$1"; }

peer_stop() { stop "$server" KILL; } # It has no other end.
