// What one person or one address may keep from others without paying.
#include "tests/support/cinema/commands.hpp"
#include "tests/support/clients/control_client.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/review_settings.hpp"

#include <set>

namespace boxoffice::tests {

namespace {

/// The default limits of seats, with reviews that come fast.
settings limited(settings more = {}) {
  more.merge(quick_reviews());
  more["limits.enabled"] = "true";
  more["limits.rate"] = "1000000"; // Of calls; the tests look often.
  more["limits.burst"] = "1000000";
  return more;
}

json row_of(char row, unsigned first, unsigned count) {
  auto names = json::array();
  for (unsigned i = 0; i < count; ++i)
    names.push_back(row + std::to_string(first + i));
  return names;
}

void pay(cinema_fixture& cinema, const std::string& booking, const std::string& payment) {
  auto received = cinema.notify(cinema.payment_for(cinema.once(booking, "CONFIRMED"), payment));
  REQUIRE_MESSAGE(received.status == 200, received.summary());
}

/// Whether it is booked before long.
bool books(cinema_fixture& cinema, const json& seats, const std::string& mail) {
  return eventually(std::chrono::seconds{20},
                    [&] { return cinema.ask("s", seats, mail).status == 202; });
}

} // namespace

TEST_CASE("hoarding: a customer has 20 unpaid seats in a show, and 409 says so") {
  cinema_fixture cinema{server_binary(), limited({{"limits.seats_per_address", "1000"}})};
  cinema.open_show("s", hall(3, 20));
  cinema.open_show("t", hall(1, 20));
  const std::string first = cinema.book("s", row_of('A', 1, 10)).at("reqId");
  cinema.book("s", row_of('A', 11, 8));
  const auto refused = cinema.ask("s", row_of('B', 1, 3));
  CHECK(refused.status == 409);
  CHECK(refused.code() == "CUSTOMER_LIMIT");
  CHECK(refused.body.at("limit") == 20);
  CHECK(refused.body.at("have") == 18);
  CHECK(cinema.seat("s", "B1") == "available");
  cinema.book("t", row_of('A', 1, 10));
  cinema.book("s", row_of('C', 1, 10), "bob@example.com");
  pay(cinema, first, "p-1");
  CHECK(cinema.ask("s", row_of('B', 1, 10)).status == 202);
}

TEST_CASE("hoarding: one address has 60 seats over all shows, and those that are paid come back") {
  cinema_fixture cinema{server_binary(), limited()};
  cinema.open_show("s", hall(4, 20));
  cinema.open_show("t", hall(4, 20));
  CHECK(cinema.operate("/api/movieshow/s/block", {{"seats", {"D20"}}}).status == 200);
  std::vector<std::string> booked;
  for (unsigned i = 0; i < 6; ++i) {
    const auto* show = i % 2 == 0 ? "s" : "t";
    const auto mail = "guest" + std::to_string(i) + "@example.com";
    const auto seats = row_of(i < 4 ? 'A' : 'B', i / 2 == 1 ? 11 : 1, 10);
    booked.push_back(cinema.book(show, seats, mail).at("reqId"));
    if (i < 5) // What is refused takes nothing.
      CHECK(cinema.ask("s", {"D20"}, mail).status == 409);
  }
  const auto refused = cinema.ask("s", row_of('C', 1, 10), "late@example.com");
  CHECK(refused.status == 429);
  CHECK(refused.code() == "RATE_LIMITED");
  CHECK(std::stoi(refused.header("Retry-After")) >= 1);
  CHECK(std::stoi(refused.header("Retry-After")) <= 60);
  CHECK(cinema.seat("s", "C1") == "available");
  pay(cinema, booked[1], "p-1");
  CHECK(books(cinema, row_of('C', 1, 10), "late@example.com"));
  CHECK(cinema.server().errors().find("come through a proxy") == std::string::npos);
  for (int again = 0; again < 2; ++again)
    CHECK(
        cinema.ask("s", row_of('D', 1, 10), "late@example.com", {{"X-Forwarded-For", "192.0.2.1"}})
            .status == 429);
  auto warnings = [&] {
    const auto said = cinema.server().errors();
    unsigned count = 0;
    for (auto at = said.find("come through a proxy"); at != std::string::npos;
         at = said.find("come through a proxy", at + 1))
      ++count;
    return count;
  };
  CHECK(eventually(std::chrono::seconds{20}, [&] { return warnings() != 0; }));
  CHECK(warnings() == 1);
  const json body = {{"userMail", "op@example.com"}, {"movieShowId", "s"}, {"seats", {"D1"}}};
  CHECK(cinema.client().post("/api/ticket/book", body, as_operator()).status == 202);
}

TEST_CASE("hoarding: seats that cost nothing do not come back to the address when they are PAID") {
  cinema_fixture cinema{server_binary(), limited({{"limits.seats_per_address", "20"},
                                                  {"limits.seats_per_minute", "1"}})};
  auto free = hall(3, 20);
  free["price"] = 0;
  free["classes"][0]["price"] = 0;
  cinema.open_show("s", free);
  for (unsigned first : {1U, 11U})
    cinema.once(cinema.book("s", row_of('A', first, 10)).at("reqId"), "PAID");
  const auto refused = cinema.ask("s", row_of('B', 1, 10));
  CHECK(refused.status == 429);
  CHECK(refused.code() == "RATE_LIMITED");
  CHECK(cinema.seat("s", "B1") == "available");
}

TEST_CASE("hoarding: the same Idempotency-Key costs its seats once") {
  cinema_fixture cinema{server_binary(), limited({{"limits.seats_per_address", "10"}})};
  cinema.open_show("s", hall(1, 20));
  const header_list key = {{"Idempotency-Key", "k"}};
  const auto first = cinema.ask("s", row_of('A', 1, 5), "ann@example.com", key);
  REQUIRE(first.status == 202);
  for (int again = 0; again < 5; ++again)
    CHECK(cinema.ask("s", row_of('A', 1, 5), "ann@example.com", key).text == first.text);
  CHECK(cinema.ask("s", row_of('A', 6, 5)).status == 202);
  CHECK(cinema.ask("s", row_of('A', 11, 5)).status == 429);
}

TEST_CASE("hoarding: a customer waits for seats left unpaid, others get them at once") {
  cinema_fixture cinema{server_binary(), limited({{"payment.window", "300ms"}})};
  cinema.open_show("s", hall(1, 20));
  const std::string lapsed = cinema.book("s", {"A1", "A2"}).at("reqId");
  cinema.once(lapsed, "EXPIRED");
  const auto refused = cinema.ask("s", {"A1", "A3"});
  CHECK(refused.status == 409);
  CHECK(refused.code() == "SEATS_UNAVAILABLE");
  REQUIRE(refused.body.at("seats").size() == 1);
  CHECK(refused.body.at("seats")[0].at("seat") == "A1");
  CHECK(refused.body.at("seats")[0].at("reason") == "WAIT");
  CHECK(refused.body.at("seats")[0].contains("retryAt"));
  CHECK(cinema.ask("s", {"A1"}, "bob@example.com").status == 202);
  cinema.crash();
  CHECK(cinema.ask("s", {"A2"}).body.at("seats")[0].at("reason") == "WAIT");
  CHECK(cinema.ask("s", {"A2"}, "bob@example.com").status == 202);
}

TEST_CASE("hoarding: a large booking that is cancelled does not keep its seats for its owner") {
  cinema_fixture cinema{server_binary(), limited({{"limits.rebook_wait", "2s"}})};
  cinema.open_show("s", hall(1, 20));
  const std::string large = cinema.book("s", row_of('A', 1, 10)).at("reqId");
  CHECK(cinema.cancel(large).status == 200);
  CHECK(cinema.ask("s", {"A1", "A2"}).body.at("seats").size() == 2);
  CHECK(cinema.ask("s", {"A11", "A12"}).status == 202);
  CHECK(books(cinema, {"A1", "A2"}, "ann@example.com"));
}

TEST_CASE("hoarding: without limits none of the rules apply") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(10, 20));
  for (char row = 'A'; row <= 'J'; ++row)
    cinema.book("s", row_of(row, 1, 10));
  const std::string again = cinema.book("s", {"A11"}).at("reqId");
  CHECK(cinema.cancel(again).status == 200);
  CHECK(cinema.ask("s", {"A11"}).status == 202);
}

