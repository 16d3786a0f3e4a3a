// The description of the API beside what it describes: the route table, the codes of problems and
// the enumerations in answers.
#include "http/api/openapi/description.hpp"
#include "http/api/openapi/parts.hpp"

#include "events/enum_names.hpp"
#include "events/errc.hpp"
#include "events/event_types.hpp"
#include "events/members.hpp"
#include "events/reasons.hpp"
#include "events/report/sales_figures.hpp"
#include "events/state/booking.hpp"
#include "events/state/show_state.hpp"
#include "http/api/json/problem.hpp"
#include "http/api/routes.hpp"
#include "tests/http/gateway_fixture.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <regex>
#include <set>
#include <type_traits>
#include <variant>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

constexpr auto how_to_add = ". Add it to a part in http/api/openapi/, whose README.md has the form";

gateway_options with_sandbox(auth_mode auth = auth_mode::accounts) {
  auto options = usual_options();
  options.sandbox = true;
  options.auth.mode = auth;
  options.auth.jwt_secret = token_secret;
  options.mail.outbox = std::filesystem::temp_directory_path();
  return options;
}

json description_of(const gateway_options& options, const events::rules& rules = {}) {
  return json::parse(describe_api(options, rules));
}

const json& described() {
  static const auto all = description_of(with_sandbox());
  return all;
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  });
  return text;
}

std::string without_names(const std::string& path) {
  static const std::regex name{R"(\{[^}]*\})"};
  return std::regex_replace(path, name, "{}");
}

/// The operations as `METHOD /path/{}`.
std::map<std::string, json> operations_of(const json& document) {
  std::map<std::string, json> all;
  for (const auto& [path, item] : document.at("paths").items())
    for (const auto& [method, operation] : item.items())
      if (method != "parameters") {
        auto key = upper(method) + ' ' + without_names(path);
        CHECK_MESSAGE(!all.contains(key), key, " is described under two names");
        all.emplace(std::move(key), operation);
      }
  return all;
}

std::string key_of(const route& of) {
  return std::string{boost::beast::http::to_string(of.method)} + ' ' + std::string{of.path};
}

std::set<std::string> security_names(const json& operation) {
  std::set<std::string> names;
  for (const auto& alternative : operation.at("security"))
    names.insert(alternative.empty() ? "none" : alternative.begin().key());
  return names;
}

std::set<std::string> expected_security(caller who) {
  switch (who) {
  case caller::anyone:
  case caller::probe:
  case caller::control: return {};
  case caller::customer: return {"customerToken", "operatorToken"};
  case caller::operator_: return {"operatorToken"};
  case caller::provider: return {"paymentSignature"};
  case caller::stripe: return {"stripeSignature"};
  }
  std::abort(); // All enumerators return above.
}

const json& resolved(const json& document, const json& value) {
  if (!value.contains("$ref"))
    return value;
  const auto& text = value.at("$ref").get_ref<const std::string&>();
  return document.at(json::json_pointer{text.substr(1)});
}

/// Calls `visit` for each object in the value, outer ones first.
template <class Visit>
void each_object(const json& value, const Visit& visit) {
  if (value.is_object())
    visit(value);
  if (value.is_structured())
    for (const auto& inner : value)
      each_object(inner, visit);
}

std::set<std::string> codes_at(const json& operation) {
  std::set<std::string> codes;
  for (const auto& [status, answer] : operation.at("responses").items()) {
    const auto& content = resolved(described(), answer).value("content", json::object());
    if (!content.contains("application/problem+json"))
      continue;
    for (const auto& example : content.at("application/problem+json").at("examples").items()) {
      codes.insert(example.key());
      CHECK(std::to_string(example.value().at("value").at("status").get<int>()) == status);
    }
  }
  return codes;
}

template <class Enum>
void check_enumeration(const std::string& schema, std::set<std::string> but_not = {}) {
  CAPTURE(schema);
  std::set<std::string> expected = std::move(but_not);
  for (auto value : events::all_values<Enum>)
    if (auto text = std::string{events::name(value)}; !expected.erase(text))
      expected.insert(std::move(text));
  const auto& listed = described().at("components").at("schemas").at(schema).at("enum");
  CHECK(listed.get<std::set<std::string>>() == expected);
}

struct name_collector {
  std::set<std::string> names;
  template <class T>
  void operator()(std::string_view name, const T&) {
    names.emplace(name);
  }
};

template <class... Events>
std::map<std::string, std::set<std::string>>
members_of_events(std::type_identity<std::variant<Events...>>) {
  std::map<std::string, std::set<std::string>> all;
  auto add = [&all]<class Event>(const Event& fact) {
    name_collector io;
    events::members(io, fact);
    all.emplace(events::type_name_of<Event>, std::move(io.names));
  };
  (add(Events{}), ...);
  return all;
}

} // namespace

