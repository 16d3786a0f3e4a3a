# A minimal Debian 12 in a temporary folder, for scripts to source. Needs root. Sets `bare`, a temporary
# folder, and `system`, the root of the Debian in it; both are removed at the end of the script.
# BARE_MIRROR sets another mirror; BARE_KEEP=1 keeps the folder.

# Outside the repository and not in a small tmpfs: a build needs some gigabytes.
bare=$(mktemp -d "${TMPDIR:-/var/tmp}/boxoffice-bare.XXXXXX")
system=$bare/system

# shellcheck disable=SC2317 # Called by the trap.
clean_up() {
  local point
  for point in dev/shm dev/pts dev proc; do
    mountpoint -q "$system/$point" && umount -l "$system/$point"
  done
  if [[ ${BARE_KEEP:-} ]]; then
    echo "dev: kept $bare" >&2
  else
    # Never across a mount that could not be removed.
    rm -rf --one-file-system "$bare"
  fi
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# shellcheck disable=SC2016 # A placeholder of apt, not of the shell.
mirror=${BARE_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Codename: bookworm' \
  'Created-By: Packages' 2>/dev/null | grep -m1 debian || true)}
debootstrap --variant=minbase bookworm "$system" "${mirror:-http://deb.debian.org/debian}" \
  >"$bare/debootstrap.log" || {
  tail -20 "$bare/debootstrap.log" >&2
  exit 1
}

# The new system needs this machine's apt settings (proxy, validity checks) to reach the mirrors.
cp -L /etc/resolv.conf "$system/etc/resolv.conf"
while IFS= read -r file; do
  cp "$file" "$system/etc/apt/apt.conf.d/"
done < <(grep -lsE 'Proxy|Check-Valid-Until|Check-Date' /etc/apt/apt.conf /etc/apt/apt.conf.d/*)
# The certificates that npm trusts here, if they are not the default ones.
npm_certificates=$(npm config get cafile 2>/dev/null || true)
if [[ -f $npm_certificates ]]; then
  cp -L "$npm_certificates" "$system/etc/npm-certificates.pem"
  npm_certificates=/etc/npm-certificates.pem
else
  npm_certificates=
fi
# Services of packages are not started: nothing would stop them.
printf '#!/bin/sh\nexit 101\n' >"$system/usr/sbin/policy-rc.d"
chmod 755 "$system/usr/sbin/policy-rc.d"
mount -t proc proc "$system/proc"
mount --bind /dev "$system/dev"
mount --bind /dev/pts "$system/dev/pts"
mount --bind /dev/shm "$system/dev/shm"

# in_system [NAME=VALUE…] COMMAND…: runs it in the new system, with this machine's proxies and nothing else
# of its environment.
in_system() {
  env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM="${TERM:-dumb}" \
    ${npm_certificates:+npm_config_cafile="$npm_certificates"} \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
    chroot "$system" env "$@"
}
