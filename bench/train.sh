#!/usr/bin/env bash
# Runs the scenarios of `boxoffice bench` against a server that was built with BOXOFFICE_PGO=generate; both
# write their profiles when they end. BENCH_BUILD is the build directory.
# Usage: bench/train.sh [SECONDS], of each scenario
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/common.sh
seconds=${1:-8}

secret=whsec_c2VjcmV0LW9mLXRoZS1iZW5jaC4uLi4u # `mixed` signs its payments with it.
start_boxoffice training --set "payment.webhook_secret=$secret"
for scenario in spread contested read mixed hot spread; do
  BOXOFFICE_ADMIN_TOKEN=token-of-the-bench "$build/boxoffice" bench --url "$url" --scenario "$scenario" \
    --connections 64 --duration "${seconds}s" --set "payment.webhook_secret=$secret" \
    >"$data/$scenario.out"
done
stop "$server"
