#include "http/api/openapi/description.hpp"

#include "events/hash.hpp"
#include "http/api/openapi/parts.hpp"
#include "http/api/openapi/problem_schemas.hpp"

#include <cstdlib>
#include <utility>

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/verb.hpp>

namespace boxoffice::http {

namespace {

using nlohmann::ordered_json;

/// Joins fragments: objects member by member, arrays one behind the other.
void merge(ordered_json& into, ordered_json&& from) {
  if (into.is_object() && from.is_object())
    for (auto& each : from.items())
      merge(into[each.key()], std::move(each.value()));
  else if (into.is_array() && from.is_array())
    into.insert(into.end(), from.begin(), from.end());
  else
    into = std::move(from);
}

/// Lines of one paragraph are joined by spaces; an empty line separates paragraphs.
std::string joined(const ordered_json& lines) {
  std::string text;
  bool in_paragraph = false;
  for (const auto& line : lines) {
    const auto& words = line.get_ref<const std::string&>();
    text.append(words.empty() ? "\n\n" : in_paragraph ? " " : "").append(words);
    in_paragraph = !words.empty();
  }
  return text;
}

/// Turns what only the parts have into OpenAPI: descriptions of several lines, and
/// `{"x-setting": NAME}` in place of a value.
void write_out(ordered_json& value, const ordered_json& settings) {
  if (value.is_object()) {
    if (auto setting = value.find("x-setting"); setting != value.end()) {
      const auto name = setting->get<std::string>();
      value = settings.at(name);
      return;
    }
    if (auto lines = value.find("description"); lines != value.end() && lines->is_array())
      *lines = joined(*lines);
  }
  if (value.is_structured())
    for (auto& each : value)
      write_out(each, settings);
}

bool is_method(std::string_view member) {
  return member == "get" || member == "put" || member == "post" || member == "patch" ||
         member == "delete";
}

bool has_method(const ordered_json& item) {
  for (const auto& each : item.items())
    if (is_method(each.key()))
      return true;
  return false;
}

/// `/api/movieshow/{id}` as the route table has it: `/api/movieshow/{}`.
std::string pattern_of(std::string_view path) {
  std::string pattern;
  bool in_name = false;
  for (char c : path) {
    in_name = in_name && c != '}';
    if (!in_name)
      pattern += c;
    in_name = in_name || c == '{';
  }
  return pattern;
}

bool is_configured(condition only_with, const gateway_options& options) {
  switch (only_with) {
  case condition::none:
  case condition::present:
  case condition::past: return true;
  case condition::sandbox: return options.sandbox;
  case condition::accounts: return options.auth.mode == auth_mode::accounts;
  case condition::mail: return options.mail.enabled();
  }
  std::abort(); // All enumerators return above.
}

/// The rows of an operation that this gateway offers: two if the query decides between them.
std::vector<const route*> routes_at(std::string_view path, std::string_view method,
                                    const gateway_options& options) {
  std::vector<const route*> found;
  const auto pattern = pattern_of(path);
  for (const auto& each : all_routes()) {
    auto name = boost::beast::http::to_string(each.method);
    if (is_configured(each.only_with, options) && each.path == pattern &&
        boost::beast::iequals(name, {method.data(), method.size()}))
      found.push_back(&each);
  }
  return found;
}

/// What a caller must send; the alternatives of OpenAPI's `security`.
ordered_json security_of(const route& one, const gateway_options& options) {
  const auto nothing = ordered_json::object();
  auto scopes = ordered_json::array();
  if (one.who.needs)
    scopes.push_back(to_text(*one.who.needs));
  const ordered_json by_operator{{"operatorToken", std::move(scopes)}};
  switch (one.who.by) {
  case caller::anyone:
  case caller::probe:
  case caller::control: return ordered_json::array();
  case caller::customer:
    if (options.auth.mode == auth_mode::open)
      return ordered_json::array({nothing, by_operator});
    return ordered_json::array({{{"customerToken", ordered_json::array()}}, by_operator});
  case caller::operator_: return ordered_json::array({by_operator});
  case caller::provider:
    return ordered_json::array({{{"paymentSignature", ordered_json::array()}}});
  case caller::stripe: return ordered_json::array({{{"stripeSignature", ordered_json::array()}}});
  }
  std::abort(); // All enumerators return above.
}

ordered_json security_of(const std::vector<const route*>& rows, const gateway_options& options) {
  if (rows.size() == 1)
    return security_of(*rows.front(), options);
  auto all = ordered_json::array();
  for (const auto* each : rows) {
    auto one = security_of(*each, options);
    if (one.empty())
      all.push_back(ordered_json::object());
    all.insert(all.end(), one.begin(), one.end());
  }
  return all;
}

/// The codes that an operation names as its own.
std::set<code> own_problems(ordered_json& operation) {
  std::set<code> named;
  for (const auto& name : operation.value("x-problems", ordered_json::array()))
    for (auto each : all_codes())
      if (name == name_of(each))
        named.insert(each);
  operation.erase("x-problems");
  return named;
}

void complete(ordered_json& operation, const std::vector<const route*>& rows,
              const gateway_options& options, ordered_json& document, const ordered_json& about) {
  auto problems = own_problems(operation);
  for (const auto* each : rows)
    problems.merge(general_problems(*each, options));
  operation["security"] = security_of(rows, options);
  add_problem_responses(operation, problems, document, about);
}

/// Completes all operations; those that the gateway does not offer go.
void complete_paths(ordered_json& document, const gateway_options& options,
                    const ordered_json& about) {
  auto described = ordered_json::object();
  auto paths = std::move(document["paths"]);
  for (auto& [path, item] : paths.items()) {
    auto kept = ordered_json::object();
    for (auto& [member, value] : item.items()) {
      if (is_method(member)) {
        auto rows = routes_at(path, member, options);
        if (rows.empty())
          continue;
        complete(value, rows, options, document, about);
      }
      kept[member] = std::move(value);
    }
    if (has_method(kept))
      described[path] = std::move(kept);
  }
  document["paths"] = std::move(described);
}

} // namespace

std::string describe_api(const gateway_options& options, const events::rules& rules) {
  auto document = ordered_json::object();
  for (auto part : description_parts())
    merge(document, ordered_json::parse(part));
  write_out(document, {{"booking.max_seats", rules.max_seats}});
  document["info"]["version"] = described_version();
  const auto about = std::move(document["x-problems"]);
  document.erase("x-problems");
  complete_paths(document, options, about);
  add_problem_schemas(document, about);
  if (options.auth.mode == auth_mode::open)
    document["components"]["securitySchemes"].erase("customerToken");
  // Behind the paths, which a person reads first.
  auto components = std::move(document["components"]);
  document.erase("components");
  document["components"] = std::move(components);
  return document.dump();
}

std::shared_ptr<const api_description::rendered> api_description::get() {
  std::call_once(once_, [this] {
    auto text = describe_api(options_, rules_);
    constexpr std::size_t enough = 16;
    auto etag = events::to_hex(events::sha256({events::bytes_of(text)})).substr(0, enough);
    made_ = std::make_shared<const rendered>(rendered{std::move(text), '"' + etag + '"'});
  });
  return made_;
}

} // namespace boxoffice::http
