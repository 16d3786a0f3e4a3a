#include "http/api/map_cache.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

std::shared_ptr<const cached_map> map_of(std::uint64_t version, std::size_t bytes) {
  auto text = std::make_shared<const std::string>(bytes, 'm');
  return std::make_shared<const cached_map>(cached_map{version, {*text, text}});
}

std::uint64_t version_of(map_cache& maps, const std::string& show) {
  auto found = maps.find({show});
  return found ? found->version : 0;
}

} // namespace

TEST_CASE("maps: the latest version of each show is kept, whichever arrived last") {
  map_cache maps{100};
  CHECK(version_of(maps, "a") == 0);
  maps.keep({"a"}, map_of(2, 10));
  maps.keep({"b"}, map_of(7, 10));
  maps.keep({"a"}, map_of(3, 10));
  CHECK(version_of(maps, "a") == 3);
  maps.keep({"a"}, map_of(2, 10));
  CHECK(version_of(maps, "a") == 3);
  CHECK(version_of(maps, "b") == 7);
}

TEST_CASE("maps: there is never more than the limit, also when maps are replaced") {
  map_cache maps{100};
  for (std::uint64_t version = 1; version <= 50; ++version)
    maps.keep({"a"}, map_of(version, 40));
  maps.keep({"b"}, map_of(1, 60));
  CHECK(version_of(maps, "a") == 50);
  maps.keep({"c"}, map_of(1, 1));
  CHECK(version_of(maps, "c") == 1);
  CHECK(version_of(maps, "a") == 50);
  CHECK(version_of(maps, "b") == 0); // Nobody has read it.
}

} // namespace boxoffice::http::tests
