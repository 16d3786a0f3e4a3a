#include "events/choose/best_available.hpp"

#include "tests/events/choose/reference_choice.hpp"

#include <algorithm>

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace boxoffice::events::tests {

namespace {

text_hall best(const text_hall& hall, std::size_t count) {
  return marked(hall, best_available(seating_of(hall), count));
}

/// Whether the seats that are chosen are free ones, and as many as asked; none if there are fewer.
void check_seats(const text_hall& hall, const seat_list& chosen, std::size_t count) {
  auto free = seats_at(hall, '.');
  RC_ASSERT(chosen.size() == (free.size() < count ? 0 : count));
  RC_ASSERT(std::is_sorted(chosen.begin(), chosen.end()));
  for (auto seat : chosen)
    RC_ASSERT(std::find(free.begin(), free.end(), seat) != free.end());
}

} // namespace

TEST_CASE("best available: the middle of the row two thirds of the way back comes first") {
  CHECK(best({".......", ".......", ".......", "......."}, 1) ==
        text_hall{".......", ".......", "...#...", "......."});
  CHECK(best({".......", ".......", ".......", "......."}, 3) ==
        text_hall{".......", ".......", "..###..", "......."});
  CHECK(best({".......", ".......", "..xxx..", "......."}, 3) ==
        text_hall{".......", "..###..", "..xxx..", "......."});
  CHECK(best({"."}, 1) == text_hall{"#"});
}

TEST_CASE("best available: it leaves no single seat if it can, however near a seat is") {
  CHECK(best({"....."}, 2) == text_hall{"##..."});
  CHECK(best({"..x..."}, 2) == text_hall{"##x..."});
  CHECK(best({"x...x", "x..xx"}, 2) == text_hall{"x...x", "x##xx"});
  CHECK(best({"...c...."}, 2) == text_hall{"...c##.."});
  CHECK(best({"..._..."}, 1) == text_hall{"..#_..."});
  SUBCASE("and as few as can be otherwise") {
    CHECK(best({"x...x"}, 2) == text_hall{"x##.x"});
    CHECK(best({"x...x"}, 1) == text_hall{"x#..x"});
  }
  SUBCASE("a free seat that is not asked for counts as a neighbour, a wheelchair's as no single") {
    CHECK(best({"xo..x"}, 1) == text_hall{"xo.#x"});
    CHECK(best({"xw..x"}, 2) == text_hall{"xw##x"});
  }
}

TEST_CASE("best available: of rows as near, the one with fewer claims is better, then the first") {
  CHECK(best({"....", "..c.", "xxxx", "...."}, 2) == text_hall{"....", "..c.", "xxxx", "##.."});
  CHECK(best({"....", "....", "xxxx", "...."}, 4) == text_hall{"....", "####", "xxxx", "...."});
}

TEST_CASE("best available: what does not fit into one row is split over neighbouring ones evenly") {
  CHECK(best({"...", "...", "..."}, 4) == text_hall{"...", "##.", "##."});
  CHECK(best({"...", "...", "..."}, 5) == text_hall{"...", "###", "##."});
  CHECK(best({"....", "x.xx", "...."}, 5) == text_hall{"....", "x#xx", "####"});
  SUBCASE("over as few as can be") {
    CHECK(best({"...", "...", ".x."}, 6) == text_hall{"###", "###", ".x."});
    CHECK(best({"..", "..", ".."}, 6) == text_hall{"##", "##", "##"});
  }
  SUBCASE("a row without room ends the neighbourhood") {
    CHECK(best({"..", "..", "xx", "..", "x."}, 3) == text_hall{"..", "..", "xx", "##", "x#"});
  }
}

TEST_CASE("best available: as a last resort it takes seats anywhere, in as few groups as can be") {
  CHECK(best({"..x.", "xxxx", "...x"}, 5) == text_hall{"##x.", "xxxx", "###x"});
  CHECK(best({".x.x."}, 3) == text_hall{"#x#x#"});
  CHECK(best({"..x..."}, 4) == text_hall{".#x###"});
}

TEST_CASE("best available: nothing if fewer seats are free than asked for") {
  CHECK(best_available(seating_of({"..x", "cow"}), 3).empty());
  CHECK(best_available(seating_of({"_"}), 1).empty());
}

TEST_CASE("best available: in small halls no choice is better by the order of preferences") {
  CHECK(rc::check("agrees with trying them all", [] {
    auto hall = *text_halls();
    auto count = *rc::gen::inRange<std::size_t>(1, 9);
    auto seating = seating_of(hall);
    auto chosen = best_available(seating, count);
    RC_LOG() << rc::toString(hall) << ' ' << count << '\n';
    check_seats(hall, chosen, count);
    RC_ASSERT(best_available(seating, count) == chosen);
    auto least = least_badness(hall, count);
    RC_ASSERT(least == (chosen.empty() ? badness{} : badness_of(hall, marked(hall, chosen))));
  }));
}

TEST_CASE(
    "best available: in large halls it takes free seats, and leaves no single seat needlessly") {
  CHECK(rc::check("holds in halls of up to 2,000 seats", [] {
    auto place = rc::gen::elementOf(std::string{"..........xxxc_"});
    auto row = rc::gen::container<std::string>(*rc::gen::inRange<std::size_t>(1, 100), place);
    auto hall = *rc::gen::container<text_hall>(*rc::gen::inRange<std::size_t>(1, 20), row);
    auto count = *rc::gen::inRange<std::size_t>(1, 30);
    auto chosen = best_available(seating_of(hall), count);
    check_seats(hall, chosen, count);
    auto singles = chosen.empty() ? 0 : new_singles(hall, marked(hall, chosen));
    for (std::size_t r = 0; singles != 0 && r < hall.size(); ++r)
      for (std::size_t first = 0; first + count <= hall[r].size(); ++first) {
        auto other = hall;
        other[r].replace(first, count, count, '#');
        auto is_free = hall[r].substr(first, count) == std::string(count, '.');
        RC_ASSERT(!is_free || new_singles(hall, other) >= singles);
      }
  }));
}

} // namespace boxoffice::events::tests
