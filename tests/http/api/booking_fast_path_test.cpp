#include "http/api/json/booking_fast_path.hpp"

#include "http/api/json/json_members.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace boxoffice::http::tests {

namespace {

const std::string usual_body =
    R"({"userMail":"ann@example.org","movieShowId":"s-1","seats":["A1","A2"]})";

std::string with_show(const std::string& json) {
  return R"({"userMail":"a@b","movieShowId":)" + json + R"(,"seats":["A1"]})";
}

std::string with_seats(const std::string& json) {
  return R"({"userMail":"a@b","movieShowId":"s","seats":)" + json + '}';
}

bool is_plain(const std::string& body) { return read_booking_fast(body).has_value(); }

/// Whether a whole JSON tree says the same as what was read without one.
bool same_as_tree(const booking_body& read, const std::string& body) {
  auto tree = json::parse(body, nullptr, false);
  if (!tree.is_object() || tree.size() != 3 || tree.value("userMail", json{}) != read.mail ||
      id_text(tree.value("movieShowId", json{})) != read.show.text)
    return false;
  std::vector<events::seat_id> seats;
  for (const auto& each : tree.value("seats", json{}))
    seats.push_back({id_text(each).value_or("no id")});
  return tree["seats"].is_array() && seats == read.seats;
}

/// The fields of the errors, or the booking.
std::string outcome(const reading<booking_body>& read) {
  std::string text;
  if (read) {
    text = read->mail + ' ' + read->show.text;
    for (const auto& seat : read->seats)
      text += ' ' + seat.text;
  } else {
    text = name_of(read.error().code);
    for (const auto& error : read.error().errors)
      text += ' ' + error.field + ' ' + error.detail;
  }
  return text;
}

rc::Gen<std::string> one_of(const std::vector<std::string>& these) {
  return rc::gen::elementOf(these);
}

const std::vector<std::string> values{R"("A1")",
                                      R"("B2")",
                                      R"("s")",
                                      R"("a@b")",
                                      R"("")",
                                      R"("a\nb")",
                                      R"("\u0041")",
                                      "\"\xc3\xa4\"",
                                      "\"\xff\"",
                                      "\"\t\"",
                                      "7",
                                      "0",
                                      "007",
                                      "1.5",
                                      "1e3",
                                      "-1",
                                      "-0",
                                      "null",
                                      "true",
                                      "[]",
                                      "[[]]",
                                      "{}",
                                      "[7]",
                                      "[\"A1\",]",
                                      "9999999999999999999",
                                      "99999999999999999999",
                                      R"(["A1","A2"])",
                                      R"(["A1",8])",
                                      R"([ "A1" , "A2" ])",
                                      R"(["A1" "A2"])",
                                      "[\"A\x7f\"]"};

/// Something like a booking: mostly right members, in any order, now and then another or none.
std::string something_like_a_booking() {
  const auto names = std::vector<std::string>{"userMail", "movieShowId", "seats", "seats ", "x"};
  const auto gap = rc::gen::weightedElement<std::string>(
      {{200, ""}, {20, " "}, {20, "\r\n\t"}, {1, "\f"}, {1, std::string(1, '\0')}});
  std::string body = *gap + "{";
  const auto first = *rc::gen::inRange(std::size_t{0}, std::size_t{3});
  const auto members =
      *rc::gen::weightedElement<std::size_t>({{1, 0}, {1, 1}, {2, 2}, {40, 3}, {2, 4}});
  for (std::size_t i = 0; i < members; ++i) {
    const auto right = *rc::gen::inRange(0, 20) != 0;
    const auto name = right ? names[(first + i) % 3] : *one_of(names);
    const auto usual_value = name == "seats" ? R"(["A1","A2"])" : R"("a@b")";
    const auto value = *rc::gen::inRange(0, 4) == 0 ? *one_of(values) : usual_value;
    body += (i == 0 ? "" : ",") + *gap + '"' + name + '"' + *gap + ":" + *gap + value + *gap;
  }
  return body + "}" + *gap;
}

/// Some bytes of `body` replaced, taken out or put in.
std::string mutated(std::string body) {
  const auto bytes = rc::gen::elementOf(std::string{"{}[]\",:\\ \n0159-+.eEtfnu/*a@b\x7f\x80\xc3"});
  for (auto left = *rc::gen::inRange(0, 4); left > 0 && !body.empty(); --left) {
    auto place = *rc::gen::inRange(std::size_t{0}, body.size());
    switch (*rc::gen::inRange(0, 3)) {
    case 0: body[place] = *bytes; break;
    case 1: body.erase(place, *rc::gen::inRange(std::size_t{1}, std::size_t{8})); break;
    default: body.insert(place, 1, *bytes); break;
    }
  }
  return body;
}

/// A member more makes the body unusual without another meaning.
void same_either_way(const std::string& body) {
  auto plain = read_booking_fast(body);
  RC_CLASSIFY(plain.has_value());
  if (!plain)
    return;
  RC_ASSERT(same_as_tree(*plain, body));
  auto unusual = body;
  unusual.insert(unusual.find('{') + 1, R"("x":0,)");
  RC_ASSERT_FALSE(is_plain(unusual));
  RC_ASSERT(outcome(read_booking(body)) == outcome(read_booking(unusual)));
}

} // namespace