TEST_CASE("customer: one person in large and small letters is one customer, kept and forgotten") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(1, 5));
  cinema.decided(cinema.book("s", {"A1"}, "JÖRG@example.org").at("reqId"));
  cinema.decided(cinema.book("s", {"A2"}, "jo\u0308rg@EXAMPLE.org").at("reqId"));
  cinema.decided(cinema.book("s", {"A3"}, "jörg@münchen.example").at("reqId"));
  auto exported = [&](const std::string& mail) {
    return json::parse(printed_by(cinema.data_dir(), {"customer", "export", mail}));
  };
  CHECK(exported("Jörg@Example.org").at("bookings").size() == 2);
  CHECK(exported("jörg@xn--mnchen-3ya.example").at("bookings").size() == 1);
  const auto events =
      cinema.client().get("/api/movieshow/s/events", as_operator()).body.at("events");
  std::set<std::string> customers;
  for (const auto& each : events)
    if (each.at("type") == "BookingRequested")
      customers.insert(each.at("data").at("customer"));
  CHECK(customers.size() == 2);
  const auto erased =
      cinema.client().del("/api/customer/" + percent_encoded("jörg@example.org"), as_operator());
  CHECK(erased.body.at("erased") == true);
  CHECK(exported("JÖRG@example.org").at("mail").is_null());
  CHECK_FALSE(exported("jörg@münchen.example").at("mail").is_null());
}

TEST_CASE("operator: an event records how its operator was authenticated") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(1, 5));
  CHECK(cinema.operate("/api/movieshow/s/pause").status == 200);
  control_client control{cinema.data_dir() / "control.sock"};
  CHECK(control.send("POST", "/api/movieshow/s/resume", "", {}).status == 200);
  const std::string booking = cinema.book("s", {"A1"}).at("reqId");
  CHECK(cinema.operate("/api/ticket/" + booking + "/cancel").status == 200);
  const std::string own = cinema.book("s", {"A2"}).at("reqId");
  CHECK(cinema.cancel(own).status == 200);
  const auto events =
      cinema.client().get("/api/movieshow/s/events", as_operator()).body.at("events");
  auto data = [&](const std::string& type, std::size_t which = 0) {
    for (const auto& each : events)
      if (each.at("type") == type && which-- == 0)
        return each.at("data");
    return json{};
  };
  CHECK(data("ShowOpened").at("by") == "token");
  CHECK(data("SalesPaused").at("by") == "token");
  CHECK(data("SalesResumed").at("by") == "control-socket");
  CHECK(data("BookingCancelled").at("operator") == "token");
  CHECK_FALSE(data("BookingCancelled", 1).contains("operator"));
  CHECK(printed_by(cinema.data_dir(), {"explain", booking})
            .find("the operator of the box office (by token)") != std::string::npos);
}

} // namespace boxoffice::tests
