#include "tests/support/check_code.hpp"
#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/crypto/jwt.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/review_settings.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>

namespace boxoffice::tests {

using std::chrono::milliseconds;

namespace {

const std::string seats_of_s = "/api/movieshow/s/seats";
const std::string events_of_s = "/api/movieshow/s/events";

/// What must not depend on when a seat map is read: everything but the time of the response, and
/// the Cache-Control, because the past is for the operator only.
std::string essence_of(const response& got) {
  auto text = std::to_string(got.status) + '\n';
  for (const auto& [name, value] : got.headers)
    if (name != "Date" && name != "Cache-Control" && name != "X-Request-Id")
      text.append(name).append(": ").append(value).append("\n");
  return text + '\n' + got.text;
}

/// Answers of the live seat map by version.
using sightings = std::map<std::uint64_t, std::string>;

void look(cinema_fixture& cinema, sightings& seen) {
  const auto got = cinema.client().get(seats_of_s);
  seen[got.body.at("version").get<std::uint64_t>()] = essence_of(got);
}

/// A show `s` with every state a seat can have and every way out of it, looked at on the way.
sightings eventful_show(cinema_fixture& cinema) {
  sightings seen;
  cinema.open_show("s", hall(2, 6));
  look(cinema, seen);
  const auto act = [&](auto&& what) {
    what();
    look(cinema, seen);
  };
  const auto under_review = [&](const json& seats) {
    const std::string booking = cinema.book("s", seats).at("reqId");
    look(cinema, seen);
    return booking;
  };
  const auto decided = [&](const json& seats) {
    const auto ticket = cinema.decided(under_review(seats));
    look(cinema, seen);
    return ticket;
  };
  const auto held = decided({"A1", "A2"});
  const auto paid = decided({"A3"});
  act([&] { cinema.notify(cinema.payment_for(paid, "p1")); });
  act([&] { cinema.operate("/api/movieshow/s/block", {{"seats", {"B5", "B6"}}}); });
  act([&] { cinema.cancel(held.at("reqId")); });
  const auto first = under_review({"B1", "B2"});
  const auto second = under_review({"B2"});
  cinema.decided(first);
  cinema.decided(second);
  look(cinema, seen);
  act([&] { cinema.operate("/api/movieshow/s/pause"); });
  act([&] { cinema.operate("/api/movieshow/s/unblock", {{"seats", {"B6"}}}); });
  act([&] { cinema.operate("/api/movieshow/s/resume"); });
  decided({"A4", "A5", "A6"});
  act([&] { cinema.operate("/api/ticket/" + paid.at("reqId").get<std::string>() + "/cancel"); });
  return seen;
}

/// The seats by the rules of spec section 2, from the events that the API returns.
class seat_model {
public:
  void apply(const json& event) {
    const std::string type = event.at("type");
    const auto& data = event.at("data");
    if (type == "ShowOpened")
      open(data.at("rows"));
    else if (type == "SeatsBlocked" || type == "SeatsUnblocked")
      for (const auto& seat : data.at("seats"))
        blocked_[seat] = type == "SeatsBlocked";
    else if (type == "BookingRequested")
      bookings_[event.at("seq")] = {data.at("seats"), "in_review"};
    else if (const auto state = outcome_of(type); !state.empty())
      bookings_.at(data.at("number")).second = state;
  }

  json seats() const {
    json states = json::object();
    for (const auto& [seat, is_blocked] : blocked_)
      states[seat] = is_blocked ? "blocked" : "available";
    // A seat may be under review for several and held for one.
    for (const std::string state : {"in_review", "held", "sold"})
      for (const auto& [number, booking] : bookings_)
        if (booking.second == state)
          for (const std::string seat : booking.first)
            states[seat] = state;
    return states;
  }

private:
  static std::string outcome_of(const std::string& type) {
    static const std::map<std::string, std::string> outcomes = {{"BookingConfirmed", "held"},
                                                                {"BookingPaid", "sold"},
                                                                {"BookingRejected", "gone"},
                                                                {"BookingExpired", "gone"},
                                                                {"BookingCancelled", "gone"}};
    const auto found = outcomes.find(type);
    return found == outcomes.end() ? std::string{} : found->second;
  }
  void open(const json& rows) {
    for (const auto& row : rows)
      for (const auto& seat : row.at("seats"))
        if (!seat.is_null())
          blocked_[seat] = false;
  }