TEST_CASE("booking fast path: the usual bodies are read, in any order and spacing") {
  for (const auto& body :
       {usual_body,
        std::string{R"({"seats":["A1","A2"],"movieShowId":"s-1","userMail":"ann@example.org"})"},
        std::string{" {\n\t\"userMail\" : \"ann@example.org\" ,\r\n \"movieShowId\":\"s-1\", "
                    "\"seats\" : [ \"A1\" , \"A2\" ] } \n"}}) {
    CAPTURE(body);
    auto read = read_booking_fast(body);
    REQUIRE(read.has_value());
    CHECK(read->mail == "ann@example.org");
    CHECK(read->show.text == "s-1");
    CHECK(read->seats == std::vector<events::seat_id>{{"A1"}, {"A2"}});
  }
}

TEST_CASE("booking fast path: whole numbers are ids as they are written") {
  CHECK(read_booking_fast(with_show("42"))->show.text == "42");
  CHECK(read_booking_fast(with_show("0"))->show.text == "0");
  CHECK(read_booking_fast(with_seats("[7,1234567890123456789]"))->seats ==
        std::vector<events::seat_id>{{"7"}, {"1234567890123456789"}});
  for (const auto* other : {"-1", "-0", "00", "01", "1.0", "1e2", "1 2", "0x1", "+1",
                            "12345678901234567890", "null", "true", "{}", "[]", ""})
    CHECK_FALSE(is_plain(with_show(other)));
}

TEST_CASE("booking fast path: an empty list of seats is read, another value is not") {
  CHECK(read_booking_fast(with_seats("[]"))->seats.empty());
  CHECK(is_plain(with_seats("[ ]")));
  for (const auto* other : {"[,]", "[\"A1\",]", "[\"A1\"", "[\"A1\"}", "[[\"A1\"]]", "[null]",
                            "\"A1\"", "[\"A1\" \"A2\"]", "]", "[1.5]"})
    CHECK_FALSE(is_plain(with_seats(other)));
}

TEST_CASE("booking fast path: a body that is cut off, or followed by more, is not read") {
  for (std::size_t size = 0; size < usual_body.size(); ++size)
    CHECK_FALSE(is_plain(usual_body.substr(0, size)));
  for (const auto& more : {std::string{"}"}, std::string{","}, std::string{"x"}, usual_body,
                           std::string(1, '\0'), std::string{"/**/"}})
    CHECK_FALSE(is_plain(usual_body + more));
  CHECK_FALSE(is_plain("\xef\xbb\xbf" + usual_body));
}

TEST_CASE(
    "booking fast path: escapes, bytes beyond ASCII and control characters are left to the JSON "
    "reader") {
  for (const auto& text :
       {std::string{R"("a\u0040b")"}, std::string{R"("a@b\\")"}, std::string{"\"\xc3\xa4@b\""},
        std::string{"\"\xff@b\""}, std::string{"\"a@b\n\""}, std::string{"\"a@b\0\"", 6}})
    CHECK_FALSE(is_plain(R"({"userMail":)" + text + R"(,"movieShowId":"s","seats":["A1"]})"));
}

TEST_CASE("booking fast path: a member twice, too many or too few are left to the JSON reader") {
  for (const auto* body : {R"({})", R"({"userMail":"a@b","movieShowId":"s"})",
                           R"({"userMail":"a@b","userMail":"a@b","movieShowId":"s","seats":[]})",
                           R"({"userMail":"a@b","movieShowId":"s","seats":[],"seats":["A1"]})",
                           R"({"userMail":"a@b","movieShowId":"s","seats":["A1"],"x":1})",
                           R"({"userMail":7,"movieShowId":"s","seats":["A1"]})",
                           R"({"usermail":"a@b","movieShowId":"s","seats":["A1"]})"})
    CHECK_FALSE(is_plain(body));
}

TEST_CASE("booking fast path: returns nothing, or what the JSON tree gives") {
  CHECK(rc::check("of something like a booking",
                  [] { same_either_way(something_like_a_booking()); }));
  CHECK(rc::check("of a mutated booking", [] { same_either_way(mutated(usual_body)); }));
  CHECK(rc::check("of mutated likenesses",
                  [] { same_either_way(mutated(something_like_a_booking())); }));
  CHECK(rc::check("of any bytes", [](const std::string& bytes) {
    same_either_way(bytes);
    same_either_way('{' + bytes);
  }));
}

} // namespace boxoffice::http::tests
