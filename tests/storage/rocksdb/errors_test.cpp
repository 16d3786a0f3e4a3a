#include "storage/rocksdb/errors.hpp"

#include <doctest/doctest.h>

namespace boxoffice::storage::tests {

using kind = storage_error::kind;

TEST_CASE("rocksdb: lines for the operator do not begin with a place in its source") {
  CHECK(without_source_place("[db/db_impl/db_impl_open.cc:982] 000024.log: dropping 80 bytes") ==
        "000024.log: dropping 80 bytes");
  for (const auto* whole : {"dropping 80 bytes", "[default] Manual flush", "[db/x.cc:] text",
                            "[db/x.cc:12]", "[12:30 UTC] text", ""})
    CHECK(without_source_place(whole) == whole);
}

TEST_CASE("rocksdb: a full disk and a failed device are told from a file that cannot be used") {
  using rocksdb::Status;
  const std::string file = "while appending to 000004.log";
  CHECK(error_of(Status::NoSpace(file, "No space left on device"), "x").what == kind::device);
  for (const auto* text : {"Input/output error", "Disk quota exceeded", "File too large"})
    CHECK(error_of(Status::IOError(file, text), "x").what == kind::device);
  CHECK(open_error_of(Status::NoSpace(file), "x").what == kind::device);
  for (const auto* text : {"Permission denied", "Read-only file system", "Not a directory"})
    CHECK(open_error_of(Status::IOError(file, text), "x").what == kind::io);
  CHECK(write_error_of(Status::IOError(file, "Permission denied"), "x").what == kind::device);
  CHECK(write_error_of(Status::Corruption(file), "x").what == kind::corrupt);
}

} // namespace boxoffice::storage::tests
