#!/usr/bin/env bash
# package.sh BUILD_DIRECTORY: installs the built program into a prefix and packs it, both in temporary
# folders, and checks what came out. ./dev package-check installs a package on a bare Debian instead.
set -euo pipefail
build=$(realpath "$1")
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT

fail() {
  echo "package: $*" >&2
  exit 1
}

# has FILE PATTERN: the pattern is an extended regular expression for a part of a line.
has() { grep -Eq -- "$2" "$1" || fail "no line of $1 fits $2"; }

# ---- cmake --install
cmake --install "$build" --prefix "$temporary/prefix" >"$temporary/install.log"
"$temporary/prefix/bin/boxoffice" --version
"$temporary/prefix/bin/boxoffice" help serve >"$temporary/help"
unit=$temporary/prefix/lib/systemd/system/boxoffice.service
has "$unit" "^ExecStart=$temporary/prefix/bin/boxoffice serve --config $temporary/prefix/etc/boxoffice/boxoffice.toml "
cmp config/boxoffice.toml "$temporary/prefix/etc/boxoffice/boxoffice.toml"

# ---- the package
(cd "$temporary" && cpack -G DEB --config "$build/CPackConfig.cmake" -B "$temporary/deb" >pack.log) ||
  fail "cpack: $(tail -5 "$temporary/pack.log")"
deb=$(echo "$temporary"/deb/boxoffice_*.deb)
dpkg-deb --contents "$deb" >"$temporary/contents"
for file in ./usr/bin/boxoffice ./etc/boxoffice/boxoffice.toml \
  ./usr/lib/systemd/system/boxoffice.service ./usr/share/man/man1/boxoffice.1 \
  ./usr/share/bash-completion/completions/boxoffice ./usr/share/zsh/vendor-completions/_boxoffice \
  ./usr/share/fish/vendor_completions.d/boxoffice.fish ./usr/share/doc/boxoffice/copyright; do
  has "$temporary/contents" "^-rw[x-]r-[x-]r-[x-] root/root .* $file\$"
done
if awk '$6 !~ /\/$/ {print $6}' "$temporary/contents" |
  grep -Ev '^\./(usr/bin/|usr/lib/systemd/system/|usr/share/|etc/boxoffice/)'; then
  fail "files in folders that are not the package's"
fi

dpkg-deb --control "$deb" "$temporary/control"
diff <(cat "$temporary/control/conffiles") <(echo /etc/boxoffice/boxoffice.toml)
for package in adduser librocksdb libpqxx libcaf-core libssl3 ca-certificates; do
  has "$temporary/control/control" "^Depends: .*$package"
done
for script in postinst prerm postrm; do
  [[ -x $temporary/control/$script ]] || fail "$script is no program"
  sh -n "$temporary/control/$script"
done

# ---- its unit
dpkg-deb --extract "$deb" "$temporary/root"
unit=$temporary/root/usr/lib/systemd/system/boxoffice.service
has "$unit" '^ExecStart=/usr/bin/boxoffice serve --config /etc/boxoffice/boxoffice.toml --data-dir /var/lib/boxoffice$'
exposure=$(systemd-analyze security --offline=true --no-pager "$unit" | tail -1)
echo "$exposure"
[[ $exposure =~ :\ ([0-9]+)\.([0-9])\  ]] || fail "no exposure level in: $exposure"
((BASH_REMATCH[1] < 2)) || fail "the unit's exposure is 2.0 or more"

# A server that is sent SIGTERM may take shutdown.timeout and its grace, then systemd kills it.
stop=$(sed -n 's/^TimeoutStopSec=\([0-9]*\)s$/\1/p' "$unit")
drain=$(sed -n '/^\[shutdown\]/,$s/^timeout = "\([0-9]*\)s"$/\1/p' config/boxoffice.toml)
((stop >= drain + 10)) || fail "TimeoutStopSec=$stop, but shutdown.timeout is $drain s"
echo "package: all checks passed"
