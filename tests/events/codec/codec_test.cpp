#include "events/codec/codec.hpp"
#include "events/codec/event_json.hpp"
#include "events/enum_names.hpp"
#include "tests/events/samples.hpp"
#include "tests/events/scenario.hpp"

#include <limits>

#include <openssl/sha.h>

namespace boxoffice::events::tests {

namespace {

using nlohmann::ordered_json;

std::string to_bytes(const ordered_json& envelope) {
  auto cbor = ordered_json::to_cbor(envelope);
  return {cbor.begin(), cbor.end()};
}

ordered_json envelope_of(const sample& each) {
  return ordered_json::from_cbor(encode(each.fact, sample_at));
}

std::optional<codec_errc> error_of(const std::string& bytes) {
  auto read = decode(bytes_of(bytes));
  return read ? std::nullopt : std::optional{read.error()};
}

template <class Enum>
std::string all_names() {
  std::string names;
  for (auto value : all_values<Enum>)
    names += std::string{name(value)} + ' ';
  return names;
}

/// The members of each map the other way round.
ordered_json turned(const ordered_json& value) {
  if (value.is_array()) {
    auto list = ordered_json::array();
    for (const auto& each : value)
      list.push_back(turned(each));
    return list;
  }
  if (!value.is_object())
    return value;
  std::vector<std::pair<std::string, ordered_json>> members;
  for (const auto& [name, member] : value.items())
    members.emplace_back(name, turned(member));
  auto object = ordered_json::object();
  for (auto member = members.rbegin(); member != members.rend(); ++member)
    object[member->first] = member->second;
  return object;
}

/// A member of every kind that a later version might add, in each map.
ordered_json with_unknown_members(const ordered_json& value) {
  if (value.is_array()) {
    auto list = ordered_json::array();
    for (const auto& each : value)
      list.push_back(with_unknown_members(each));
    return list;
  }
  if (!value.is_object())
    return value;
  ordered_json object{{"_new", {{"deep", {1, -1, nullptr, {{"x", "y"}}}}, {"f", 0.5}}}};
  for (const auto& [name, member] : value.items())
    object[name] = with_unknown_members(member);
  object["_last"] = ordered_json::binary({1, 2, 3});
  object["_flag"] = true;
  return object;
}

std::string stored(const event& fact) { return encode(fact, sample_at); }

void check_round_trip(const event& fact) {
  auto read = decode(bytes_of(stored(fact)));
  REQUIRE(read.has_value());
  CHECK(read->event.index() == fact.index());
  CHECK(stored(read->event) == stored(fact));
}

} // namespace

TEST_CASE("codec: members in another order are read the same") {
  for (const auto& each : samples()) {
    CAPTURE(each.type);
    auto read = decode(bytes_of(to_bytes(turned(envelope_of(each)))));
    REQUIRE(read.has_value());
    CHECK(read->at == sample_at);
    CHECK(stored(read->event) == stored(each.fact));
  }
}

TEST_CASE("codec: unknown members are skipped") {
  for (const auto& each : samples()) {
    CAPTURE(each.type);
    auto read = decode(bytes_of(to_bytes(with_unknown_members(envelope_of(each)))));
    REQUIRE(read.has_value());
    CHECK(stored(read->event) == stored(each.fact));
  }
}

TEST_CASE("codec: a member that is missing, or of another form, is an error unless optional") {
  for (const auto& each : samples()) {
    auto whole = envelope_of(each);
    for (const auto& [name, member] : whole["data"].items()) {
      CAPTURE(each.type + '.' + name);
      auto without = whole;
      without["data"].erase(name);
      auto optional = name == "keyHash" || (each.type == "BookingExpired" && name == "round") ||
                      (each.type == "BookingPaid" && name == "reason") ||
                      (each.type == "SeatAdmitted" && name != "number" && name != "seat");
      CHECK(error_of(to_bytes(without)).has_value() != optional);
      auto other_form = whole;
      other_form["data"][name] = member.is_object() ? ordered_json(1) : ordered_json::object();
      CHECK(error_of(to_bytes(other_form)) == codec_errc::malformed);
    }
  }
}

TEST_CASE("codec: an envelope without one of its members is malformed") {
  for (const std::string name : {"v", "type", "at", "data"}) {
    auto envelope = envelope_of(samples()[2]);
    envelope.erase(name);
    CAPTURE(name);
    CHECK(error_of(to_bytes(envelope)) == codec_errc::malformed);
  }
  CHECK(error_of("") == codec_errc::malformed);
  CHECK(error_of(to_bytes(ordered_json::array())) == codec_errc::malformed);
}

TEST_CASE("codec: an unknown type and an unknown version have errors of their own") {
  auto envelope = envelope_of(samples()[2]);
  envelope["type"] = "PopcornSold";
  CHECK(error_of(to_bytes(envelope)) == codec_errc::unknown_type);
  envelope["v"] = 2;
  CHECK(error_of(to_bytes(envelope)) == codec_errc::unknown_type);
  envelope["type"] = "SalesPaused";
  CHECK(error_of(to_bytes(envelope)) == codec_errc::unknown_version);
  envelope["v"] = 0;
  CHECK(error_of(to_bytes(envelope)) == codec_errc::malformed);
}

TEST_CASE("codec: a count that the bytes cannot hold is refused without reserving for it") {
  auto seats = encode(seats_blocked{{seat_id{"A1"}}}, 1);
  auto list = seats.find('\x81');
  REQUIRE(list != std::string::npos);
  for (const auto& count :
       {std::string{"\x9B\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"},
        std::string{"\x9B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"}, std::string{"\x9A\xFF\xFF\xFF\xFF"}})
    CHECK(error_of(seats.substr(0, list) + count + seats.substr(list + 1)) ==
          codec_errc::malformed);
}

TEST_CASE("codec: arrays nested beyond any stack are skipped or refused") {
  auto envelope = to_bytes({{"v", 1},
                            {"type", "SalesPaused"},
                            {"at", 1},
                            {"x", nullptr},
                            {"data", ordered_json::object()}});
  auto place = envelope.find('\xF6');
  REQUIRE(place != std::string::npos);
  auto deep = std::string(200'000, '\x81') + '\xF6';
  CHECK(!error_of(envelope.substr(0, place) + deep + envelope.substr(place + 1)));
  CHECK(error_of(envelope.substr(0, place) + std::string(200'000, '\x81')) ==
        codec_errc::malformed);
}

TEST_CASE("codec: an optional member without a value is left out and read as nothing") {
  check_round_trip(booking_requested{{show_id{"m"}, {}}, {}, {}, {}, std::nullopt});
  check_round_trip(booking_expired{1, expiry_reason::payment_timeout, std::nullopt});
  check_round_trip(booking_paid{1, payment_id{"p"}, {0, "INR"}, 0, paid_how::in_time});
  check_round_trip(refund_completed{1, payment_id{"p"}, {0, "INR"}, 7});
  check_round_trip(refund_completed{1, payment_id{"p"}, {0, "INR"}, std::nullopt});
  auto object = to_json({1, 0, booking_paid{1, {}, {}, 0, paid_how::in_time}}, {});
  CHECK(!object["data"].contains("reason"));
  auto expired = to_json({1, 0, booking_expired{1, {}, std::nullopt}}, {});
  CHECK(!expired["data"].contains("round"));
}

TEST_CASE("codec: every stored name of every enumeration round trips") {
  for (auto reason : all_values<refund_reason>)
    check_round_trip(refund_due{1, payment_id{"p"}, {1, "INR"}, 5, reason});
  for (auto rule : all_values<review_rule>)
    check_round_trip(booking_confirmed{1, {1, {}}, rule, {}, 5});
  for (auto method : all_values<payment_method>)
    check_round_trip(booking_paid{1, payment_id{"p"}, {1, "INR"}, 5, {}, method, "token"});
  for (auto by : all_values<canceller>)
    check_round_trip(booking_cancelled{1, by});
  for (auto reason : all_values<expiry_reason>)
    check_round_trip(booking_expired{1, reason, std::nullopt});
}

TEST_CASE("codec: the names of stored enumerations never change") {
  CHECK(all_names<review_rule>() ==
        "uncontested most_seats won_draw fewer_seats lost_draw counter ");
  CHECK(all_names<payment_method>() == "CASH CARD COMPLIMENTARY ");
  CHECK(all_names<expiry_reason>() == "review_timeout payment_timeout ");
  CHECK(all_names<canceller>() == "by_customer by_operator show_cancelled payment_reversed ");
  CHECK(all_names<paid_how>() == "in_time late_delivery ");
  CHECK(all_names<sales_channel>() == "online counter ");
  CHECK(all_names<single_seats>() == "allow refuse ");
  CHECK(all_names<seat_attribute>() == "wheelchair companion restricted_view ");
  CHECK(all_names<refund_reason>() ==
        "already_paid rejected cancelled not_confirmed wrong_currency wrong_amount too_late "
        "show_cancelled seats_gone seats_returned ");
}

TEST_CASE("codec: a payment in time is stored without a reason, and with one it is malformed") {
  auto late = ordered_json::from_cbor(
      encode(booking_paid{1, payment_id{"p"}, {1, "INR"}, 5, paid_how::late_delivery}, sample_at));
  CHECK(!error_of(to_bytes(late)));
  late["data"]["reason"] = "in_time";
  CHECK(error_of(to_bytes(late)) == codec_errc::malformed);
}

TEST_CASE("codec: numbers of every width round trip") {
  constexpr auto least = std::numeric_limits<std::int64_t>::min();
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  for (std::int64_t value : {std::int64_t{0}, std::int64_t{23}, std::int64_t{24}, std::int64_t{255},
                             std::int64_t{256}, std::int64_t{65'535}, std::int64_t{65'536},
                             std::int64_t{4'294'967'295}, std::int64_t{4'294'967'296}, most,
                             std::int64_t{-1}, std::int64_t{-24}, std::int64_t{-25}, least})
    check_round_trip(payment_failed{7, payment_id{"p"}, {value, "INR"}});
}

TEST_CASE("chain: a hash covers the one before, the stream, the seq and the envelope") {
  auto envelope = encode(sales_paused{}, sample_at);
  bytes32 before{};
  before.fill(9);
  std::string input(32, '\x09');
  input += "m-1";
  input += std::string{"\0\0\0\0\0\0\1\2", 8};
  input += envelope;
  bytes32 expected{};
  SHA256(reinterpret_cast<const unsigned char*>(input.data()), input.size(), expected.data());
  CHECK(chain_hash(before, show_id{"m-1"}, 258, bytes_of(envelope)) == expected);
}

} // namespace boxoffice::events::tests
