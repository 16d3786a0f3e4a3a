// Snapshots of shows whose layout has changed: the stream's first event has another one.
#include "events/codec/snapshot.hpp"
#include "events/layout/layout_pool.hpp"
#include "tests/events/facts.hpp"
#include "tests/events/reference_show.hpp"

namespace boxoffice::events::tests {

namespace {

/// Booking 2 was cancelled, and its seat is gone. Booking 3 has a seat at another place.
show_state changed_hall() {
  show_changed fact;
  fact.changes.rows = std::vector<seat_row>{{"B", "PLAIN", {seat_id{"B4"}, seat_id{"X1"}}}};
  fact.changes.price = 16'000;
  return given(opened(), at(0, requested(2, {"A1"})), requested(3, {"B4"}),
               at(500, cancelled(2, canceller::by_customer)), at(600, fact),
               at(1'000, confirmed(3)));
}

} // namespace

TEST_CASE("snapshot: a changed show comes back with its layout and the seats that are gone") {
  auto show = changed_hall();
  auto first = plan_of(hall());
  auto stored = encode_snapshot(show, {});
  auto read = decode_snapshot(bytes_of(stored), show.id, first);
  REQUIRE(read.has_value());
  CHECK(text_of(read->state) == text_of(show));
  CHECK(read->state.plan->since == 5);
  CHECK(read->state.plan->seats.former() == ids({"A1"}));
  CHECK(encode_snapshot(read->state, {}) == stored);
  auto later = after(show, 2'000, then(bought(3, "p1", 15'000)));
  auto replayed = after(read->state, 2'000, then(bought(3, "p1", 15'000)));
  CHECK(text_of(later) == text_of(replayed));
}

TEST_CASE("snapshot: changed shows of one hall have its seats once") {
  auto show = changed_hall();
  auto stored = encode_snapshot(show, {});
  layout_pool layouts;
  auto one = decode_snapshot(bytes_of(stored), show.id, plan_of(hall()), &layouts);
  auto other = decode_snapshot(bytes_of(stored), show.id, plan_of(hall()), &layouts);
  REQUIRE((one && other));
  CHECK(one->state.plan->body.rows.is_shared_with(other->state.plan->body.rows));
  CHECK(text_of(other->state) == text_of(show));
}

TEST_CASE("snapshot: a show that was moved in time keeps the start that it was opened with") {
  show_changed fact;
  fact.changes.starts_at = hall().starts_at + 1'800'000;
  auto show = given(opened(), at(600, fact));
  CHECK(show.plan->body.starts_at == hall().starts_at + 1'800'000);
  CHECK(show.opened_start == hall().starts_at);
  auto stored = encode_snapshot(show, {});
  auto read = decode_snapshot(bytes_of(stored), show.id, plan_of(hall()));
  REQUIRE(read.has_value());
  CHECK(read->state.plan->body.starts_at == hall().starts_at + 1'800'000);
  CHECK(read->state.opened_start == hall().starts_at);
}

TEST_CASE("snapshot: a changed show's is refused with any one byte changed") {
  auto show = changed_hall();
  auto stored = encode_snapshot(show, {});
  for (auto& byte : stored) {
    byte = static_cast<char>(byte ^ 1);
    CHECK_FALSE(decode_snapshot(bytes_of(stored), show.id, plan_of(hall())));
    byte = static_cast<char>(byte ^ 1);
  }
}

} // namespace boxoffice::events::tests
