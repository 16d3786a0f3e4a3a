#!/usr/bin/env bash
# run.sh BOXOFFICE PACKAGES [NODE ARGUMENT…]: the tests in this folder, against that program; what
# package-lock.json names is installed in the folder PACKAGES.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
TESTED_PROGRAM=$(realpath "$1") TEST_PACKAGES=$(realpath --canonicalize-missing "$2")
export TESTED_PROGRAM TEST_PACKAGES
shift 2

"$here/../../cmake/npm_packages.sh" "$here" "$TEST_PACKAGES"
cd "$TEST_PACKAGES"
exec node --test --test-reporter=spec "$@" "$here"/*.test.mjs
