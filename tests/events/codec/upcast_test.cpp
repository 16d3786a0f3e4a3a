// Versions that never were: BookingCancelled as it might have been stored before today's form.
//
//   v -1   {"number": n, "operator": 0 or 1}
//   v  0   {"number": n, "who": "customer" or "operator"}
//   v  1   today's: {"number": n, "by": text}
#include "events/codec/codec.hpp"
#include "events/codec/event_json.hpp"
#include "events/event_types.hpp"
#include "tests/events/samples.hpp"
#include "tests/events/scenario.hpp"

namespace boxoffice::events::tests {

namespace {

using nlohmann::json;

void name_who(json& data) {
  data["who"] = data.at("operator").get<int>() == 1 ? "operator" : "customer";
  data.erase("operator");
}
void name_by(json& data) {
  data["by"] = "by_" + data.at("who").get<std::string>();
  data.erase("who");
}

constexpr std::array steps{upcaster{"BookingCancelled", 0, name_by},
                           upcaster{"BookingCancelled", -1, name_who}};

std::string envelope(int version, const json& data, const std::string& type = "BookingCancelled") {
  auto cbor =
      json::to_cbor(json{{"v", version}, {"type", type}, {"at", sample_at}, {"data", data}});
  return {cbor.begin(), cbor.end()};
}

std::string oldest() { return envelope(-1, {{"number", 7}, {"operator", 1}}); }

std::optional<codec_errc> upcast_error_of(const std::string& bytes,
                                          std::span<const upcaster> chain = steps) {
  auto read = decode(bytes_of(bytes), chain);
  return read ? std::nullopt : std::optional{read.error()};
}

void check_is_cancelled_by_operator(const std::string& bytes) {
  auto read = decode(bytes_of(bytes), steps);
  REQUIRE(read.has_value());
  CHECK(read->at == sample_at);
  const auto* fact = std::get_if<booking_cancelled>(&read->event);
  REQUIRE(fact != nullptr);
  CHECK(fact->number == 7);
  CHECK(fact->by == canceller::by_operator);
}

template <class Event>
void check_steps_are_whole() {
  for (const auto& step : upcasters())
    if (step.type == type_name_of<Event>)
      CHECK(step.from < current_version_of<Event>);
  for (std::int64_t version = 1; version < current_version_of<Event>; ++version) {
    auto made_for = [&](const upcaster& step) {
      return step.type == type_name_of<Event> && step.from == version;
    };
    CHECK(std::count_if(upcasters().begin(), upcasters().end(), made_for) == 1);
  }
}

template <std::size_t... I>
void check_all(std::index_sequence<I...>) {
  (check_steps_are_whole<std::variant_alternative_t<I, event>>(), ...);
}

} // namespace

TEST_CASE("upcast: an event of an older version is lifted step by step to today's") {
  check_is_cancelled_by_operator(oldest());
  check_is_cancelled_by_operator(envelope(0, {{"number", 7}, {"who", "operator"}}));
  check_is_cancelled_by_operator(envelope(1, {{"number", 7}, {"by", "by_operator"}}));
}

TEST_CASE("upcast: the JSON form of a lifted event has today's version") {
  auto read = decode(bytes_of(oldest()), steps);
  REQUIRE(read.has_value());
  auto object = to_json({9, read->at, read->event}, {});
  CHECK(object["v"] == 1);
  CHECK(object["data"].dump() == R"({"number":7,"by":"by_operator"})");
}

TEST_CASE("upcast: the hash stays that of the bytes that were stored") {
  auto stored = oldest();
  auto hash = chain_hash({}, show_id{"m"}, 9, bytes_of(stored));
  auto read = decode(bytes_of(stored), steps);
  REQUIRE(read.has_value());
  CHECK(stored == oldest());
  CHECK(hash == sha256({bytes32{}, bytes_of("m"), big_endian(9), bytes_of(stored)}));
  auto again = encode(read->event, read->at);
  CHECK(hash != chain_hash({}, show_id{"m"}, 9, bytes_of(again)));
}

TEST_CASE("upcast: a version that no chain of steps leads away from is refused") {
  CHECK(upcast_error_of(oldest(), {}) == codec_errc::malformed);
  auto last_step = std::span{steps}.first(1);
  CHECK(upcast_error_of(oldest(), last_step) == codec_errc::malformed);
  auto first_step = std::span{steps}.last(1);
  CHECK(upcast_error_of(oldest(), first_step) == codec_errc::malformed);
  CHECK(upcast_error_of(envelope(-2, {{"number", 7}})) == codec_errc::malformed);
  json payment{{"number", 7},
               {"paymentId", "p"},
               {"amount", {{"value", 1}, {"currency", "INR"}}},
               {"who", "a step of another type would take this"}};
  CHECK(upcast_error_of(envelope(0, payment, "PaymentFailed")) == codec_errc::malformed);
  CHECK(upcast_error_of(envelope(1, payment, "PaymentFailed")) == std::nullopt);
}

TEST_CASE("upcast: a version newer than today's is refused and not guessed at") {
  CHECK(upcast_error_of(envelope(2, {{"number", 7}, {"by", "by_operator"}})) ==
        codec_errc::unknown_version);
  CHECK(upcast_error_of(envelope(2, {{"by", {"a", "new", "form"}}})) ==
        codec_errc::unknown_version);
}

TEST_CASE("upcast: data that is not of its version's form is malformed") {
  CHECK(upcast_error_of(envelope(-1, {{"number", 7}})) == codec_errc::malformed);
  CHECK(upcast_error_of(envelope(-1, {{"number", 7}, {"operator", "yes"}})) ==
        codec_errc::malformed);
  CHECK(upcast_error_of(envelope(-1, json::array())) == codec_errc::malformed);
  CHECK(upcast_error_of(envelope(0, {{"number", 7}, {"who", "nobody"}})) == codec_errc::malformed);
  for (auto whole = oldest(); !whole.empty(); whole.pop_back())
    CHECK(upcast_error_of(whole.substr(0, whole.size() - 1)) == codec_errc::malformed);
}

TEST_CASE("upcast: old data nested beyond any stack is refused") {
  auto marked = envelope(-1, {{"number", 7}, {"operator", 1}, {"x", nullptr}});
  auto place = marked.find('\xF6');
  REQUIRE(place != std::string::npos);
  auto nested = [&](std::size_t levels) {
    return marked.substr(0, place) + std::string(levels, '\x81') + marked.substr(place);
  };
  check_is_cancelled_by_operator(nested(20));
  CHECK(upcast_error_of(nested(200'000)) == codec_errc::malformed);
}

TEST_CASE("upcast: each version that was ever written has its step") {
  check_all(std::make_index_sequence<std::variant_size_v<event>>{});
}

} // namespace boxoffice::events::tests
