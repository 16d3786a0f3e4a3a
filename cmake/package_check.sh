#!/usr/bin/env bash
# ./dev package-check DEB NEWER_DEB: installs a package on a minimal Debian 12, runs the command line of its
# unit as the unit's user with a read-only root, books, upgrades to the newer package, removes and purges.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
deb=$(realpath "$1") newer=$(realpath "$2")

fail() {
  echo "package-check: $*" >&2
  exit 1
}
[[ $(id -u) -eq 0 ]] || fail "needs root, for debootstrap and chroot"

# shellcheck source=cmake/bare_system.sh
. cmake/bare_system.sh
trap 'stop_server; clean_up' EXIT
install -D -m 644 -t "$system/root/packages" "$deb" "$newer"

apt_get() { # QUIETLY
  in_system DEBIAN_FRONTEND=noninteractive "BOXOFFICE_PURGE_DATA=${PURGE_DATA:-}" \
    apt-get -qq -y -o=Dpkg::Use-Pty=0 "$@" >"$bare/apt.log" 2>&1 ||
    { cat "$bare/apt.log" >&2; fail "apt-get $*"; }
}
install_package() { apt_get install --no-install-recommends "/root/packages/$(basename "$1")"; }

server=
start_server() {
  local unit=$system/usr/lib/systemd/system/boxoffice.service command user
  command=$(sed -n 's/^ExecStart=//p' "$unit")
  user=$(sed -n 's/^User=//p' "$unit")
  : >"$bare/server.out"
  # As systemd does with ProtectSystem=strict, StateDirectory=, CapabilityBoundingSet= and
  # NoNewPrivileges=. The port is a free one, so that nothing on this machine is in the way.
  unshare --mount sh -ec '
    system=$1 user=$2
    shift 2
    mount --bind "$system" "$system"
    cd "$system" # The new mount, not what it hides.
    mount -o remount,bind,ro "$system"
    mount -t proc proc "$system/proc"
    mount --bind "$system/var/lib/boxoffice" "$system/var/lib/boxoffice"
    mount -o remount,bind,rw "$system/var/lib/boxoffice"
    umask 077
    exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin BOXOFFICE_HTTP_LISTEN=127.0.0.1:0 chroot "$system" \
      setpriv --reuid="$user" --regid="$user" --clear-groups --no-new-privs --bounding-set=-all \
      --inh-caps=-all "$@"' sh "$system" "$user" $command >"$bare/server.out" 2>"$bare/server.err" &
  server=$!
  local tries
  for ((tries = 0; tries < 300; tries++)); do
    url=$(sed -n 's/^listening on //p' "$bare/server.out")
    [[ -z $url ]] || return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.2
  done
  cat "$bare/server.err" >&2
  fail "the server did not start"
}
stop_server() {
  [[ -z $server ]] || { kill "$server" 2>/dev/null && wait "$server"; } || true
  server=
}

call() { curl --silent --show-error --fail-with-body --max-time 30 "$@"; }

# ---- install
install_package "$deb"
echo "package-check: installed $(basename "$deb")"
[[ $(stat -c '%a %U' "$system/var/lib/boxoffice") == "700 "* ]] || fail "/var/lib/boxoffice is open to others"
[[ $(stat -c %a "$system/etc/boxoffice/boxoffice.toml") == 640 ]] || fail "the settings are open to others"
owner=$(in_system stat -c '%U:%G' /var/lib/boxoffice)
[[ $owner == boxoffice:boxoffice ]] || fail "/var/lib/boxoffice belongs to $owner"
! grep -q BOXOFFICE_HTTP "$system/etc/boxoffice/boxoffice.toml"

# ---- its unit's command line
start_server
status=/proc/$server/status
[[ $(awk '/^Uid:/ {print $2 $3 $4}' "$status") != 000 ]] || fail "the server runs as root"
grep -q '^CapEff:[[:space:]]*0*$' "$status" || fail "the server has capabilities"
grep -q '^NoNewPrivs:[[:space:]]*1$' "$status" || fail "the server may get new privileges"
if nsenter --target "$server" --mount touch "$system/etc/written" 2>/dev/null; then
  fail "the root is writable"
fi
token=$(cat "$system/var/lib/boxoffice/admin-token")
call "$url/api/movieshow" -H 'Content-Type: application/json' -K - \
  --data-binary @config/samples/2-studio.json <<<"header = \"Authorization: Bearer $token\"" >"$bare/opened"
booked=$(call "$url/api/ticket/book" -H 'Content-Type: application/json' \
  -d '{"userMail":"ada@example.org","movieShowId":"42","seats":["7"]}')
[[ $booked =~ \"reqId\":\"([^\"]+)\" ]] || fail "no booking: $booked"
req_id=${BASH_REMATCH[1]}
stop_server
echo "package-check: booked as its own user with a read-only root"

# ---- upgrade: settings that were changed and bookings stay
sed -i 's/^max_seats = 10$/max_seats = 9/' "$system/etc/boxoffice/boxoffice.toml"
install_package "$newer"
grep -q '^max_seats = 9$' "$system/etc/boxoffice/boxoffice.toml" || fail "the upgrade lost settings"
start_server
call "$url/api/ticket/$req_id" >/dev/null || fail "the upgrade lost the booking"
stop_server
in_system setpriv --reuid=boxoffice --regid=boxoffice --clear-groups \
  boxoffice verify --data-dir /var/lib/boxoffice
echo "package-check: upgraded to $(basename "$newer")"

# ---- remove, purge
apt_get remove boxoffice
[[ -f $system/etc/boxoffice/boxoffice.toml ]] || fail "removal deleted the settings"
[[ -d $system/var/lib/boxoffice ]] || fail "removal deleted the data"
apt_get purge boxoffice
[[ ! -e $system/etc/boxoffice ]] || fail "the purge left the settings"
[[ -f $system/var/lib/boxoffice/CURRENT ]] || fail "the purge deleted bookings"
in_system getent passwd boxoffice >/dev/null || fail "the purge removed the owner of the bookings"
install_package "$newer"
start_server
call "$url/api/ticket/$req_id" >/dev/null || fail "the booking did not survive the purge"
stop_server
PURGE_DATA=yes apt_get purge boxoffice
[[ ! -e $system/var/lib/boxoffice ]] || fail "BOXOFFICE_PURGE_DATA=yes left the data"
! in_system getent passwd boxoffice >/dev/null || fail "the user is left"
echo "package-check: removed and purged as documented"
