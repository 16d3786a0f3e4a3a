#include "http/api/json/json_members.hpp"

#include "events/time_text.hpp"

#include <algorithm>

namespace boxoffice::http {

std::optional<std::string> id_text(const json& value) {
  return value.is_string() ? std::optional{value.get<std::string>()} : digits_in(value);
}

std::string members::text(const char* name) {
  const auto* found = find(name);
  if (found != nullptr && found->is_string())
    return found->get<std::string>();
  refuse(name, found == nullptr ? "is missing" : "must be text");
  return {};
}

std::string members::id(const char* name) {
  const auto* found = find(name);
  auto plain = found != nullptr ? id_text(*found) : std::nullopt;
  if (!plain)
    refuse(name, found == nullptr ? "is missing" : "must be text or an integer");
  return plain.value_or(std::string{});
}

std::string members::given_id(const char* name) {
  auto plain = id(name);
  if (const auto* found = find(name); found != nullptr && found->is_string() && plain.empty())
    refuse(name, "must not be empty");
  return plain;
}

std::int64_t members::integer(const char* name) {
  const auto* found = find(name);
  auto fits = found != nullptr && found->is_number_integer() &&
              (!found->is_number_unsigned() || found->get<std::uint64_t>() <= INT64_MAX);
  if (fits)
    return found->get<std::int64_t>();
  refuse(name, found == nullptr ? "is missing" : "must be an integer");
  return 0;
}

events::time_ms members::time(const char* name) {
  const auto* found = find(name);
  auto at = found != nullptr && found->is_string()
                ? events::parse_rfc3339(found->get_ref<const std::string&>())
                : std::nullopt;
  if (!at)
    refuse(name, found == nullptr ? "is missing" : "must be an RFC 3339 time");
  return at.value_or(0);
}

const json* members::array(const char* name) {
  const auto* found = find(name);
  if (found != nullptr && found->is_array())
    return found;
  refuse(name, found == nullptr ? "is missing" : "must be an array");
  return nullptr;
}

events::money members::amount(const char* name) {
  const auto* found = find(name);
  if (found == nullptr || !found->is_object()) {
    refuse(name, found == nullptr ? "is missing" : "must be {value, currency}");
    return {};
  }
  members inner{*found, path_ + name + '.', errors_};
  return {inner.integer("value"), inner.text("currency")};
}

void members::refuse_others() {
  if (!object_.is_object())
    return;
  for (const auto& each : object_.items())
    if (std::find(names_.begin(), names_.end(), each.key()) == names_.end())
      errors_.add(path_ + each.key(), "is not known");
}

parsed_body parse_json(std::string_view body) {
  auto value = read_json(body);
  if (value)
    return {std::move(*value), std::nullopt};
  if (value.error() == json_error::malformed)
    return {nullptr, problem{code::malformed_json, {}, {}, {}, {}}};
  return {nullptr, problem{code::invalid_request, {}, {{"", "has a number out of range"}}, {}, {}}};
}

parsed_body parse_object(std::string_view body) {
  auto parsed = parse_json(body);
  if (!parsed.wrong && !parsed.value.is_object())
    parsed.wrong = problem{code::invalid_request,
                           "The body must be a JSON object.",
                           {{"", "must be an object"}},
                           {},
                           {}};
  return parsed;
}

} // namespace boxoffice::http
