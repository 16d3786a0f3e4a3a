// Every parser of this folder with input that was right once: it refuses it, or reads what an
// independent reader reads. Those are written by hand here and in tests/support.
#include "events/codec/cbor.hpp"
#include "events/codec/codec.hpp"
#include "events/codec/snapshot.hpp"
#include "events/time_text.hpp"
#include "tests/events/samples.hpp"
#include "tests/events/walk.hpp"
#include "tests/support/readers/cbor_reference.hpp"
#include "tests/support/readers/spoiled.hpp"

#include <algorithm>
#include <regex>

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

using boxoffice::tests::cbor_item;
using boxoffice::tests::read_alike;
using boxoffice::tests::read_cbor;
using boxoffice::tests::spoiled;

namespace {

/// Days from 1970-01-01, counted a year and a month at a time.
std::int64_t days_to(int year, int month, int day) {
  auto is_leap = [](int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; };
  constexpr int months[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  std::int64_t days = day - 1;
  for (int y = 1970; y < year; ++y)
    days += is_leap(y) ? 366 : 365;
  for (int m = 1; m < month; ++m)
    days += months[m - 1] + (m == 2 && is_leap(year) ? 1 : 0);
  return days;
}

int days_of_month(int year, int month) {
  return static_cast<int>(days_to(year + month / 12, month % 12 + 1, 1) - days_to(year, month, 1));
}

/// RFC 3339 by its grammar as a regular expression.
std::optional<time_ms> reference_time(const std::string& text) {
  static const std::regex form{"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2}):"
                               "([0-9]{2})(\\.[0-9]+)?([Zz]|([+-])([0-9]{2}):([0-9]{2}))"};
  std::smatch part;
  if (!std::regex_match(text, part, form))
    return std::nullopt;
  auto number = [&](std::size_t which) { return part[which].matched ? std::stoi(part[which]) : 0; };
  auto year = number(1), month = number(2), day = number(3);
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > days_of_month(year, month) ||
      number(4) > 23 || number(5) > 59 || number(6) > 60 || number(10) > 23 || number(11) > 59)
    return std::nullopt;
  auto fraction = (part[7].str() + "000").substr(part[7].matched ? 1 : 0, 3);
  auto offset = (number(10) * 60 + number(11)) * (part[9] == "-" ? -1 : 1);
  auto minutes = (days_to(year, month, day) * 24 + number(4)) * 60 + number(5) - offset;
  auto at = minutes * 60'000 + number(6) * 1'000 + std::stoi(fraction);
  auto last = (days_to(9999, 12, 31) + 1) * 86'400'000 - 1;
  return at < 0 || at > last ? std::nullopt : std::optional<time_ms>{at};
}

/// base64url by its alphabet, bit by bit.
std::optional<std::string> reference_base64url(const std::string& text) {
  const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::vector<bool> bits;
  for (auto c : text) {
    auto digit = digits.find(c);
    if (digit == std::string::npos)
      return std::nullopt;
    for (unsigned bit = 6; bit-- > 0;)
      bits.push_back((digit >> bit & 1U) != 0);
  }
  std::string bytes;
  for (std::size_t i = 0; i + 8 <= bits.size(); i += 8) {
    unsigned byte = 0;
    for (std::size_t j = 0; j < 8; ++j)
      byte = byte * 2 + (bits[i + j] ? 1U : 0U);
    bytes += static_cast<char>(byte);
  }
  auto rest = bits.size() % 8;
  auto is_zero =
      std::find(bits.end() - static_cast<std::ptrdiff_t>(rest), bits.end(), true) == bits.end();
  return is_zero ? std::optional{bytes} : std::nullopt;
}

std::optional<std::string> reference_reqid(const std::string& text) {
  static const std::regex form{"([A-Za-z0-9_-]{1,64})\\.([A-Za-z0-9_-]{22})"};
  std::smatch part;
  if (!std::regex_match(text, part, form))
    return std::nullopt;
  auto secret = reference_base64url(part[2]);
  return secret ? std::optional{part[1].str() + ' ' + *secret} : std::nullopt;
}

std::optional<std::string> reference_hex(const std::string& text) {
  static const std::regex form{"([0-9a-f]{2})*"};
  if (!std::regex_match(text, form))
    return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 2)
    bytes += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
  return bytes;
}

/// A number or text read where it stands alone, as the reference reads it.
void check_single_items(const std::string& bytes) {
  auto given = read_cbor(bytes);
  cbor_reader number{bytes_of(bytes)};
  auto value = number.integer();
  if (!number.failed() && number.at_end()) {
    RC_ASSERT(given.has_value());
    RC_ASSERT(given->major <= 1);
    RC_ASSERT(given->value == static_cast<std::uint64_t>(given->major == 0 ? value : -(value + 1)));
  }
  cbor_reader text{bytes_of(bytes)};
  auto read = text.text();
  if (!text.failed() && text.at_end()) {
    RC_ASSERT(given.has_value());
    RC_ASSERT(given->major == 3);
    RC_ASSERT(given->bytes == read);
  }
  cbor_reader any{bytes_of(bytes)};
  any.skip();
  if (!any.failed() && any.at_end())
    RC_ASSERT(given.has_value());
  cbor_reader shallow{bytes_of(bytes)};
  shallow.skip_within(50);
  if (!shallow.failed() && shallow.at_end())
    RC_ASSERT(given.has_value());
}

