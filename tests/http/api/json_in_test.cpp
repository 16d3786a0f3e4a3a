#include "http/api/json/json_in.hpp"
#include "http/api/json/seat_bodies.hpp"
#include "http/api/json/show_patch.hpp"
#include "tests/support/cinema/halls.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using boxoffice::tests::detailed_hall;
using boxoffice::tests::json;

namespace {

const json booking = {{"userMail", "ann@example.com"}, {"movieShowId", "s"}, {"seats", {"A1", 7}}};
const json payment = {{"reqId", "s.x"},
                      {"paymentId", "p1"},
                      {"status", "SUCCESS"},
                      {"amount", {{"value", 5}, {"currency", "INR"}}},
                      {"paidAt", "2026-01-01T00:00:00Z"}};

template <class T>
std::string code_name(const reading<T>& read) {
  return read ? "" : std::string{name_of(read.error().code)};
}

/// The member of the first error; "none" if there is none.
template <class T>
std::string invalid_field(const reading<T>& read) {
  if (read)
    return "none";
  return read.error().errors.empty() ? std::string{name_of(read.error().code)}
                                     : read.error().errors.front().field;
}

json with(json body, const char* pointer, json value) {
  body[json::json_pointer{pointer}] = std::move(value);
  return body;
}

json without(json body, const char* name) {
  body.erase(name);
  return body;
}

std::string show_fault(const char* pointer, json value) {
  return invalid_field(read_show(with(detailed_hall(), pointer, std::move(value)).dump()));
}

std::string payment_fault(const char* pointer, json value) {
  return invalid_field(read_payment(with(payment, pointer, std::move(value)).dump()));
}

std::string booking_fault(const char* pointer, json value) {
  return invalid_field(read_booking(with(booking, pointer, std::move(value)).dump()));
}

std::string nested(std::size_t levels, char open, char close) {
  return std::string(levels, open) + (close == 0 ? "" : std::string(levels, close));
}

} // namespace

TEST_CASE("json: a booking is read, ids also from integers") {
  auto read = read_booking(with(booking, "/movieShowId", 42).dump());
  REQUIRE(read.has_value());
  CHECK(read->mail == "ann@example.com");
  CHECK(read->show.text == "42");
  CHECK(read->seats == std::vector<events::seat_id>{{"A1"}, {"7"}});
}

TEST_CASE("json: an empty type, class or list of types is not one that is left out") {
  auto fault_of_seat = [](json type) {
    return booking_fault("/seats", {"A1", {{"seat", "A2"}, {"type", std::move(type)}}});
  };
  CHECK(fault_of_seat("") == "seats[1].type");
  CHECK(fault_of_seat(true) == "seats[1].type");
  CHECK(fault_of_seat(nullptr) == "none");
  CHECK(fault_of_seat("CHILD") == "none");
  auto fault_of_wish = [](const char* member, json value) {
    auto body = without(booking, "seats");
    body["bestAvailable"] = {{"count", 2}};
    body["bestAvailable"][member] = std::move(value);
    return invalid_field(read_booking(body.dump()));
  };
  CHECK(fault_of_wish("class", "") == "bestAvailable.class");
  CHECK(fault_of_wish("class", nullptr) == "none");
  CHECK(fault_of_wish("types", json::array()) == "bestAvailable.types");
  CHECK(fault_of_wish("types", {"ADULT", ""}) == "bestAvailable.types[1]");
  CHECK(fault_of_wish("types", {"ADULT", 7}) == "none");
  CHECK(fault_of_wish("types", nullptr) == "none");
  CHECK(fault_of_wish("count", nullptr) == "bestAvailable.count");
}

TEST_CASE("json: a sale may be without reference and mail address, but not with empty ones") {
  const json sale{{"seats", {"A1"}}, {"method", "CASH"}};
  for (const auto* name : {"reference", "userMail"}) {
    auto body = sale;
    body[name] = nullptr;
    CHECK(invalid_field(read_sale(body.dump())) == "none");
    for (const json& wrong : {json(""), json(7), json::array()}) {
      body[name] = wrong;
      CHECK(invalid_field(read_sale(body.dump())) == name);
    }
  }
  CHECK(invalid_field(read_sale(without(sale, "method").dump())) == "method");
  for (const json& wrong : {json("cash"), json("ONLINE"), json(nullptr), json(1)})
    CHECK(invalid_field(read_sale(with(sale, "/method", wrong).dump())) == "method");
}

