#include "cli/settings/origins.hpp"

#include <doctest/doctest.h>

#include "tests/cli/settings_given.hpp"

namespace boxoffice::cli::tests {

TEST_CASE("settings: origins are read as browsers write them") {
  const auto read = read_origins(
      "https://www.example.org, http://localhost:3000,https://[2001:db8::1],http://[::1]:8080");
  REQUIRE(read.has_value());
  CHECK(*read == std::vector<std::string>{"https://www.example.org", "http://localhost:3000",
                                          "https://[2001:db8::1]", "http://[::1]:8080"});
  CHECK(*read_origins("*") == std::vector<std::string>{"*"});
  CHECK(read_origins("")->empty());
  CHECK(read_origins("http://a:443").has_value());
}

TEST_CASE("settings: origins that no browser sends are refused") {
  for (const auto* bad : {",",
                          "https://a,",
                          "www.example.org",
                          "https://",
                          "https://a/",
                          "https://a/b",
                          "https://A",
                          "HTTPS://a",
                          "ftp://a",
                          "https://a:443",
                          "http://a:80",
                          "https://a:0",
                          "https://a:65536",
                          "https://a:",
                          "https://a:+8",
                          "https://a b",
                          "https://a,*",
                          "*,https://a",
                          "null",
                          "https://*.example.org",
                          "https://[::1",
                          "https://a\r\nX: y",
                          "https://u@a"})
    CHECK_MESSAGE(!read_origins(bad), bad);
  CHECK(errors_of(from_set({"http.cors_origins=shop.example"}))
            .starts_with("--set: http.cors_origins: wants origins as browsers write them"));
}

} // namespace boxoffice::cli::tests
