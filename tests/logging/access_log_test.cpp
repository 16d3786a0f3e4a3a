#include "logging/access_log.hpp"

#include "tests/support/processes/temporary_directory.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace boxoffice::logging::tests {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

const request_tag some_tag{{0x12}, {}};
const request_tag traced{
    {}, std::make_shared<const given_tag>(given_tag{"mine", trace_context{{0xab}, {0xcd}, true}})};

access_record record_about(const request_tag& tag) {
  return {"POST", "/api/ticket/{}/cancel", "192.0.2.7", 404, 321, 1'234us, tag};
}

std::string written(const request_tag& tag, format as) {
  std::string out;
  append_record(out, record_about(tag), as,
                std::chrono::system_clock::time_point{1'795'925'138'123ms});
  return out;
}

std::vector<std::string> lines_of(const fs::path& file) {
  std::ifstream in{file};
  std::vector<std::string> out;
  for (std::string line; std::getline(in, line);)
    out.push_back(line);
  return out;
}

std::shared_ptr<access_log> opened(const fs::path& file) {
  auto log = access_log::open(file, format::text);
  REQUIRE(log);
  return *log;
}

/// A device that takes a little and then nothing, until somebody reads.
struct pipe_file {
  explicit pipe_file(const fs::path& file) {
    REQUIRE(::mkfifo(file.c_str(), 0600) == 0);
    descriptor = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
    REQUIRE(descriptor >= 0);
  }
  ~pipe_file() { ::close(descriptor); }
  pipe_file(const pipe_file&) = delete;
  pipe_file& operator=(const pipe_file&) = delete;

  /// Reads up to and with a line that has the text. Returns the number of lines.
  [[nodiscard]] std::size_t read_up_to(const std::string& text) const {
    std::string all;
    std::vector<char> part(1 << 16);
    while (all.find(text) == std::string::npos) {
      auto got = ::read(descriptor, part.data(), part.size());
      REQUIRE(got > 0);
      all.append(part.data(), static_cast<std::size_t>(got));
    }
    return static_cast<std::size_t>(std::count(all.begin(), all.end(), '\n'));
  }

  int descriptor = -1;
};

} // namespace

TEST_CASE("access log: a line as text and as JSON") {
  const auto zeros = std::string(30, '0');
  CHECK(written(some_tag, format::text) ==
        "2026-11-29T04:05:38.123Z 192.0.2.7 POST /api/ticket/{}/cancel 404 321 0.001234 12" +
            zeros + " -\n");
  CHECK(written(traced, format::text).ends_with(" mine ab" + zeros + "\n"));
  CHECK(nlohmann::json::parse(written(traced, format::json)) ==
        nlohmann::json{{"time", "2026-11-29T04:05:38.123Z"},
                       {"client", "192.0.2.7"},
                       {"method", "POST"},
                       {"route", "/api/ticket/{}/cancel"},
                       {"status", 404},
                       {"bytes", 321},
                       {"seconds", 0.001234},
                       {"request_id", "mine"},
                       {"trace_id", "ab" + zeros},
                       {"span_id", "cd00000000000000"}});
}

TEST_CASE("access log: what waits is written before it ends, behind what was there") {
  boxoffice::tests::temporary_directory place;
  const auto file = place.path() / "access.log";
  std::ofstream{file} << "before\n";
  auto log = opened(file);
  for (int i = 0; i < 1'000; ++i)
    log->write(record_about(some_tag));
  CHECK(log->dropped() == 0);
  log.reset();
  const auto lines = lines_of(file);
  REQUIRE(lines.size() == 1'001);
  CHECK(lines.front() == "before");
  CHECK(lines.back().find(" 404 321 ") != std::string::npos);
}

TEST_CASE("access log: only its owner may read a file that it makes") {
  boxoffice::tests::temporary_directory place;
  const auto file = place.path() / "access.log";
  auto log = opened(file);
  CHECK((fs::status(file).permissions() & fs::perms{0777}) == fs::perms{0600});
}

TEST_CASE("access log: it goes on in a new file after a rotation") {
  boxoffice::tests::temporary_directory place;
  const auto file = place.path() / "access.log";
  const auto rotated = place.path() / "access.log.1";
  auto log = opened(file);
  log->write(record_about(some_tag));
  fs::rename(file, rotated);
  CHECK(log->reopen().empty());
  log->write(record_about(traced));
  log.reset();
  CHECK(lines_of(file).size() + lines_of(rotated).size() == 2);
  CHECK(lines_of(file).back().find(" mine ") != std::string::npos);
}

TEST_CASE(
    "access log: a file that cannot be opened is an error, and a rotation keeps the old one") {
  boxoffice::tests::temporary_directory place;
  auto missing = access_log::open(place.path() / "none" / "access.log", format::text);
  REQUIRE_FALSE(missing);
  CHECK(missing.error() == std::errc::no_such_file_or_directory);
  const auto folder = place.path() / "folder";
  fs::create_directory(folder);
  auto log = opened(folder / "access.log");
  const auto moved = place.path() / "moved";
  fs::rename(folder, moved);
  CHECK(log->reopen().find("No such file") != std::string::npos);
  log->write(record_about(some_tag));
  log.reset();
  CHECK(lines_of(moved / "access.log").size() == 1);
}

TEST_CASE("access log: a device that takes nothing drops the oldest lines, and holds up nobody") {
  boxoffice::tests::temporary_directory place;
  const auto file = place.path() / "pipe";
  pipe_file device{file};
  auto log = opened(file);
  const std::size_t all = access_log::most_waiting + 3'000;
  for (std::size_t i = 0; i < all; ++i)
    log->write(record_about(some_tag)); // Nobody reads: this would hang if it waited.
  CHECK(log->dropped() > 0);
  std::thread ending{[&] {
    log->write(record_about(traced));
    auto drops = log->dropped();
    log.reset();
    CHECK(drops > 0);
  }};
  CHECK(device.read_up_to(" mine ") <= all - 1'000);
  ending.join();
}

TEST_CASE("access log: a device that fails is counted") {
  auto log = opened("/dev/full");
  for (int i = 0; i < 10; ++i)
    log->write(record_about(some_tag));
  while (log->dropped() < 10)
    std::this_thread::yield();
  CHECK(log->dropped() == 10);
}

} // namespace boxoffice::logging::tests
