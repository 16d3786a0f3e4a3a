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
      auto sockets = limit - reserved_descriptors(chosen);
      CHECK(chosen.http.max_connections < sockets); // Those beyond it get a response.
      CHECK(chosen.http.max_connections >= sockets * 2 / 3);
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

TEST_CASE("descriptors: too few for sixteen connections beside the log is an error") {
  for (auto engine : {storage_engine::rocksdb, storage_engine::postgres}) {
    settings chosen;
    chosen.storage.engine = engine;
    auto least = least_descriptors(chosen);
    CHECK_FALSE(fit_to_descriptors(chosen, least - 1));
    CHECK(chosen.http.max_connections == settings{}.http.max_connections);
    REQUIRE(fit_to_descriptors(chosen, least));
    CHECK(chosen.http.max_connections == 16);
    CHECK(chosen.storage.max_open_files >= 64);
  }
}

TEST_CASE("descriptors: sixteen connections and what the rest needs, whatever the limit") {
  for (auto limit = least_descriptors(settings{}); limit < 20'000; limit += 7) {
    CAPTURE(limit);
    settings chosen;
    REQUIRE(fit_to_descriptors(chosen, limit));
    CHECK(chosen.http.max_connections + reserved_descriptors(chosen) + 8 <= limit);
    CHECK(chosen.http.max_connections >= 16);
    CHECK(chosen.storage.max_open_files >= 64);
  }
}

} // namespace boxoffice::cli::tests