  std::map<std::string, bool> blocked_;
  std::map<std::uint64_t, std::pair<json, std::string>> bookings_;
};

json all_events(cinema_fixture& cinema, unsigned limit = 1000) {
  return all_pages(cinema.client(), events_of_s, "events", limit, as_operator());
}

response seats_when(cinema_fixture& cinema, const std::string& query,
                    header_list headers = as_operator()) {
  return cinema.client().get(seats_of_s + "?" + query, headers);
}

response seats_at(cinema_fixture& cinema, wall_time at) {
  return seats_when(cinema, "at=" + rfc3339(at));
}

wall_time time_of(const json& event) { return parse_rfc3339(event.at("at").get<std::string>()); }

} // namespace

TEST_CASE("past: the seats at each seq are those the live server showed, byte for byte") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  const auto seen = eventful_show(cinema);
  const auto events = all_events(cinema);
  REQUIRE(seen.size() >= 15);
  REQUIRE(seen.rbegin()->first == events.size());
  for (int start = 0; start < 2; ++start) {
    seat_model model;
    for (const auto& event : events) {
      model.apply(event);
      const std::uint64_t seq = event.at("seq");
      CAPTURE(event);
      const auto got = seats_when(cinema, "seq=" + std::to_string(seq));
      CHECK(got.body.at("version") == seq);
      CHECK(got.body.at("seats") == model.seats());
      if (const auto live = seen.find(seq); live != seen.end())
        CHECK(essence_of(got) == live->second);
    }
    cinema.crash();
  }
}

TEST_CASE("past: the seats at a time are those after the last event up to it") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  eventful_show(cinema);
  const auto events = all_events(cinema);
  const auto after_all_until = [&](wall_time at) {
    const auto later = std::find_if(events.begin(), events.end(),
                                    [&](const json& event) { return time_of(event) > at; });
    return essence_of(seats_when(cinema, "seq=" + std::to_string(later - events.begin())));
  };
  for (const auto& event : events) {
    CAPTURE(event);
    const auto at = time_of(event);
    CHECK(essence_of(seats_at(cinema, at)) == after_all_until(at));
    if (at > time_of(events.front()))
      CHECK(essence_of(seats_at(cinema, at - milliseconds{1})) ==
            after_all_until(at - milliseconds{1}));
  }
  const auto now = essence_of(cinema.client().get(seats_of_s));
  CHECK(essence_of(seats_at(cinema, wall_now())) == now);
  CHECK(essence_of(seats_when(cinema, "at=2999-12-31T23:59:59Z")) == now);
  CHECK(essence_of(seats_when(cinema, "at=2999-12-31T23:59:59%2B02:00")) == now);
  check_code(seats_at(cinema, time_of(events.front()) - milliseconds{1}), 404, "SHOW_NOT_FOUND");
  check_code(seats_when(cinema, "at=1970-01-01T00:00:00Z"), 404, "SHOW_NOT_FOUND");
}

TEST_CASE("past: a client with the current map gets 304, and HEAD no body") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(1, 5));
  cinema.confirmed("s", {"A1"});
  const auto then = seats_when(cinema, "seq=2");
  CHECK(then.header("ETag") == "\"2\"");
  CHECK(then.body.at("seats").at("A1") == "in_review");
  const auto same = seats_when(cinema, "seq=2", as_operator({{"If-None-Match", "\"2\""}}));
  CHECK(same.status == 304);
  CHECK(same.text.empty());
  CHECK(same.header("ETag") == "\"2\"");
  CHECK(seats_when(cinema, "seq=2", as_operator({{"If-None-Match", "\"3\""}})).status == 200);
  const auto head = cinema.client().send("HEAD", seats_of_s + "?seq=2", "", as_operator());
  CHECK(head.status == 200);
  CHECK(head.text.empty());
  CHECK(head.header("ETag") == "\"2\"");
  CHECK(head.header("Content-Length") == std::to_string(then.text.size()));
}

TEST_CASE("past: a seq beyond the last event is an error, and so is a text that names no moment") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(1, 5));
  for (const auto* seq : {"0", "2", "18446744073709551615", "-1", "x"})
    check_code(seats_when(cinema, std::string{"seq="} + seq), 422, "INVALID_REQUEST", "seq");
  check_code(seats_when(cinema, "seq=1&at=2999-12-31T23:59:59Z"), 422, "INVALID_REQUEST", "seq");
  for (const auto* at : {"now", "2999-12-31", "2999-12-31T23:59:59", "2999-02-30T00:00:00Z"})
    check_code(seats_when(cinema, std::string{"at="} + at), 422, "INVALID_REQUEST", "at");
  // An empty value counts as absent, and then it is the map of now.
  for (const auto* empty : {"seq=", "at="})
    CHECK(seats_when(cinema, empty).status == 200);
  for (const auto* query : {"seats?seq=1", "seats?at=2999-12-31T23:59:59Z", "events"})
    check_code(cinema.client().get(std::string{"/api/movieshow/none/"} + query, as_operator()), 404,
               "SHOW_NOT_FOUND");
}

