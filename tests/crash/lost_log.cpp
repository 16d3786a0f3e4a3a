// Damage to the write-ahead logs of a stopped server: a start never silently loses acknowledged
// data, and never refuses the state after a crash.
#include "tests/support/cinema/commands.hpp"
#include "tests/support/cinema/crowd.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/files.hpp"
#include "tests/support/review_settings.hpp"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <random>

namespace boxoffice::tests {

namespace {

namespace fs = std::filesystem;

constexpr int exit_lost = 65;

settings small_and_quick() {
  // Small buffers: several write-ahead logs, and tables that were flushed at different times.
  return {{"review.interval", "50ms"},
          {"review.contention_window", "50ms"},
          {"payment.window", "30m"},
          {"storage.write_buffer", "256KiB"}};
}

crowd_plan plan_of(const std::string& name, unsigned shows) {
  crowd_plan plan;
  plan.clients = 24;
  plan.rows = 20;
  plan.seats_per_row = 30;
  for (unsigned i = 0; i < shows; ++i)
    plan.shows.push_back(name + "-" + std::to_string(i));
  return plan;
}

bool is_wal(const fs::path& path) { return path.extension() == ".log"; }

std::vector<fs::path> wals_in(const fs::path& directory) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator{directory})
    if (is_wal(entry.path()))
      found.push_back(entry.path());
  std::ranges::sort(found);
  return found;
}

void copy_directory(const fs::path& from, const fs::path& to) {
  fs::remove_all(to);
  fs::create_directories(to);
  for (const auto& entry : fs::directory_iterator{from})
    if (entry.is_regular_file())
      fs::copy_file(entry.path(), to / entry.path().filename());
}

std::uint64_t events_by_the_witness(const fs::path& directory) {
  std::ifstream file{directory / "witness"};
  std::string word;
  std::uint64_t events = 0;
  while (file >> word)
    if (word == "events" && file >> events)
      return events;
  return 0;
}

void put_bytes(const fs::path& path, const std::string& bytes) {
  std::ofstream{path, std::ios::binary | std::ios::trunc} << bytes;
}

/// Changes a byte, or replaces the file's end by zeros; returns what was done, as text.
std::string spoil(const fs::path& wal, bool zeros, std::mt19937& random) {
  auto bytes = content_of(wal);
  const auto at = random() % std::max<std::size_t>(bytes.size(), 1);
  if (bytes.empty())
    return "left empty";
  if (zeros)
    std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(), '\0');
  else
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
  put_bytes(wal, bytes);
  return (zeros ? "zeros from " : "changed at ") + std::to_string(at);
}

/// Damages a random file; returns what was done, as text.
std::string damage_one(const fs::path& directory, const fs::path& older, std::mt19937& random) {
  const auto wals = wals_in(directory);
  REQUIRE_FALSE(wals.empty());
  // Usually the newest, which has the last writes.
  const auto& wal = random() % 3 != 0 ? wals.back() : wals[random() % wals.size()];
  const auto size = fs::file_size(wal);
  const auto name = wal.filename().string() + " of " + std::to_string(size) + " bytes ";
  const auto copies = wals_in(older);
  switch (random() % 8) {
  case 5: return name + spoil(wal, false, random);
  case 6:
  case 7: return name + spoil(wal, true, random);
  case 0: fs::remove(wal); return name + "removed";
  case 1: fs::resize_file(wal, 0); return name + "emptied";
  case 2:
    if (!copies.empty()) {
      const auto& copy = fs::exists(older / wal.filename()) ? older / wal.filename()
                                                            : copies[random() % copies.size()];
      fs::copy_file(copy, wal, fs::copy_options::overwrite_existing);
      return name + "replaced by the older " + copy.filename().string();
    }
    [[fallthrough]];
  default: {
    const auto left = random() % std::max<std::uintmax_t>(size, 1);
    fs::resize_file(wal, left);
    return name + "cut to " + std::to_string(left);
  }
  }
}

/// Starts a server that accepts the loss; the log is complete afterwards.
void accept_loss_in(server_options options) {
  options.arguments = {"--accept-loss"};
  server_process server{options};
  REQUIRE(server.terminate() == exit_status{0, 0});
  const auto verdict = run_on(options.data_dir, {"verify"});
  CHECK_MESSAGE((verdict.status == exit_status{0, 0}), verdict.output);
  CHECK_MESSAGE(verdict.output.find("a loss was accepted at ") != std::string::npos,
                verdict.output);
}