TEST_CASE("openapi: every route is described, and every operation is a route") {
  auto operations = operations_of(described());
  std::set<std::string> rows;
  for (const auto& each : all_routes()) {
    rows.insert(key_of(each));
    CHECK_MESSAGE(operations.contains(key_of(each)), key_of(each),
                  " is not described in /openapi.json", how_to_add);
  }
  for (const auto& [key, operation] : operations)
    CHECK_MESSAGE(rows.contains(key), key, " is described and is no route");
}

TEST_CASE("openapi: each operation says who may call it") {
  auto operations = operations_of(described());
  for (const auto& each : all_routes()) {
    auto found = operations.find(key_of(each));
    if (found == operations.end())
      continue; // The test above says so.
    CAPTURE(found->first);
    auto expected = expected_security(each.who.by);
    if (each.only_with == condition::present || each.only_with == condition::past)
      expected = {"none", "operatorToken"};
    CHECK(security_names(found->second) == expected);
  }
}

TEST_CASE("openapi: an operation names the scope that the operator's token needs") {
  auto operations = operations_of(described());
  auto scopes_of = [&](const char* operation) {
    for (const auto& alternative : operations.at(operation).at("security"))
      if (alternative.contains("operatorToken"))
        return alternative.at("operatorToken");
    return json{};
  };
  CHECK(scopes_of("GET /api/refund") == json{"read"});
  CHECK(scopes_of("POST /api/ticket/book") == json{"sell"});
  CHECK(scopes_of("PUT /api/movieshow/{}") == json{"operate"});
}

TEST_CASE("openapi: without tokens of customers their calls may have that of the operator") {
  auto open = description_of(with_sandbox(auth_mode::open));
  CHECK(security_names(operations_of(open).at("POST /api/ticket/book")) ==
        std::set<std::string>{"none", "operatorToken"});
  CHECK_FALSE(open.at("components").at("securitySchemes").contains("customerToken"));
}

TEST_CASE("openapi: every operation has an id, a tag, texts, and its path's parameters") {
  std::set<std::string> ids;
  std::set<std::string> tags;
  for (const auto& tag : described().at("tags"))
    tags.insert(tag.at("name").get<std::string>());
  for (const auto& [path, item] : described().at("paths").items()) {
    std::set<std::string> named;
    for (const auto& parameter : item.value("parameters", json::array()))
      if (const auto& one = resolved(described(), parameter); one.at("in") == "path")
        named.insert('{' + one.at("name").get<std::string>() + '}');
    for (const auto& name : named)
      CHECK_MESSAGE(path.find(name) != std::string::npos, path, " has no ", name);
    CHECK_MESSAGE(static_cast<std::size_t>(std::ranges::count(path, '{')) == named.size(), path,
                  " has parameters that are not described");
    for (const auto& [method, operation] : item.items()) {
      if (method == "parameters")
        continue;
      CAPTURE(path);
      CHECK(ids.insert(operation.at("operationId").get<std::string>()).second);
      CHECK(operation.at("tags").size() == 1);
      CHECK(tags.contains(operation.at("tags").at(0).get<std::string>()));
      CHECK_FALSE(operation.at("summary").get<std::string>().empty());
      CHECK_FALSE(operation.at("description").get<std::string>().empty());
    }
  }
}

TEST_CASE("openapi: every code of a problem has a schema and operations that can answer it") {
  std::set<std::string> answered{"METHOD_NOT_ALLOWED"}; // Of no operation.
  for (const auto& [key, operation] : operations_of(described()))
    answered.merge(codes_at(operation));
  std::set<std::string> with_schema;
  for (const auto& schema : described().at("components").at("schemas"))
    if (const auto& members = schema.value("properties", json::object()); members.contains("code"))
      if (const auto& code = members.at("code"); code.contains("const"))
        with_schema.insert(code.at("const").get<std::string>());
  std::set<std::string> all;
  for (auto each : all_codes())
    all.emplace(name_of(each));
  CHECK(all.size() == static_cast<std::size_t>(code::unavailable) + 1);
  CHECK(with_schema == all);
  for (const auto& code : all)
    CHECK_MESSAGE(answered.contains(code), code, " is in the `x-problems` of no operation",
                  how_to_add);
}

TEST_CASE("openapi: malformed HTTP and a full rate limit can answer every operation") {
  for (const auto& [key, operation] : operations_of(described())) {
    CAPTURE(key);
    auto codes = codes_at(operation);
    CHECK(codes.contains("BAD_REQUEST"));
    CHECK(codes.contains("RATE_LIMITED"));
  }
}

TEST_CASE("openapi: the meaning of every code is written down, and every named code exists") {
  std::set<std::string> all;
  for (auto each : all_codes())
    all.emplace(name_of(each));
  auto about = json::object();
  for (auto text : description_parts()) {
    auto part = json::parse(text);
    about.update(part.value("x-problems", json::object()));
    each_object(part, [&](const json& object) {
      if (!object.contains("x-problems") || !object.at("x-problems").is_array())
        return;
      for (const auto& name : object.at("x-problems"))
        CHECK_MESSAGE(all.contains(name.get<std::string>()), name, " is no code");
    });
  }
  for (const auto& name : all)
    CHECK_MESSAGE(about.contains(name), name, " is not in http/api/openapi/problems.json");
  CHECK(about.size() == all.size());
}