TEST_CASE("json: each member of a booking is checked by name") {
  for (const auto* name : {"userMail", "movieShowId", "seats"}) {
    CHECK(invalid_field(read_booking(without(booking, name).dump())) == name);
    for (const json& wrong : {json(nullptr), json(true), json(1.5), json::object()})
      CHECK(booking_fault((std::string{"/"} + name).c_str(), wrong) == name);
  }
  CHECK(booking_fault("/userMail", 5) == "userMail");
  for (const auto* mail : {"", "ann", "@x", "ann@", "a b@x", "a@b@c", "a\t@b", "a@b\n"})
    CHECK(booking_fault("/userMail", mail) == "userMail");
  CHECK(booking_fault("/userMail", std::string(250, 'a') + "@b.c") == "none");
  CHECK(booking_fault("/userMail", std::string(251, 'a') + "@b.c") == "userMail");
  for (const json& id : {json(""), json("a/b"), json(std::string(65, 'a')), json("\xc3\xa4")})
    CHECK(booking_fault("/movieShowId", id) == "movieShowId");
  CHECK(booking_fault("/movieShowId", -1) == "none");
  CHECK(booking_fault("/seats/1", nullptr) == "seats[1]");
  CHECK(booking_fault("/seats/0", json::array()) == "seats[0]");
}

TEST_CASE("json: a status that no payment has is one error, whatever is wrong with it") {
  std::vector<json> bodies{without(payment, "status")};
  for (const json& wrong : {json(""), json("success"), json(nullptr), json(1), json::array()})
    bodies.push_back(with(payment, "/status", wrong));
  for (const auto& body : bodies) {
    CAPTURE(body.dump());
    auto read = read_payment(body.dump());
    REQUIRE_FALSE(read.has_value());
    REQUIRE(read.error().errors.size() == 1);
    CHECK(read.error().errors.front().field == "status");
    CHECK(read.error().errors.front().detail == "must be SUCCESS, FAILED or REFUNDED");
  }
}

TEST_CASE("json: each member of a payment is checked by name") {
  CHECK(invalid_field(read_payment(payment.dump())) == "none");
  for (const auto* name : {"reqId", "paymentId", "status", "amount", "paidAt"})
    CHECK(invalid_field(read_payment(without(payment, name).dump())) == name);
  CHECK(payment_fault("/status", "success") == "status");
  CHECK(payment_fault("/paymentId", "") == "paymentId");
  CHECK(payment_fault("/paymentId", "two words") == "paymentId");
  CHECK(payment_fault("/paymentId", std::string(256, 'p')) == "paymentId");
  CHECK(payment_fault("/amount", 5) == "amount");
  CHECK(payment_fault("/amount/value", -1) == "amount.value");
  CHECK(payment_fault("/amount/value", 1.0) == "amount.value");
  CHECK(payment_fault("/amount/value", "5") == "amount.value");
  CHECK(payment_fault("/amount/value", 9223372036854775808ULL) == "amount.value");
  CHECK(payment_fault("/amount/currency", "inr") == "amount.currency");
  CHECK(payment_fault("/paidAt", "yesterday") == "paidAt");
  CHECK(payment_fault("/paidAt", 0) == "paidAt");
  auto failed = with(without(payment, "paidAt"), "/status", "FAILED");
  CHECK(invalid_field(read_payment(failed.dump())) == "none");
  CHECK(invalid_field(read_payment(with(failed, "/paidAt", nullptr).dump())) == "none");
  CHECK(invalid_field(read_payment(with(failed, "/paidAt", "soon").dump())) == "paidAt");
  auto refunded = with(without(payment, "paidAt"), "/status", "REFUNDED");
  CHECK(read_payment(with(refunded, "/dispute", "du_1").dump())->payment.dispute == "du_1");
  CHECK_FALSE(read_payment(with(refunded, "/dispute", nullptr).dump())->payment.dispute);
  CHECK(invalid_field(read_payment(with(refunded, "/dispute", 7).dump())) == "dispute");
  CHECK(invalid_field(read_payment(with(refunded, "/dispute", "").dump())) == "dispute");
  CHECK(invalid_field(read_payment(with(failed, "/dispute", "du_1").dump())) == "dispute");
}

