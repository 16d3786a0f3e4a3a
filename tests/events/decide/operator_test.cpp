// How the operator behind an event was known: its optional member `by`.
#include "events/codec/codec.hpp"
#include "events/codec/event_json.hpp"
#include "tests/events/audit/audit_scenario.hpp"
#include "tests/events/explain/explained.hpp"
#include "tests/events/samples.hpp"

#include <filesystem>
#include <fstream>

namespace boxoffice::events::tests {

namespace {

std::string golden_by(const std::string& type) {
  auto path =
      std::filesystem::path{BOXOFFICE_SOURCE_DIR} / "tests/events/golden" / (type + ".v1.by.hex");
  std::ifstream file{path};
  std::string hex;
  for (std::string line; std::getline(file, line);)
    hex += line;
  return parse_hex(hex).value_or("");
}

/// The samples of the operator's events with the operator.
std::vector<sample> operator_samples() {
  std::vector<sample> made;
  for (auto each : samples()) {
    auto by = each.type == "SalesPaused" ? "control-socket" : "token";
    if (auto* over = std::get_if<booking_cancelled>(&each.fact)) {
      over->by = canceller::by_operator;
      over->operator_by = by;
      made.push_back(each);
    }
    std::visit(
        [&](auto& fact) {
          if constexpr (requires { fact.by = std::string{}; }) {
            fact.by = by;
            made.push_back(each);
          }
        },
        each.fact);
  }
  return made;
}

} // namespace

TEST_CASE("operator: events that name the operator never change their stored form") {
  CHECK(operator_samples().size() == 12);
  for (const auto& each : operator_samples()) {
    CAPTURE(each.type);
    auto stored = encode(each.fact, sample_at);
    CHECK(stored == golden_by(each.type));
    auto read = decode(bytes_of(stored));
    REQUIRE(read.has_value());
    CHECK(encode(read->event, read->at) == stored);
  }
}

TEST_CASE(
    "operator: the member is `by`, and `operator` in BookingCancelled, which has another `by`") {
  auto data_of = [](const event& fact) { return to_json({1, noon, fact}, {})["data"].dump(); };
  CHECK(data_of(sales_paused{"token"}) == R"({"by":"token"})");
  CHECK(data_of(sales_paused{}) == "{}");
  CHECK(data_of(booking_cancelled{2, canceller::by_operator, "control-socket"}) ==
        R"({"number":2,"by":"by_operator","operator":"control-socket"})");
}

TEST_CASE("operator: the proof of a command is in its event") {
  auto show = given(opened());
  CHECK(when(show, pause_sales{noon, "token"}) == then(sales_paused{"token"}));
  CHECK(when(show, cancel_show{noon, "token"}) == then(show_cancelled{"token"}));
  CHECK(when(show, block_seats{noon, ids({"B1"}), "token"}) ==
        then(seats_blocked{ids({"B1"}), "token"}));
  CHECK(when(show_state{}, open_show{noon, hall(), "control-socket"}) ==
        then(show_opened{hall(), usual, "control-socket"}));
  auto booked = given(opened(), requested(2, {"B1"}));
  auto by_operator = cancel_by(canceller::by_operator, 2);
  by_operator.operator_by = "token";
  CHECK(when(booked, by_operator) == then(booking_cancelled{2, canceller::by_operator, "token"}));
}

TEST_CASE("operator: the explanation of a booking names the operator who cancelled it") {
  auto explanation =
      explanation_of({opened(), at(0, requested(2, {"B1"})),
                      at(500, booking_cancelled{2, canceller::by_operator, "token"})},
                     2);
  CHECK(explanation.find("the operator of the box office (by token) cancelled booking 2") !=
        std::string::npos);
}

TEST_CASE("audit: an operator is named only if one acted, and not by an empty name") {
  auto good = recorded_as(opened(), at(0, sales_paused{"token"}), at(1, sales_resumed{}),
                          at(2, requested(4, {"B1"})),
                          at(3, booking_cancelled{4, canceller::by_operator, "token"}));
  CHECK(verdict(good) == "");
  CHECK(verdict(changed(good, 2, sales_paused{""})) == "2: the operator has an empty name");
  CHECK(verdict(changed(good, 5, booking_cancelled{4, canceller::by_customer, "token"})) ==
        "5: an operator is named, but booking 4 is cancelled by_customer");
}

} // namespace boxoffice::events::tests
