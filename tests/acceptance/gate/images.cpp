// The QR code of a seat and the calendar file of a booking, read by other programs.
#include "tests/acceptance/gate/gate_fixture.hpp"

#include <fstream>
#include <regex>

namespace boxoffice::tests {

namespace {

constexpr int dots_of_module = 4;

/// The modules of a QR code as the server draws them: runs `MX YhWv1h-Wz` of dark ones.
std::vector<std::string> modules_in(const std::string& svg) {
  std::smatch box;
  REQUIRE(std::regex_search(svg, box, std::regex{R"(viewBox="0 0 (\d+) (\d+)\")"}));
  const auto side = std::stoul(box[1]);
  CHECK(box[1] == box[2]);
  std::vector<std::string> rows(side, std::string(side, '.'));
  const std::regex run{R"(M(\d+) (\d+)h(\d+)v1h-(\d+)z)"};
  for (std::sregex_iterator each{svg.begin(), svg.end(), run}; each != std::sregex_iterator{};
       ++each) {
    auto x = std::stoul((*each)[1]);
    for (auto left = std::stoul((*each)[3]); left != 0; --left)
      rows.at(std::stoul((*each)[2])).at(x++) = '#';
  }
  return rows;
}

/// What zbar reads from the modules, drawn as a greyscale image.
std::string decoded_by_zbar(const std::vector<std::string>& rows, const std::string& file) {
  auto side = std::to_string(rows.size() * dots_of_module);
  std::ofstream out{file, std::ios::binary};
  out << "P5\n" << side << ' ' << side << "\n255\n";
  for (const auto& row : rows)
    for (int line = 0; line < dots_of_module; ++line)
      for (auto dot : row)
        out << std::string(dots_of_module, dot == '#' ? '\0' : '\xFF');
  out.close();
  auto read = run_command(
      {"/usr/bin/zbarimg", {"--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file}, {}},
      std::chrono::seconds{60});
  return read.output;
}

} // namespace

TEST_CASE("codes: the image of a seat is a QR code that another program reads") {
  gate_fixture with;
  const std::string long_show(64, 's');
  with.cinema.open_show("s", hall(1, 5));
  with.cinema.open_show(long_show, hall(1, 5));
  temporary_directory place;
  for (const auto& show : {std::string{"s"}, long_show}) {
    const std::string id = with.cinema.paid(show, {"A1", "A2"}, "p-" + show).at("reqId");
    auto codes = with.codes_of(id);
    auto got = with.cinema.client().get("/api/ticket/" + id + "/codes/A2.svg");
    require_status(got, 200, "image");
    CHECK(got.header("Content-Type") == "image/svg+xml");
    CHECK(got.header("Cache-Control") == "no-store");
    CHECK(decoded_by_zbar(modules_in(got.text), (place.path() / "code.pgm").string()) ==
          codes[1] + '\n');
    for (const auto* file : {"A3.svg", "A2.png", "A2", ".svg"})
      CHECK(with.cinema.client().get("/api/ticket/" + id + "/codes/" + file).code() == "NOT_FOUND");
  }
}

TEST_CASE("calendar: a booking is an event in the calendar, without its secret") {
  gate_fixture with;
  auto body = hall(1, 5);
  body["startsAt"] = "2036-12-24T18:30:00Z";
  body["movie"] = "Fear, Loathing; and \\ " + std::string(60, 'e') + "\xC3\xA9";
  with.cinema.open_show("s", body);
  const std::string id = with.cinema.paid("s", {"A1", "A2"}, "p1").at("reqId");
  auto got = with.cinema.client().get("/api/ticket/" + id + "/calendar.ics");
  require_status(got, 200, "calendar");
  CHECK(got.header("Content-Type") == "text/calendar; charset=utf-8");
  CHECK(got.header("Cache-Control") == "no-store");
  CHECK(got.text.find(id.substr(2)) == std::string::npos);
  auto has = [&](const std::string& line) {
    return got.text.find("\r\n" + line + "\r\n") != std::string::npos;
  };
  CHECK(got.text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
  CHECK(has("UID:s-2@boxoffice"));
  CHECK(has("DTSTART:20361224T183000Z"));
  CHECK(has("DESCRIPTION:Booking 2\\, seats A1\\, A2"));
  CHECK(has("STATUS:CONFIRMED"));
  CHECK(got.text.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
  CHECK(has("SUMMARY:Fear\\, Loathing\\; and \\\\ " + std::string(42, 'e') + "\r\n " +
            std::string(18, 'e') + "\xC3\xA9"));
  require_status(with.cinema.operate("/api/ticket/" + id + "/cancel"), 200, "cancel");
  got = with.cinema.client().get("/api/ticket/" + id + "/calendar.ics");
  CHECK(has("STATUS:CANCELLED"));
}

TEST_CASE("calendar: later files of a booking have its UID and a higher SEQUENCE") {
  gate_fixture with;
  auto body = hall(1, 5);
  body["startsAt"] = "2036-12-24T18:30:00Z";
  with.cinema.open_show("s", body);
  const std::string id = with.cinema.paid("s", {"A1"}, "p1").at("reqId");
  std::string file;
  auto read = [&] {
    auto got = with.cinema.client().get("/api/ticket/" + id + "/calendar.ics");
    require_status(got, 200, "calendar");
    file = got.text;
    CHECK(file.find("\r\nUID:s-2@boxoffice\r\n") != std::string::npos);
    CHECK(file.find("DTEND") == std::string::npos);
    CHECK(file.find("DURATION") == std::string::npos);
    std::smatch found;
    REQUIRE(std::regex_search(file, found, std::regex{R"(\r\nSEQUENCE:(\d+)\r\n)"}));
    return std::stoull(found[1]);
  };
  auto patch = [&](const json& changes) {
    auto got =
        with.cinema.client().send("PATCH", "/api/movieshow/s", changes.dump(),
                                  as_operator({{"Content-Type", "application/merge-patch+json"}}));
    require_status(got, 200, "patch");
  };
  CHECK(read() == 0);
  with.cinema.book("s", {"A2"});
  CHECK(read() == 0); // Nothing of its event has changed.
  patch({{"startsAt", "2036-12-24T19:00:00Z"}});
  const auto later = read();
  CHECK(later > 0);
  CHECK(file.find("\r\nDTSTART:20361224T190000Z\r\n") != std::string::npos);
  patch({{"startsAt", "2036-12-24T18:30:00Z"}});
  const auto back = read();
  CHECK(back > later);
  require_status(with.cinema.operate("/api/ticket/" + id + "/cancel"), 200, "cancel");
  const auto cancelled = read();
  CHECK(cancelled > back);
  patch({{"movie", "Another"}});
  CHECK(read() > cancelled);
}

} // namespace boxoffice::tests
