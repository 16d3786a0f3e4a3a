#include "tests/http/gateway_fixture.hpp"

#include <regex>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

/// The address of the file that keeps the page for work without a connection.
std::string worker_of(const std::string& page) {
  std::smatch found;
  REQUIRE(std::regex_search(page, found, std::regex{"\"(/assets/gate_worker-[^\"]*)\""}));
  return found[1];
}

} // namespace

TEST_CASE("gate page: it is a page like the others, revalidated each time") {
  gateway_fixture cinema;
  auto client = cinema.client();
  auto page = client.get("/gate");
  CHECK(page.status == 200);
  CHECK(page.header("Content-Type") == "text/html; charset=utf-8");
  CHECK(page.header("Cache-Control") == "no-cache");
  CHECK(page.header("Permissions-Policy").starts_with("camera=(self)"));
  CHECK(client.get("/gate", {{"If-None-Match", page.header("ETag")}}).status == 304);
}

TEST_CASE("gate page: it names its decoder, which is a file like the others and may load nothing") {
  gateway_fixture cinema;
  auto client = cinema.client();
  auto page = client.get("/gate").text;
  std::smatch found;
  REQUIRE(std::regex_search(
      page, found, std::regex{"data-decoder=\"(/assets/qr_decoder-[A-Z0-9]{8}\\.js)\""}));
  CHECK(page.find("src=\"" + found[1].str()) == std::string::npos);
  auto decoder = client.get(found[1]);
  CHECK(decoder.status == 200);
  CHECK(decoder.header("Content-Type") == "text/javascript; charset=utf-8");
  CHECK(decoder.header("Service-Worker-Allowed").empty());
  CHECK(decoder.header("Content-Security-Policy").starts_with("default-src 'none'; frame-"));
}

TEST_CASE("gate page: its worker may keep that page only, and load from the server only") {
  gateway_fixture cinema;
  auto client = cinema.client();
  auto worker = client.get(worker_of(client.get("/gate").text));
  CHECK(worker.status == 200);
  CHECK(worker.header("Content-Type") == "text/javascript; charset=utf-8");
  CHECK(worker.header("Service-Worker-Allowed") == "/gate");
  CHECK(worker.header("Content-Security-Policy").find("connect-src 'self'") != std::string::npos);
  auto other = client.get("/").text;
  std::smatch script;
  REQUIRE(std::regex_search(other, script, std::regex{"\"(/assets/[a-z_]+-[A-Z0-9]{8}\\.js)\""}));
  auto plain = client.get(script[1]);
  CHECK(plain.header("Service-Worker-Allowed").empty());
  CHECK(plain.header("Content-Security-Policy").starts_with("default-src 'none'; frame-"));
}

} // namespace boxoffice::http::tests
