#include "tests/http/gateway_fixture.hpp"

#include <regex>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

/// What the page brings along for web/customer/brought.js; null if it brings nothing.
json brought_by(const std::string& page) {
  const std::string begin = R"(<script type="application/json" id="brought">)";
  auto at = page.find(begin);
  if (at == std::string::npos)
    return nullptr;
  at += begin.size();
  return json::parse(page.substr(at, page.find("</script>", at) - at));
}

/// As a browser that opened the page would ask.
bool asks_early(const std::string& page) {
  return page.find(R"(<script src="/assets/early-)") != std::string::npos;
}

gateway_fixture& opened(gateway_fixture& cinema, json body) {
  auto made = cinema.client().put("/api/movieshow/s", body, as_operator());
  REQUIRE(made.status == 201);
  return cinema;
}

} // namespace

TEST_CASE("show page: brings the responses along that the page would request") {
  gateway_fixture cinema;
  cinema.open_show("s", 3);
  auto client = cinema.client();
  REQUIRE(client.post("/api/movieshow/s/block", {{"seats", {"A2"}}}, as_operator()).status == 200);
  auto page = client.get("/show/s");
  CHECK(page.status == 200);
  CHECK(page.header("Content-Type") == "text/html; charset=utf-8");
  CHECK(page.header("Cache-Control") == "no-cache");
  CHECK(page.header("Content-Security-Policy") ==
        client.get("/").header("Content-Security-Policy"));
  CHECK(page.header("Permissions-Policy") == client.get("/").header("Permissions-Policy"));
  CHECK_FALSE(asks_early(page.text));
  auto brought = brought_by(page.text);
  auto& bodies = brought.at("bodies");
  CHECK(bodies.size() == 3);
  for (const auto* path : {"/api/settings", "/api/movieshow/s", "/api/movieshow/s/seats"}) {
    CAPTURE(path);
    CHECK(bodies.at(path) == client.get(path).body);
  }
  CHECK(bodies.at("/api/movieshow/s/seats").at("seats").at("A2") == "blocked");
  CHECK(std::regex_match(brought.at("date").get<std::string>(),
                         std::regex{"[0-9-]{10}T[0-9:]{8}\\.[0-9]{3}Z"}));
}

TEST_CASE("show page: everything else is the page of customers") {
  gateway_fixture cinema;
  cinema.open_show("s", 1);
  auto client = cinema.client();
  auto plain = client.get("/").text;
  auto page = client.get("/show/s").text;
  auto shorten = [](std::string text, const std::string& from, const std::string& to) {
    auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.erase(at, text.find(to, at) + to.size() - at);
  };
  page = shorten(page, R"(<script type="application/json")", "</script>");
  page = std::regex_replace(page, std::regex{"<meta property=[^>]*>"}, "");
  page = shorten(page, "<title>", "</title>");
  plain = shorten(plain, R"(<script src="/assets/early-)", "</script>");
  plain = shorten(plain, "<title>", "</title>");
  CHECK(page == plain);
}

TEST_CASE("show page: says what the show is, and no text of the operator becomes HTML") {
  auto options = usual_options();
  options.cinema_name = "Roxy & Sons";
  gateway_fixture cinema{options};
  auto body = hall(1, 1);
  body["movie"] = R"(</script><script>alert("1")</script> & <!--)";
  body["startsAt"] = "2099-12-24T18:30:00Z";
  body["timeZone"] = "Europe/Berlin";
  auto page = opened(cinema, body).client().get("/show/s").text;
  CHECK(page.find("<script>alert") == std::string::npos);
  CHECK(page.find("<!--") == std::string::npos);
  CHECK(page.find("<title>&lt;/script&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; "
                  "&lt;!-- \xC2\xB7 Roxy &amp; Sons</title>") != std::string::npos);
  CHECK(page.find(R"(<meta property="og:site_name" content="Roxy &amp; Sons">)") !=
        std::string::npos);
  CHECK(page.find("2099-12-24 19:30 CET, ") != std::string::npos);
  CHECK(brought_by(page).at("bodies").at("/api/movieshow/s").at("movie") == body["movie"]);
}

