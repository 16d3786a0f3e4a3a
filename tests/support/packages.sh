#!/usr/bin/env bash
# packages.sh FOLDER DIRECTORY: installs in DIRECTORY what package-lock.json of FOLDER names, unless it
# is there already.
set -euo pipefail
folder=$(cd "$1" && pwd)
mkdir -p "$2"
cd "$2"
if ! cmp --silent "$folder/package-lock.json" installed-lock.json; then
  cp "$folder/package.json" "$folder/package-lock.json" .
  npm ci --ignore-scripts --no-audit --no-fund
  cp package-lock.json installed-lock.json
fi
