#include "actors/webhook/delivery.hpp"

#include "events/base64.hpp"
#include "events/event_types.hpp"
#include "events/members.hpp"

#include <set>
#include <string>
#include <variant>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace boxoffice::actors::tests {

namespace {

using json = nlohmann::json;

storage::stored_event request_of_a1() {
  events::booking_requested fact;
  fact.customer.fill(0xCC);
  fact.id = {{"regal-1"}, {}};
  fact.id.secret.fill(0x5E);
  fact.seats = {{"A1"}};
  fact.amount = {20'000, "INR"};
  events::bytes32 hash{};
  hash.fill(0xAB);
  return {{7, 1'798'137'000'123, std::move(fact)}, hash};
}

struct member_names {
  std::set<std::string>& names;
  template <class T>
  void operator()(std::string_view name, const T&) {
    names.emplace(name);
  }
};

template <class... Events>
std::set<std::string> names_in_events(std::type_identity<std::variant<Events...>>) {
  std::set<std::string> names;
  member_names io{names};
  auto add = [&io](const auto& fact) { events::members(io, fact); };
  (add(Events{}), ...);
  return names;
}

} // namespace

TEST_CASE("delivery: the body is the event in its JSON form, with the show") {
  auto body = json::parse(delivery_body({"regal-1"}, request_of_a1()));
  CHECK(body.at("type") == "BookingRequested");
  CHECK(body.at("timestamp") == "2026-12-24T18:30:00.123Z");
  const auto& data = body.at("data");
  CHECK(data.at("movieShowId") == "regal-1");
  CHECK(data.at("seq") == 7);
  CHECK(data.at("type") == "BookingRequested");
  CHECK(data.at("at") == body.at("timestamp"));
  CHECK(data.at("data").at("seats") == json{"A1"});
  CHECK(data.at("data").at("amount") == json{{"value", 20'000}, {"currency", "INR"}});
}

TEST_CASE("delivery: no secret and no person leaves") {
  auto body = json::parse(delivery_body({"regal-1"}, request_of_a1()));
  std::set<std::string> sent;
  for (const auto& member : body.at("data").at("data").items())
    sent.insert(member.key());
  CHECK(sent == std::set<std::string>{"seats", "amount"});
}

// Someone who adds a member to an event decides here whether receivers may have it.
TEST_CASE("delivery: the members of events that receivers are sent are those of this list") {
  std::set<std::string> sent{
      "amount",    "bestAvailable", "bookings",    "by",       "changes",
      "channel",   "classes",       "currency",    "dispute",  "due",
      "excess",    "from",          "gate",        "hall",     "language",
      "poster",    "rating",        "runningTime", "lostTo",   "maxSeatsPerCustomer",
      "method",    "movie",         "number",      "opensAt",  "operator",
      "paidAt",    "payBy",         "paymentId",   "price",    "priceTypes",
      "reason",    "rivals",        "round",       "rows",     "rule",
      "rules",     "salesCloseAt",  "scannedAt",   "seat",     "seats",
      "seatsLost", "seed",          "singleSeats", "startsAt", "timeZone",
      "to",        "total",         "types"};
  const std::set<std::string> confidential{"reqId", "customer", "keyHash"};
  auto all = names_in_events(std::type_identity<events::event>{});
  for (const auto& name : all)
    CHECK_MESSAGE((sent.contains(name) || confidential.contains(name)), name,
                  " is new: see confidential in actors/webhook/delivery.cpp");
}

TEST_CASE("delivery: the id names show, seq and hash, so that it is the same at each attempt") {
  CHECK(delivery_id({"regal_1"}, request_of_a1()) == "evt_regal_1_7_abababababababab");
}

TEST_CASE("delivery: it is signed as Standard Webhooks has it") {
  storage::webhook_endpoint to;
  to.url = "https://example.org/";
  to.secret = "bytes of a secret";
  to.former_secrets = {{"former bytes", 1'798'137'002'000}, {"older bytes", 1'798'137'001'999}};
  auto sent = make_delivery({"regal-1"}, request_of_a1(), to, 1'798'137'001'999);
  CHECK(sent.url == "https://example.org/");
  CHECK(sent.timestamp == "1798137001");
  CHECK(sent.id == delivery_id({"regal-1"}, request_of_a1()));
  auto mac = events::hmac_sha256(events::bytes_of("bytes of a secret"),
                                 sent.id + ".1798137001." + sent.body);
  auto former =
      events::hmac_sha256(events::bytes_of("former bytes"), sent.id + ".1798137001." + sent.body);
  CHECK(sent.signature == "v1," + events::to_base64(mac) + " v1," + events::to_base64(former));
}

} // namespace boxoffice::actors::tests
