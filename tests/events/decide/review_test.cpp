#include "events/state/draw.hpp"
#include "tests/events/facts.hpp"

#include <algorithm>

#include <openssl/sha.h>

namespace boxoffice::events::tests {

namespace {

/// The draw of spec section 4, without any of our own code.
bytes32 lot_by_openssl(const bytes16& with_seed, std::uint64_t number) {
  std::array<std::uint8_t, 24> input{};
  std::copy(with_seed.begin(), with_seed.end(), input.begin());
  for (std::size_t i = 0; i < 8; ++i)
    input[16 + i] = static_cast<std::uint8_t>(number >> (56 - 8 * i));
  bytes32 hash{};
  SHA256(input.data(), input.size(), hash.data());
  return hash;
}

booking_number first_drawn(const bytes16& with_seed, numbers among) {
  return *std::min_element(among.begin(), among.end(), [&](auto a, auto b) {
    return lot_by_openssl(with_seed, a) < lot_by_openssl(with_seed, b);
  });
}

/// A seed whose draw puts these numbers in this order.
bytes16 seed_that_draws(const numbers& order) {
  for (std::uint8_t high = 0; high < 16; ++high)
    for (unsigned low = 0; low < 256; ++low) {
      bytes16 candidate{high, static_cast<std::uint8_t>(low)};
      if (std::is_sorted(order.begin(), order.end(), [&](auto a, auto b) {
            return lot_by_openssl(candidate, a) < lot_by_openssl(candidate, b);
          }))
        return candidate;
    }
  FAIL("no such seed");
  return {};
}

template <class Fact>
Fact with(Fact fact, const bytes16& drawn_seed) {
  fact.drawn.seed = drawn_seed;
  return fact;
}

} // namespace

TEST_CASE("review: a booking alone on its seats is confirmed uncontested, payable for the window") {
  auto show = given(opened(), at(0, requested(2, {"B1", "B2"})));
  CHECK(when(show, at(1'000, review())) == then(confirmed(2, 1'000 + 120'000)));
}

TEST_CASE("review: without claims nothing is logged and no number is used") {
  CHECK(when(given(opened()), review()) == then());
  CHECK(when(show_state{}, review()) == then());
  auto show = given(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)));
  CHECK(when(show, at(2'000, review())) == then());
  auto claimed = after(show, 3'000, when(show, at(3'000, ask(4, {"B2"}))));
  CHECK(when(claimed, at(4'000, review())) ==
        then(confirmed(4, 124'000, review_rule::uncontested, {}, 2)));
}

TEST_CASE("review: it does not wait for contention windows") {
  auto show = given(opened(), at(0, requested(2, {"B1"})));
  CHECK(when(show, at(0, review())) == then(confirmed(2, 120'000)));
}

TEST_CASE("review: the largest booking wins, even if another came first") {
  auto show = given(opened(), at(0, requested(2, {"B1"})), at(10, requested(3, {"B1", "B2"})));
  CHECK(when(show, at(1'000, review())) ==
        then(confirmed(3, pay_by, review_rule::most_seats, {2}),
             rejected(2, review_rule::fewer_seats, {3}, {"B1"})));
}

TEST_CASE("review: of two equal bookings one is drawn and the draw recomputes") {
  auto show = given(opened(), at(0, requested(2, {"B1"})), requested(3, {"B1"}));
  for (std::uint8_t i = 0; i < 32; ++i) {
    bytes16 drawn{i, 1, 2, 3};
    auto winner = first_drawn(drawn, {2, 3});
    auto loser = winner == 2 ? booking_number{3} : booking_number{2};
    CHECK(when(show, at(1'000, review(drawn))) ==
          then(with(confirmed(winner, pay_by, review_rule::won_draw, {loser}), drawn),
               with(rejected(loser, review_rule::lost_draw, {winner}, {"B1"}), drawn)));
  }
}

TEST_CASE("review: a lot is SHA-256 of the seed and the number as 8 bytes big-endian") {
  bytes16 drawn{1, 2, 3, 250};
  for (booking_number number : {1ULL, 2ULL, 255ULL, 256ULL, 0x0102030405060708ULL, ~0ULL})
    CHECK(lot_of(drawn, number) == lot_by_openssl(drawn, number));
}

TEST_CASE("review: over many seeds each of four equals wins about a quarter") {
  auto show = given(opened(), at(0, requested(2, {"B1"})), requested(3, {"B1"}),
                    requested(4, {"B1"}), requested(5, {"B1"}));
  std::array<int, 6> wins{};
  for (unsigned i = 0; i < 2'000; ++i) {
    bytes16 drawn{static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i >> 8U), 42};
    auto result = when(show, at(1'000, review(drawn)));
    ++wins[std::get<booking_confirmed>(result.events.at(0)).number];
  }
  for (std::size_t number = 2; number <= 5; ++number)
    CHECK_MESSAGE((wins[number] > 400 && wins[number] < 600), "booking ", number, " won ",
                  wins[number], " of 2000");
}

TEST_CASE("review: a loser frees nothing for itself, so what it would have beaten wins") {
  // 2 beats 3 by lot at B2; 3 would have beaten 4 at B3, but 4 keeps B3 and B4.
  auto drawn = seed_that_draws({2, 3, 4});
  auto show = given(opened(), at(0, requested(2, {"B1", "B2"})), requested(3, {"B2", "B3"}),
                    requested(4, {"B3", "B4"}));
  CHECK(when(show, at(1'000, review(drawn))) ==
        then(with(confirmed(2, pay_by, review_rule::won_draw, {3}), drawn),
             with(rejected(3, review_rule::lost_draw, {2}, {"B2"}), drawn),
             with(confirmed(4), drawn)));
}

TEST_CASE("review: a chain by size spares the smallest") {
  auto show = given(opened(), at(0, requested(2, {"A3", "B1"})), requested(3, {"A1", "A2", "A3"}),
                    requested(4, {"B1"}));
  CHECK(when(show, at(1'000, review())) == then(confirmed(3, pay_by, review_rule::most_seats, {2}),
                                                rejected(2, review_rule::fewer_seats, {3}, {"A3"}),
                                                confirmed(4)));
}

TEST_CASE("review: a loser to a larger and to an equal booking had fewer seats") {
  auto drawn = seed_that_draws({3, 4});
  auto show = given(opened(), at(0, requested(2, {"A1", "A2", "A3"})), requested(3, {"B1", "B2"}),
                    requested(4, {"B2", "A3"}));
  CHECK(when(show, at(1'000, review(drawn))) ==
        then(with(confirmed(2, pay_by, review_rule::most_seats, {4}), drawn),
             with(confirmed(3, pay_by, review_rule::won_draw, {4}), drawn),
             with(rejected(4, review_rule::fewer_seats, {2, 3}, {"B2", "A3"}), drawn)));
}

TEST_CASE("review: a loser to two equal bookings lost the draw and is named once by each") {
  auto drawn = seed_that_draws({2, 4, 3});
  auto show = given(opened(), at(0, requested(2, {"B1", "B2"})), requested(3, {"B2", "B3"}),
                    requested(4, {"B3", "B4"}));
  CHECK(when(show, at(1'000, review(drawn))) ==
        then(with(confirmed(2, pay_by, review_rule::won_draw, {3}), drawn),
             with(confirmed(4, pay_by, review_rule::won_draw, {3}), drawn),
             with(rejected(3, review_rule::lost_draw, {2, 4}, {"B2", "B3"}), drawn)));
}

TEST_CASE("review: rivals and lostTo name each booking once, however many seats it lost") {
  auto show = given(opened(), at(0, requested(2, {"B1", "B2", "B3"})), requested(3, {"B2", "B1"}),
                    requested(4, {"B3"}));
  CHECK(when(show, at(1'000, review())) ==
        then(confirmed(2, pay_by, review_rule::most_seats, {3, 4}),
             rejected(3, review_rule::fewer_seats, {2}, {"B2", "B1"}),
             rejected(4, review_rule::fewer_seats, {2}, {"B3"})));
}

TEST_CASE("review: a winner with an equal and a smaller rival won the draw") {
  auto drawn = seed_that_draws({2, 3});
  auto show = given(opened(), at(0, requested(2, {"B1", "B2"})), requested(3, {"B1", "B3"}),
                    requested(4, {"B2"}));
  auto result = when(show, at(1'000, review(drawn)));
  CHECK(std::get<booking_confirmed>(result.events.at(0)).rule == review_rule::won_draw);
  CHECK(std::get<booking_confirmed>(result.events.at(0)).rivals == numbers{3, 4});
}

TEST_CASE("review: at requestedAt + hold exactly a claim expires in the round without a loser") {
  auto show = given(opened(), at(0, requested(2, {"B1", "B2"})), at(1, requested(3, {"B1"})));
  CHECK(when(show, at(30'000, review())) == then(unreviewed(2, 1), confirmed(3, 150'000)));
  CHECK(when(show, at(29'999, review())) ==
        then(confirmed(2, 149'999, review_rule::most_seats, {3}),
             rejected(3, review_rule::fewer_seats, {2}, {"B1"})));
}

TEST_CASE("review: a round of expiries alone has a number too") {
  auto show = given(opened(), at(0, requested(2, {"B1"})));
  auto result = when(show, at(30'000, review()));
  CHECK(result == then(unreviewed(2, 1)));
  auto next = after(after(show, 30'000, result), 31'000, then(requested(4, {"B1"})));
  CHECK(when(next, at(32'000, review())) ==
        then(confirmed(4, 152'000, review_rule::uncontested, {}, 2)));
}

TEST_CASE("review: open bookings are decided after sales closed or paused") {
  auto show = given(opened(), at(sales_close_after - 10, requested(2, {"B1"})), sales_paused{});
  CHECK(when(show, at(sales_close_after, review())) ==
        then(confirmed(2, sales_close_after + 120'000)));
}

TEST_CASE("hold expiry: at payBy exactly, earliest first, and without a round") {
  auto show =
      given(opened(), at(0, requested(2, {"B1"})), requested(3, {"B2"}), requested(4, {"B3"}),
            at(1'000, confirmed(3, pay_by + 5)), confirmed(2), confirmed(4, pay_by + 6));
  CHECK(when(show, at(pay_by - 1, expire_holds{})) == then());
  CHECK(when(show, at(pay_by, expire_holds{})) == then(unpaid(2)));
  CHECK(when(show, at(pay_by + 5, expire_holds{})) == then(unpaid(2), unpaid(3)));
}

TEST_CASE("hold expiry: paid, cancelled and unreviewed bookings are left alone") {
  auto show = given(opened(), at(0, requested(2, {"B1"})), requested(3, {"B2"}),
                    at(1'000, confirmed(2)), confirmed(3), bought(2, "p", 15'000),
                    cancelled(3, canceller::by_customer), requested(8, {"B3"}));
  CHECK(when(show, at(pay_by * 2, expire_holds{})) == then());
  CHECK(when(show_state{}, expire_holds{}) == then());
}

} // namespace boxoffice::events::tests
