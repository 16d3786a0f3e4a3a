#include "tests/events/explain/explained.hpp"

namespace boxoffice::events::tests {

namespace {

std::string story_of_admission(const seat_admitted& fact) {
  return explanation_of({opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)),
                         at(2'000, bought(2, "p1", 15'000)), at(3'000, fact)},
                        2);
}

} // namespace

TEST_CASE("explain: an admission says when, where and which seat") {
  CHECK(paragraph(4, story_of_admission(admitted(2, "B1"))) ==
        "At 2027-01-15T08:00:03.000Z the holder of seat B1 was admitted.\n");
  CHECK(paragraph(4, story_of_admission(admitted(2, "B1", "North"))) ==
        "At 2027-01-15T08:00:03.000Z the holder of seat B1 was admitted at gate North.\n");
}

TEST_CASE("explain: an admission that was recorded later has the time of the scanner") {
  CHECK(paragraph(4, story_of_admission(admitted(2, "B1", "North", 2'500))) ==
        "At 2027-01-15T08:00:02.500Z, by the clock of the scanner, the holder of seat B1 was "
        "admitted at gate North. This was recorded at 2027-01-15T08:00:03.000Z.\n");
}

} // namespace boxoffice::events::tests
