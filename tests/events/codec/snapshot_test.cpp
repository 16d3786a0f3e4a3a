#include "events/codec/snapshot.hpp"
#include "events/state/lines.hpp"
#include "tests/events/codec/golden.hpp"
#include "tests/events/walk.hpp"

namespace boxoffice::events::tests {

namespace {

show_state folded(const std::vector<recorded>& records, std::size_t count) {
  show_state show;
  show.id = show_id{"metropolis"};
  for (std::size_t i = 0; i < count; ++i)
    evolve(show, records[i]);
  return show;
}

show_state sold_one() {
  return given(opened(), at(10, requested(2, {"B1"})), at(1'000, confirmed(2)),
               at(before_pay_by, bought(2, "p1", 15'000)));
}

/// A show with each kind of booking, payment and refund in it, and a blocked seat.
show_state varied_show() {
  constexpr time_ms late = pay_by + 1'000;
  return given(
      opened(), at(10, blocked({"A4"})), at(20, requested_with(1, 3, {"B1"})),
      requested(4, {"B2", "B1"}), at(30, requested(5, {"B3"})), requested(6, {"B4"}),
      at(1'000, confirmed(4, pay_by, review_rule::most_seats, {3})),
      rejected(3, review_rule::fewer_seats, {4}, {"B1"}), confirmed(5), confirmed(6),
      at(2'000, failed(4, "p1", 30'000)), at(before_pay_by, bought(4, "p2", 30'000)),
      at(pay_by, unpaid(5)), unpaid(6),
      at(late, bought(5, "p3", 15'000, before_pay_by, paid_how::late_delivery)),
      due(6, "p4", 14'000, refund_reason::wrong_amount), at(late + 10, refunded(6, "p4", 14'000)),
      due(3, "p5", 15'000, refund_reason::rejected), at(late + 20, requested(19, {"A1"})),
      at(late + 1'000, confirmed(19, late + 121'000, review_rule::uncontested, {}, 2)),
      at(late + 2'000, requested(21, {"A2"})), requested(22, {"A3"}),
      at(late + 2'500, cancelled(22, canceller::by_customer)), at(late + 2'600, sales_paused{}));
}

std::optional<snapshot> read_back(const std::string& stored, const show_state& show) {
  return decode_snapshot(bytes_of(stored), show.id, show.plan);
}

} // namespace

TEST_CASE("snapshot: replay from any snapshot gives the same show as replay from the first event") {
  CHECK(rc::check("whatever happened before and after the snapshot", [] {
    walker walk;
    for (const auto& next : *walks())
      walk.take(next);
    const auto& records = walk.records();
    auto place = *rc::gen::inRange<std::size_t>(1, records.size() + 1);
    auto then = folded(records, place);
    bytes32 head{1, 2, 3};
    auto stored = encode_snapshot(then, head);
    auto read = read_back(stored, then);
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->head == head);
    RC_ASSERT(text_of(read->state) == text_of(then));
    RC_ASSERT(encode_snapshot(read->state, head) == stored);
    for (auto i = place; i < records.size(); ++i)
      evolve(read->state, records[i]);
    RC_ASSERT(text_of(read->state) == text_of(walk.show()));
  }));
}

TEST_CASE("snapshot: the stored form of this version does not change") {
  auto show = varied_show();
  bytes32 head{};
  head.fill(0xAB);
  auto stored = encode_snapshot(show, head);
  CHECK(to_hex(bytes_of(stored).data(), stored.size()) == golden_hex("snapshot.v5"));
  auto read = read_back(stored, show);
  REQUIRE(read.has_value());
  CHECK(text_of(read->state) == text_of(show));
}

TEST_CASE("snapshot: one of version 4, which has no methods of payment, is not read") {
  auto show = varied_show();
  auto bytes = parse_hex(golden_hex("snapshot.v4")).value();
  CHECK_FALSE(read_back(bytes, show));
  CHECK_FALSE(snapshot_seq(bytes_of(bytes), show.id));
}

TEST_CASE("snapshot: the method of a sale at the counter comes back") {
  for (auto method : {payment_method::cash, payment_method::card, payment_method::complimentary}) {
    auto paid = bought(2, "p1", 15'000);
    paid.method = method;
    auto show = given(opened(), at(10, requested(2, {"B1"})), at(1'000, confirmed(2)),
                      at(before_pay_by, paid));
    auto read = read_back(encode_snapshot(show, {}), show);
    REQUIRE(read.has_value());
    CHECK(read->state.find(2)->details->method == method);
  }
}

TEST_CASE("snapshot: admissions come back") {
  auto show = after(sold_one(), 70'000, then(admitted(2, "B1", "North", 69'000)));
  auto read = read_back(encode_snapshot(show, {}), show);
  REQUIRE(read.has_value());
  CHECK(text_of(read->state) == text_of(show));
  CHECK(read->state.find(2)->details->admitted.size() == 1);
}

TEST_CASE("snapshot: price types, prices and the seats of customers come back") {
  auto body = priced_hall();
  body.max_seats_per_customer = 4;
  auto child = requested(2, {"B1"});
  child.types = {{"CHILD"}};
  child.amount.value = 10'000;
  auto complimentary = requested(5, {"B2"});
  complimentary.types = {{"ADULT"}};
  complimentary.amount.value = 0;
  complimentary.channel = sales_channel::counter;
  auto show = given(opened(body), at(10, child), at(1'000, confirmed(2)),
                    at(2'000, bought(2, "p1", 10'000)), at(2'010, complimentary));
  REQUIRE(show.customers.paid_seats(customer(1)) == 1);
  REQUIRE(lines_of(*show.plan, *show.find(booking_number{5})).front().price == 0);
  auto read = read_back(encode_snapshot(show, {}), show);
  REQUIRE(read.has_value());
  CHECK(text_of(read->state) == text_of(show));
}

TEST_CASE("snapshot: moved and returned seats, their refunds and reversals come back") {
  auto show = given(
      opened(), at(10, requested_with(1, 2, {"A1", "B1", "B2"})), requested(3, {"B3", "B4"}),
      at(1'000, confirmed(2)), confirmed(3), at(2'000, bought(2, "p1", 50'000)),
      at(3'000, moved_to(2, {"A1", "B1", "B2"}, {"A2", "B1", "A3"})),
      at(4'000, returned(2, {"B1"}, 15'000)), due(2, "p1", 15'000, refund_reason::seats_returned),
      at(5'000, returned(2, {"A3"}, 15'000)), due(2, "p1", 15'000, refund_reason::seats_returned),
      at(6'000, refunded(2, "p1", 15'000, 9)), at(7'000, reversed(2, "p1", 5'000)),
      at(7'500, disputed(reversed(2, "p1", 1'000), "du_1")),
      at(8'000, returned(3, {"B4"}, 15'000)));
  REQUIRE(show.find(2)->details->refunds.size() == 1);
  REQUIRE(show.customers.endings().size() == 1);
  auto read = read_back(encode_snapshot(show, {}), show);
  REQUIRE(read.has_value());
  CHECK(text_of(read->state) == text_of(show));
  CHECK(read->state.customers.last_ending(customer(1), *show.plan->seats.find(seat_id{"B4"}),
                                          noon) == noon + 8'000);
  CHECK(
      !read->state.customers.last_ending(customer(1), *show.plan->seats.find(seat_id{"B3"}), noon));
}

TEST_CASE("snapshot: with any one bit flipped, or cut anywhere, it is refused") {
  auto show = sold_one();
  auto stored = encode_snapshot(show, {});
  REQUIRE(read_back(stored, show));
  for (std::size_t bit = 0; bit < stored.size() * 8; ++bit) {
    auto damaged = stored;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    CHECK_FALSE(read_back(damaged, show));
    CHECK_FALSE(snapshot_seq(bytes_of(damaged), show.id));
  }
  for (std::size_t size = 0; size < stored.size(); ++size)
    CHECK_FALSE(read_back(stored.substr(0, size), show));
}

TEST_CASE("snapshot: that of another show is refused") {
  auto show = sold_one();
  auto stored = encode_snapshot(show, {});
  CHECK_FALSE(decode_snapshot(bytes_of(stored), show_id{"another"}, show.plan));
}

TEST_CASE("snapshot: that of another version is refused, even if it is complete") {
  auto show = sold_one();
  auto stored = encode_snapshot(show, {});
  REQUIRE(stored[1] == static_cast<char>(snapshot_version)); // Behind the head of the array.
  stored[1] = static_cast<char>(snapshot_version + 1);
  auto body = stored.substr(0, stored.size() - bytes32{}.size());
  auto sum = sha256({bytes_of(show.id.text), bytes_of(body)});
  CHECK_FALSE(read_back(body + std::string{sum.begin(), sum.end()}, show));
}

TEST_CASE("snapshot: of a show that is only open it is a few bytes, without the layout") {
  auto show = fold({opened(wide_hall(500))});
  CHECK(encode_snapshot(show, {}).size() < 128);
}

TEST_CASE("snapshot: shows with the same sales are saved at different events") {
  constexpr std::uint64_t fewest = 1'000;
  constexpr int shows = 1'000;
  std::set<std::uint64_t> drawn;
  for (int i = 0; i < shows; ++i) {
    show_state show;
    show.id = {"show-" + std::to_string(i)};
    auto apart = events_until_snapshot(show);
    CHECK(apart >= fewest);
    CHECK(apart < 2 * fewest);
    drawn.insert(apart);
  }
  CHECK(drawn.size() > shows / 2);
}

TEST_CASE("snapshot: a show is saved after at least as many events as it has bookings") {
  constexpr std::uint64_t many = 3'000;
  show_state show;
  show.id = {"noir"};
  for (std::uint64_t number = 1; number <= many; ++number) {
    booking made;
    made.number = number;
    show.bookings.add(std::move(made));
  }
  CHECK(events_until_snapshot(show) >= many);
  CHECK(events_until_snapshot(show) < 2 * many);
}

} // namespace boxoffice::events::tests
