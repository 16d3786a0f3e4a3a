#include "storage/rocksdb/errors.hpp"

#include <doctest/doctest.h>

namespace boxoffice::storage::tests {

TEST_CASE("rocksdb: lines for the operator do not begin with a place in its source") {
  CHECK(without_source_place("[db/db_impl/db_impl_open.cc:982] 000024.log: dropping 80 bytes") ==
        "000024.log: dropping 80 bytes");
  for (const auto* whole : {"dropping 80 bytes", "[default] Manual flush", "[db/x.cc:] text",
                            "[db/x.cc:12]", "[12:30 UTC] text", ""})
    CHECK(without_source_place(whole) == whole);
}

} // namespace boxoffice::storage::tests
