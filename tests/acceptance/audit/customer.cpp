#include "tests/support/cinema/commands.hpp"
#include "tests/support/files.hpp"
#include "tests/support/review_settings.hpp"

namespace boxoffice::tests {

namespace {

json export_of(const cinema_fixture& cinema, const std::string& mail) {
  return json::parse(printed_by(cinema.data_dir(), {"customer", "export", mail}));
}

} // namespace

TEST_CASE("customer export: all bookings of one person over all shows, with their events") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  std::vector<json> own;
  for (const auto* show : {"s-1", "s-2", "s-3"}) {
    cinema.open_show(show, hall(1, 5));
    cinema.book(show, {"A1"}, "bob@example.com");
    if (std::string_view{show} != "s-2")
      for (const auto* seat : {"A2", "A4"})
        own.push_back(cinema.decided(cinema.book(show, {seat}, "Ann@example.com").at("reqId")));
    cinema.decided(cinema.book(show, {"A3"}, "bob@example.com").at("reqId"));
  }
  auto exported = export_of(cinema, "ANN@example.com");
  CHECK(exported.at("mail") == "ann@example.com");
  CHECK(exported.at("customer").get<std::string>().size() == 32);
  REQUIRE(exported.at("bookings").size() == own.size());
  for (std::size_t i = 0; i < own.size(); ++i) {
    auto booking = exported.at("bookings")[i];
    auto id = own[i].at("reqId").get<std::string>();
    auto history = cinema.client().get("/api/ticket/" + id + "/history").body.at("events");
    CHECK(booking.at("events") == history);
    CHECK(history.front().at("data").at("customer") == exported.at("customer"));
    booking.erase("events");
    CHECK(booking == own[i]);
  }
  CHECK(export_of(cinema, "bob@example.com").at("bookings").size() == 6);
}

TEST_CASE("customer export: nobody's bookings are an empty list, a bad mail is refused") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  auto exported = export_of(cinema, "nobody@example.com");
  CHECK(exported.at("mail").is_null());
  CHECK(exported.at("bookings") == json::array());
  check_refused(cinema.data_dir(), {"customer", "export", "nobody"}, 2,
                "boxoffice: \"nobody\" is not a mail address\n");
  check_refused(cinema.data_dir(), {"customer"}, 2, "needs a command");
  check_refused(cinema.data_dir() / "nowhere", {"customer", "export", "a@b"}, 1,
                "boxoffice: there is no log in ");
}

TEST_CASE("customer erase: the mail is in no file any more, and the bookings stay") {
  const std::string mail = "ann.with+sign/slash@example.com";
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(1, 5));
  auto id = cinema.decided(cinema.book("s", {"A1"}, mail).at("reqId")).at("reqId");
  cinema.decided(cinema.book("s", {"A2"}, "bob@example.com").at("reqId"));
  SUBCASE("of a running server") {}
  SUBCASE("of a stopped server") { CHECK(cinema.server().terminate() == exit_status{0, 0}); }
  SUBCASE("of a killed server, whose socket is left") { cinema.server().kill(); }
  REQUIRE(!files_with(cinema.data_dir(), mail).empty());
  CHECK(printed_by(cinema.data_dir(), {"customer", "erase", mail}) == "erased\n");
  CHECK(files_with(cinema.data_dir(), mail) == std::vector<std::string>{});
  CHECK(printed_by(cinema.data_dir(), {"customer", "erase", mail}) ==
        "nothing was kept of this mail\n");
  auto exported = export_of(cinema, mail);
  CHECK(exported.at("mail").is_null());
  REQUIRE(exported.at("bookings").size() == 1);
  CHECK(exported.at("bookings")[0].at("reqId") == id);
  CHECK(export_of(cinema, "bob@example.com").at("mail") == "bob@example.com");
}

TEST_CASE("customer erase: a bad mail and a directory without a log are refused") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  check_refused(cinema.data_dir(), {"customer", "erase", "nobody"}, 2,
                "boxoffice: \"nobody\" is not a mail address\n");
  auto nowhere = cinema.data_dir() / "nowhere";
  check_refused(nowhere, {"customer", "erase", "a@b"}, 1, "boxoffice: there is no log in ");
  CHECK(!std::filesystem::exists(nowhere));
}

} // namespace boxoffice::tests