/// With a right checksum, so that it is the body that is judged.
std::string sealed(const std::string& body, const show_id& show) {
  auto sum = sha256({bytes_of(show.text), bytes_of(body)});
  return body + std::string{sum.begin(), sum.end()};
}

/// Blocked seats are a set, and of the endings, which stand last, old ones are forgotten.
cbor_item in_order(cbor_item body) {
  constexpr std::size_t blocked = 7;
  auto& items = body.items.at(blocked).items;
  std::sort(items.begin(), items.end(),
            [](const auto& a, const auto& b) { return a.value < b.value; });
  items.erase(std::unique(items.begin(), items.end()), items.end());
  body.items.pop_back();
  return body;
}

} // namespace

TEST_CASE("spoiled input: a time is refused or read by the grammar") {
  const std::vector<std::string> valid{"2026-12-24T18:30:00Z", "2026-12-24T18:30:00.123456+05:30",
                                       "1970-01-01t00:00:00z", "9999-12-31 23:59:60.9-00:00",
                                       "2024-02-29T00:00:00Z"};
  for (const auto& text : valid)
    CHECK(parse_rfc3339(text) == reference_time(text));
  CHECK(rc::check("of times", [&] {
    auto text = spoiled(*rc::gen::elementOf(valid), "0123456789-+:.TtZz ");
    RC_ASSERT(parse_rfc3339(text) == reference_time(text));
  }));
}

TEST_CASE("spoiled input: ids, handles and hex are refused or read exactly") {
  static const std::regex id_form{"[A-Za-z0-9_-]{1,16}"};
  const std::string handle = "metropolis-1.AAECAwQFBgcICQoLDA0ODw";
  REQUIRE(parse_request_id(handle));
  CHECK(rc::check("of ids", [&] {
    auto id = spoiled("A12_-", "AZaz09_-./ ");
    RC_ASSERT(is_id(id, most_seat_id_chars) == std::regex_match(id, id_form));
    auto text = spoiled(handle, "AZaz09_-.=");
    auto read = parse_request_id(text);
    auto found = read ? std::optional{read->show.text + ' ' +
                                      std::string{read->secret.begin(), read->secret.end()}}
                      : std::nullopt;
    RC_ASSERT(found == reference_reqid(text));
    auto digits = spoiled("00ff7a", "0123456789abcdefABF x");
    RC_ASSERT(parse_hex(digits) == reference_hex(digits));
  }));
}

TEST_CASE("spoiled input: CBOR is refused or well-formed by RFC 8949") {
  const std::string heads{"\x00\x18\x19\x1b\x20\x40\x43\x58\x60\x63\x78\x80\x82\xa0\xa1\xc0\xc1\xd8"
                          "\xe0\xf4\xf6\xf7\xf8\xf9\xfb\xff\x5f\x9f",
                          28};
  CHECK(rc::check("of single items", [&] {
    const std::vector<std::string> valid{std::string{"\x18\x64"}, std::string{"\x39\x01\xf3"},
                                         std::string{"\x63"} + "abc",
                                         std::string{"\x82\x01\xa1\x61"} + "a\x02"};
    check_single_items(spoiled(*rc::gen::elementOf(valid), heads));
  }));
}

TEST_CASE("spoiled input: an envelope is refused or means the same to another reader") {
  const std::string special{"\x00\x01\x18\x19\x40\x61\x64\x80\x81\xa0\xa1\xa5\xc1\xf6", 14};
  CHECK(rc::check("of envelopes", [&] {
    const auto& fact = samples()[*rc::gen::inRange<std::size_t>(0, samples().size())];
    auto valid = encode(fact.fact, sample_at);
    auto text = spoiled(valid, special);
    auto read = decode(bytes_of(text));
    if (!read)
      return;
    auto given = read_cbor(text);
    RC_ASSERT(given.has_value());
    RC_ASSERT(read_alike(*read_cbor(encode(read->event, read->at)), *given, *read_cbor(valid)));
  }));
}

TEST_CASE("spoiled input: a snapshot is refused, also under a valid checksum, or read in full") {
  const std::string special{"\x00\x01\x02\x18\x19\x40\x50\x60\x80\x81\x83\x85\x97\xf6", 14};
  auto walk = walk_of(7);
  show_state show;
  show.id = show_id{"metropolis"};
  for (const auto& each : walk)
    evolve(show, each);
  auto stored = encode_snapshot(show, {});
  auto body = stored.substr(0, stored.size() - bytes32{}.size());
  REQUIRE(decode_snapshot(bytes_of(stored), show.id, show.plan));
  CHECK(rc::check("of snapshots", [&] {
    auto damaged = spoiled(stored, special);
    RC_ASSERT(damaged == stored || !decode_snapshot(bytes_of(damaged), show.id, show.plan));
    auto other = spoiled(body, special);
    auto read = decode_snapshot(bytes_of(sealed(other, show.id)), show.id, show.plan);
    if (!read)
      return;
    auto given = read_cbor(other);
    RC_ASSERT(given.has_value());
    auto again = encode_snapshot(read->state, read->head);
    again.resize(again.size() - bytes32{}.size());
    RC_ASSERT(in_order(*read_cbor(again)) == in_order(*given));
  }));
}

} // namespace boxoffice::events::tests
