// The shows by their start, and the days and halls of the programme.
#include "tests/support/cinema/commands.hpp"
#include "tests/support/review_settings.hpp"

namespace boxoffice::tests {

namespace {

json shown(const std::string& movie, const std::string& where, const std::string& starts_at) {
  auto body = hall(1, 3);
  body["movie"] = movie;
  body["hall"] = where;
  body["startsAt"] = starts_at;
  return body;
}

/// Four shows, of which `a` is cancelled; their ids are in no order.
struct week {
  cinema_fixture cinema{server_binary(), quick_reviews()};

  week() {
    cinema.open_show("d", shown("Metropolis", "Saal 1", "2090-01-01T18:00:00Z"));
    cinema.open_show("b", shown("Nosferatu", "Saal 2", "2090-01-01T20:30:00Z"));
    cinema.open_show("a", shown("Nosferatu", "Keller", "2090-01-02T18:00:00Z"));
    auto in_india = shown("Nosferatu", "Regal", "2090-01-02T20:30:00Z");
    in_india["timeZone"] = "Asia/Kolkata";
    cinema.open_show("c", in_india);
    REQUIRE(cinema.operate("/api/movieshow/a/cancel").status == 200);
  }

  json programme(const std::string& query) {
    const auto target = "/api/programme" + query;
    return require_status(cinema.client().get(target), 200, target).body;
  }
  std::string ids(const std::string& query, unsigned limit) {
    std::string all;
    for (const auto& each :
         all_pages(cinema.client(), "/api/movieshow?order=start" + query, "shows", limit, {}))
      all += each.at("id").get<std::string>() + ' ';
    return all;
  }
};

json day(const std::string& date, int shows) { return {{"day", date}, {"shows", shows}}; }

} // namespace

TEST_CASE("list of shows: with order=start it is by start, whatever the size of its pages") {
  week with;
  for (const unsigned limit : {1U, 2U, 3U, 100U}) {
    CHECK(with.ids("", limit) == "d b a c ");
    CHECK(with.ids("&movie=Nosferatu", limit) == "b a c ");
    CHECK(with.ids("&status=OPEN&from=2090-01-01T20:00:00Z", limit) == "b c ");
  }
  auto& client = with.cinema.client();
  const auto by_id = client.get("/api/movieshow?order=id").body.at("shows");
  CHECK(by_id == client.get("/api/movieshow").body.at("shows"));
  CHECK(by_id.at(0).at("id") == "a");
  for (const auto* query : {"order=name", "order=start&after=d",
                            "order=start&after=2090-01-01T18:00:00Z,d", "after=2090,d"}) {
    CAPTURE(query);
    CHECK(client.get(std::string{"/api/movieshow?"} + query).status == 422);
  }
}

TEST_CASE("programme: it has the days in the halls' zones and the halls, without cancelled shows") {
  week with;
  CHECK(with.programme("") == json{{"days", {day("2090-01-01", 2), day("2090-01-03", 1)}},
                                   {"halls", {"Regal", "Saal 1", "Saal 2"}}});
  CHECK(
      with.programme("?movie=Nosferatu") ==
      json{{"days", {day("2090-01-01", 1), day("2090-01-03", 1)}}, {"halls", {"Regal", "Saal 2"}}});
  CHECK(with.programme("?q=METRO") ==
        json{{"days", json::array({day("2090-01-01", 1)})}, {"halls", json::array({"Saal 1"})}});
  CHECK(with.programme("?hall=Keller") == json{{"days", json::array()}, {"halls", json::array()}});
  CHECK(with.programme("?from=2090-01-01T19:00:00Z&to=2090-01-02T20:00:00Z").at("halls") ==
        json::array({"Saal 2"}));
}

TEST_CASE("programme: bad values are refused, and anyone may cache it to ask again") {
  cinema_fixture cinema{server_binary()};
  for (const auto* query : {"from=tomorrow", "to=2090-01-01", "movie=%01", "q=%FF",
                            "from=2090-01-01T20:30:00Z&to=2090-01-01T20:30:00Z"}) {
    CAPTURE(query);
    const auto got = cinema.client().get(std::string{"/api/programme?"} + query);
    CHECK(got.status == 422);
    CHECK(got.code() == "INVALID_REQUEST");
  }
  const auto got = cinema.client().get("/api/programme");
  CHECK(got.status == 200);
  CHECK(got.body == json{{"days", json::array()}, {"halls", json::array()}});
  CHECK(got.header("Cache-Control") == "no-cache");
}

} // namespace boxoffice::tests
