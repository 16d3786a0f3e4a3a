#include "events/codec/snapshot.hpp"
#include "storage/replay/past.hpp"
#include "storage/replay/stored_events.hpp"
#include "storage/side_rows.hpp"
#include "tests/events/walk.hpp"
#include "tests/storage/log_contract.hpp"
#include "tests/storage/staged_show.hpp"

namespace boxoffice::storage::tests {

using namespace events;
using events::tests::text_of;
using events::tests::walker;
using events::tests::walks;

namespace {

/// A history under another name in a log, with a snapshot at a chosen place.
class stored_walk {
public:
  stored_walk(event_log& log, std::string name, const std::vector<recorded>& history)
      : log_{log}, id_{std::move(name)}, history_{history} {}

  void store(std::size_t snapshot_after) {
    write_batch batch;
    auto& part = batch.appends.emplace_back(stream_append{id_, 1, {}});
    bytes32 head{};
    auto show = blank();
    for (const auto& each : history_) {
      auto envelope = encode(each.event, each.at);
      head = chain_hash(head, id_, each.seq, bytes_of(envelope));
      part.records.push_back(std::string{head.begin(), head.end()} + envelope);
      evolve(show, each);
      if (each.seq == snapshot_after)
        batch.rows.push_back(snapshot_row(show, head));
    }
    RC_ASSERT(log_.append(batch).has_value());
  }

  [[nodiscard]] std::string text_at(std::size_t seq) const {
    auto show = blank();
    for (std::size_t i = 0; i < seq; ++i)
      evolve(show, history_[i]);
    return text_of(show);
  }

  /// By the log, after the first `seq` events or at a time.
  [[nodiscard]] std::string state_at(const stream_point& when) const {
    auto read = show_at(log_, id_, when);
    RC_ASSERT(read.has_value());
    if (*read)
      return text_of((*read)->state);
    return (*read).error() == past_errc::before_opening ? "before" : "never";
  }

  [[nodiscard]] recovered_show recovered() const {
    auto read = recover(log_, id_);
    RC_ASSERT(read.has_value());
    return std::move(*read);
  }

  [[nodiscard]] const show_id& id() const { return id_; }

private:
  [[nodiscard]] show_state blank() const {
    show_state show;
    show.id = id_;
    return show;
  }

  event_log& log_;
  show_id id_;
  const std::vector<recorded>& history_;
};

/// How many of the events came at or before that time.
std::size_t events_until(const std::vector<recorded>& history, time_ms at) {
  std::size_t count = 0;
  while (count < history.size() && history[count].at <= at)
    ++count;
  return count;
}

void check_times(const stored_walk& stored, const std::vector<recorded>& history) {
  RC_ASSERT(stored.state_at({std::nullopt, history.front().at - 1}) == "before");
  auto at = history[*rc::gen::inRange<std::size_t>(0, history.size())].at;
  for (auto time : {at - 1, at, at + 1})
    if (time >= history.front().at)
      RC_ASSERT(stored.state_at({std::nullopt, time}) ==
                stored.text_at(events_until(history, time)));
  RC_ASSERT(stored.state_at({std::nullopt, history.back().at + 1}) ==
            stored.text_at(history.size()));
}

} // namespace

TEST_CASE("recover: a snapshot and a replay to any point give the same state") {
  rocksdb_engine engine;
  auto log = engine.open();
  int walked = 0;
  CHECK(rc::check("and its past is what was then", [&] {
    walker walk;
    for (const auto& next : *walks())
      walk.take(next);
    const auto& history = walk.records();
    stored_walk stored{*log, "walk-" + std::to_string(++walked), history};
    auto place = *rc::gen::inRange<std::size_t>(1, history.size() + 1);
    stored.store(place);

    auto by_snapshot = stored.recovered();
    RC_ASSERT(by_snapshot.snapshot_seq == place);
    RC_ASSERT(log->append(one_row(table::snapshots, stored.id().text, std::nullopt)).has_value());
    auto by_log = stored.recovered();
    RC_ASSERT(by_log.snapshot_seq == 0U);
    RC_ASSERT(by_snapshot.head == by_log.head);
    RC_ASSERT(text_of(by_snapshot.state) == text_of(by_log.state));
    RC_ASSERT(text_of(by_log.state) == stored.text_at(history.size()));

    RC_ASSERT(stored.state_at({place, std::nullopt}) == stored.text_at(place));
    RC_ASSERT(stored.state_at({history.size() + 1, std::nullopt}) == "never");
    check_times(stored, history);
  }));
}

namespace {

struct scripted {
  rocksdb_engine engine;
  std::unique_ptr<event_log> log = engine.open();
  staged_show show{"show"};

