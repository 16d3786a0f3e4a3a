#include "storage/lists/kept_shows.hpp"

#include "events/codec/snapshot.hpp"
#include "tests/storage/log_contract.hpp"
#include "tests/storage/staged_show.hpp"
#include "tests/storage/stopped_log.hpp"

namespace boxoffice::storage::tests {

using namespace events;

namespace {

seat_count counted(kept_shows& shows, const std::string& id) {
  std::uint64_t version = 0;
  return shows.count({id}, version).value();
}

} // namespace

TEST_CASE("kept shows: a kept state equals that of a replay, after each event") {
  rocksdb_engine engine;
  auto log = engine.open();
  kept_shows shows{*log};
  staged_show show{"s"};
  for (const auto& command : long_script()) {
    show.apply(*log, command);
    const auto* state = shows.find({"s"}).value();
    REQUIRE(state != nullptr);
    CHECK(encode_snapshot(*state, {}) == encode_snapshot(show.state(), {}));
  }
  CHECK(shows.kept() == 1);
}

TEST_CASE("kept shows: available seats are counted anew once the show has another version") {
  rocksdb_engine engine;
  auto log = engine.open();
  kept_shows shows{*log};
  staged_show show{"s"};
  show.apply(*log, open_at(0));
  CHECK(counted(shows, "s") == seat_count{12, 12});
  show.apply(*log, book_at(10, 'a', {"A1", "A2"}));
  std::uint64_t version = 1; // As it was listed, before the booking.
  CHECK(shows.count({"s"}, version).value() == seat_count{12, 12});
  version = 2;
  CHECK(shows.count({"s"}, version).value() == seat_count{12, 10});
  version = 1;
  CHECK(shows.count({"s"}, version).value() == seat_count{12, 10});
  CHECK(version == 2);
  show.apply(*log, cancel_show{start_of_script + 20});
  version = show.state().seq;
  CHECK(shows.count({"s"}, version).value() == seat_count{12, 0});
}

TEST_CASE("kept shows: those used last stay, as many as have room") {
  rocksdb_engine engine;
  auto log = engine.open();
  for (const auto* id : {"a", "b", "c"}) {
    staged_show show{id};
    show.apply(*log, open_at(0));
  }
  kept_shows shows{*log, 10'000}; // Room for two.
  CHECK(shows.look_at({"a"}).value()->id.text == "a");
  CHECK(shows.kept() == 0);
  for (const auto* id : {"a", "b", "c", "a"})
    CHECK(shows.find({id}).value()->id.text == id);
  CHECK(shows.kept() == 2);
  CHECK(shows.look_at({"c"}).value()->id.text == "c");
  kept_shows none{*log, 1};
  CHECK(none.find({"a"}).value()->seats.size() == 12); // The last one stays, whatever its size.
  CHECK(none.kept() == 1);
}

TEST_CASE("kept shows: a show that the log does not have is no show") {
  rocksdb_engine engine;
  auto log = engine.open();
  kept_shows shows{*log};
  CHECK(shows.find({"none"}).value() == nullptr);
  CHECK(shows.look_at({"none"}).value() == nullptr);
  CHECK(counted(shows, "none") == seat_count{});
  CHECK(shows.kept() == 0);
}

TEST_CASE("kept shows: a damaged record is an error, and so is the show from then on") {
  rocksdb_engine engine;
  auto log = engine.open();
  kept_shows shows{*log};
  staged_show show{"s"};
  show.apply(*log, open_at(0));
  REQUIRE(shows.find({"s"}).has_value());
  CHECK(log->append({{{{"s"}, 2, {std::string(60, 'x')}}}, {}}));
  auto read = shows.find({"s"});
  REQUIRE_FALSE(read);
  CHECK(read.error().what == storage_error::kind::corrupt);
  CHECK_FALSE(shows.find({"s"}).has_value());
}

} // namespace boxoffice::storage::tests
