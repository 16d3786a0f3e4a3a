#!/usr/bin/env bash
# run.sh BOXOFFICE PACKAGES EXCHANGES [NODE ARGUMENT…]: the tests in this folder, against that program
# and the exchanges that other suites recorded in the folder EXCHANGES; what package-lock.json names is
# installed in the folder PACKAGES.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
TESTED_PROGRAM=$(realpath "$1") TEST_PACKAGES=$(realpath --canonicalize-missing "$2")
TEST_EXCHANGES=$(realpath --canonicalize-missing "$3")
export TESTED_PROGRAM TEST_PACKAGES TEST_EXCHANGES
shift 3

"$here/../../cmake/npm_packages.sh" "$here" "$TEST_PACKAGES"
cd "$TEST_PACKAGES"
exec node --test --test-reporter=spec "$@" "$here"/*.test.mjs
