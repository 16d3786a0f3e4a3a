#include "http/api/json/webhook_json.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace boxoffice::http::tests {

namespace {

using json = nlohmann::json;

/// `field detail` of the first error of an addition and of a change with this member; they agree.
std::string error_in_hook(const char* name, const json& value) {
  auto added = read_webhook(json{{"url", "https://example.org/"}, {name, value}}.dump());
  auto changed = read_webhook_change(json{{name, value}}.dump());
  CHECK(added.has_value() == changed.has_value());
  if (added || changed)
    return {};
  const auto& error = added.error().errors.front();
  const auto& other = changed.error().errors.front();
  CHECK(error.field == other.field);
  CHECK(error.detail == other.detail);
  return error.field + ' ' + error.detail;
}

} // namespace

TEST_CASE("webhook json: each type of event is named once") {
  CHECK(error_in_hook("events", {"BookingPaid", "BookingConfirmed"}) == "");
  CHECK(error_in_hook("events", {"BookingPaid", "BookingPaid"}) ==
        "events[1] must not be named twice");
  CHECK(error_in_hook("events", {"BookingPaid", "Nothing"}) == "events[1] must be a type of event");
  CHECK(error_in_hook("events", json::array({1})) == "events[0] must be a type of event");
}

} // namespace boxoffice::http::tests
