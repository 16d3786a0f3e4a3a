// Every body with a random byte sequence put in or appended, or its end cut off: it is refused, or
// says what Python's reader of JSON makes of it.
#include "http/api/json/booking_fast_path.hpp"
#include "http/api/json/json_in.hpp"
#include "http/api/json/seat_bodies.hpp"
#include "http/json/json_tree.hpp"
#include "tests/support/cinema/halls.hpp"
#include "tests/support/readers/python_reader.hpp"
#include "tests/support/readers/spoiled.hpp"

#include <cstdlib>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using boxoffice::tests::detailed_hall;
using boxoffice::tests::read_by_python;
using boxoffice::tests::spoiled;

namespace {

const std::string telling =
    "{}[]\",:\\ \n\t0123456789-+.eEtrufalsn/*aAu00b@_\x7f\x80\xc3\xa9\xef\xbb\xbf";

const std::vector<std::string> bodies{
    R"({"userMail":"ann@example.org","movieShowId":"s-1","seats":["A1","A2"]})",
    R"( {"seats": [1, 20000000000000000000000], "movieShowId": 12345678901234567890123,)"
    R"( "userMail": "j\u00f6rg@example.org", "more": {"a": [1.5e3, -0, null, true]}} )",
    R"({"reqId":"s.AAECAwQFBgcICQoLDA0ODw","paymentId":"p1","status":"SUCCESS",)"
    R"("amount":{"value":15000,"currency":"INR"},"paidAt":"2026-01-01T00:00:00Z"})",
    R"({"directory":"/var/backups/boxoffice"})",
    detailed_hall().dump(),
    R"([{"id":7,"movie":"M","hall":"H","startsAt":"2099-01-01T00:00:00Z","currency":"INR",)"
    R"("price":1,"classes":[{"id":"G","name":"G","price":0}],)"
    R"("rows":[{"row":"A","class":"G","seats":["A1",null,2]}]}])"};

/// Whether both readers have the same tree; `theirs` as read_by_python() tells it.
bool same_tree(const json& ours, const json& theirs) {
  if (auto digits = digits_in(ours))
    return theirs.is_object() && theirs.value("i", "") == *digits;
  if (ours.is_number())
    return theirs.is_object() && theirs.contains("f") &&
           std::strtod(theirs.at("f").get_ref<const std::string&>().c_str(), nullptr) == ours;
  if (ours.is_array()) {
    if (!theirs.is_array() || ours.size() != theirs.size())
      return false;
    for (std::size_t i = 0; i < ours.size(); ++i)
      if (!same_tree(ours[i], theirs[i]))
        return false;
    return true;
  }
  if (!ours.is_object())
    return ours == theirs;
  if (!theirs.is_object() || !theirs.contains("o") || theirs.at("o").size() != ours.size())
    return false;
  for (const auto& [name, value] : ours.items())
    if (!theirs.at("o").contains(name) || !same_tree(value, theirs.at("o").at(name)))
      return false;
  return true;
}

json member(const json& theirs, const char* name) {
  return theirs.is_object() && theirs.contains("o") ? theirs.at("o").value(name, json{}) : json{};
}

/// The text of an id or integer in a tree of Python's.
std::string text_in(const json& theirs) {
  if (theirs.is_string())
    return theirs;
  return theirs.is_object() ? theirs.value("i", "none") : "none";
}

bool same_seats(const std::vector<events::seat_id>& ours, const json& theirs) {
  if (!theirs.is_array() || theirs.size() != ours.size())
    return false;
  for (std::size_t i = 0; i < ours.size(); ++i)
    if (text_in(theirs[i]) != ours[i].text)
      return false;
  return true;
}

bool same_booking(const booking_body& ours, const json& theirs) {
  return member(theirs, "userMail") == ours.mail &&
         text_in(member(theirs, "movieShowId")) == ours.show.text &&
         same_seats(ours.seats, member(theirs, "seats"));
}

bool same_payment(const payment_body& ours, const json& theirs) {
  auto amount = member(theirs, "amount");
  return member(theirs, "reqId") == ours.reqid &&
         member(theirs, "paymentId") == ours.payment.payment.text &&
         member(theirs, "status").is_string() &&
         text_in(member(amount, "value")) == std::to_string(ours.payment.amount.value) &&
         member(amount, "currency") == ours.payment.amount.currency;
}

bool same_row(const events::seat_row& ours, const json& theirs) {
  auto seats = member(theirs, "seats");
  if (text_in(member(theirs, "row")) != ours.row ||
      text_in(member(theirs, "class")) != ours.seat_class)
    return false;
  if (!seats.is_array())
    return text_in(seats) == std::to_string(ours.seats.size());
  if (seats.size() != ours.seats.size())
    return false;
  for (std::size_t i = 0; i < seats.size(); ++i)
    if (ours.seats[i] ? text_in(seats[i]) != ours.seats[i]->text : !seats[i].is_null())
      return false;
  return true;
}

bool same_show(const events::open_show& command, const json& theirs) {
  const auto& ours = command.body;
  auto rows = member(theirs, "rows"), classes = member(theirs, "classes");
  if (member(theirs, "movie") != ours.movie || member(theirs, "hall") != ours.hall ||
      member(theirs, "currency") != ours.currency ||
      text_in(member(theirs, "price")) != std::to_string(ours.price) ||
      rows.size() != ours.rows.size() || classes.size() != ours.classes.size())
    return false;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (!same_row(ours.rows[i], rows[i]))
      return false;
  for (std::size_t i = 0; i < classes.size(); ++i)
    if (text_in(member(classes[i], "id")) != ours.classes[i].id ||
        member(classes[i], "name") != ours.classes[i].name ||
        text_in(member(classes[i], "price")) != std::to_string(ours.classes[i].price))
      return false;
  return true;
}

/// Checks all that any of our readers took of a text against Python's tree of it.
void check_against(const std::string& text, const json& theirs) {
  CAPTURE(text);
  auto refused = theirs.is_discarded();
  if (auto tree = read_json(text))
    CHECK((!refused && same_tree(*tree, theirs)));
  if (auto plain = read_booking_fast(text))
    CHECK((!refused && same_booking(*plain, theirs)));
  if (auto read = read_booking(text))
    CHECK((!refused && same_booking(*read, theirs)));
  if (auto read = read_payment(text))
    CHECK((!refused && same_payment(*read, theirs)));
  if (auto read = read_reqid(text))
    CHECK((!refused && member(theirs, "reqId") == *read));
  if (auto read = read_directory(text))
    CHECK((!refused && member(theirs, "directory") == read->native()));
  if (auto read = read_seats(text))
    CHECK((!refused && same_seats(*read, member(theirs, "seats"))));
  if (auto read = read_show(text))
    CHECK((!refused && same_show(*read, theirs)));
  if (check_no_members(text) == std::nullopt)
    CHECK((!refused && theirs.contains("o") && theirs.at("o").empty()));
  auto batch = read_shows(text);
  for (std::size_t i = 0; batch && i < batch->size(); ++i) {
    REQUIRE_FALSE(refused);
    auto entry = batch->read(i);
    if (entry.command)
      CHECK((text_in(member(theirs.at(i), "id")) == entry.id &&
             same_show(*entry.command, theirs.at(i))));
  }
}

} // namespace

TEST_CASE("spoiled input: a body is refused or read as another JSON parser reads it") {
  auto texts = bodies;
  CHECK(rc::check("of bodies", [&] {
    texts.push_back(spoiled(*rc::gen::elementOf(bodies), telling));
    if (*rc::gen::inRange(0, 3) == 0)
      texts.push_back(spoiled(texts.back(), telling));
  }));
  CHECK(rc::check("of tiny texts", [&] {
    texts.push_back(
        spoiled(*rc::gen::element<std::string>("{}", "[]", "1", "\"\"", "null", " "), telling));
  }));
  for (const auto& body : bodies)
    CHECK(read_json(body).has_value());
  auto theirs = read_by_python("json", texts);
  for (std::size_t i = 0; i < texts.size(); ++i)
    check_against(texts[i], theirs[i]);
}

} // namespace boxoffice::http::tests