TEST_CASE("past: it is for the operator only, whatever else is wrong with the request") {
  const std::string secret = "a-secret-of-at-least-thirty-two-bytes";
  cinema_fixture cinema{server_binary(), {{"auth.mode", "jwt"}, {"auth.jwt_secret", secret}}};
  cinema.open_show("s", hall(1, 5));
  const auto customer = bearer(jwt(secret, claims_of("ann@example.com")));
  for (const auto& target :
       {seats_of_s + "?seq=1", seats_of_s + "?seq=x", seats_of_s + "?at=x&seq=1",
        seats_of_s + "?at=2999-12-31T23:59:59Z", events_of_s, events_of_s + "?after=x",
        std::string{"/api/movieshow/none/seats?at=x"}, std::string{"/api/movieshow/none/events"}}) {
    CAPTURE(target);
    check_code(cinema.client().get(target), 401, "UNAUTHENTICATED");
    check_code(cinema.client().get(target, bearer("wrong")), 401, "UNAUTHENTICATED");
    check_code(cinema.client().get(target, customer), 403, "FORBIDDEN");
  }
  CHECK(cinema.client().get(seats_of_s).status == 200);
}

TEST_CASE("events: a show's are listed page by page, each once and in order") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("other", hall(1, 5));
  cinema.open_show("s", hall(1, 9));
  for (int i = 0; i < 60; ++i)
    for (const auto* verb : {"pause", "resume"})
      REQUIRE(cinema.operate(std::string{"/api/movieshow/s/"} + verb).status == 200);
  const auto ticket = cinema.paid("s", {"A1", "A2"}, "p1");
  const auto version = cinema.version("s");
  const auto first = cinema.client().get(events_of_s, as_operator());
  CHECK(first.body.at("events").size() == 100);
  CHECK(first.body.at("next").is_string());
  const auto all = all_events(cinema);
  REQUIRE(all.size() == version);
  for (std::size_t i = 0; i < all.size(); ++i) {
    CHECK(all[i].at("seq") == i + 1);
    CHECK(all[i].at("hash").get<std::string>().size() == 64);
  }
  CHECK(all.front().at("type") == "ShowOpened");
  for (const unsigned limit : {static_cast<unsigned>(version), 100U, 31U, 1U})
    CHECK(all_events(cinema, limit) == all);
  const auto history =
      cinema.client().get("/api/ticket/" + ticket.at("reqId").get<std::string>() + "/history");
  REQUIRE(history.body.at("events").size() == 3);
  for (const auto& event : history.body.at("events"))
    CHECK(std::count(all.begin(), all.end(), event) == 1);
}

TEST_CASE("events: the last page has no next, and nothing follows it") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(1, 5));
  cinema.operate("/api/movieshow/s/pause");
  const auto page = [&](const std::string& query) {
    return require_status(cinema.client().get(events_of_s + query, as_operator()), 200, query).body;
  };
  CHECK(page("?limit=1").at("next").is_string());
  const auto last = page("?limit=1&after=" + page("?limit=1").at("next").get<std::string>());
  CHECK(last.at("events").size() == 1);
  CHECK(last.at("events").at(0).at("type") == "SalesPaused");
  CHECK_FALSE(last.contains("next"));
  CHECK_FALSE(page("?limit=2").contains("next"));
  for (const auto* after : {"2", "3", "18446744073709551615"})
    CHECK(page(std::string{"?after="} + after) == json{{"events", json::array()}});
  const auto head = cinema.client().send("HEAD", events_of_s, "", as_operator());
  CHECK(head.status == 200);
  CHECK(head.text.empty());
  for (const auto* query : {"?limit=0", "?limit=1001", "?limit=x"})
    check_code(cinema.client().get(events_of_s + query, as_operator()), 422, "INVALID_REQUEST",
               "limit");
  check_code(cinema.client().get(events_of_s + "?after=x", as_operator()), 422, "INVALID_REQUEST",
             "after");
}

} // namespace boxoffice::tests
