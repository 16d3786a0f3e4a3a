#include "tests/events/explain/explained.hpp"

namespace boxoffice::events::tests {

namespace {

show_changed many_changes() {
  show_changed fact;
  fact.changes.movie = "Nosferatu";
  fact.changes.starts_at = noon + starts_after + 1'800'000;
  fact.changes.price = 16'000;
  fact.by = "token:anna";
  return fact;
}

} // namespace

TEST_CASE("explain: a change of the show tells what is new and what the booking keeps") {
  auto text =
      explanation_of({opened(), at(0, requested(2, {"B1", "A1"})), at(10, many_changes())}, 2);
  CHECK(text.find("(by token:anna) changed the movie from \"Metropolis\" to \"Nosferatu\", the "
                  "start from 2027-01-18T08:00:00.000Z to 2027-01-18T08:30:00.000Z and the prices. "
                  "The amount of booking 2 stayed 350.00 INR, and so did its seats, B1 and A1.") !=
        std::string::npos);
}

TEST_CASE("explain: another language or rating matters to a booking, another poster does not") {
  show_changed spoken;
  spoken.changes.language.emplace("hi");
  spoken.changes.rating.emplace("U/A 13+");
  spoken.by = "token:anna";
  auto text = explanation_of({opened(), at(0, requested(2, {"B1"})), at(10, spoken)}, 2);
  CHECK(text.find("(by token:anna) changed the language and the rating.") != std::string::npos);
  show_changed seen;
  seen.changes.poster.emplace("https://img.example/a.jpg");
  seen.changes.running_time.emplace(94);
  seen.by = "token:anna";
  auto same = explanation_of({opened(), at(0, requested(2, {"B1"})), at(10, seen)}, 2);
  CHECK(same.find("token:anna") == std::string::npos);
}

TEST_CASE("explain: a booking that ended before, and a change that does not matter to it") {
  auto gone = explanation_of({opened(), at(0, requested(2, {"B1"})),
                              at(5, cancelled(2, canceller::by_customer)), at(10, many_changes())},
                             2);
  CHECK(gone.find("token:anna") == std::string::npos);
  show_changed close;
  close.changes.sales_close_at.emplace(noon + 1'000'000);
  close.by = "token:anna";
  auto same = explanation_of({opened(), at(0, requested(2, {"B1"})), at(10, close)}, 2);
  CHECK(same.find("token:anna") == std::string::npos);
}

TEST_CASE(
    "explain: of late money for seats that a change removed, it says which seats these were") {
  seat_row left{"A", "GOLD", {}};
  left.seats.emplace_back(seat_id{"A1"});
  show_changed fact;
  fact.changes.rows = std::vector<seat_row>{left};
  const std::vector<moment> story{opened(),
                                  at(0, requested(2, {"A1", "B1", "B2"})),
                                  at(1'000, confirmed(2)),
                                  at(pay_by, unpaid(2)),
                                  at(pay_by + 1, fact),
                                  at(pay_by + 2, due(2, "p1", 60'000, refund_reason::seats_gone))};
  CHECK(explanation_of(story, 2).find(
            "because the time to pay was over and a change of the show had removed seats B1 "
            "and B2.") != std::string::npos);
}

} // namespace boxoffice::events::tests
