#include "http/api/openapi/problem_schemas.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace boxoffice::http {

namespace {

using nlohmann::ordered_json;

/// SEATS_UNAVAILABLE as SeatsUnavailable.
std::string schema_name(code of) {
  std::string out;
  bool starts_word = true;
  for (char c : name_of(of)) {
    if (c != '_')
      out += starts_word ? c : static_cast<char>(c - 'A' + 'a');
    starts_word = c == '_';
  }
  return out;
}

ordered_json reference_to(const std::string& kind, const std::string& name) {
  return {{"$ref", "#/components/" + kind + "/" + name}};
}

const ordered_json& about_code(const ordered_json& about, code of) {
  static const auto nothing = ordered_json::object();
  auto found = about.find(name_of(of));
  return found == about.end() ? nothing : *found;
}

std::string meaning_of(const ordered_json& about, code of) {
  return about_code(about, of).value("description", std::string{title_of(of)});
}

ordered_json example_of(const ordered_json& about, code of) {
  ordered_json example{{"type", "about:blank"},
                       {"title", title_of(of)},
                       {"status", status_of(of)},
                       {"code", name_of(of)},
                       {"detail", std::string{title_of(of)} + '.'},
                       {"requestId", "4bf92f3577b34da6a3ce929d0e0e4736"}};
  example.update(about_code(about, of).value("example", ordered_json::object()));
  return example;
}

ordered_json schema_of(const ordered_json& about, code of) {
  ordered_json members{
      {"type", {{"const", "about:blank"}}},
      {"title", {{"type", "string"}, {"description", "For people, the same for each code."}}},
      {"status", {{"const", status_of(of)}}},
      {"code", {{"const", name_of(of)}}},
      {"detail", {{"type", "string"}, {"description", "For people, about this request."}}},
      {"requestId",
       {{"type", "string"},
        {"description", "The response's X-Request-Id, to find it in the log."}}}};
  const auto& entry = about_code(about, of);
  members.update(entry.value("properties", ordered_json::object()));
  const auto optional = entry.value("optional", ordered_json::array());
  auto required = ordered_json::array();
  for (const auto& member : members.items())
    if (std::find(optional.begin(), optional.end(), member.key()) == optional.end())
      required.push_back(member.key());
  return {{"type", "object"},
          {"description", meaning_of(about, of)},
          {"properties", std::move(members)},
          {"required", std::move(required)}};
}

ordered_json header_object(std::string_view description, ordered_json schema) {
  return {{"description", description}, {"required", true}, {"schema", std::move(schema)}};
}

/// The headers that only problems of this status have.
ordered_json headers_of(unsigned status) {
  const ordered_json text{{"type", "string"}};
  switch (status) {
  case 401: return {{"WWW-Authenticate", header_object("`Bearer`.", text)}};
  case 405: return {{"Allow", header_object("The methods of the path.", text)}};
  case 426:
    return {{"Sec-WebSocket-Version", header_object("The version that is known: 13.", text)}};
  case 429:
  case 503:
    return {{"Retry-After",
             header_object("Seconds.", {{"type", "integer"}, {"minimum", 0}, {"examples", {1}}})}};
  default: return ordered_json::object();
  }
}

std::string response_name(const std::vector<code>& codes) {
  std::string name;
  for (auto each : codes)
    name.append(name.empty() ? "" : "Or").append(schema_name(each));
  return name;
}

ordered_json response_with(const std::vector<code>& codes, const ordered_json& about) {
  std::string description;
  auto schemas = ordered_json::array();
  auto examples = ordered_json::object();
  for (auto each : codes) {
    description.append(description.empty() ? "" : " ").append(name_of(each));
    description.append(": ").append(meaning_of(about, each));
    schemas.push_back(reference_to("schemas", schema_name(each)));
    examples[std::string{name_of(each)}] = {{"value", example_of(about, each)}};
  }
  ordered_json out{{"description", std::move(description)}};
  if (auto headers = headers_of(status_of(codes.front())); !headers.empty())
    out["headers"] = std::move(headers);
  auto schema = codes.size() == 1 ? schemas.front() : ordered_json{{"oneOf", std::move(schemas)}};
  out["content"]["application/problem+json"] = {{"schema", std::move(schema)},
                                                {"examples", std::move(examples)}};
  return out;
}

} // namespace

std::set<code> general_problems(const route& of, const gateway_options& options) {
  // Malformed requests count in the rate limit, those of probes too.
  std::set<code> all{code::bad_request, code::body_too_large, code::overloaded, code::rate_limited};
  if (of.who != caller::probe)
    all.insert(code::unavailable);
  if (of.has_body || of.is_for_operator())
    all.insert({code::unsupported_media_type, code::malformed_json, code::invalid_request});
  auto by_token = of.who == caller::customer && options.auth.mode != auth_mode::open;
  if (of.who == caller::operator_ || by_token)
    all.insert({code::unauthenticated, code::forbidden});
  if (of.who.needs && of.who != caller::control)
    all.insert(code::forbidden); // A named token without the scope.
  if (of.is_for_provider())
    all.insert(code::unauthenticated);
  return all;
}

void add_problem_schemas(ordered_json& document, const ordered_json& about) {
  for (auto each : all_codes())
    document["components"]["schemas"][schema_name(each)] = schema_of(about, each);
  // No operation answers it: it is of the other methods of a path.
  const std::vector other_method{code::method_not_allowed};
  document["components"]["responses"][response_name(other_method)] =
      response_with(other_method, about);
}

void add_problem_responses(ordered_json& operation, const std::set<code>& problems,
                           ordered_json& document, const ordered_json& about) {
  std::map<unsigned, std::vector<code>> by_status;
  for (auto each : problems)
    by_status[status_of(each)].push_back(each);
  for (const auto& [status, codes] : by_status) {
    auto name = response_name(codes);
    operation["responses"][std::to_string(status)] = reference_to("responses", name);
    document["components"]["responses"][name] = response_with(codes, about);
  }
}

} // namespace boxoffice::http
