#include "http/api/handlers/handler_support.hpp"

#include "events/text.hpp"
#include "http/api/halls/hall_json.hpp"
#include "http/api/json/json_out.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

constexpr std::size_t usual_page = 100;
constexpr std::size_t most_in_page = 1'000;

} // namespace

response json_response(std::string body, unsigned status) {
  response out;
  out.status = status;
  out.body = std::move(body);
  return out;
}

response json_response(const nlohmann::ordered_json& body, unsigned status) {
  return json_response(json_text(body), status);
}

response problem_response(code why) { return problem_response(why, {}); }

response problem_response(code why, std::string detail) {
  return to_response(problem{why, std::move(detail), {}, {}, {}});
}

response redirect_response(std::string_view location) {
  response out;
  out.status = 308;
  out.content_type = "text/plain";
  out.add_header("Location", location);
  return out;
}

response invalid(std::string member, std::string detail) {
  return to_response(
      problem{code::invalid_request, {}, {{std::move(member), std::move(detail)}}, {}, {}});
}

std::optional<problem> over_limit(services& with, const client_address& client) {
  if (!with.options.limit_rate)
    return std::nullopt;
  auto wait_s = with.rates.refuse(client.address, rate_limit::clock::now());
  return wait_s ? std::optional{problem{code::rate_limited, {}, {}, {}, wait_s}} : std::nullopt;
}

response failure(const actors::reply& reply) {
  if (const auto* refused = std::get_if<events::refusal>(&reply))
    return to_response(*refused);
  if (const auto* refused = std::get_if<actors::hall_refused>(&reply))
    return to_response(problem_of(*refused));
  return problem_response(code::unavailable);
}

std::optional<events::show_id> show_in_path(const request& in) {
  if (events::is_id(in.args[0], events::most_show_id_chars))
    return events::show_id{in.args[0]};
  in.respond(problem_response(code::show_not_found));
  return std::nullopt;
}

std::optional<events::request_id> booking_in_path(const request& in) {
  auto id = events::parse_request_id(in.args[0]);
  if (!id)
    in.respond(problem_response(code::booking_not_found));
  return id;
}

std::optional<std::uint64_t> number_of(const request& in, std::string_view name,
                                       std::uint64_t otherwise) {
  const auto* text = in.target.find(name);
  if (text == nullptr)
    return otherwise;
  auto number = events::whole_number<std::uint64_t>(*text);
  if (!number)
    in.respond(invalid(std::string{name}, "must be a number"));
  return number;
}

std::optional<std::size_t> limit_of(const request& in) {
  const auto* text = in.target.find("limit");
  auto limit =
      text == nullptr ? std::optional{usual_page} : events::whole_number<std::uint64_t>(*text);
  if (limit && *limit >= 1 && *limit <= most_in_page)
    return limit;
  in.respond(invalid("limit", "must be 1 to 1000"));
  return std::nullopt;
}

response wrong_mail() { return invalid("mail", "must be a mail address of up to 254 characters"); }

std::optional<events::mail_address> mail_in_path(const request& in) {
  if (events::may_be_stored(in.args[0]))
    return events::mail_address{in.args[0]};
  in.respond(wrong_mail());
  return std::nullopt;
}

response wrong_after() { return invalid("after", "must be the `next` of a page"); }

std::optional<std::string> key_after(const request& in) {
  const auto* after = in.target.find("after");
  if (after == nullptr)
    return std::string{};
  auto key = events::parse_hex(*after);
  if (!key)
    in.respond(wrong_after());
  return key;
}

holder holder_of(const events::show_id& show, const request& in, const services& with) {
  if (!in.email)
    return {};
  const auto& keys = *with.options.customer_keys;
  const events::mail_address mail{*in.email};
  return {keys.customer_in(show, mail), keys.formerly_in(show, mail)};
}

} // namespace boxoffice::http
