#include "events/codec/snapshot.hpp"
#include "storage/records.hpp"
#include "storage/rocksdb/keys.hpp"
#include "storage/side_rows.hpp"
#include "storage/verify/verify.hpp"
#include "tests/storage/log_contract.hpp"
#include "tests/storage/rocksdb/tampered_log.hpp"
#include "tests/storage/staged_show.hpp"

namespace boxoffice::storage::tests {

using namespace events;

namespace {

/// A log of three shows after the long script; "b" has only a part of it.
struct three_shows {
  rocksdb_engine engine;
  std::vector<stream_head> heads; ///< by stream

  three_shows() {
    auto log = engine.open();
    for (const std::string name : {"a", "a-1", "b"}) {
      staged_show show{name};
      auto script = long_script();
      script.resize(name == "b" ? 16 : script.size());
      for (auto& command : script) {
        if (auto* booking = std::get_if<request_booking>(&command))
          booking->id.show = {name};
        show.apply(*log, command);
      }
      heads.push_back({{name}, show.state().seq, show.head()});
      CHECK(log->append({{}, {snapshot_row(show.state(), show.head())}}));
    }
  }

  [[nodiscard]] verify_report verified(const verify_options& options = {}) const {
    auto log = open_rocksdb_log_for_reading({.directory = engine.directory()}).value();
    return verify(*log, options).value();
  }
  /// `show seq` of each fault.
  [[nodiscard]] std::vector<std::string> found(const verify_options& options = {}) const {
    std::vector<std::string> places;
    for (const auto& fault : verified(options).faults)
      places.push_back(fault.stream.text + ' ' + std::to_string(fault.seq));
    return places;
  }
  [[nodiscard]] std::uint64_t last_of(const std::string& stream) const {
    for (const auto& head : heads)
      if (head.stream.text == stream)
        return head.seq;
    return 0;
  }
  void tamper(const std::function<void(tampered_log&)>& how) const {
    tampered_log open{engine.directory()};
    how(open);
  }
};

using places = std::vector<std::string>;

/// Recomputes the hashes of a stream from a record on, as a forger would.
void rechain(tampered_log& log, const std::string& stream, std::uint64_t from, std::uint64_t last) {
  bytes32 previous{};
  if (from > 1)
    previous = parts_of(bytes_of(*log.record(stream, from - 1)))->hash;
  for (auto seq = from; seq <= last; ++seq) {
    auto record = *log.record(stream, seq);
    auto envelope = record.substr(previous.size());
    previous = chain_hash(previous, {stream}, seq, bytes_of(envelope));
    log.set_record(stream, seq, std::string{previous.begin(), previous.end()} + envelope);
  }
  log.set_row(table::heads, stream, head_row(last, previous));
  log.set_row(table::snapshots, stream, std::nullopt);
}

} // namespace

TEST_CASE("verify: an untouched log is whole, and its heads are reported by stream") {
  three_shows shows;
  for (unsigned threads : {1U, 3U}) {
    auto report = shows.verified({.threads = threads});
    CHECK(report.faults.empty());
    CHECK(report.streams == 3);
    CHECK(report.events == shows.last_of("a") + shows.last_of("a-1") + shows.last_of("b"));
    CHECK(report.snapshots == 3);
    CHECK(report.unusable_snapshots == 0);
    REQUIRE(report.heads.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(report.heads[i].stream == shows.heads[i].stream);
      CHECK(report.heads[i].seq == shows.heads[i].seq);
      CHECK(report.heads[i].hash == shows.heads[i].hash);
    }
  }
}

TEST_CASE("verify: an empty log has no fault") {
  rocksdb_engine engine;
  auto log = engine.open();
  auto report = verify(*log, {}).value();
  CHECK(report.faults.empty());
  CHECK(report.streams == 0);
}

TEST_CASE("verify: a record that was changed, cut, removed or moved is found at its seq") {
  three_shows shows;
  SUBCASE("one bit") {
    shows.tamper([](tampered_log& log) {
      auto record = *log.record("a-1", 5);
      record[40] = static_cast<char>(record[40] ^ 1);
      log.set_record("a-1", 5, record);
    });
    CHECK(shows.found() == places{"a-1 5"});
  }
  SUBCASE("cut below its hash") {
    shows.tamper(
        [](tampered_log& log) { log.set_record("a", 3, log.record("a", 3)->substr(0, 9)); });
    CHECK(shows.found() == places{"a 3"});
  }
  SUBCASE("removed") {
    shows.tamper([](tampered_log& log) { log.set_record("b", 4, std::nullopt); });
    CHECK(shows.found() == places{"b 4"});
  }
  SUBCASE("the first") {
    shows.tamper([](tampered_log& log) { log.set_record("b", 1, std::nullopt); });
    CHECK(shows.found() == places{"b 1"});
  }
  SUBCASE("swapped with the next") {
    shows.tamper([](tampered_log& log) {
      auto third = log.record("a", 3), fourth = log.record("a", 4);
      log.set_record("a", 3, fourth);
      log.set_record("a", 4, third);
    });
    CHECK(shows.found() == places{"a 3"});
  }
  SUBCASE("the same record twice") {
    shows.tamper([](tampered_log& log) { log.set_record("a", 8, log.record("a", 7)); });
    CHECK(shows.found() == places{"a 8"});
  }
}

TEST_CASE("verify: missing last records are found by the head of the stream") {
  three_shows shows;
  auto last = shows.last_of("b");
  SUBCASE("the last") {
    shows.tamper([&](tampered_log& log) { log.set_record("b", last, std::nullopt); });
    CHECK(shows.found() == places{"b " + std::to_string(last)});
  }
  SUBCASE("the last three") {
    shows.tamper([&](tampered_log& log) {
      for (auto seq = last - 2; seq <= last; ++seq)
        log.set_record("b", seq, std::nullopt);
    });
    CHECK(shows.found() == places{"b " + std::to_string(last - 2)});
  }
  SUBCASE("all") {
    shows.tamper([&](tampered_log& log) {
      for (std::uint64_t seq = 1; seq <= last; ++seq)
        log.set_record("b", seq, std::nullopt);
    });
    CHECK(shows.found() == places{"b 1"});
  }
  SUBCASE("all, and the head with them: the row of shows is left") {
    shows.tamper([&](tampered_log& log) {
      for (std::uint64_t seq = 1; seq <= last; ++seq)
        log.set_record("b", seq, std::nullopt);
      log.set_row(table::heads, "b", std::nullopt);
    });
    CHECK(shows.found() == places{"b 1"});
  }
  SUBCASE("one more with a valid hash after the head") {
    shows.tamper([&](tampered_log& log) {
      auto head = *log.row(table::heads, "b");
      log.set_record("b", last + 1, std::string(32, 'h') + encode(sales_paused{}, 1));
      rechain(log, "b", last + 1, last + 1);
      log.set_row(table::heads, "b", head);
    });
    CHECK(shows.found() == places{"b " + std::to_string(last + 1)});
  }
}

TEST_CASE("verify: a stream grafted from another log is found at its first event") {
  three_shows shows;
  shows.tamper([&](tampered_log& log) {
    for (std::uint64_t seq = 1; seq <= shows.last_of("b"); ++seq)
      log.set_record("c", seq, log.record("b", seq));
  });
  CHECK(shows.found() == places{"c 1"});
}

TEST_CASE("verify: a valid stream of another log under the same id is found: it has no head") {
  three_shows shows;
  three_shows others;
  others.tamper([&](tampered_log& from) {
    shows.tamper([&](tampered_log& log) {
      log.set_row(table::heads, "a", std::nullopt);
      for (std::uint64_t seq = 1; seq <= shows.last_of("a"); ++seq)
        log.set_record("a", seq, from.record("a", seq));
    });
  });
  CHECK(shows.found() == places{"a 1"});
}

TEST_CASE("verify: a forgery with valid hashes is found by an impossible event") {
  three_shows shows;
  auto last = shows.last_of("a");
  shows.tamper([&](tampered_log& log) {
    for (std::uint64_t seq = 2; seq <= last; ++seq) {
      auto record = *log.record("a", seq);
      auto read = decode(bytes_of(record).subspan(32)).value();
      auto* won = std::get_if<booking_confirmed>(&read.event);
      if (won == nullptr)
        continue;
      won->pay_by += 60'000; // A minute more to pay than anybody else has.
      log.set_record("a", seq, std::string(32, 'h') + encode(read.event, read.at));
      return rechain(log, "a", seq, last);
    }
  });
  auto faults = shows.verified().faults;
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].stream.text == "a");
  CHECK(faults[0].what.find("payBy") != std::string::npos);
}