/// Appends the beginning of a record, as a crash during a write leaves it: the file ends there, or
/// zeros follow if the file's size reached the disk before its data.
void tear_tail(const fs::path& wal, std::mt19937& random) {
  constexpr std::size_t block = 32'768, header = 7;
  const auto bytes = content_of(wal);
  if (bytes.size() < header)
    return;
  const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
  const std::size_t record = header + at(4) + 256U * at(5);
  const auto room = block - bytes.size() % block;
  if (record > bytes.size() || room < record)
    return;
  std::ofstream more{wal, std::ios::binary | std::ios::app};
  if (random() % 2 == 0)
    more << bytes.substr(0, 1 + random() % (record - 1));
  else
    more << bytes.substr(0, header + random() % (record / 2)) << std::string(record, '\0');
}

} // namespace

TEST_CASE("crash: a start reports whatever was cut from the log") {
  const unsigned rounds = long_form() ? 10 : 2;
  const unsigned places = long_form() ? 20 : 10;
  cinema_fixture cinema{server_binary(), small_and_quick()};
  booking_history history;
  temporary_directory room;
  const auto crashed = room.path() / "crashed", older = room.path() / "older",
             damaged = room.path() / "damaged";
  std::mt19937 random{20261225};
  std::map<int, unsigned> ends;
  std::vector<std::string> shows;
  for (unsigned round = 0; round < rounds; ++round) {
    const auto plan = plan_of("round-" + std::to_string(round), 3);
    for (const auto& show : plan.shows)
      cinema.open_show(show, hall(plan.rows, plan.seats_per_row));
    shows.insert(shows.end(), plan.shows.begin(), plan.shows.end());
    crowd clients{plan, cinema.bank(), history, cinema.server().port()};
    REQUIRE(clients.wait_for_responses(300, 2 * patience));
    copy_directory(cinema.data_dir(), older);
    REQUIRE(clients.wait_for_responses(300 + random() % 600, 2 * patience));
    clients.finish();
    // Within a second the witness has everything that was acknowledged.
    REQUIRE(eventually(2 * patience, [&] {
      std::uint64_t events = 0;
      for (const auto& show : shows)
        events += cinema.version(show);
      return events_by_the_witness(cinema.data_dir()) >= events;
    }));
    if (round % 2 == 0)
      cinema.server().kill();
    else
      REQUIRE(cinema.server().terminate() == exit_status{0, 0});
    copy_directory(cinema.data_dir(), crashed);
    for (unsigned place = 0; place < places; ++place) {
      copy_directory(crashed, damaged);
      const auto what = damage_one(damaged, older, random);
      CAPTURE(what);
      auto options = cinema.options();
      options.data_dir = damaged;
      child_process start{serve_command(options)};
      if (!start.wait_for_line("listening on", 2 * patience)) {
        const auto ended = start.wait_for_end(2 * patience);
        REQUIRE(ended);
        ++ends[ended->code];
        CHECK_MESSAGE(ended->code == exit_lost, start.errors());
        CHECK_MESSAGE(start.errors().find("cannot start: ") != std::string::npos, start.errors());
        // An older file in the place of another, whose batches go back in the order, is read by
        // nobody.
        if (start.errors().find("are missing or damaged") == std::string::npos)
          accept_loss_in(options);
        else
          CHECK(what.find("replaced by") != std::string::npos);
        continue;
      }
      ++ends[0];
      start.send_signal(SIGKILL);
      REQUIRE(start.wait_for_end(2 * patience));
      server_process served{options};
      http_client client{served.port()};
      for (const auto& violation : history.violations(client))
        FAIL_CHECK(what << ": " << violation);
    }
    cinema.start();
  }
  MESSAGE((rounds * places), " places: ", ends[exit_lost], " times lost, ", ends[0],
          " times nothing was missing");
  CHECK(ends[exit_lost] > rounds * places / 3);
  for (const auto& violation : history.violations(cinema.client()))
    FAIL_CHECK(violation);
}

