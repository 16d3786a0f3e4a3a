#include "cli/node/descriptors.hpp"

#include <doctest/doctest.h>

namespace boxoffice::cli::tests {

TEST_CASE("descriptors: nothing is lowered if there are enough") {
  settings chosen;
  auto lowered = fit_to_descriptors(chosen, 1'000'000);
  REQUIRE(lowered);
  CHECK(lowered->empty());
  CHECK(chosen == settings{});
}

TEST_CASE("descriptors: connections leave what log, control socket and links need") {
  for (auto clustered : {false, true})
    for (std::size_t limit : {300U, 1'024U, 4'096U}) {
      CAPTURE(limit);
      settings chosen;
      chosen.cluster.enabled = clustered;
      auto lowered = fit_to_descriptors(chosen, limit);
      REQUIRE(lowered);
      CHECK(lowered->size() == (limit < 1'536 ? 2U : 1U));
      CHECK(chosen.http.max_connections + reserved_descriptors(chosen) == limit);
      CHECK(reserved_descriptors(chosen) >
            chosen.storage.max_open_files + chosen.http.max_control_connections);
      CHECK(chosen.storage.max_open_files >= 64);
    }
}

TEST_CASE("descriptors: a database needs no table files") {
  settings chosen;
  chosen.storage.engine = storage_engine::postgres;
  CHECK(reserved_descriptors(chosen) < reserved_descriptors(settings{}));
  REQUIRE(fit_to_descriptors(chosen, 1'024));
  CHECK(chosen.storage.max_open_files == settings{}.storage.max_open_files);
}

TEST_CASE("descriptors: too few for the log alone is an error") {
  settings chosen;
  CHECK_FALSE(fit_to_descriptors(chosen, 150));
}

} // namespace boxoffice::cli::tests