TEST_CASE("verify: the first fault of each bad stream is reported") {
  three_shows shows;
  shows.tamper([](tampered_log& log) {
    for (const std::string stream : {"a", "b"})
      for (std::uint64_t seq : {3U, 6U})
        log.set_record(stream, seq, std::nullopt);
  });
  for (unsigned threads : {1U, 4U})
    CHECK(shows.found({.threads = threads}) == places{"a 3", "b 3"});
}

TEST_CASE("verify: the rows that a start uses must follow from the events") {
  three_shows shows;
  auto last = std::to_string(shows.last_of("b"));
  SUBCASE("open_work without the show") {
    shows.tamper([](tampered_log& log) { log.set_row(table::open_work, "b", std::nullopt); });
    CHECK(shows.found() == places{"b " + last});
  }
  SUBCASE("shows without the show") {
    shows.tamper([](tampered_log& log) { log.set_row(table::shows, "b", std::nullopt); });
    CHECK(shows.found() == places{"b " + last});
  }
  SUBCASE("a refund that is not due") {
    shows.tamper(
        [](tampered_log& log) { log.set_row(table::refunds, refund_key({"b"}, 3, {"p9"}), "x"); });
    CHECK(shows.found() == places{"b " + last});
  }
}

TEST_CASE("verify: a snapshot that a start would use must equal the replay") {
  three_shows shows;
  SUBCASE("another state under the right seq and hash") {
    shows.tamper([&](tampered_log& log) {
      staged_show show{"b"};
      show.apply(open_at(0));
      auto state = show.state();
      state.seq = shows.last_of("b");
      log.set_row(table::snapshots, "b", encode_snapshot(state, shows.heads[2].hash));
    });
    CHECK(shows.found() == places{"b " + std::to_string(shows.last_of("b"))});
  }
  SUBCASE("a damaged one is only counted") {
    shows.tamper([](tampered_log& log) { log.set_row(table::snapshots, "b", "damaged"); });
    auto report = shows.verified();
    CHECK(report.faults.empty());
    CHECK(report.snapshots == 2);
    CHECK(report.unusable_snapshots == 1);
  }
}

