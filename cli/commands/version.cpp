#include "cli/commands/version.hpp"

#include "storage/rocksdb/open.hpp"

#include <boost/version.hpp>
#include <caf/config.hpp>
#include <openssl/crypto.h>
#include <qrencode.h>
#include <sodium/core.h>
#include <sodium/version.h>
#include <unicode/uvernum.h>

#ifndef BOXOFFICE_COMMIT
#include <boxoffice_commit.hpp> // Written by the build.
#endif

namespace boxoffice::cli {

namespace {

/// As 1002003 for 1.2.3.
std::string dotted(int version, int of_major, int of_minor) {
  return std::to_string(version / of_major) + '.' + std::to_string(version % of_major / of_minor) +
         '.' + std::to_string(version % of_minor);
}

} // namespace

const char* version() { return BOXOFFICE_VERSION; }

std::string version_text() {
  return std::string{"boxoffice "} + version() + " (commit " + BOXOFFICE_COMMIT + ")\n" + "CAF " +
         dotted(CAF_VERSION, 10'000, 100) + ", RocksDB " + storage::rocksdb_version() + ", Boost " +
         dotted(BOOST_VERSION, 100'000, 100) + ", " + OpenSSL_version(OPENSSL_VERSION) + ", ICU " +
         U_ICU_VERSION + ", libsodium " + sodium_version_string() + ", libqrencode " +
         QRcode_APIVersionString();
}

} // namespace boxoffice::cli
