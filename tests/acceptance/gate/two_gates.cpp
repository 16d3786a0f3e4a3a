// A thousand codes at two gates, one of which has no connection for a while.
#include "tests/acceptance/gate/gate_fixture.hpp"

#include <fstream>
#include <set>

namespace boxoffice::tests {

namespace {

constexpr unsigned hall_rows = 40;
constexpr unsigned seats_of_row = 25;
constexpr std::size_t seats_of_booking = 10;
constexpr std::size_t scanned_twice_each = 50; ///< every 50th code is scanned at both gates

/// The time of a scan, by its place.
std::string scan_time(std::size_t place) {
  auto two_digits = [](std::size_t value) { return std::to_string(100 + value).substr(1); };
  return "2026-12-24T18:" + two_digits(place / 60) + ':' + two_digits(place % 60) + ".000Z";
}

std::vector<std::string> sell_all(gate_fixture& with) {
  with.cinema.open_show("s", hall(hall_rows, seats_of_row));
  auto seats = all_seats(hall_rows, seats_of_row);
  std::vector<json> bookings;
  for (std::size_t i = 0; i < seats.size(); i += seats_of_booking) {
    auto from = seats.begin() + static_cast<std::ptrdiff_t>(i);
    bookings.push_back(with.cinema.book("s", std::vector<std::string>(from, from + 10)));
  }
  std::vector<std::string> codes;
  for (const auto& each : bookings) {
    const std::string id = each.at("reqId");
    auto ticket = with.cinema.once(id, "CONFIRMED");
    require_status(with.cinema.notify(with.cinema.payment_for(ticket, "p-" + id.substr(2, 8))), 200,
                   "payment");
    for (auto& code : with.codes_of(id))
      codes.push_back(std::move(code));
  }
  return codes;
}

bool is_scanned_at_both(std::size_t place) { return place % scanned_twice_each == 0; }

/// The scans of the gate without a connection, as its file.
void write_offline_scans(const std::vector<std::string>& codes, const std::string& file) {
  std::ofstream out{file};
  for (std::size_t i = 0; i < codes.size(); ++i)
    if (i % 2 == 1 || is_scanned_at_both(i))
      out << gate_fixture::scan_of(codes[i], "South", scan_time(i)).dump() << '\n';
}

std::size_t count_starting(const std::vector<std::string>& lines, const std::string& start) {
  return static_cast<std::size_t>(std::ranges::count_if(
      lines, [&](const std::string& line) { return line.starts_with(start); }));
}

} // namespace

TEST_CASE("gate: of a thousand codes at two gates, one offline, each seat is admitted once") {
  auto more = quick_reviews();
  more["payment.window"] = "10m";
  gate_fixture with{more};
  const auto codes = sell_all(with);
  REQUIRE(codes.size() == 1'000);
  CHECK(std::set(codes.begin(), codes.end()).size() == codes.size());
  for (std::size_t i = 0; i < codes.size(); i += 2)
    require_status(with.admit(gate_fixture::scan_of(codes[i], "North", scan_time(i + 1))), 200,
                   "admission");

  temporary_directory place;
  const auto file = (place.path() / "south.ndjson").string();
  write_offline_scans(codes, file);
  auto synced = run_on(with.cinema.data_dir(), {"admission", "sync", file});
  CHECK(synced.errors == "");
  CHECK(synced.status == exit_status{1, 0});
  auto lines = lines_of(synced.output);
  REQUIRE(lines.size() == 21);
  CHECK(lines.back() == "500 admitted, 20 admitted twice, 0 refused");
  CHECK(count_starting(lines, "twice: show s, booking ") == 20);
  CHECK(lines.front().ends_with(": first at gate North at " + scan_time(1) +
                                ", again at gate South at " + scan_time(0)));
  // A sync that is repeated admits nobody again and reports the same.
  auto again = run_on(with.cinema.data_dir(), {"admission", "sync", file});
  CHECK(again.output == synced.output);

  std::set<std::string> admitted;
  for (const auto& line : lines_of(printed_by(with.cinema.data_dir(), {"events"})))
    if (auto event = json::parse(line); event.at("type") == "SeatAdmitted")
      CHECK(admitted.insert(event.at("data").at("seat")).second);
  CHECK(admitted.size() == codes.size());
  CHECK(printed_by(with.cinema.data_dir(), {"verify"}).starts_with("whole: "));
}

TEST_CASE("gate: scans that cannot be sent are kept, and sending them again is safe") {
  gate_fixture with;
  with.cinema.open_show("s", hall(1, 5));
  auto codes = with.sold("s", {"A1", "A2"}, "p1");
  temporary_directory place;
  const auto file = (place.path() / "south.ndjson").string();
  std::ofstream{file} << gate_fixture::scan_of(codes[0], "South", scan_time(0)).dump() << "\n\n"
                      << gate_fixture::scan_of(codes[1], "South", scan_time(1)).dump();
  CHECK(with.cinema.server().terminate() == exit_status{0, 0});
  auto stopped = run_on(with.cinema.data_dir(), {"admission", "sync", file});
  CHECK(stopped.status == exit_status{1, 0});
  CHECK(stopped.output == "0 admitted, 0 admitted twice, 0 refused\n");
  CHECK(stopped.errors.find(":1 and what follows was not sent") != std::string::npos);
  with.cinema.start();
  CHECK(printed_by(with.cinema.data_dir(), {"admission", "sync", file}) ==
        "2 admitted, 0 admitted twice, 0 refused\n");
  CHECK(printed_by(with.cinema.data_dir(), {"admission", "sync", file}) ==
        "2 admitted, 0 admitted twice, 0 refused\n");
}

TEST_CASE("gate: a code that is in a file twice was admitted twice, however often it is sent") {
  gate_fixture with;
  with.cinema.open_show("s", hall(1, 5));
  const auto scan = gate_fixture::scan_of(with.sold("s", {"A1"}, "p1")[0], "South", scan_time(0));
  temporary_directory place;
  const auto file = (place.path() / "south.ndjson").string();
  std::ofstream{file} << scan.dump() << '\n' << scan.dump() << '\n';
  for (int i = 0; i < 2; ++i) {
    auto synced = run_on(with.cinema.data_dir(), {"admission", "sync", file});
    CHECK(synced.status == exit_status{1, 0});
    CHECK(lines_of(synced.output).back() == "1 admitted, 1 admitted twice, 0 refused");
  }
}

TEST_CASE("gate: a file with a line that is no scan is refused before anything is sent") {
  gate_fixture with;
  with.cinema.open_show("s", hall(1, 5));
  auto good = gate_fixture::scan_of(with.sold("s", {"A1"}, "p1")[0], "South", scan_time(0)).dump();
  temporary_directory place;
  const auto file = (place.path() / "south.ndjson").string();
  auto refused = [&](const std::string& line, const std::string& why) {
    std::ofstream{file} << good << '\n' << line << '\n';
    check_refused(with.cinema.data_dir(), {"admission", "sync", file}, 1, file + ":2: " + why);
  };
  refused("{\"code\":", "is not one JSON object");
  refused(R"({"code":"BX1.x"})", "at is missing");
  refused(R"({"code":"BX1.x","at":"noon"})", "at must be an RFC 3339 time");
  refused(R"({"code":"BX1.x","at":"2026-12-24T18:00:00Z","gates":"N"})", "gates");
  check_refused(with.cinema.data_dir(), {"admission", "sync", file + "-none"}, 1, file + "-none");
  CHECK(printed_by(with.cinema.data_dir(), {"events"}).find("SeatAdmitted") == std::string::npos);
}

} // namespace boxoffice::tests
