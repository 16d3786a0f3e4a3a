#!/usr/bin/env bash
# How soon a browser shows a hall of 500 seats and redraws 100 of them, beside a page that has the
# same seats from the start, in turns. Usage: bench/pages.sh [RUNS [BOXOFFICE]], by default 15 runs;
# a second program, such as one of before a change, is measured in the same turns.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=${BENCH_BUILD:-build/release}
TESTED_PROGRAM=$(realpath "$build/boxoffice") TEST_PACKAGES=$(realpath -m "$build/browser")
export TESTED_PROGRAM TEST_PACKAGES
tests/browser/packages.sh "$TEST_PACKAGES"
exec node bench/pages/main.mjs "${1:-15}" ${2:+"$(realpath "$2")"}
