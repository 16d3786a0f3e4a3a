#include "events/layout/layout_pool.hpp"
#include "storage/replay/recover.hpp"
#include "storage/replay/stored_events.hpp"
#include "tests/storage/log_contract.hpp"
#include "tests/storage/staged_show.hpp"

#include <set>

namespace boxoffice::storage::tests {

using namespace events;
using kind = storage_error::kind;

namespace {

/// All of a state as text: its members and its position in the stream.
/// The booking is found by its Idempotency-Key in the other state as in its own.
void check_same_key(const show_state& of, const booking& booked, const show_state& other) {
  const auto& key = booked.details->key_hash;
  CHECK(key == other.find(booked.number)->details->key_hash);
  if (key)
    CHECK(other.bookings.find(booked.customer, *key)->number ==
          of.bookings.find(booked.customer, *key)->number);
}

void check_same(const show_state& left, const show_state& right) {
  CHECK(left.id == right.id);
  CHECK(left.seq == right.seq);
  CHECK(left.last_at == right.last_at);
  CHECK(left.round == right.round);
  CHECK(left.sales == right.sales);
  CHECK(left.rules == right.rules);
  REQUIRE(left.opened() == right.opened());
  CHECK(left.plan->body == right.plan->body);
  CHECK(left.under_review == right.under_review);
  CHECK(left.unpaid == right.unpaid);
  REQUIRE(left.seats.size() == right.seats.size());
  for (std::size_t i = 0; i < left.seats.size(); ++i) {
    CHECK(left.seats[i].blocked == right.seats[i].blocked);
    CHECK(left.seats[i].owner == right.seats[i].owner);
    CHECK(left.seats[i].claims == right.seats[i].claims);
  }
  REQUIRE(left.bookings.size() == right.bookings.size());
  for (const auto& a : left.bookings) {
    CAPTURE(a.number);
    const auto* b = right.find(a.number);
    REQUIRE(b != nullptr);
    CHECK(right.find(a.secret) == b);
    check_same_key(left, a, right);
    CHECK(a.status == b->status);
    CHECK(a.seats == b->seats);
    CHECK(a.amount == b->amount);
    CHECK(a.requested_at == b->requested_at);
    CHECK(a.decided_at == b->decided_at);
    CHECK(a.pay_by == b->pay_by);
    CHECK(a.drawn == b->drawn);
    CHECK(a.details->others == b->details->others);
    CHECK(a.details->paid_by == b->details->paid_by);
    CHECK(a.details->kept == b->details->kept);
    CHECK(a.details->payments.size() == b->details->payments.size());
    CHECK(a.details->refunds.size() == b->details->refunds.size());
    CHECK(a.details->requested_seats == b->details->requested_seats);
    CHECK(a.details->prices == b->details->prices);
  }
}

/// The records of the long script, to be written as they are or damaged.
std::vector<std::string> script_records() {
  staged_show show{"show"};
  std::vector<std::string> all;
  for (const auto& command : long_script())
    for (auto& append : show.apply(command).appends)
      for (auto& record : append.records)
        all.push_back(std::move(record));
  return all;
}

/// What recovery says of a stream with these records.
storage_error verdict_on(const std::vector<stream_append>& appends) {
  rocksdb_engine engine;
  auto log = engine.open();
  CHECK(log->append({appends, {}}));
  auto recovered = recover(*log, stream("show"));
  REQUIRE_FALSE(recovered);
  return recovered.error();
}

storage_error verdict_on(std::vector<std::string> records) {
  return verdict_on(std::vector<stream_append>{{stream("show"), 1, std::move(records)}});
}

/// A record with a hash that fits: only its envelope can be wrong.
std::string first_record(const std::string& envelope) {
  auto hash = chain_hash({}, stream("show"), 1, bytes_of(envelope));
  return std::string{hash.begin(), hash.end()} + envelope;
}

} // namespace

TEST_CASE("recover: a stream that makes every type of event gives the live state again") {
  rocksdb_engine engine;
  auto log = engine.open();
  staged_show show{"show"};
  for (const auto& command : long_script()) {
    show.apply(*log, command);
    auto recovered = recover(*log, stream("show")).value();
    check_same(recovered.state, show.state());
    CHECK(recovered.head == show.head());
  }
  std::set<std::size_t> types;
  for (const auto& record : show.history())
    types.insert(record.event.index());
  CHECK(types.size() == std::variant_size_v<event> - 1); // All but RulesChanged.

  log.reset();
  log = engine.open();
  check_same(recover(*log, stream("show")).value().state, show.state());
}

TEST_CASE("recover: shows of one hall have its seats once, also after their layout was changed") {
  rocksdb_engine engine;
  auto log = engine.open();
  layout_pool layouts;
  std::vector<recovered_show> shows;
  for (const auto* id : {"first", "second"}) {
    staged_show show{id};
    for (const auto& command : long_script())
      show.apply(*log, command);
    shows.push_back(recover(*log, stream(id), &layouts).value());
    check_same(shows.back().state, show.state());
  }
  const auto& of_first = shows[0].state.plan->body.rows;
  CHECK(of_first.is_shared_with(shows[1].state.plan->body.rows));
  auto apart = recover(*log, stream("first")).value();
  CHECK_FALSE(of_first.is_shared_with(apart.state.plan->body.rows));
}

TEST_CASE("recover: an empty stream is a show that is not opened") {
  rocksdb_engine engine;
  auto log = engine.open();
  auto recovered = recover(*log, stream("show")).value();
  CHECK_FALSE(recovered.state.opened());
  CHECK(recovered.state.id == stream("show"));
  CHECK(recovered.head == bytes32{});
}

TEST_CASE("recover: a flipped bit in a record is an error with the seq of the record") {
  auto sound = script_records();
  for (std::size_t place : {0U, 31U, 32U, 50U}) {
    for (std::size_t seq : {1U, 7U, static_cast<unsigned>(sound.size())}) {
      CAPTURE(place);
      CAPTURE(seq);
      auto damaged = sound;
      damaged[seq - 1][place] = static_cast<char>(damaged[seq - 1][place] ^ 1);
      auto error = verdict_on(damaged);
      CHECK(error.what == kind::corrupt);
      CHECK(error.detail.starts_with("show show, seq " + std::to_string(seq) + ": "));
    }
  }
}

TEST_CASE("recover: a missing record is an error with its seq") {
  auto sound = script_records();
  auto middle = sound.begin() + 4;
  auto error = verdict_on({{stream("show"), 1, {sound.begin(), middle}},
                           {stream("show"), 6, {middle + 1, sound.end()}}});
  CHECK(error.what == kind::corrupt);
  CHECK(error.detail == "show show, seq 5: the record is missing");
}

TEST_CASE("recover: a stream without its beginning misses seq 1") {
  auto sound = script_records();
  auto error =
      verdict_on(std::vector<stream_append>{{stream("show"), 2, {sound.begin() + 1, sound.end()}}});
  CHECK(error.detail == "show show, seq 1: the record is missing");
}

TEST_CASE("recover: a removed record is found even if the rest has moved up") {
  auto moved = script_records();
  moved.erase(moved.begin() + 4);
  CHECK(verdict_on(moved).detail.starts_with("show show, seq 5: "));
}

TEST_CASE("recover: swapped records are found at the first of them") {
  auto moved = script_records();
  std::swap(moved[5], moved[6]);
  auto error = verdict_on(moved);
  CHECK(error.what == kind::corrupt);
  CHECK(error.detail.starts_with("show show, seq 6: "));
}

TEST_CASE("recover: another show's records are refused") {
  staged_show other{"other"};
  auto batch = other.apply(open_at(0));
  auto error = verdict_on(batch.appends.front().records);
  CHECK(error.detail.starts_with("show show, seq 1: "));
}

TEST_CASE("recover: a record too short to hold its hash is corrupt") {
  CHECK(verdict_on(std::vector<std::string>{"short"}).detail ==
        "show show, seq 1: the record is too short");
}

TEST_CASE("recover: an undecodable envelope with a matching hash is corrupt") {
  auto error = verdict_on(std::vector<std::string>{first_record("no CBOR map")});
  CHECK(error.what == kind::corrupt);
  CHECK(error.detail == "show show, seq 1: the record cannot be decoded");
}

TEST_CASE("recover: an event of a newer version or type is bad_format and not corrupt") {
  auto envelope = encode(show_opened{small_hall(), {}}, start_of_script);
  std::string newer = envelope;
  auto version = newer.find("av\x01"); // text of one byte "v", then the integer 1
  REQUIRE(version != std::string::npos);
  newer[version + 2] = 2;
  CHECK(verdict_on(std::vector<std::string>{first_record(newer)}).what == kind::bad_format);

  std::string unknown = envelope;
  unknown.replace(unknown.find("ShowOpened"), 10, "ShowOpenee");
  CHECK(verdict_on(std::vector<std::string>{first_record(unknown)}).what == kind::bad_format);
}

TEST_CASE("recover: a stream that does not begin with ShowOpened is corrupt") {
  auto error = verdict_on(std::vector<std::string>{first_record(encode(sales_paused{}, 1))});
  CHECK(error.what == kind::corrupt);
  CHECK(error.detail.starts_with("show show, seq 1: "));
}

TEST_CASE("history: a booking has its own events in order, with the hashes of their records") {
  rocksdb_engine engine;
  auto log = engine.open();
  staged_show show{"show"};
  for (const auto& command : long_script())
    show.apply(*log, command);
  auto number = show.state().find(secret_of('b'))->number;
  auto history = history_of(*log, stream("show"), number).value();

  std::vector<std::uint64_t> expected;
  for (const auto& record : show.history())
    if (booking_of(record) == number)
      expected.push_back(record.seq);
  REQUIRE(history.size() == expected.size());
  CHECK(history.size() == 4); // requested, rejected, refund due, refund completed
  CHECK(std::holds_alternative<booking_requested>(history.front().record.event));
  CHECK(std::holds_alternative<refund_completed>(history.back().record.event));
  auto stored = read_all(*log, "show");
  for (std::size_t i = 0; i < history.size(); ++i) {
    CHECK(history[i].record.seq == expected[i]);
    CHECK(stored[expected[i] - 1].second.starts_with(
        std::string{history[i].hash.begin(), history[i].hash.end()}));
  }
}

TEST_CASE("history: an unknown booking number has no events") {
  rocksdb_engine engine;
  auto log = engine.open();
  staged_show show{"show"};
  for (const auto& command : long_script())
    show.apply(*log, command);
  for (booking_number number : {booking_number{0}, booking_number{1}, show.state().seq,
                                show.state().seq + 1, booking_number{UINT64_MAX}}) {
    CAPTURE(number);
    CHECK(history_of(*log, stream("show"), number).value().empty());
  }
  CHECK(history_of(*log, stream("unknown"), 1).value().empty());
}

} // namespace boxoffice::storage::tests