TEST_CASE("show page: a preview says that a show is cancelled or over") {
  gateway_fixture cinema;
  cinema.open_show("s", 1);
  auto client = cinema.client();
  auto described = [&] {
    auto page = client.get("/show/s").text;
    std::smatch found;
    REQUIRE(std::regex_search(
        page, found, std::regex{R"-(<meta property="og:description" content="([^"]*)">)-"}));
    return found[1].str();
  };
  CHECK(described().starts_with("2"));
  auto starts = [&](const char* when) {
    auto headers = as_operator();
    headers.emplace_back("Content-Type", "application/json");
    return client.send("PATCH", "/api/movieshow/s", json{{"startsAt", when}}.dump(), headers)
        .status;
  };
  REQUIRE(starts("2026-01-01T19:30:00Z") == 200);
  CHECK(described() == "Over: 2026-01-01 19:30 UTC, " + hall(1, 1).at("hall").get<std::string>());
  REQUIRE(starts("2099-01-01T19:30:00Z") == 200);
  REQUIRE(client.post_nothing("/api/movieshow/s/cancel", as_operator()).status == 200);
  CHECK(described().starts_with("Cancelled: 2"));
}

TEST_CASE("show page: names the poster for previews") {
  gateway_fixture cinema;
  auto body = hall(1, 1);
  body["poster"] = "https://pictures.example/a.jpg?a=1&b=2";
  auto page = opened(cinema, body).client().get("/show/s").text;
  CHECK(page.find(
            R"(<meta property="og:image" content="https://pictures.example/a.jpg?a=1&amp;b=2">)") !=
        std::string::npos);
}

TEST_CASE("show page: a show that is unknown is the page itself, with 404") {
  gateway_fixture cinema;
  auto client = cinema.client();
  for (const auto* path : {"/show/none", "/show/no%20id", "/show/%3Cb%3E"}) {
    CAPTURE(path);
    auto page = client.get(path);
    CHECK(page.status == 404);
    CHECK(page.header("Content-Type") == "text/html; charset=utf-8");
    CHECK(page.text == client.get("/").text);
  }
}

TEST_CASE("pages: an address with a slash behind it redirects to the page") {
  gateway_fixture cinema;
  cinema.open_show("s", 1);
  auto client = cinema.client();
  auto location = [&](const std::string& target, const std::string& method = "GET") {
    auto got = client.send(method, target, "", {});
    return got.status == 308 ? got.header("Location") : std::to_string(got.status);
  };
  CHECK(location("/show/s/") == "/show/s");
  CHECK(location("/show/s/?utm=a/b") == "/show/s?utm=a/b");
  CHECK(location("/show/%73/") == "/show/%73");
  CHECK(location("/operator/", "HEAD") == "/operator");
  CHECK(location("/gate/") == "/gate");
  for (const auto* other : {"/show//", "/show/s//", "//evil.example/", "//show/s/",
                            "/api/movieshow/", "/gate/gate/", "/assets/x/", "/show/s/t/"}) {
    CAPTURE(other);
    CHECK(location(other) == "404");
  }
  CHECK(location("/operator/", "POST") == "404");
}

TEST_CASE("show page: of many who open it at once each sees what happened before") {
  gateway_fixture cinema;
  cinema.open_show("s", 20);
  auto client = cinema.client();
  std::vector<raw_connection> lines;
  for (int seat = 1; seat <= 20; ++seat) {
    auto name = "A" + std::to_string(seat);
    REQUIRE(client.post("/api/movieshow/s/block", {{"seats", {name}}}, as_operator()).status ==
            200);
    lines.push_back(cinema.connect());
    REQUIRE(lines.back().send(get("/show/s")));
  }
  for (int seat = 1; seat <= 20; ++seat) {
    auto bodies = brought_by(lines[static_cast<std::size_t>(seat - 1)].expect_response().text);
    auto& seats = bodies.at("bodies").at("/api/movieshow/s/seats").at("seats");
    CHECK(seats.at("A" + std::to_string(seat)) == "blocked");
  }
}

} // namespace boxoffice::http::tests
