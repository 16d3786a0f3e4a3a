#!/usr/bin/env bash
# How fast a browser shows a hall of 500 seats and redraws 100 of them, compared to a static page with
# the same seats, in alternating runs; and a hall of 10,000 seats, with the frames while it is moved.
# Each run begins in a new window, once the browser has nothing else to do.
# Usage: bench/pages.sh [RUNS [BOXOFFICE]], by default 15 runs; a second program, such as an older
# build, is measured in the same runs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=${BENCH_BUILD:-build/release}
TESTED_PROGRAM=$(realpath "$build/boxoffice") TEST_PACKAGES=$(realpath -m "$build/browser")
export TESTED_PROGRAM TEST_PACKAGES
cmake/npm_packages.sh tests/browser "$TEST_PACKAGES"
exec node bench/pages/main.mjs "${1:-15}" ${2:+"$(realpath "$2")"}