TEST_CASE("crash: kills and torn tails are never taken for a loss") {
  const unsigned kills = long_form() ? 500 : 20;
  cinema_fixture cinema{server_binary(), small_and_quick()};
  const auto plan = plan_of("show", 6 + kills / 12);
  for (const auto& show : plan.shows)
    cinema.open_show(show, hall(plan.rows, plan.seats_per_row));
  booking_history history;
  crowd clients{plan, cinema.bank(), history, cinema.server().port()};
  std::mt19937 random{20261226};
  unsigned torn = 0;
  for (unsigned kill = 0; kill < kills; ++kill) {
    REQUIRE(clients.wait_for_responses(random() % 3 == 0 ? 0 : random() % 120, 2 * patience));
    if (kill % 10 == 9) {
      REQUIRE(cinema.server().terminate() == exit_status{0, 0});
    } else {
      cinema.server().kill();
      if (const auto wals = wals_in(cinema.data_dir()); kill % 2 == 0 && !wals.empty()) {
        tear_tail(wals.back(), random);
        ++torn;
      }
    }
    cinema.start(); // Throws if the start was refused.
    clients.moved_to(cinema.server().port());
  }
  REQUIRE(clients.wait_for_responses(200, 2 * patience));
  clients.finish();
  MESSAGE(kills, " ends, ", torn, " with a torn tail; ", history.summary());
  for (const auto& violation : history.violations(cinema.client()))
    FAIL_CHECK(violation);
  CHECK(printed_by(cinema.data_dir(), {"verify"}).find("accepted") == std::string::npos);
}

TEST_CASE("crash: a start warns if the clock file has a later event than the log") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("show", hall(2, 10));
  REQUIRE(cinema.server().terminate() == exit_status{0, 0});
  const auto clock = cinema.data_dir() / "clock";
  auto text = content_of(clock);
  const std::string word = "last-event ";
  const auto place = text.find(word) + word.size();
  const auto digits = text.find('\n', place) - place;
  const auto last = std::stoll(text.substr(place, digits));
  const std::string warning = "may be an older copy";
  cinema.start();
  REQUIRE(cinema.server().terminate() == exit_status{0, 0});
  CHECK(cinema.server().errors().find(warning) == std::string::npos);
  put_bytes(clock, text.replace(place, digits, std::to_string(last + 60'000)));
  cinema.start();
  CHECK(cinema.server().reports(warning));
  REQUIRE(cinema.server().terminate() == exit_status{0, 0});

  for (const auto& entry : fs::directory_iterator{cinema.data_dir()})
    if (entry.path() != clock)
      fs::remove_all(entry.path());
  cinema.start();
  CHECK(cinema.server().reports("its file clock says that a log had an event at "));
  REQUIRE(cinema.server().terminate() == exit_status{0, 0});
}

TEST_CASE("crash: every command that writes refuses a loss, and serve --accept-loss accepts it") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("show", hall(2, 10));
  cinema.confirmed("show", {"A1"});
  const auto kept = wals_in(cinema.data_dir()).back();
  const auto enough = fs::file_size(kept);
  const auto booked = cinema.confirmed("show", {"A2"});
  REQUIRE(cinema.server().terminate() == exit_status{0, 0});
  const auto& data = cinema.data_dir();
  fs::resize_file(kept, enough);
  const std::string why = "has less than was durable: missing ";
  check_refused(data, {"serve", "--listen", "127.0.0.1:0"}, exit_lost, why);
  check_refused(data, {"customer", "erase", "ann@example.com"}, exit_lost, why);
  check_refused(data, {"backup", data.string() + "-copy"}, exit_lost, why);
  const auto verdict = run_on(data, {"verify"});
  CHECK(verdict.status == exit_status{1, 0});
  CHECK_MESSAGE(verdict.output.find("log: missing ") != std::string::npos, verdict.output);
  CHECK_MESSAGE(verdict.output.find("show show seq ") != std::string::npos, verdict.output);

  const auto left = run_on(data, {"events", "--show", "show"});
  CHECK(left.status == exit_status{0, 0});
  CHECK_MESSAGE(left.errors.find("warning: the log has " + why.substr(4)) != std::string::npos,
                left.errors);

  cinema.options().arguments = {"--accept-loss"};
  cinema.start();
  CHECK(cinema.seat("show", "A2") == "available");
  CHECK(cinema.client().get("/api/ticket/" + booked.at("reqId").get<std::string>()).status == 404);
  cinema.confirmed("show", {"A2"});
  REQUIRE(cinema.server().terminate() == exit_status{0, 0});
  cinema.options().arguments.clear();
  cinema.start();
  CHECK(cinema.server().reports("goes on without events that it had lost: "));
  CHECK(printed_by(data, {"verify"}).find("a loss was accepted at ") != std::string::npos);
}

} // namespace boxoffice::tests
