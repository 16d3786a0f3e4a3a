#include "storage/rocksdb/open.hpp"
#include "storage/rocksdb/wal/scan.hpp"
#include "storage/witness/accepted_loss.hpp"
#include "tests/storage/stopped_log.hpp"

#include <random>

namespace boxoffice::storage::tests {

namespace {

namespace fs = std::filesystem;
using kind = storage_error::kind;

constexpr std::size_t block = 32'768;
constexpr std::size_t header = 7;

std::string filled(std::uint64_t seq, std::size_t bytes) {
  return "record " + std::to_string(seq) + ' ' + std::string(bytes, '.');
}

/// A log of some small batches, one over three blocks and some small ones, as after a kill.
struct killed_log {
  rocksdb_engine engine;
  fs::path directory = engine.directory();
  directory_content content;
  directory_content early; ///< after the third of eight batches
  std::vector<std::string> all;

  killed_log() {
    {
      auto log = engine.open();
      append(*log, 1, 3);
    }
    early = content_of(directory);
    put_content(directory, early);
    auto log = open_rocksdb_log({.directory = directory}).value();
    append(*log, 4, 8);
    all = everything_in(*log);
    log.reset();
    content = content_of(directory);
  }

  static void append(event_log& log, std::uint64_t first, std::uint64_t last) {
    for (auto seq = first; seq <= last; ++seq)
      CHECK(log.append(one_record("show", seq, filled(seq, seq == 5 ? 2 * block : 300))));
  }

  [[nodiscard]] std::string wal_name() const { return wals_in(content).back(); }
  [[nodiscard]] const std::string& wal() const { return content.at(wal_name()); }

  /// Puts the log back with other bytes in its write-ahead log.
  void put_wal(const std::string& bytes, const std::string& witness = {}) const {
    auto changed = content;
    changed[wal_name()] = bytes;
    if (!witness.empty())
      changed["witness"] = witness;
    put_content(directory, changed);
  }

