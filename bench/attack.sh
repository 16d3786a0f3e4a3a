#!/usr/bin/env bash
# Health checks and bookings while 400 connections of 20 addresses pipeline requests for the largest
# responses and read none, compared to rounds without them, under the default limits.
# Usage: bench/attack.sh [ROUNDS [SECONDS]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/common.sh

BOXOFFICE_ADMIN_TOKEN=token-of-the-bench start attack "$build/boxoffice" serve --data-dir "$data/attack" \
  --listen 127.0.0.1:0
"$build/boxoffice_bench_attack" "${url##*:}" "$server" "${1:-3}" "${2:-10}"
