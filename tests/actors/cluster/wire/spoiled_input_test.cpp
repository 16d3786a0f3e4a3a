// Damaged messages of another node: they are refused, or decoded as another CBOR reader decodes
// them.
#include "actors/cluster/wire/wire.hpp"
#include "tests/actors/questions.hpp"
#include "tests/support/readers/cbor_reference.hpp"
#include "tests/support/readers/spoiled.hpp"

#include <doctest/doctest.h>

namespace boxoffice::actors::tests {

using boxoffice::tests::read_cbor;
using boxoffice::tests::spoiled;
using namespace events;

namespace {

const std::string telling{"\x00\x01\x02\x05\x18\x19\x20\x40\x50\x60\x61\x80\x81\x82\xf6", 15};

/// The items of a message in one array: a message is a sequence of them, not one item. Nothing if
/// it is no sequence of whole items.
std::optional<boxoffice::tests::cbor_item> read_items(std::string_view bytes) {
  for (std::size_t count = 1; count <= bytes.size(); ++count) {
    std::string in_array{'\x99', static_cast<char>(count >> 8U), static_cast<char>(count & 255U)};
    if (auto read = read_cbor(in_array.append(bytes)))
      return read;
  }
  return std::nullopt;
}

asks some_questions() {
  asks all;
  std::vector<show_question> what{
      open(), book_with(5, {"A1", "A2"}), get_seats{12},
      record_payment{0, {1}, {"p"}, payment_status::failed, {5, "INR"}, noon},
      await_booking{{1}, customer(3), seen_booking{booking_status::confirmed, {6}}}};
  for (auto& each : what)
    all.emplace_back(show_ask{{{}, 7}, {"noir"}, std::move(each), "ann@x.org"});
  all.emplace_back(node_ask{{{}, 8}, get_past_seats{{"noir"}, {5, noon}}});
  return all;
}

replies some_replies() {
  show_page shows;
  shows.items.push_back({{"noir"}, sales_status::paused, 4, small_hall()});
  shows.next = "noir";
  replies all;
  all.push_back({1, booking_taken{{{"noir"}, {1}}, 9, {5, "INR"}}});
  all.push_back({2, shows});
  all.push_back({3, customer_erased{true}});
  all.push_back(
      {4,
       refusal{errc::seats_unavailable, {{{"A1"}, taken_reason::held, noon}}, {{"seats", "bad"}}}});
  return all;
}

} // namespace

TEST_CASE("spoiled input: questions of another node are refused or decoded as they are encoded") {
  const auto valid = encode(some_questions());
  REQUIRE(decode_asks(valid, {}));
  CHECK(rc::check("of questions", [&] {
    const auto bytes = spoiled(valid, telling);
    auto read = decode_asks(bytes, {});
    if (!read)
      return;
    RC_LOG() << to_hex(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    auto given = read_items(bytes);
    RC_ASSERT(given.has_value());
    RC_ASSERT(read_items(encode(std::move(*read))) == given);
  }));
}

TEST_CASE("spoiled input: replies of another node are refused or decoded as they are encoded") {
  const auto valid = encode(some_replies());
  REQUIRE(decode_replies(valid));
  CHECK(rc::check("of answers", [&] {
    const auto bytes = spoiled(valid, telling);
    auto read = decode_replies(bytes);
    if (!read)
      return;
    RC_LOG() << to_hex(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    auto given = read_items(bytes);
    RC_ASSERT(given.has_value());
    RC_ASSERT(read_items(encode(std::move(*read))) == given);
  }));
}

} // namespace boxoffice::actors::tests