TEST_CASE("json: a show is read with its seats spelt out and its defaults filled in") {
  auto body = without(detailed_hall(), "salesCloseAt");
  auto read = read_show(body.dump());
  REQUIRE(read.has_value());
  const auto& read_body = read->body;
  CHECK(read_body.sales_close_at == read_body.starts_at);
  REQUIRE(read_body.rows.size() == 2);
  CHECK(read_body.rows[0].seats.size() == 4);
  CHECK(read_body.rows[0].seats[2] == std::nullopt);
  CHECK(read_body.rows[1].seats[2]->text == "B3");
  CHECK(read->blocked.empty());
}

TEST_CASE("json: the blocked seats of a new show are ids, as text or as integers") {
  auto read = read_show(with(detailed_hall(), "/blocked", {"A1", 7}).dump());
  REQUIRE(read.has_value());
  CHECK(read->blocked == std::vector<events::seat_id>{{"A1"}, {"7"}});
  CHECK(show_fault("/blocked", nullptr) == "none");
  CHECK(show_fault("/blocked", "A1") == "blocked");
  CHECK(show_fault("/blocked", {"A1", nullptr}) == "blocked[1]");
  CHECK(invalid_field(read_show_changes(R"({"blocked":["A1"]})")) == "blocked");
}

TEST_CASE("json: each member of a show is checked by name") {
  for (const auto* name : {"movie", "hall", "startsAt", "currency", "price", "classes", "rows"}) {
    CHECK(invalid_field(read_show(without(detailed_hall(), name).dump())) == name);
    CHECK(show_fault((std::string{"/"} + name).c_str(), true) == name);
  }
  CHECK(show_fault("/salesCloseAt", "never") == "salesCloseAt");
  CHECK(show_fault("/salesCloseAt", nullptr) == "none");
  CHECK(show_fault("/price", -1) == "price");
  CHECK(show_fault("/price", 1e300) == "price");
  CHECK(show_fault("/movie", "") == "movie");
  CHECK(show_fault("/classes/1/name", 5) == "classes[1].name");
  CHECK(show_fault("/classes/0", "BOX") == "classes[0].id");
  CHECK(show_fault("/rows/1/class", nullptr) == "rows[1].class");
  CHECK(show_fault("/rows/0/seats/3", false) == "rows[0].seats[3]");
  CHECK(show_fault("/rows/0/seats", "A1") == "rows[0].seats");
  for (const json& count : {json(-1), json(1.5), json(10'001), json(18446744073709551615ULL)})
    CHECK(show_fault("/rows/1/seats", count) == "rows[1].seats");
}

TEST_CASE("json: a show may have ten thousand seats and not one more, however they are written") {
  auto body = with(detailed_hall(), "/rows", json::array());
  for (int row = 0; row < 10; ++row)
    body["rows"].push_back(
        {{"row", "R" + std::to_string(row) + "_"}, {"class", "BOX"}, {"seats", 1000}});
  CHECK(invalid_field(read_show(body.dump())) == "none");
  body["rows"].push_back({{"row", "Z"}, {"class", "BOX"}, {"seats", {"Z1"}}});
  CHECK(invalid_field(read_show(body.dump())) == "rows");
  for (int row = 0; row < 2'000; ++row)
    body["rows"].push_back({{"row", "S"}, {"class", "BOX"}, {"seats", 10'000}});
  CHECK(invalid_field(read_show(body.dump())) == "rows");
}

TEST_CASE("json: each entry of a batch is read by itself") {
  auto good = with(detailed_hall(), "/id", "good");
  auto read = read_shows(json{good, with(good, "/id", 5), with(good, "/id", "no id"), 7,
                              without(good, "id"), with(good, "/price", "dear")}
                             .dump());
  REQUIRE(read.has_value());
  REQUIRE(read->size() == 6);
  CHECK(read->read(0).command.has_value());
  CHECK(read->read(1).command.has_value());
  CHECK(read->id(1) == "5");
  CHECK(invalid_field(read->read(2).command) == "id");
  CHECK(invalid_field(read->read(3).command) == "id");
  CHECK(invalid_field(read->read(4).command) == "id");
  CHECK(invalid_field(read->read(5).command) == "price");
  CHECK(read_shows("[]")->size() == 0);
  CHECK(code_name(read_shows("{}")) == "INVALID_REQUEST");
  CHECK(code_name(read_shows(json(std::vector<int>(1'001, 1)).dump())) == "INVALID_REQUEST");
}

TEST_CASE("json: text that is not JSON is malformed, JSON that is not an object is invalid") {
  for (const std::string& text :
       {std::string{}, std::string{" "}, std::string{"{"}, std::string{"{}}"}, std::string{"{} x"},
        std::string{"{\"a\":1,}"}, std::string{"{'a':1}"}, std::string{"\"\xff\""},
        std::string{"{\"a\":\"\xc3\"}"}, std::string{"\"\xed\xa0\x80\""},
        std::string{"\"\\ud800\""}, std::string{"{\0}", 3}, std::string{"\xff\xfe{\0}\0", 6},
        std::string{"NaN"}, std::string{"01"}, std::string{"\"\n\""}, std::string{"// x\n{}"}}) {
    CAPTURE(text);
    CHECK(code_name(read_booking(text)) == "MALFORMED_JSON");
    CHECK(code_name(read_shows(text)) == "MALFORMED_JSON");
  }
  for (const auto* text : {"[]", "1", "null", "\"{}\"", "true"})
    CHECK(code_name(read_booking(text)) == "INVALID_REQUEST");
  CHECK(code_name(read_reqid("{\"reqId\":7}")) == "INVALID_REQUEST");
  CHECK(*read_reqid("{\"reqId\":\"s.x\"}") == "s.x");
}

TEST_CASE("json: nesting of any depth is survived, closed or not, as a body and within a member") {
  for (std::size_t levels : {1'000U, 60'000U}) {
    for (const auto& text :
         {nested(levels, '[', 0), nested(levels, '[', ']'), nested(levels, '[', '}'),
          R"({"seats":)" + nested(levels, '[', ']') + "}",
          R"({"userMail":"a@b","movieShowId":"s","seats":)" + nested(levels, '[', ']') + "}"}) {
      CHECK_FALSE(read_booking(text).has_value());
      CHECK_FALSE(read_seats(text).has_value());
      CHECK_FALSE(read_show(text).has_value());
      (void)read_shows(text);
    }
    std::string objects;
    for (std::size_t i = 0; i < levels; ++i)
      objects += R"({"a":)";
    CHECK_FALSE(read_show(objects).has_value());
    CHECK_FALSE(read_show(objects + "1" + std::string(levels, '}')).has_value());
  }
}

TEST_CASE("json: a member that is given twice makes every body malformed, at any depth") {
  // Without any part of one pair the body would be valid.
  CHECK(code_name(read_booking(
            R"({"userMail":"a@x.org","movieShowId":"s","seats":["A1"],"seats":["A2"]})")) ==
        "MALFORMED_JSON");
  CHECK(code_name(read_booking(R"({"userMail":"a@x.org","movieShowId":"s","seats":["A1"],)"
                               R"("x":{"y":[{"z":1,"z":1}]}})")) == "MALFORMED_JSON");
  // The same name, written in two ways.
  CHECK(code_name(read_booking(
            R"({"userMail":"a@x.org","movieShowId":"s","seats":["A1"],"se\u0061ts":["A2"]})")) ==
        "MALFORMED_JSON");
  CHECK(code_name(read_payment(R"({"reqId":"s.x","paymentId":"p","status":"FAILED",)"
                               R"("amount":{"value":5,"value":6,"currency":"INR"}})")) ==
        "MALFORMED_JSON");
  CHECK(code_name(read_signin(R"({"userMail":"a@x.org","userMail":"b@x.org","password":"p"})")) ==
        "MALFORMED_JSON");
  CHECK(code_name(read_reqid(R"({"reqId":"s.x","reqId":"s.x"})")) == "MALFORMED_JSON");
  CHECK(code_name(read_directory(R"({"directory":"/a","directory":"/b"})")) == "MALFORMED_JSON");
  CHECK(code_name(read_seats(R"({"seats":["A1"],"seats":["A2"]})")) == "MALFORMED_JSON");
  CHECK(code_name(read_shows(R"([{"id":"a","id":"b"}])")) == "MALFORMED_JSON");
  auto hall = detailed_hall().dump();
  CHECK(code_name(read_show(hall)) == "");
  CHECK(code_name(read_show(hall.substr(0, hall.size() - 1) + R"(,"price":0})")) ==
        "MALFORMED_JSON");
  CHECK(code_name(read_booking(R"({"userMail":"a@x.org","movieShowId":"s","seats":["A1"],)"
                               R"("x":[{"y":1},{"y":1}]})")) == "");
}

TEST_CASE("json: a NUL or a byte order mark anywhere makes a body malformed") {
  const std::string nul(1, '\0');
  const auto text = booking.dump();
  for (const auto& wrong :
       {text + nul, text + nul + " junk{{", nul + text, text + " \n" + nul, "\xef\xbb\xbf" + text,
        text + "\xef\xbb\xbf", text.substr(0, 9) + nul + text.substr(9)}) {
    CHECK(code_name(read_booking(wrong)) == "MALFORMED_JSON");
    CHECK(code_name(read_payment(wrong)) == "MALFORMED_JSON");
    CHECK(code_name(read_show(wrong)) == "MALFORMED_JSON");
    CHECK(code_name(read_shows(wrong)) == "MALFORMED_JSON");
    CHECK(code_name(read_seats(wrong)) == "MALFORMED_JSON");
    CHECK(code_name(read_reqid(wrong)) == "MALFORMED_JSON");
    CHECK(code_name(read_directory(wrong)) == "MALFORMED_JSON");
    CHECK(check_no_members(wrong)->code == code::malformed_json);
  }
}

TEST_CASE("json: an integer of any length becomes an id by its decimal text") {
  const std::string long_id = "12345678901234567890123";
  auto read = read_booking(R"({"userMail":"a@b","movieShowId":)" + long_id +
                           R"(,"seats":[18446744073709551616,-12345678901]})");
  REQUIRE(read.has_value());
  CHECK(read->show.text == long_id);
  CHECK(read->seats == std::vector<events::seat_id>{{"18446744073709551616"}, {"-12345678901"}});
  for (const auto& number : {std::string(65, '7'), std::string(400, '7')})
    CHECK(code_name(read_booking(R"({"userMail":"a@b","movieShowId":)" + number +
                                 R"(,"seats":["A1"]})")) == "INVALID_REQUEST");
  auto entries = read_shows("[{\"id\":" + long_id + "}]");
  REQUIRE(entries.has_value());
  CHECK(entries->id(0) == long_id);
  for (const auto* name : {"price", "startsAt", "movie", "rows"})
    CHECK(invalid_field(read_show("{\"" + std::string{name} + "\":" + long_id + "}")) != "none");
  CHECK(show_fault("/price", 1) == "none");
  auto text = detailed_hall().dump();
  auto price = text.find("\"price\":");
  text.insert(price + 8, "1" + std::string(20, '0'));
  CHECK(invalid_field(read_show(text)) != "none");
}

TEST_CASE("json: an unknown member of an operator's body is an error that names it") {
  CHECK(show_fault("/moive", "typo") == "moive");
  CHECK(show_fault("/id", "s") == "id");
  CHECK(show_fault("/rows/0/seat", 1) == "rows[0].seat");
  CHECK(show_fault("/classes/1/colour", nullptr) == "classes[1].colour");
  CHECK(invalid_field(read_seats(R"({"seats":["A1"],"all":true})")) == "all");
  CHECK(invalid_field(read_directory(R"({"directory":"/a","force":true})")) == "force");
  CHECK(check_no_members("{}") == std::nullopt);
  CHECK(check_no_members(" {\n}") == std::nullopt);
  CHECK(check_no_members(R"({"seats":["A3"]})")->errors.front().field == "seats");
  CHECK(check_no_members("[]")->code == code::invalid_request);
  auto batch = read_shows(json::array({with(with(detailed_hall(), "/id", "a"), "/x", 1)}).dump());
  REQUIRE(batch.has_value());
  CHECK(invalid_field(batch->read(0).command) == "x");
}

TEST_CASE("json: unknown members of customers and providers are ignored") {
  CHECK(booking_fault("/coupon", {{"code", 1}}) == "none");
  CHECK(payment_fault("/fee", 3) == "none");
  CHECK(payment_fault("/amount/tax", 3) == "none");
  CHECK(*read_reqid(R"({"reqId":"s.x","more":[]})") == "s.x");
}

TEST_CASE("json: absurd numbers are errors, not crashes") {
  for (const auto* number : {"1e999", "-1e999", "1e-999", "99999999999999999999999999", "-0", "0.0",
                             "-9223372036854775809"}) {
    auto text = std::string{R"({"userMail":"a@b","movieShowId":)"} + number + R"(,"seats":["A1"]})";
    auto read = read_booking(text);
    if (!read)
      CHECK(status_of(read.error().code) >= 400);
    CHECK_FALSE(read_show(std::string{R"({"price":)"} + number + "}").has_value());
  }
}

TEST_CASE("json: at most twenty errors are listed for a body") {
  json many = with(booking, "/seats", std::vector<bool>(5'000, true));
  auto read = read_booking(many.dump());
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().errors.size() == 20);
}

} // namespace boxoffice::http::tests
