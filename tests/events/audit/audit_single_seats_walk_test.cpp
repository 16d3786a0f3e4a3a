// The auditor and the decisions have a rule of single seats each. In random shows they agree, and a
// request that was refused for a single seat is objected to if it is recorded all the same.
#include "tests/events/audit/audit_scenario.hpp"

#include <algorithm>
#include <random>

namespace boxoffice::events::tests {

namespace {

/// Two classes with aisles and a place for a wheelchair: A1 to A6, B1 to B7, C1 to C5.
show_body strict_rows() {
  auto body = hall();
  body.single_seats = single_seats::refuse;
  body.rows = {{"A", "PLAIN", {}}, {"B", "PLAIN", {}}, {"C", "GOLD", {}}};
  const std::size_t sizes[] = {6, 7, 5};
  for (std::size_t row = 0; row < body.rows.size(); ++row)
    for (std::size_t i = 1; i <= sizes[row]; ++i)
      body.rows[row].seats.emplace_back(seat_id{body.rows[row].row + std::to_string(i)});
  auto& first = body.rows[0].seats;
  first.insert(first.begin() + 2, std::nullopt);
  body.rows[1].seats[0]->attributes.add(seat_attribute::wheelchair);
  return body;
}

/// One show of the rule, its auditor, and dice.
struct strict_show {
  explicit strict_show(unsigned number) : dice{number} {
    show.id = {"metropolis"};
    take(open_show{now, strict_rows()});
  }

  unsigned draw(unsigned sides) { return static_cast<unsigned>(dice() % sides); }

  /// One to three seats of one row, mostly side by side.
  std::vector<seat_id> some_seats() {
    static const std::string rows = "AAABBBBC";
    const auto row = rows[draw(8)];
    const auto first = 1 + draw(5);
    std::vector<seat_id> seats;
    for (unsigned i = 0; i <= draw(3); ++i)
      if (auto number = first + i + (draw(8) == 0 ? 1 : 0); number <= 5)
        seats.push_back({row + std::to_string(number)});
    if (draw(6) == 0)
      seats.push_back({"C5"});
    std::sort(seats.begin(), seats.end());
    seats.erase(std::unique(seats.begin(), seats.end()), seats.end());
    return seats;
  }

  void judge(const std::vector<event>& facts) {
    for (const auto& fact : facts) {
      const recorded next{show.seq + 1, now, fact};
      auto wrong = books.take(next);
      REQUIRE_MESSAGE(!wrong, wrong->what);
      evolve(show, next);
      records.push_back(next);
    }
  }

  template <class Command>
  outcome take(const Command& command) {
    auto result = when(show, command);
    judge(result.events);
    return result;
  }

  void ask_for_seats() {
    auto request = ask(++secrets, {});
    request.at = now;
    request.customer = customer(static_cast<std::uint8_t>(1 + draw(200)));
    request.seats = some_seats();
    auto result = take(request);
    if (!result.refused || result.refused->code != errc::leaves_single_seat)
      return;
    ++refused;
    auto lenient = show;
    auto body = show.plan->body;
    body.single_seats = single_seats::allow;
    lenient.plan = plan_of(body);
    auto admitted = when(lenient, request);
    REQUIRE(!admitted.refused);
    CHECK(objects_to(admitted.events));
    auto instead = request;
    instead.seats = result.refused->suggestion;
    CHECK(instead.seats.size() == request.seats.size());
    CHECK(!when(show, instead).refused);
  }

  /// Whether an auditor of all events so far finds one of these wrong.
  bool objects_to(const std::vector<event>& facts) {
    auditor other{show.id};
    for (const auto& each : records)
      REQUIRE(!other.take(each));
    auto seq = show.seq;
    for (const auto& fact : facts)
      if (other.take({++seq, now, fact}))
        return true;
    return false;
  }

  void step() {
    static constexpr time_ms pauses[] = {0, 1, 500, 1'500, 29'000, 60'000};
    now += pauses[draw(std::size(pauses))];
    const auto made = static_cast<unsigned>(show.bookings.size());
    switch (draw(8)) {
    case 0: take(hold_review{now, bytes16{static_cast<std::uint8_t>(draw(256))}}); break;
    case 1: take(expire_holds{now}); break;
    case 2:
      if (made != 0)
        take(cancel_booking{
            now, show.bookings[draw(made)].secret, canceller::by_operator, {}, {}, {}});
      break;
    case 3: {
      sell_seats sale;
      sale.at = now;
      sale.id = {show.id, secret_of(++secrets)};
      sale.seats = some_seats();
      sale.payment = {"till"};
      take(sale);
      break;
    }
    default: ask_for_seats();
    }
  }

  time_ms now = noon;
  show_state show;
  auditor books{show_id{"metropolis"}};
  std::vector<recorded> records;
  std::mt19937 dice;
  booking_number secrets = 1'000;
  std::size_t refused = 0;
};

} // namespace

TEST_CASE("audit: it knows a single seat that could have been spared where the decision does") {
  std::size_t refused = 0;
  for (unsigned which = 0; which < 200; ++which) {
    strict_show one{which};
    for (int i = 0; i < 60; ++i)
      one.step();
    refused += one.refused;
  }
  CHECK(refused > 500);
}

} // namespace boxoffice::events::tests