TEST_CASE("verify: the records of an anchor must still be there, and more records are no fault") {
  three_shows shows;
  auto anchored = shows.heads;
  SUBCASE("the same log") { CHECK(shows.found({.anchored = anchored}).empty()); }
  SUBCASE("a longer one") {
    anchored[2].seq = 4;
    shows.tamper([&](tampered_log& log) {
      anchored[2].hash = parts_of(bytes_of(*log.record("b", 4)))->hash;
    });
    CHECK(shows.found({.anchored = anchored}).empty());
  }
  SUBCASE("another history, forged as a whole") {
    anchored[0].hash[7] ^= 1U;
    CHECK(shows.found({.anchored = anchored}) == places{"a " + std::to_string(anchored[0].seq)});
  }
  SUBCASE("cut, and the head with it") {
    shows.tamper([&](tampered_log& log) {
      log.set_record("a", anchored[0].seq, std::nullopt);
      rechain(log, "a", 1, anchored[0].seq - 1);
    });
    CHECK(shows.found({.anchored = anchored}) == places{"a " + std::to_string(anchored[0].seq)});
  }
  SUBCASE("a stream without any record or row") {
    anchored.push_back({{"c"}, 3, {}});
    CHECK(shows.found({.anchored = anchored}) == places{"c 1"});
  }
}

TEST_CASE("verify: a malformed event key is an error that names the place") {
  three_shows shows;
  shows.tamper([](tampered_log& log) { log.set_event_key("a-1/what", "x"); });
  auto log = open_rocksdb_log_for_reading({.directory = shows.engine.directory()}).value();
  auto report = verify(*log, {});
  REQUIRE_FALSE(report);
  CHECK(report.error().what == storage_error::kind::corrupt);
  CHECK(report.error().detail.find("show a-1") != std::string::npos);
}

} // namespace boxoffice::storage::tests
