#include "cli/files/clock_file.hpp"

#include "tests/support/eventually.hpp"
#include "tests/support/noon.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

namespace boxoffice::cli::tests {

namespace {

namespace fs = std::filesystem;
using actors::clock_memory;
using boxoffice::tests::noon;

const clock_memory some{{noon - 5, -7, noon}, noon + 1};

const logging::logger no_warning{[](const logging::line& one) { FAIL_CHECK(one.text); }};

void put(const fs::path& file, const std::string& text) { std::ofstream{file} << text; }

} // namespace

TEST_CASE("clock file: the text is read back; lines only in the same boot") {
  auto text = clock_text(some, "b1");
  CHECK(read_clock_text(text, "b1") == some);
  CHECK(read_clock_text(text, "b2") == clock_memory{{}, some.last_event});
  CHECK(read_clock_text(clock_text(some, ""), "") == clock_memory{{}, some.last_event});
  CHECK(read_clock_text(clock_text({}, "b1"), "b1") == clock_memory{});
  CHECK_FALSE(boot_id().empty());
}

TEST_CASE("clock file: a truncated or changed text is invalid or has fewer lines") {
  auto text = clock_text(some, "b1");
  for (std::size_t size = 0; size < text.size(); ++size) {
    auto read = read_clock_text(text.substr(0, size), "b1");
    if (read) {
      CHECK(text[size - 1] == '\n');
      CHECK(read->last_event == some.last_event);
      CHECK(read->lines.size() < some.lines.size());
    }
    for (auto wrong : {'\0', '\n', 'x', ' '}) {
      auto changed = text;
      changed.insert(size, 1, wrong);
      static_cast<void>(read_clock_text(changed, "b1"));
    }
  }
  CHECK_FALSE(read_clock_text(text + "line 1x\n", "b1"));
  CHECK_FALSE(read_clock_text(text + "line 99999999999999999999\n", "b1"));
  CHECK_FALSE(read_clock_text(text + "more\n", "b1"));
  CHECK_FALSE(read_clock_text(std::string{'\0'} + text, "b1"));
}

TEST_CASE("clock file: a missing file gives an empty state, an unreadable one a warning") {
  boxoffice::tests::temporary_directory place;
  auto file = place.path() / "clock";
  CHECK(read_clock_file(file, "b1", no_warning) == clock_memory{});
  put(file, clock_text(some, "b1"));
  CHECK(read_clock_file(file, "b1", no_warning) == some);
  put(file, "something else");
  auto warnings = 0;
  const logging::logger counting{[&](const logging::line& one) {
    CHECK(one.severity == logging::level::warn);
    ++warnings;
  }};
  CHECK(read_clock_file(file, "b1", counting) == clock_memory{});
  CHECK(warnings == 1);
  CHECK(read_clock_file(place.path(), "b1", counting) == clock_memory{});
  CHECK(warnings == 2);
}

TEST_CASE("clock file: a running node keeps it up to date, readable by its owner only") {
  boxoffice::tests::temporary_directory place;
  auto file = place.path() / "clock";
  auto clock = std::make_shared<actors::node_clock>(actors::real_clocks(), actors::clock_limits{},
                                                    no_warning);
  auto last_event = [&] { return read_clock_file(file, boot_id(), no_warning).last_event; };
  {
    clock_keeper keeper{clock, file, no_warning};
    clock->stamped(noon);
    CHECK(boxoffice::tests::eventually(std::chrono::minutes{1},
                                       [&] { return last_event() == noon; }));
    clock->stamped(noon + 1);
  }
  CHECK(last_event() == noon + 1);
  CHECK(read_clock_file(file, boot_id(), no_warning) == clock->memory());
  CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("clock file: a node that cannot write it goes on with one warning") {
  boxoffice::tests::temporary_directory place;
  std::vector<std::string> warnings;
  auto clock = std::make_shared<actors::node_clock>(actors::real_clocks(), actors::clock_limits{},
                                                    no_warning);
  {
    clock_keeper keeper{
        clock, place.path() / "missing" / "clock",
        logging::logger{[&](const logging::line& one) { warnings.emplace_back(one.text); }}};
  }
  CHECK(warnings.size() == 1);
}

} // namespace boxoffice::cli::tests
