#include "http/api/assets.hpp"
#include "tests/http/gateway_fixture.hpp"

#include <regex>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

/// Addresses of what a page loads.
std::vector<std::string> loaded_by(const std::string& page) {
  static const std::regex address{"\"(/assets/[^\"]*)\""};
  std::vector<std::string> found;
  for (std::sregex_iterator at{page.begin(), page.end(), address}, end; at != end; ++at)
    found.push_back((*at)[1]);
  return found;
}

/// The size of the plain text that the last four bytes of a gzip file tell (RFC 1952).
std::size_t plain_size(std::string_view gzip) {
  std::size_t size = 0;
  for (std::size_t i = 1; i <= 4; ++i)
    size = size << 8U | static_cast<unsigned char>(gzip[gzip.size() - i]);
  return size;
}

} // namespace

TEST_CASE("pages: what a page loads has a hash in its name and may be kept for ever") {
  gateway_fixture cinema;
  auto client = cinema.client();
  auto page = client.get("/");
  REQUIRE(page.status == 200);
  CHECK(page.header("Content-Type") == "text/html; charset=utf-8");
  auto loaded = loaded_by(page.text);
  CHECK(loaded.size() >= 3);
  for (const auto& each : loaded) {
    CAPTURE(each);
    CHECK(std::regex_match(each, std::regex{"/assets/[a-z_]+-[A-Z0-9]{8}\\.(js|css|svg)"}));
    auto asset = client.get(each);
    CHECK(asset.status == 200);
    CHECK(asset.header("Cache-Control") == "public, max-age=31536000, immutable");
    CHECK(asset.header("X-Content-Type-Options") == "nosniff");
    CHECK_FALSE(asset.text.empty());
  }
}

TEST_CASE("pages: they load nothing from elsewhere and contain no inline script or style") {
  gateway_fixture cinema;
  auto page = cinema.client().get("/");
  auto policy = page.header("Content-Security-Policy");
  CHECK(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"));
  CHECK(policy.find("img-src 'self' data: https:;") != std::string::npos);
  CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
  CHECK(policy.find("unsafe") == std::string::npos);
  CHECK(page.header("Referrer-Policy") == "no-referrer");
  CHECK(page.header("X-Content-Type-Options") == "nosniff");
  for (const auto* foreign : {"http:", "https:", "<style", "style=", "<script>"})
    CHECK(page.text.find(foreign) == std::string::npos);
}

TEST_CASE("pages: a page is revalidated each time, and not sent again until it changes") {
  gateway_fixture cinema;
  auto client = cinema.client();
  auto page = client.get("/");
  CHECK(page.header("Cache-Control") == "no-cache");
  auto same = client.get("/?x=1", {{"If-None-Match", page.header("ETag")}});
  CHECK(same.status == 304);
  CHECK(same.text.empty());
  CHECK(same.header("ETag") == page.header("ETag"));
  CHECK(same.header("Vary") == "Accept-Encoding");
  CHECK(client.get("/", {{"If-None-Match", "\"other\""}}).status == 200);
}

TEST_CASE("pages: a client that accepts gzip gets it") {
  gateway_fixture cinema;
  auto client = cinema.client();
  auto plain = client.get("/");
  CHECK(plain.header("Content-Encoding").empty());
  CHECK(plain.header("Vary") == "Accept-Encoding");
  for (const auto* taken : {"gzip", "br, GZIP;q=0.5", "deflate,gzip ; q=1"}) {
    auto packed = client.get("/", {{"Accept-Encoding", taken}});
    CHECK(packed.header("Content-Encoding") == "gzip");
    CHECK(packed.header("Vary") == "Accept-Encoding");
    CHECK(packed.text.size() < plain.text.size());
    CHECK(plain_size(packed.text) == plain.text.size());
  }
  for (const auto* not_taken : {"", "br", "gzip;q=0", "gzip; q=0.000", "xgzip", "identity"})
    CHECK(client.get("/", {{"Accept-Encoding", not_taken}}).text == plain.text);
}

TEST_CASE("pages: HEAD returns the size and no body") {
  gateway_fixture cinema;
  auto connection = cinema.connect();
  REQUIRE(connection.send(request("HEAD /") + get("/")));
  auto head = connection.expect_response(true);
  auto whole = connection.expect_response();
  CHECK(head.status == 200);
  CHECK(head.text.empty());
  CHECK(head.header("Content-Length") == std::to_string(whole.text.size()));
  CHECK(head.header("ETag") == whole.header("ETag"));
}

TEST_CASE("assets: other names are not found, and pages not under this path") {
  gateway_fixture cinema;
  auto client = cinema.client();
  for (const auto* path : {"/assets/customer.js", "/assets/index.html", "/assets/", "/assets",
                           "/assets/..%2findex.html", "/index.html", "/web/customer.js"}) {
    CAPTURE(path);
    auto refused = client.get(path);
    CHECK(refused.status == 404);
    CHECK(refused.code() == "NOT_FOUND");
  }
  CHECK(client.post_nothing("/").status == 405);
}

TEST_CASE("assets: each is smaller with gzip") {
  for (const auto& each : assets()) {
    CAPTURE(each.name);
    CHECK(each.gzip.size() < each.plain.size());
    CHECK(plain_size(each.gzip) == each.plain.size());
  }
}

} // namespace boxoffice::http::tests
