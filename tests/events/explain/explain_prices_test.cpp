#include "tests/events/explain/explained.hpp"

namespace boxoffice::events::tests {

TEST_CASE(
    "explain: price types are named with the seats, and what costs nothing needs no payment") {
  auto two = requested(2, {"B1", "B2"});
  two.types = {{"GUEST"}, {"GUEST"}};
  two.amount.value = 0;
  auto story = explanation_of(
      {opened(priced_hall()), at(0, two), at(1'000, confirmed(2)), bought(2, "free", 0, 1'000)}, 2);
  CHECK(story.find("B1 (Guest) and B2 (Guest)") != std::string::npos);
  CHECK(story.find("It cost nothing, so booking 2 was paid with its confirmation") !=
        std::string::npos);
  CHECK(story.find("Payment free") == std::string::npos);
  CHECK(story.find("paid and has seats B1 and B2") != std::string::npos);
}

TEST_CASE("explain: a booking that costs nothing since seats were returned is paid with that") {
  auto two = requested(2, {"B1", "B2"});
  two.types = {{"ADULT"}, {"GUEST"}};
  two.amount.value = 15'000;
  auto story = explanation_of({opened(priced_hall()), at(0, two), at(1'000, confirmed(2)),
                               at(2'000, returned(2, {"B1"}, 15'000)), bought(2, "free", 0, 2'000)},
                              2);
  CHECK(story.find("It cost nothing any more, so booking 2 was paid with that return") !=
        std::string::npos);
}

TEST_CASE("explain: without price types seats are named alone") {
  auto story = explanation_of({opened(), at(0, requested(2, {"B1"}))}, 2);
  CHECK(story.find(", B1, of ") != std::string::npos);
}

} // namespace boxoffice::events::tests
