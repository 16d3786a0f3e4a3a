#!/bin/sh
# make_certificates.sh DIRECTORY NAME…: an authority and a certificate for each name, unless they are there.
set -eu
umask 077
cd "$1"
shift
if [ ! -e ca.pem ]; then
  openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -subj /CN=boxoffice-ca -keyout ca.key -out ca.new
  mv ca.new ca.pem
fi
for name in "$@"; do
  [ ! -e "$name.pem" ] || continue
  openssl req -newkey rsa:3072 -nodes -subj "/CN=$name" -keyout "$name.key" -out "$name.csr"
  openssl x509 -req -in "$name.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 3650 -out "$name.new"
  mv "$name.new" "$name.pem"
done
rm -f ./*.csr
# Nodes run as the user boxoffice. The authority's key stays with root.
! id boxoffice >/dev/null 2>&1 || chown boxoffice ca.pem ./*.pem ./*.key .
[ "$(id -u)" != 0 ] || chown root ca.key
