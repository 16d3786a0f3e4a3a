#!/usr/bin/env bash
# ./dev bare [VERB [ARGUMENT…]]: builds like a newcomer. Installs a minimal Debian 12 in a temporary
# folder, clones the committed state of the repository into it, runs ./dev VERB (default: test) there
# and prints how long that took. cmake/bare_system.sh has its variables.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[[ $(id -u) -eq 0 ]] || {
  echo "dev: bare needs root, for debootstrap and chroot" >&2
  exit 1
}
[[ $# -gt 0 ]] || set -- test

# shellcheck source=cmake/bare_system.sh
. cmake/bare_system.sh
git clone --quiet "file://$PWD" "$system/root/boxoffice"

echo "dev: ./dev $* in $system" >&2
started=$SECONDS
code=0
in_system /root/boxoffice/dev "$@" || code=$?
echo "dev: ./dev $* ended with $code after $((SECONDS - started)) s in a bare Debian 12" >&2
exit "$code"