TEST_CASE("openapi: every reference leads somewhere, and what only the parts have is gone") {
  each_object(described(), [](const json& object) {
    if (object.contains("$ref") && object.at("$ref").is_string()) {
      const auto text = object.at("$ref").get<std::string>();
      CHECK_MESSAGE(described().contains(json::json_pointer{text.substr(1)}), text);
    }
    CHECK_FALSE(object.contains("x-problems"));
    CHECK_FALSE(object.contains("x-setting"));
    if (object.contains("description"))
      CHECK_FALSE(object.at("description").is_array());
  });
}

TEST_CASE("openapi: every body and every answer in JSON has an example") {
  each_object(described(), [](const json& object) {
    for (const auto* type : {"application/json", "application/problem+json"})
      if (object.contains(type))
        CHECK_MESSAGE((object.at(type).contains("example") || object.at(type).contains("examples")),
                      object.dump());
  });
}

TEST_CASE("openapi: enumerations have the values of the code") {
  check_enumeration<events::booking_status>("BookingStatus");
  check_enumeration<events::seat_status>("SeatStatus");
  check_enumeration<events::sales_status>("SalesStatus");
  check_enumeration<events::refund_reason>("RefundReason");
  check_enumeration<events::single_seats>("SingleSeats");
  check_enumeration<events::sales_method>("SalesMethod");
  check_enumeration<events::review_rule>("ReviewRule");
  check_enumeration<events::sales_status>("ShowStatus", {"CLOSED"});
  const auto& schemas = described().at("components").at("schemas");
  std::set<std::string> reasons;
  for (auto each : events::all_values<events::taken_reason>)
    reasons.emplace(name(each));
  const auto& seat = schemas.at("SeatsUnavailable").at("properties").at("seats").at("items");
  CHECK(seat.at("properties").at("reason").at("enum").get<std::set<std::string>>() == reasons);
}

TEST_CASE("openapi: every type of event has a schema with its members") {
  const auto& schemas = described().at("components").at("schemas");
  const auto members = members_of_events(std::type_identity<events::event>{});
  std::set<std::string> types;
  for (const auto& [type, expected] : members) {
    types.insert(type);
    REQUIRE_MESSAGE(schemas.contains(type), type, " has no schema", how_to_add);
    std::set<std::string> listed;
    for (const auto& member : schemas.at(type).at("properties").items())
      listed.insert(member.key());
    CHECK_MESSAGE(listed == expected, "the schema of ", type, " has other members");
  }
  const auto& event = schemas.at("Event");
  CHECK(event.at("properties").at("type").at("enum").get<std::set<std::string>>() == types);
  std::set<std::string> with_data;
  for (const auto& one : event.at("oneOf")) {
    auto type = one.at("properties").at("type").at("const").get<std::string>();
    CHECK(one.at("properties").at("data").at("$ref") == "#/components/schemas/" + type);
    with_data.insert(std::move(type));
  }
  CHECK(with_data == types);
}

TEST_CASE("openapi: bounds and paths follow the settings") {
  events::rules rules;
  rules.max_seats = 3;
  auto options = with_sandbox();
  options.sandbox = false;
  auto document = description_of(options, rules);
  CHECK_FALSE(document.at("paths").contains("/api/sandbox/pay"));
  options.auth.mode = auth_mode::jwt;
  CHECK_FALSE(description_of(options, rules).at("paths").contains("/api/signin"));
  CHECK(described().at("paths").contains("/api/sandbox/pay"));
  options.mail.outbox.clear();
  CHECK_FALSE(description_of(options, rules).at("paths").contains("/api/booking/find"));
  const auto& request = document.at("components").at("schemas").at("BookingRequest");
  CHECK(request.at("properties").at("seats").at("maxItems") == 3);
}

TEST_CASE("openapi: anyone may read it, and a client that has it gets 304") {
  auto options = with_sandbox();
  gateway_fixture cinema{options};
  auto client = cinema.client();
  auto got = client.get("/openapi.json");
  REQUIRE(got.status == 200);
  CHECK(got.header("Content-Type") == "application/json");
  CHECK(got.header("Cache-Control") == "no-cache");
  CHECK(got.body.at("openapi") == "3.1.0");
  CHECK_FALSE(got.body.at("info").at("version").get<std::string>().empty());
  CHECK(got.body.at("paths") == described().at("paths"));
  auto etag = got.header("ETag");
  auto same = client.get("/openapi.json", {{"If-None-Match", etag}});
  CHECK(same.status == 304);
  CHECK(same.text.empty());
}

} // namespace boxoffice::http::tests
