// Forgeries of good walks: which the auditor always finds, whatever the walk, and how many of those
// that a stream alone cannot always give away. The walks are the same at each run.
#include "tests/events/audit/audit_scenario.hpp"
#include "tests/events/walk.hpp"

#include <algorithm>
#include <map>

namespace boxoffice::events::tests {

namespace {

struct tally {
  int found = 0;
  int missed = 0;
  std::string first_miss;
};

/// Bends one log at one event in every way it knows, and shows each to the auditor.
class forger {
public:
  forger(const log& good, std::uint64_t seq, std::map<std::string, tally>& tallies)
      : good_{good}, seq_{seq}, tallies_{tallies} {}

  template <class Fact>
  [[nodiscard]] const Fact* is() const {
    return std::get_if<Fact>(&good_[seq_ - 1].event);
  }
  void shows(const std::string& kind, const log& forged) {
    auto& tally = tallies_[kind];
    auto found = !verdict(forged).empty();
    ++(found ? tally.found : tally.missed);
    if (!found && tally.first_miss.empty())
      tally.first_miss =
          kind + " at seq " + std::to_string(seq_) + ": " + text_of(good_[seq_ - 1].event);
  }
  /// Shows the log with one event changed.
  template <class Fact, class Change>
  void alters(const std::string& kind, Change&& change) {
    if (const auto* fact = is<Fact>()) {
      auto other = *fact;
      change(other);
      shows(kind, changed(good_, seq_, other));
    }
  }
  [[nodiscard]] const recorded* neighbour(int step) const {
    auto index = static_cast<std::size_t>(static_cast<int>(seq_) - 1 + step);
    return index < good_.size() ? &good_[index] : nullptr;
  }
  [[nodiscard]] const log& good() const { return good_; }
  [[nodiscard]] std::uint64_t seq() const { return seq_; }

private:
  const log& good_;
  std::uint64_t seq_;
  std::map<std::string, tally>& tallies_;
};

std::optional<std::uint64_t> round_of(const recorded* each) {
  if (each == nullptr)
    return std::nullopt;
  return std::visit(
      []<class Fact>(const Fact& fact) -> std::optional<std::uint64_t> {
        if constexpr (requires { fact.drawn; })
          return fact.drawn.round;
        else if constexpr (requires { fact.round; })
          return fact.round;
        else
          return std::nullopt;
      },
      each->event);
}

bool is_decision(const recorded* each) {
  return each != nullptr && (std::holds_alternative<booking_confirmed>(each->event) ||
                             std::holds_alternative<booking_rejected>(each->event));
}

template <class Enum>
void other_value(Enum& value, int values) {
  value = static_cast<Enum>((static_cast<int>(value) + 1) % values);
}

void forge_order(forger& bends) {
  const auto& good = bends.good();
  auto seq = bends.seq();
  if (seq < good.size()) {
    auto gap = good;
    gap.erase(gap.begin() + static_cast<std::ptrdiff_t>(seq) - 1);
    bends.shows("left out, the others as they were", gap);
  }
  bends.shows("recorded twice", inserted(good, seq + 1, good[seq - 1].event));
  if (seq > 1)
    bends.shows("dated back", moved(good, seq, good[seq - 2].at - 1 - noon));
  if (seq == 1 && good.size() > 1)
    bends.shows("no opening", without(good, 1));
}

void forge_round(forger& bends) {
  auto here = bends.neighbour(0);
  auto round = round_of(here);
  if (!round)
    return;
  const auto& good = bends.good();
  auto goes_on = round_of(bends.neighbour(1)) == round;
  auto went_on = round_of(bends.neighbour(-1)) == round;
  if (goes_on || went_on) {
    bends.shows("of a round: left out", without(good, bends.seq()));
    bends.shows("of a round: later", moved(good, bends.seq(), here->at + 1 - noon));
  }
  if (goes_on)
    bends.shows("of a round: swapped", swapped(good, bends.seq()));
  auto drawn_with_another = is_decision(here) && ((goes_on && is_decision(bends.neighbour(1))) ||
                                                  (went_on && is_decision(bends.neighbour(-1))));
  auto bend = [&]<class Fact>(const Fact*) {
    bends.alters<Fact>("of a round: its number", [](auto& fact) { ++fact.drawn.round; });
    if (drawn_with_another)
      bends.alters<Fact>("of a round: its seed", [](auto& fact) { fact.drawn.seed[9] ^= 1U; });
    bends.alters<Fact>("of a round: rule", [](auto& fact) { other_value(fact.rule, 5); });
    bends.alters<Fact>("of a round: whom it decides", [](auto& fact) { --fact.number; });
  };
  bend(static_cast<booking_confirmed*>(nullptr));
  bend(static_cast<booking_rejected*>(nullptr));
  bends.alters<booking_expired>("of a round: its number", [](auto& fact) { ++*fact.round; });
  bends.alters<booking_confirmed>("payBy", [](auto& fact) { ++fact.pay_by; });
  bends.alters<booking_confirmed>("rivals", [](auto& fact) { fact.rivals.push_back(1'000'000); });
  bends.alters<booking_rejected>("lostTo", [](auto& fact) { fact.lost_to.pop_back(); });
  bends.alters<booking_rejected>("seatsLost", [](auto& fact) { fact.seats_lost.pop_back(); });
  bends.alters<booking_rejected>("seatsLost", [](auto& fact) { fact.seats_lost[0].text = "B9"; });
}

void forge_booking(forger& bends) {
  using request = booking_requested;
  bends.alters<request>("request: amount", [](auto& fact) { ++fact.amount.value; });
  bends.alters<request>("request: currency", [](auto& fact) { fact.amount.currency = "USD"; });
  bends.alters<request>("request: no such seat", [](auto& fact) { fact.seats[0].text = "B9"; });
  bends.alters<request>("request: seat twice", [](auto& fact) {
    fact.seats.push_back(fact.seats[0]);
    fact.amount.value += fact.seats[0].text[0] == 'A' ? 20'000 : 15'000;
  });
  bends.alters<request>("request: show", [](auto& fact) { fact.id.show.text += '2'; });
  bends.alters<booking_expired>("expiry: reason", [](auto& fact) { other_value(fact.reason, 2); });
  const auto* over = bends.is<booking_cancelled>();
  if (over != nullptr && over->by == canceller::show_cancelled) {
    bends.shows("end of a show: left out", without(bends.good(), bends.seq()));
    bends.alters<booking_cancelled>("end of a show: by whom",
                                    [](auto& fact) { other_value(fact.by, 3); });
  }
}

/// Whether this is the refund of a booking that was paid and is cancelled.
bool is_owed(const forger& bends) {
  const auto* due = bends.is<refund_due>();
  return due != nullptr &&
         std::any_of(bends.good().begin(), bends.good().end(), [&](const recorded& each) {
           const auto* paid = std::get_if<booking_paid>(&each.event);
           return paid != nullptr && paid->number == due->number && paid->payment == due->payment;
         });
}

void forge_payment(forger& bends) {
  using paid = booking_paid;
  bends.alters<paid>("paid: amount", [](auto& fact) { --fact.amount.value; });
  bends.alters<paid>("paid: currency", [](auto& fact) { fact.amount.currency = "USD"; });
  bends.alters<paid>("paid: how", [](auto& fact) { other_value(fact.how, 2); });
  bends.alters<refund_due>("due: reason", [](auto& fact) { other_value(fact.reason, 9); });
  bends.alters<refund_completed>("returned: amount", [](auto& fact) { ++fact.amount.value; });
  bends.alters<refund_completed>("returned: payment", [](auto& fact) { fact.payment.text = "x"; });
  bends.alters<seat_admitted>("admitted: seat", [](auto& fact) { fact.seat.text = "B9"; });
  if (!is_owed(bends))
    return;
  bends.shows("owed: left out", without(bends.good(), bends.seq()));
  bends.alters<refund_due>("owed: amount", [](auto& fact) { --fact.amount.value; });
  bends.alters<refund_due>("owed: payment", [](auto& fact) { fact.payment.text = "x"; });
  bends.alters<refund_due>("owed: paidAt", [](auto& fact) { ++fact.paid_at; });
}

void forge_change(forger& bends) {
  bends.alters<booking_moved>("moved: from", [](auto& fact) { fact.from[0].text = "B9"; });
  bends.alters<booking_moved>("moved: to", [](auto& fact) { fact.to.push_back({"A1"}); });
  bends.alters<seats_returned>("returned seats: amount", [](auto& fact) { ++fact.amount.value; });
  bends.alters<show_changed>("changed show: nothing", [](auto& fact) { fact.changes = {}; });
  bends.alters<payment_reversed>("reversed: amount",
                                 [](auto& fact) { fact.amount.value += 1'000'000; });
}

/// What may be as true as the truth: nothing in a stream rests on it, or the next event repairs it.
void forge_well(forger& bends) {
  const auto& good = bends.good();
  auto seq = bends.seq();
  bends.shows("left out", without(good, seq));
  bends.shows("a millisecond later", moved(good, seq, good[seq - 1].at + 1 - noon));
  if (seq < good.size())
    bends.shows("swapped", swapped(good, seq));
  bends.alters<booking_requested>("another seat", [](auto& fact) {
    auto& seat = fact.seats[0].text;
    seat.back() = seat.back() == '1' ? '2' : '1';
  });
  auto of_another = [&]<class Fact>(const Fact*) {
    bends.alters<Fact>("of another booking", [](auto& fact) { --fact.number; });
  };
  of_another(static_cast<booking_expired*>(nullptr));
  of_another(static_cast<booking_cancelled*>(nullptr));
  of_another(static_cast<booking_paid*>(nullptr));
  of_another(static_cast<payment_failed*>(nullptr));
  of_another(static_cast<refund_due*>(nullptr));
  of_another(static_cast<refund_completed*>(nullptr));
  bends.alters<refund_due>("amount due", [](auto& fact) { ++fact.amount.value; });
  // Nothing rests on the reference of a sale at the counter.
  if (const auto* paid = bends.is<booking_paid>(); paid != nullptr && !paid->method)
    bends.alters<booking_paid>("another payment", [](auto& fact) { fact.payment.text = "x"; });
}

template <class Forge>
std::map<std::string, tally> tallies_of(std::uint64_t walks, Forge&& forge) {
  std::map<std::string, tally> tallies;
  for (std::uint64_t which = 0; which < walks; ++which) {
    auto good = walk_of(which);
    REQUIRE(verdict(good) == "");
    for (std::uint64_t seq = 1; seq <= good.size(); ++seq) {
      forger bends{good, seq, tallies};
      forge(bends);
    }
  }
  return tallies;
}

} // namespace

TEST_CASE("audit: a forgery against the rules is always found") {
  auto tallies = tallies_of(300, [](forger& bends) {
    forge_order(bends);
    forge_round(bends);
    forge_booking(bends);
    forge_payment(bends);
    forge_change(bends);
  });
  CHECK(tallies.size() == 39);
  for (const auto& [kind, tally] : tallies) {
    CAPTURE(kind);
    CHECK(tally.found >= 30);
    CHECK(tally.first_miss == "");
  }
}

TEST_CASE("audit: most forgeries within the rules are found by the events after them") {
  auto tallies = tallies_of(200, forge_well);
  for (const std::string kind : {"left out", "swapped", "another seat", "another payment"}) {
    CAPTURE(kind);
    CHECK(tallies[kind].found > tallies[kind].missed);
  }
  CHECK(tallies["of another booking"].found > 20 * tallies["of another booking"].missed);
  // Money that bought nothing is only what the provider said it was, unless it was returned.
  CHECK(tallies["amount due"].found > 0);
}

} // namespace boxoffice::events::tests
