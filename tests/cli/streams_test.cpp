#include "cli/streams.hpp"

#include "storage/rocksdb/open.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <doctest/doctest.h>

namespace boxoffice::cli::tests {

namespace {

using namespace events;
using storage::show_id;

/// A log whose streams have that many SalesPaused each.
class log_of_pauses {
public:
  log_of_pauses() : log_{storage::open_rocksdb_log({place_.path() / "log"}).value()} {}

  storage::event_log& log() { return *log_; }

  void add(const std::string& stream, std::uint64_t count) {
    storage::stream_append added{show_id{stream}, 1, {}};
    bytes32 head{};
    for (std::uint64_t seq = 1; seq <= count; ++seq) {
      auto envelope = encode(sales_paused{}, 1'000);
      head = chain_hash(head, added.stream, seq, bytes_of(envelope));
      added.records.push_back(std::string{head.begin(), head.end()} + envelope);
    }
    REQUIRE(log_->append({{added}, {}}).has_value());
  }
  void damage(const std::string& stream, std::uint64_t seq) {
    REQUIRE(log_->append({{{show_id{stream}, seq, {"no record"}}}, {}}).has_value());
  }

private:
  boxoffice::tests::temporary_directory place_;
  std::unique_ptr<storage::event_log> log_;
};

struct walk {
  std::vector<std::uint64_t> seqs;
  storage::result<bool> ended = false;
};

walk walk_through(storage::event_log& log, const std::string& stream, std::uint64_t after,
                  std::size_t most = SIZE_MAX) {
  walk done;
  done.ended = each_event(log, show_id{stream}, after, [&](const storage::stored_event& event) {
    done.seqs.push_back(event.record.seq);
    return done.seqs.size() < most;
  });
  return done;
}

} // namespace

TEST_CASE("streams: each event of a long stream is visited once") {
  log_of_pauses kept;
  for (std::uint64_t length : {0U, 1U, 999U, 1'000U, 1'001U, 2'500U}) {
    auto name = "s" + std::to_string(length);
    if (length != 0)
      kept.add(name, length);
    auto all = walk_through(kept.log(), name, 0);
    REQUIRE(all.ended.has_value());
    CHECK(*all.ended);
    REQUIRE(all.seqs.size() == length);
    for (std::uint64_t i = 0; i < length; ++i)
      CHECK(all.seqs[i] == i + 1);
  }
}

TEST_CASE("streams: iteration starts after `after` and ends when the visitor returns false") {
  log_of_pauses kept;
  kept.add("s", 10);
  CHECK(walk_through(kept.log(), "s", 7).seqs == std::vector<std::uint64_t>{8, 9, 10});
  CHECK(walk_through(kept.log(), "s", 10).seqs.empty());
  auto cut = walk_through(kept.log(), "s", 7, 2);
  CHECK(cut.seqs == std::vector<std::uint64_t>{8, 9});
  REQUIRE(cut.ended.has_value());
  CHECK(!*cut.ended);
}

TEST_CASE("streams: all events before a damaged record are visited, then the error has its place") {
  log_of_pauses kept;
  kept.add("s", 10);
  kept.damage("s", 8);
  auto all = walk_through(kept.log(), "s", 2);
  CHECK(all.seqs == std::vector<std::uint64_t>{3, 4, 5, 6, 7});
  REQUIRE(all.ended.has_error());
  CHECK(all.ended.error().detail.starts_with("show s, seq 8: "));
}

TEST_CASE("streams: each stream is found once, in the order of the ids") {
  log_of_pauses kept;
  for (const auto* name : {"b", "a-1", "a", "B"})
    kept.add(name, 3);
  std::vector<std::string> found;
  for (std::string after;;) {
    auto next = next_stream(kept.log(), after);
    REQUIRE(next.has_value());
    if (!*next)
      break;
    found.push_back((*next)->text);
    after = found.back();
  }
  CHECK(found == std::vector<std::string>{"B", "a", "a-1", "b"});
}

} // namespace boxoffice::cli::tests
