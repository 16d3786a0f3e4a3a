// The filters of the list of shows, and the seats that it counts.
#include "tests/support/cinema/commands.hpp"
#include "tests/support/review_settings.hpp"

namespace boxoffice::tests {

namespace {

json named(const std::string& movie, const std::string& where, const std::string& starts_at) {
  auto body = hall(1, 3);
  body["movie"] = movie;
  body["hall"] = where;
  body["startsAt"] = starts_at;
  return body;
}

json ids_of(const json& shows) {
  auto out = json::array();
  for (const auto& each : shows)
    out.push_back(each.at("id"));
  return out;
}

/// Four shows, of which `b` is paused and `c` is cancelled.
struct evening {
  cinema_fixture cinema{server_binary(), quick_reviews()};

  evening() {
    cinema.open_show("a", named("Die Straße", "Saal 1", "2090-01-01T18:00:00Z"));
    cinema.open_show("b", named("Nosferatu", "Saal 1", "2090-01-01T20:30:00Z"));
    cinema.open_show("c", named("Nosferatu", "Straßenkino", "2090-01-02T18:00:00Z"));
    cinema.open_show("d", named("Metropolis", "Saal 2", "2090-01-02T20:30:00Z"));
    REQUIRE(cinema.operate("/api/movieshow/b/pause").status == 200);
    REQUIRE(cinema.operate("/api/movieshow/c/cancel").status == 200);
  }

  json listed(const std::string& query) {
    for (const unsigned limit : {1U, 2U}) // Pages are those of the filtered list.
      CHECK(ids_of(all_pages(cinema.client(), "/api/movieshow?" + query, "shows", limit, {})) ==
            whole(query));
    return whole(query);
  }
  json whole(const std::string& query) {
    const auto target = "/api/movieshow?" + query;
    return ids_of(require_status(cinema.client().get(target), 200, target).body.at("shows"));
  }
};

} // namespace

TEST_CASE("list of shows: it is filtered by start, movie, hall and status") {
  evening with;
  CHECK(with.listed("from=2090-01-01T20:30:00Z") == json{"b", "c", "d"});
  CHECK(with.listed("to=2090-01-01T20:30:00Z") == json::array({"a"}));
  CHECK(with.listed("from=2090-01-01T20:30:00%2B02:00&to=2090-01-02T18:00:00.001Z") ==
        json{"b", "c"});
  CHECK(with.listed("movie=Nosferatu") == json{"b", "c"});
  CHECK(with.listed("movie=nosferatu") == json::array());
  CHECK(with.listed("hall=Saal%201") == json{"a", "b"});
  CHECK(with.listed("movie=Nosferatu&hall=Saal%201") == json::array({"b"}));
  CHECK(with.listed("status=OPEN") == json{"a", "d"});
  CHECK(with.listed("status=PAUSED") == json::array({"b"}));
  CHECK(with.listed("status=CANCELLED") == json::array({"c"}));
  CHECK(with.listed("status=CLOSED") == json::array());
  CHECK(with.listed("from=&to=&movie=&hall=&status=&q=") == json{"a", "b", "c", "d"});
}

TEST_CASE("list of shows: a search looks in movie and hall, and case makes no difference") {
  evening with;
  CHECK(with.listed("q=NOSFER") == json{"b", "c"});
  CHECK(with.listed("q=strasse") == json{"a", "c"});
  CHECK(with.listed("q=STRA%C3%9FE") == json{"a", "c"});
  CHECK(with.listed("q=saal") == json{"a", "b", "d"});
  CHECK(with.listed("q=saal&status=OPEN&from=2090-01-02T00:00:00Z") == json::array({"d"}));
  CHECK(with.listed("q=nothing") == json::array());
}

TEST_CASE("list of shows: bad values are refused") {
  cinema_fixture cinema{server_binary()};
  for (const auto* query :
       {"from=tomorrow", "to=2090-01-01", "status=open", "status=SOLD", "movie=%01", "q=%FF",
        "from=2090-01-01T20:30:00Z&to=2090-01-01T20:30:00Z"}) {
    CAPTURE(query);
    const auto got = cinema.client().get(std::string{"/api/movieshow?"} + query);
    CHECK(got.status == 422);
    CHECK(got.code() == "INVALID_REQUEST");
  }
  CHECK(cinema.client().get("/api/movieshow?q=" + std::string(201, 'x')).status == 422);
}

TEST_CASE("list of shows: each says how many seats it has, and how many are available now") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(2, 3));
  const auto seats = [&] {
    const auto show = cinema.client().get("/api/movieshow").body.at("shows").at(0);
    const auto map = cinema.client().get("/api/movieshow/s/seatsavailable").body;
    CHECK(show.at("version") == map.at("version"));
    CHECK(show.at("seatsAvailable") == map.at("availableSeats").size());
    CHECK(show.at("seatsTotal") == 6);
    return show.at("seatsAvailable").get<int>();
  };
  CHECK(seats() == 6);
  const auto held = cinema.confirmed("s", {"A1", "A2"});
  CHECK(seats() == 4);
  CHECK(cinema.operate("/api/movieshow/s/block", {{"seats", {"B1"}}}).status == 200);
  CHECK(seats() == 3);
  CHECK(cinema.cancel(held.at("reqId")).status == 200);
  CHECK(seats() == 5);
  cinema.restart();
  CHECK(seats() == 5);
  cinema.paid("s", {"A3"}, "p1");
  CHECK(seats() == 4);
  CHECK(cinema.operate("/api/movieshow/s/cancel").status == 200);
  CHECK(seats() == 0);
}

} // namespace boxoffice::tests
