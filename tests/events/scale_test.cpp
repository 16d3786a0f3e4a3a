// What a crowd may cost. The bounds are generous, for these run in debug builds and under
// sanitizers too: they are there to find what grows with the square of the crowd.
#include "tests/events/facts.hpp"

#include <chrono>

namespace boxoffice::events::tests {

namespace {

constexpr std::size_t crowd = 10'000;

class stopwatch {
public:
  [[nodiscard]] long long ms() const {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now() - started_).count();
  }

private:
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

constexpr long long bound_ms = 5'000;

/// Decides a request of each booking for these seats and records it.
template <class Seats>
show_state asked_by_a_crowd(show_state show, Seats seats_of_nth) {
  for (std::size_t i = 0; i < crowd; ++i)
    show = after(std::move(show), 0, when(show, at(0, ask(show.seq + 1, seats_of_nth(i)))));
  return show;
}

void check_review(const show_state& show) {
  stopwatch watch;
  auto told = when(show, at(1'000, review()));
  MESSAGE("review of ", show.under_review.size(), " decided in ", watch.ms(), " ms");
  CHECK(told.events.size() == crowd);
  auto decided = after(show, 1'000, told);
  MESSAGE("and recorded after ", watch.ms(), " ms");
  CHECK(watch.ms() < bound_ms);
  CHECK(decided.under_review.empty());
}

} // namespace

TEST_CASE("scale: ten thousand ask for the same seat and one gets it") {
  stopwatch watch;
  auto show = asked_by_a_crowd(given(opened()), [](std::size_t) { return names{"B1"}; });
  MESSAGE("admitted in ", watch.ms(), " ms");
  CHECK(watch.ms() < bound_ms);
  check_review(show);
}

TEST_CASE("scale: ten thousand ask for the same ten seats") {
  auto show = given(opened(wide_hall(10)));
  const names all{"R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10"};
  stopwatch watch;
  show = asked_by_a_crowd(std::move(show), [&](std::size_t) { return all; });
  MESSAGE("admitted in ", watch.ms(), " ms");
  CHECK(watch.ms() < bound_ms);
  check_review(show);
}

TEST_CASE("scale: ten thousand ask for ten seats each, across one another") {
  auto show = given(opened(wide_hall(100)));
  auto seats = [](std::size_t i) {
    names chosen;
    for (std::size_t j = 0; j < 10; ++j)
      chosen.push_back("R" + std::to_string(i < 10 ? i * 10 + j + 1 : j * 10 + i % 10 + 1));
    return chosen;
  };
  check_review(asked_by_a_crowd(std::move(show), seats));
}

TEST_CASE("scale: a full hall of ten thousand is asked for, confirmed, and its holds run out") {
  auto show = asked_by_a_crowd(given(opened(wide_hall(crowd))),
                               [](std::size_t i) { return names{"R" + std::to_string(i + 1)}; });
  check_review(show);
  auto held = after(show, 1'000, when(show, at(1'000, review())));
  stopwatch watch;
  auto told = when(held, at(pay_by, expire_holds{}));
  CHECK(told.events.size() == crowd);
  auto free = after(std::move(held), pay_by, told);
  MESSAGE("expired in ", watch.ms(), " ms");
  CHECK(watch.ms() < bound_ms);
  CHECK(!free.has_open_work());
}

TEST_CASE("scale: a claim of a crowd that ran out is expired at once by the next request") {
  auto show = asked_by_a_crowd(given(opened()), [](std::size_t) { return names{"B1"}; });
  stopwatch watch;
  auto told = when(show, at(30'000, ask(20'000, {"B1"})));
  CHECK(told.events.size() == crowd + 1);
  auto next = after(std::move(show), 30'000, told);
  MESSAGE("expired in ", watch.ms(), " ms");
  CHECK(watch.ms() < bound_ms);
  CHECK(next.under_review.size() == 1);
}

} // namespace boxoffice::events::tests
