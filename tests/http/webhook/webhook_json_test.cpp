#include "http/api/json/webhook_json.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace boxoffice::http::tests {

using nlohmann::json;

namespace {

/// `field detail` of the first error of an addition and of a change with this member; they agree.
std::string error_in_hook(const char* name, const json& value) {
  auto added = read_webhook(json{{"url", "https://example.org/"}, {name, value}}.dump());
  auto changed = read_webhook_change(json{{name, value}}.dump());
  CHECK(added.has_value() == changed.has_value());
  if (added || changed)
    return {};
  const auto error = added.error().errors.front();
  const auto other = changed.error().errors.front();
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

TEST_CASE("webhook json: a description is up to 1000 bytes of text without control characters") {
  for (const auto& good : {std::string{}, std::string(1'000, 'x'), std::string{"caf\xc3\xa9, 2"}})
    CHECK(error_in_hook("description", good) == "");
  CHECK(error_in_hook("description", std::string(1'001, 'x')) ==
        "description must have at most 1000 bytes");
  for (const auto& bad : {std::string{"a\nb"}, std::string{"\x1b[31m"}, std::string{"a\0b", 3},
                          std::string{"\x7f"}, std::string{"\xc2\x85"}}) {
    CAPTURE(json(bad).dump());
    CHECK(error_in_hook("description", bad) ==
          "description must be text without control characters");
  }
}

TEST_CASE("webhook json: of a URL everything but the query is shown to those who only read") {
  auto shown = [](const std::string& url) {
    actors::webhook_list list(1);
    list[0].endpoint.url = url;
    hide_query(list);
    return to_json(list).at("webhooks").at(0).at("url").get<std::string>();
  };
  for (const auto* whole : {"https://example.org", "https://example.org:444/a/b"})
    CHECK(shown(whole) == whole);
  CHECK(shown("https://example.org/a?key=1&more=?") == "https://example.org/a?(hidden)");
  CHECK(shown("https://example.org?") == "https://example.org?(hidden)");
}

TEST_CASE("webhook json: a dead letter that does not exist is not called a path or a webhook") {
  auto refused = problem_of(actors::webhook_refusal::not_dead);
  CHECK(refused.code == code::not_found);
  CHECK(std::string{title_of(refused.code)} == "Not found");
  CHECK(refused.detail == "There is no such dead letter.");
}

} // namespace boxoffice::http::tests
