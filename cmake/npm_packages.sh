#!/usr/bin/env bash
# npm_packages.sh FOLDER DIRECTORY: installs in DIRECTORY what package-lock.json of FOLDER names, unless it
# is there already.
set -euo pipefail
folder=$(cd "$1" && pwd)
mkdir -p "$2"
cd "$2"
if cmp --silent "$folder/package-lock.json" installed-lock.json; then
  touch installed-lock.json # Not older than the lock file, so that a build does not ask again.
  exit
fi
rm -f installed-lock.json
cp "$folder/package.json" "$folder/package-lock.json" .
# Packages that npm downloaded before need no network; without it, it gives up after about 20 s.
npm ci --ignore-scripts --no-audit --no-fund --prefer-offline --fetch-retry-maxtimeout=10000 \
  --loglevel=error || {
  echo "npm_packages.sh: npm cannot install what $folder/package-lock.json names. That needs the npm" >&2
  echo "registry once, and again when this file changes: check the network, and npm config get registry." >&2
  exit 1
}
cp package-lock.json installed-lock.json
