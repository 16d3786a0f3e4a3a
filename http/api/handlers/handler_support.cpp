#include "http/api/handlers/handler_support.hpp"

#include "http/api/json/json_out.hpp"

#include <charconv>

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

constexpr std::size_t usual_page = 100;
constexpr std::size_t most_in_page = 1'000;

std::optional<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  auto whole = error == std::errc{} && end == text.data() + text.size();
  return whole ? std::optional{number} : std::nullopt;
}

} // namespace

response json_response(std::string body, unsigned status) {
  response answer;
  answer.status = status;
  answer.body = std::move(body);
  return answer;
}

response json_response(const nlohmann::ordered_json& body, unsigned status) {
  return json_response(json_text(body), status);
}

response problem_response(code why) { return to_response(problem{why, {}, {}, {}, {}}); }

response invalid(std::string member, std::string detail) {
  return to_response(
      problem{code::invalid_request, {}, {{std::move(member), std::move(detail)}}, {}, {}});
}

std::optional<problem> over_limit(gateway_state& common, const peer& from) {
  if (!common.options.limit_rate)
    return std::nullopt;
  auto wait_s = common.rates.refuse(from.address, rate_limit::clock::now());
  return wait_s ? std::optional{problem{code::rate_limited, {}, {}, {}, wait_s}} : std::nullopt;
}

response failure(const actors::reply& what) {
  if (const auto* refused = std::get_if<events::refusal>(&what))
    return to_response(*refused);
  return problem_response(code::unavailable);
}

std::optional<events::show_id> show_in_path(const call& in) {
  if (events::is_id(in.args[0], events::most_show_id_chars))
    return events::show_id{in.args[0]};
  in.answer(problem_response(code::show_not_found));
  return std::nullopt;
}

std::optional<events::request_id> booking_in_path(const call& in) {
  auto id = events::parse_request_id(in.args[0]);
  if (!id)
    in.answer(problem_response(code::booking_not_found));
  return id;
}

std::optional<std::uint64_t> number_of(const call& in, std::string_view name,
                                       std::uint64_t otherwise) {
  const auto* text = in.at.find(name);
  if (text == nullptr)
    return otherwise;
  auto number = parse_number(*text);
  if (!number)
    in.answer(invalid(std::string{name}, "must be a number"));
  return number;
}

std::optional<std::size_t> limit_of(const call& in) {
  const auto* text = in.at.find("limit");
  auto limit = text == nullptr ? std::optional{usual_page} : parse_number(*text);
  if (limit && *limit >= 1 && *limit <= most_in_page)
    return limit;
  in.answer(invalid("limit", "must be 1 to 1000"));
  return std::nullopt;
}

} // namespace boxoffice::http