  /// The script with a snapshot after its first `commands`.
  explicit scripted(std::size_t commands) {
    auto script = long_script();
    for (std::size_t i = 0; i < script.size(); ++i) {
      show.apply(*log, script[i]);
      if (i + 1 == commands)
        CHECK(log->append({{}, {snapshot_row(show.state(), show.head())}}));
    }
  }
  std::string stored() { return log->get(table::snapshots, "show").value().value(); }
  void store(std::string snapshot) {
    CHECK(log->append(one_row(table::snapshots, "show", std::move(snapshot))));
  }
  void check_whole_replay() {
    auto read = recover(*log, {"show"});
    REQUIRE(read);
    CHECK(read->snapshot_seq == 0);
    CHECK(read->head == show.head());
    CHECK(text_of(read->state) == text_of(show.state()));
  }
};

} // namespace

TEST_CASE("recover: a damaged snapshot is ignored") {
  scripted one{12};
  auto damaged = one.stored();
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 4);
  one.store(damaged);
  one.check_whole_replay();
}

TEST_CASE("recover: a snapshot that is ahead of the stream is ignored") {
  scripted one{12};
  staged_show ahead{"show"};
  for (const auto& command : long_script())
    ahead.apply(command);
  ahead.apply(unblock_seats{start_of_script + 1'000'000, {{"C4"}}});
  auto state = ahead.state();
  ++state.seq;
  one.store(encode_snapshot(state, ahead.head()));
  one.check_whole_replay();
}

TEST_CASE("recover: a valid snapshot of another history of the show is ignored") {
  scripted one{12};
  staged_show other{"show"};
  other.apply(open_at(0));
  other.apply(book_at(11, 'z', {"A3"}));
  one.store(encode_snapshot(other.state(), other.head()));
  one.check_whole_replay();
}

TEST_CASE("recover: the records after a snapshot are checked") {
  scripted one{12};
  auto next = one.show.state().seq + 1;
  CHECK(one.log->append(one_record("show", next, std::string(64, 'x'))));
  auto read = recover(*one.log, {"show"});
  REQUIRE_FALSE(read);
  CHECK(read.error().what == storage_error::kind::corrupt);
  CHECK(read.error().detail.find("seq " + std::to_string(next)) != std::string::npos);
}

TEST_CASE("past: there is no state at seq 0 or after the last event") {
  scripted one{12};
  auto never = [&](std::uint64_t seq) {
    return show_at(*one.log, {"show"}, {seq, std::nullopt}).value().error();
  };
  CHECK(never(0) == past_errc::no_such_seq);
  CHECK(never(one.show.state().seq + 1) == past_errc::no_such_seq);
  CHECK(show_at(*one.log, {"nobody"}, {}).value().error() == past_errc::unknown_show);
}

TEST_CASE("past: events are listed a page at a time, with their stored hashes") {
  scripted one{12};
  auto all = events_of(*one.log, {"show"}, 0, 1'000).value();
  REQUIRE(all.size() == one.show.history().size());
  CHECK(all.back().hash == one.show.head());
  auto page = events_of(*one.log, {"show"}, 3, 4).value();
  REQUIRE(page.size() == 4);
  CHECK(page.front().record.seq == 4);
  CHECK(page.back().hash == all[6].hash);
  CHECK(events_of(*one.log, {"show"}, all.size(), 4).value().empty());
}

} // namespace boxoffice::storage::tests
