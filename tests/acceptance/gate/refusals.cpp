// Each code that a gate refuses, with its reason.
#include "tests/acceptance/gate/gate_fixture.hpp"

namespace boxoffice::tests {

TEST_CASE("gate: the first scan admits and says whom, the second says when and where the first "
          "was") {
  gate_fixture with;
  with.cinema.open_show("s", hall(1, 5));
  auto codes = with.sold("s", {"A1", "A2"}, "p1");
  auto got = with.admit(gate_fixture::scan_of(codes[1], "North", "2026-12-24T18:10:00+01:00"));
  CAPTURE(got.summary());
  CHECK(got.status == 200);
  CHECK(got.header("Cache-Control") == "no-store");
  CHECK(
      got.body ==
      json{{"movieShowId", "s"}, {"movie", hall(1, 5).at("movie")}, {"number", 2}, {"seat", "A2"}});
  check_admitted_before(with.admit(gate_fixture::scan_of(codes[1], "South")), "North",
                        "2026-12-24T17:10:00.000Z");
  auto nameless = with.admit({{"code", codes[0]}});
  CHECK(nameless.status == 200);
  auto last = with.cinema.client().get("/api/movieshow/s/events", as_operator()).body.at("events");
  check_admitted_before(with.admit({{"code", codes[0]}}), nullptr, last.back().at("at"));
  CHECK(last.back().at("data") == json{{"number", 2}, {"seat", "A1"}, {"by", "token"}});
  CHECK(last.at(last.size() - 2).at("data") == json{{"number", 2},
                                                    {"seat", "A2"},
                                                    {"gate", "North"},
                                                    {"scannedAt", "2026-12-24T17:10:00.000Z"},
                                                    {"by", "token"}});
}

TEST_CASE("gate: an admission says the price type of the seat") {
  gate_fixture with;
  auto body = hall(1, 5);
  body["priceTypes"] = {{{"id", "ADULT"}, {"name", "Adult"}, {"price", 0}},
                        {{"id", "CHILD"}, {"name", "Child"}, {"price", -5'000}}};
  with.cinema.open_show("s", body);
  auto codes = with.sold("s", {"A1", {{"seat", "A2"}, {"type", "CHILD"}}}, "p1");
  CHECK(with.admit({{"code", codes[0]}}).body.value("type", "") == "ADULT");
  CHECK(with.admit({{"code", codes[1]}}).body.value("type", "") == "CHILD");
}

TEST_CASE("gate: the same scan again, as after a lost answer, is refused with its gate and time") {
  gate_fixture with;
  with.cinema.open_show("s", hall(1, 5));
  auto scan =
      gate_fixture::scan_of(with.sold("s", {"A1"}, "p1")[0], "North", "2026-12-24T18:10:00.000Z");
  CHECK(with.admit(scan).status == 200);
  auto version = with.cinema.version("s");
  with.cinema.crash();
  check_admitted_before(with.admit(scan), scan.at("gate"), scan.at("at"));
  CHECK(with.cinema.version("s") == version);
}

TEST_CASE("gate: a code of a cancelled booking or show, or of another show, is not valid") {
  gate_fixture with;
  with.cinema.open_show("s", hall(1, 5));
  with.cinema.open_show("t", hall(1, 5));
  auto booking = with.cinema.paid("s", {"A1"}, "p1");
  const std::string id = booking.at("reqId");
  auto code = with.codes_of(id)[0];
  check_not_valid(with.admit({{"code", code}}, "?show=t"), "OTHER_SHOW");
  require_status(with.cinema.operate("/api/ticket/" + id + "/cancel"), 200, "cancel");
  check_not_valid(with.admit({{"code", code}}), "CANCELLED");
  check_not_valid(with.cinema.client().get("/api/ticket/" + id + "/codes"), "CANCELLED");
  // The seat is sold again: its new code admits, the old one does not.
  auto fresh = with.sold("s", {"A1"}, "p2")[0];
  CHECK(fresh != code);
  CHECK(with.admit({{"code", fresh}}, "?show=s").status == 200);
  check_not_valid(with.admit({{"code", code}}), "CANCELLED");
  auto of_show = with.sold("t", {"A1"}, "p3")[0];
  require_status(with.cinema.operate("/api/movieshow/t/cancel"), 200, "cancel");
  check_not_valid(with.admit({{"code", of_show}}), "CANCELLED");
}

TEST_CASE(
    "gate: after a move and after a partial cancellation only the present seats' codes admit") {
  gate_fixture with;
  with.cinema.open_show("s", hall(2, 5));
  const std::string id = with.cinema.paid("s", {"A1", "A2"}, "p1").at("reqId");
  auto before = with.codes_of(id);
  require_status(with.cinema.operate("/api/ticket/" + id + "/move", {{"seats", {"B1", "B2"}}}), 200,
                 "move");
  auto moved = with.codes_of(id);
  for (const auto& code : before)
    check_not_valid(with.admit({{"code", code}}), "SEAT_CHANGED");
  CHECK(with.admit({{"code", moved[0]}}).status == 200);
  require_status(with.cinema.operate("/api/ticket/" + id + "/cancel", {{"seats", {"B2"}}}), 200,
                 "cancel");
  check_not_valid(with.admit({{"code", moved[1]}}), "SEAT_CHANGED");
  CHECK(with.codes_of(id) == std::vector{moved[0]});
}

TEST_CASE("gate: with any one character changed a code is invalid, whatever it then says") {
  gate_fixture with;
  with.cinema.open_show("s", hall(1, 5));
  auto code = with.sold("s", {"A1"}, "p1")[0];
  auto check_invalid = [&](const std::string& text) {
    auto got = with.admit({{"code", text}});
    CAPTURE(got.summary());
    CHECK(got.status == 422);
    CHECK(got.code() == "INVALID_CODE");
  };
  for (auto& character : code) {
    auto before = character;
    character = before == 'A' ? 'B' : 'A';
    check_invalid(code);
    character = static_cast<char>(before ^ 1);
    check_invalid(code);
    character = before;
  }
  for (const auto* text : {"", "BX1", "BX1.", "BX1..", "https://example.org", "9781234567897"})
    check_invalid(text);
  CHECK(with.admit({{"code", code}}).status == 200);
}

TEST_CASE("gate: codes are there once the booking is paid, and never for strangers") {
  gate_fixture with;
  with.cinema.open_show("s", hall(1, 5));
  const std::string held = with.cinema.confirmed("s", {"A1"}).at("reqId");
  auto target = "/api/ticket/" + held + "/codes";
  check_not_valid(with.cinema.client().get(target), "NOT_PAID");
  check_not_valid(with.cinema.client().get(target + "/A1.svg"), "NOT_PAID");
  auto another = held;
  another.back() = another.back() == 'A' ? 'Q' : 'A';
  CHECK(with.cinema.client().get("/api/ticket/" + another + "/codes").code() ==
        "BOOKING_NOT_FOUND");
  CHECK(with.cinema.client().get("/api/ticket/none.AAECAwQFBgcICQoLDA0ODw/codes").code() ==
        "BOOKING_NOT_FOUND");
  CHECK(with.cinema.client().get("/api/ticket/x/codes").code() == "BOOKING_NOT_FOUND");
}

TEST_CASE("gate: what is wrong with a scan is named, and nothing is admitted") {
  gate_fixture with;
  with.cinema.open_show("s", hall(1, 5));
  auto code = with.sold("s", {"A1"}, "p1")[0];
  auto field_of = [&](const json& scan, const std::string& query = {}) {
    auto got = with.admit(scan, query);
    CAPTURE(got.summary());
    CHECK(got.status == 422);
    return got.body.at("errors").at(0).at("field").get<std::string>();
  };
  CHECK(field_of(json::object()) == "code");
  CHECK(field_of({{"code", 7}}) == "code");
  CHECK(field_of({{"code", code}, {"gate", ""}}) == "gate");
  CHECK(field_of({{"code", code}, {"gate", std::string(65, 'n')}}) == "gate");
  CHECK(field_of({{"code", code}, {"gate", "a\nb"}}) == "gate");
  CHECK(field_of({{"code", code}, {"at", "noon"}}) == "at");
  CHECK(field_of({{"code", code}, {"gats", "N"}}) == "gats");
  CHECK(field_of({{"code", code}}, "?show=a%20b") == "show");
  CHECK(field_of({{"code", code}}, "?shows=s") == "shows");
  CHECK(with.admit({{"code", code}, {"gate", nullptr}, {"at", nullptr}}, "?show=").status == 200);
}

} // namespace boxoffice::tests
