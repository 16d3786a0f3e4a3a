// The stored form of every type, as files that never change: golden/<Type>.v1.hex holds an envelope
// in hex. A new version of a type gets a new file beside the old one, which must still be read.
#include "events/codec/codec.hpp"
#include "events/codec/event_json.hpp"
#include "tests/events/codec/golden.hpp"
#include "tests/events/samples.hpp"

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

namespace {

using nlohmann::json;

std::uint64_t next_noise(std::uint64_t noise) { return noise * 6'364'136'223'846'793'005U + 1; }

/// Decodes the envelope. If it holds an event, formats it as JSON and encodes it again. True if the
/// result decodes to the same event.
bool survives(std::string_view envelope, bool used_too) {
  auto read = decode(bytes_of(envelope));
  if (!read || !used_too)
    return true;
  auto object = to_json({1, read->at, read->event}, {});
  auto stored = encode(read->event, read->at);
  auto again = decode(bytes_of(stored));
  return !object.empty() && again && encode(again->event, again->at) == stored;
}

} // namespace

TEST_CASE("codec: there is a sample of each type") {
  REQUIRE(samples().size() == std::variant_size_v<event>);
  for (std::size_t i = 0; i < samples().size(); ++i)
    CHECK(samples()[i].fact.index() == i);
}

TEST_CASE("codec: an envelope is the CBOR map of spec section 7, by another decoder") {
  for (const auto& each : samples()) {
    CAPTURE(each.type);
    auto envelope = encode(each.fact, sample_at);
    auto read = json::from_cbor(envelope);
    json expected{{"v", 1}, {"type", each.type}, {"at", sample_at}, {"data", each.stored}};
    CHECK(read == expected);
    auto in_order = nlohmann::ordered_json::from_cbor(envelope);
    std::string order;
    for (const auto& [name, value] : in_order.items())
      order += name + ' ';
    CHECK(order == "v type at data ");
  }
}

TEST_CASE("codec: the stored form of each event never changes") {
  for (const auto& each : samples()) {
    CAPTURE(each.type);
    auto hex = golden_hex(each.type + ".v1");
    auto envelope = encode(each.fact, sample_at);
    CHECK(hex == to_hex(bytes_of(envelope).data(), envelope.size()));
    auto read = decode(bytes_of(parse_hex(hex).value()));
    CHECK(read.has_value());
    if (!read)
      continue;
    CHECK(read->at == sample_at);
    CHECK(read->event.index() == each.fact.index());
    CHECK(encode(read->event, read->at) == envelope);
  }
}

TEST_CASE("codec: the stored form of a completed refund that names its RefundDue never changes") {
  check_golden("RefundCompleted.v1.due",
               refund_completed{2, payment_id{"pay_7"}, {40'000, "INR"}, 70'000});
}

TEST_CASE("codec: the stored form of a sale at the counter never changes") {
  const booking_confirmed sold{2, {}, review_rule::counter, {}, sample_at};
  const booking_paid paid{2,  payment_id{"till-7"}, {40'000, "INR"}, sample_at,
                          {}, payment_method::cash, "token"};
  check_golden("BookingConfirmed.v1.counter", sold);
  check_golden("BookingPaid.v1.method", paid);
  CHECK(to_json({1, 0, sold}, {})["data"].dump() ==
        R"({"number":2,"rule":"counter","rivals":[],"payBy":"2026-12-24T18:30:00.123Z"})");
}

TEST_CASE("codec: events have the JSON form of the table of spec section 7") {
  bytes32 hash{};
  hash.fill(0xAB);
  std::string all_ab;
  for (int i = 0; i < 32; ++i)
    all_ab += "ab";
  for (const auto& each : samples()) {
    CAPTURE(each.type);
    CHECK(to_json({17, sample_at, each.fact}, hash).dump() ==
          R"({"seq":17,"v":1,"type":")" + each.type +
              R"(","at":"2026-12-24T18:30:00.123Z","data":)" + each.json_text + R"(,"hash":")" +
              all_ab + R"("})");
  }
}

TEST_CASE("codec: no truncation of an envelope is read") {
  for (const auto& each : samples()) {
    CAPTURE(each.type);
    auto envelope = encode(each.fact, sample_at);
    for (std::size_t size = 0; size < envelope.size(); ++size)
      CHECK(!decode(bytes_of(std::string_view{envelope}.substr(0, size))));
    CHECK(!decode(bytes_of(envelope + '\0')));
  }
}

TEST_CASE("codec: an envelope with any byte changed is an error or an event, never a crash") {
  for (const auto& each : samples()) {
    CAPTURE(each.type);
    auto envelope = encode(each.fact, sample_at);
    auto fine = true;
    for (auto& byte : envelope) {
      auto before = byte;
      for (int flip = 1; flip < 256; ++flip) {
        byte = static_cast<char>(before ^ flip);
        auto one_bit = (flip & (flip - 1)) == 0;
        fine = survives(envelope, one_bit) && fine;
      }
      byte = before;
    }
    CHECK(fine);
  }
}

TEST_CASE("codec: noise is an error or an event, never a crash") {
  std::uint64_t noise = 42;
  auto fine = true;
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes;
    for (std::size_t size = round % 64U; size != 0; --size) {
      noise = next_noise(noise);
      bytes += static_cast<char>(noise >> 56U);
    }
    fine = survives(bytes, true) && fine;
  }
  CHECK(fine);
}

} // namespace boxoffice::events::tests
