#include "storage/rocksdb/open.hpp"
#include "tests/storage/stopped_log.hpp"

namespace boxoffice::storage::tests {

namespace {

namespace fs = std::filesystem;
using kind = storage_error::kind;

} // namespace

TEST_CASE("witness: a directory in its place is a loss that names its path") {
  rocksdb_engine engine;
  engine.open();
  const auto place = engine.directory() / "witness";
  fs::remove(place);
  fs::create_directory(place);
  auto start = open_rocksdb_log({.directory = engine.directory()});
  REQUIRE_FALSE(start);
  CHECK(start.error().what == kind::lost);
  CHECK_MESSAGE(start.error().detail.find(place.string() + ": Is a directory") != std::string::npos,
                start.error().detail);
}

} // namespace boxoffice::storage::tests