  [[nodiscard]] std::uint64_t last_seq() const {
    auto log = open_rocksdb_log_for_reading({.directory = directory}).value();
    return log->last_seq({"show"}).value();
  }
};

std::size_t length_at(const std::string& bytes, std::size_t at) {
  return static_cast<std::uint8_t>(bytes[at + 4]) + 256U * static_cast<std::uint8_t>(bytes[at + 5]);
}

/// Where the records of a whole log begin.
std::vector<std::size_t> record_places(const std::string& bytes) {
  std::vector<std::size_t> record_starts;
  for (std::size_t at = 0; at + header <= bytes.size();) {
    if (block - at % block < header) {
      at += block - at % block;
      continue;
    }
    record_starts.push_back(at);
    at += header + length_at(bytes, at);
  }
  return record_starts;
}

std::string with_changed_byte(std::string bytes, std::size_t at) {
  bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
  return bytes;
}

status start_of(const fs::path& directory, bool accept_loss = false) {
  auto log = open_rocksdb_log({.directory = directory, .accept_loss = accept_loss});
  return log ? status{} : status{log.error()};
}

} // namespace

TEST_CASE("wal scan: a whole or cut log has no damage, a changed byte is found in its batch") {
  killed_log log;
  const auto& bytes = log.wal();
  CHECK_FALSE(scan_wal(bytes).damage);
  CHECK(scan_wal(bytes).has_batches);
  CHECK_FALSE(scan_wal({}).has_batches);
  CHECK_FALSE(scan_wal(std::string(3 * block, '\0')).has_batches);
  for (std::size_t left = 0; left < bytes.size(); left += 97)
    CHECK_FALSE(scan_wal(std::string_view{bytes}.substr(0, left)).damage);
  const auto record_starts = record_places(bytes);
  CHECK(record_starts.size() >= 7);
  for (auto place : record_starts) {
    CAPTURE(place);
    auto found = scan_wal(with_changed_byte(bytes, place + header + 1));
    REQUIRE(found.damage);
    CHECK(*found.damage <= place);
    CHECK(found.continues_behind == (place != record_starts.back()));
    CHECK(scan_wal(with_changed_byte(bytes, place)).damage == found.damage);
  }
}

TEST_CASE("wal: a torn tail of zeros or garbage is dropped, and everything else stays") {
  killed_log log;
  const auto& whole = log.wal();
  const auto record_starts = record_places(whole);
  const auto last = whole.substr(record_starts.back());
  const auto before = block - whole.size() % block;
  std::mt19937 random{7};
  std::string garbage(9'000, ' ');
  for (auto& each : garbage)
    each = static_cast<char>(random());
  std::string tail;
  SUBCASE("a header and zeros") { tail = last.substr(0, header) + std::string(4'000, '\0'); }
  SUBCASE("half a record and zeros") {
    tail = last.substr(0, last.size() / 2) + std::string(last.size(), '\0');
  }
  SUBCASE("zeros over the end of the block") {
    tail = last.substr(0, header) + std::string(before + block, '\0');
  }
  SUBCASE("garbage") { tail = last.substr(0, header) + garbage; }
  SUBCASE("a changed record and its rest") { tail = with_changed_byte(last, header + 2); }
  CAPTURE(tail.size());
  log.put_wal(whole + tail);
  CHECK(scan_wal(whole + tail).damage == whole.size());
  CHECK_FALSE(scan_wal(whole + tail).continues_behind);
  {
    auto reader = open_rocksdb_log_for_reading({.directory = log.directory}).value();
    CHECK_FALSE(reader->completeness()->missing);
    CHECK(everything_in(*reader) == log.all);
  }
  for (auto accept_loss : {true, false}) {
    log.put_wal(whole + tail);
    {
      auto start = open_rocksdb_log({.directory = log.directory, .accept_loss = accept_loss});
      REQUIRE_MESSAGE(start, start.error().detail);
      CHECK(everything_in(**start) == log.all);
      CHECK((*start)->append(one_record("show", 9, "goes on")));
    }
    auto next = open_rocksdb_log({.directory = log.directory}).value();
    CHECK(next->last_seq({"show"}).value() == 9);
    CHECK(accepted_losses(*next)->empty());
    CHECK_FALSE(next->completeness()->missing);
  }
}

TEST_CASE("wal: damage to anything that the witness has is a loss, which can be accepted") {
  killed_log log;
  std::vector<std::string> damaged;
  for (auto place : record_places(log.wal())) {
    damaged.push_back(with_changed_byte(log.wal(), place + header + 1));
    damaged.push_back(with_changed_byte(log.wal(), place + 1));
    auto zeroed = log.wal();
    auto half = place + (header + length_at(zeroed, place)) / 2;
    std::fill(zeroed.begin() + static_cast<std::ptrdiff_t>(half), zeroed.end(), '\0');
    damaged.push_back(zeroed);
  }
  for (std::size_t i = 0; i < damaged.size(); ++i) {
    CAPTURE(i);
    log.put_wal(damaged[i]);
    auto before = content_of(log.directory);
    auto refused = start_of(log.directory);
    REQUIRE_FALSE(refused);
    CHECK_MESSAGE(refused.error().what == kind::lost, refused.error().detail);
    CHECK_MESSAGE(refused.error().detail.find(" of 8 events (show show seq ") != std::string::npos,
                  refused.error().detail);
    CHECK_MESSAGE(refused.error().detail.find(" is damaged from byte ") != std::string::npos,
                  refused.error().detail);
    CHECK(content_of(log.directory) == before);
    const auto kept = log.last_seq();
    CHECK(kept < 8);
    auto accepted = start_of(log.directory, true);
    REQUIRE_MESSAGE(accepted, accepted.error().detail);
    auto next = open_rocksdb_log({.directory = log.directory}).value();
    CHECK(next->last_seq({"show"}).value() == kept);
    CHECK_FALSE(next->completeness()->missing);
    auto losses = accepted_losses(*next).value();
    REQUIRE(losses.size() == 1);
    CHECK(losses.front().find(" is damaged from byte ") != std::string::npos);
  }
}

TEST_CASE("wal: damage behind the witness is dropped only if no batch begins after it") {
  killed_log log;
  const auto record_starts = record_places(log.wal());
  const auto& old_witness = log.early.at("witness");
  const auto damaged =
      with_changed_byte(log.wal(), record_starts[record_starts.size() - 2] + header + 1);
  log.put_wal(damaged, old_witness);
  auto refused = start_of(log.directory);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what == kind::lost);
  CHECK_MESSAGE(refused.error().detail.find("missing what follows byte ") != std::string::npos,
                refused.error().detail);
  CHECK(
      open_rocksdb_log_for_reading({.directory = log.directory}).value()->completeness()->missing);
  CHECK(start_of(log.directory, true));
  auto next = open_rocksdb_log({.directory = log.directory}).value();
  CHECK(next->last_seq({"show"}).value() == 6);
  CHECK(accepted_losses(*next)->size() == 1);
  next.reset();

  log.put_wal(with_changed_byte(log.wal(), record_starts.back() + header + 1), old_witness);
  auto started = start_of(log.directory);
  REQUIRE_MESSAGE(started, started.error().detail);
  CHECK(log.last_seq() == 7);
}

TEST_CASE("witness: a directory in its place is a loss that names its path") {
  rocksdb_engine engine;
  engine.open();
  const auto place = engine.directory() / "witness";
  fs::remove(place);
  fs::create_directory(place);
  auto start = open_rocksdb_log({.directory = engine.directory()});
  REQUIRE_FALSE(start);
  CHECK(start.error().what == kind::lost);
  CHECK_MESSAGE(start.error().detail.find(place.string() + ": Is a directory") != std::string::npos,
                start.error().detail);
}

} // namespace boxoffice::storage::tests
