#include "http/api/assets.hpp"
#include "http/api/handlers/handler_support.hpp"

#include <algorithm>

namespace boxoffice::http {

namespace {

// Only what this server sends is loaded, asked and shown, and nobody frames it.
constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

bool is_page(std::string_view name) { return name.ends_with(".html"); }

response sent(const asset& what, const message& in) {
  response answer;
  answer.content_type = what.content_type;
  answer.add_header("ETag", what.etag);
  answer.add_header("Vary", "Accept-Encoding");
  answer.cache_control = is_page(what.name) ? no_cache : immutable;
  if (is_page(what.name))
    answer.add_header("Content-Security-Policy", content_security_policy);
  if (has_already(in, what.etag.substr(2))) {
    answer.status = 304;
  } else if (accepts_gzip(in)) {
    answer.add_header("Content-Encoding", "gzip");
    answer.tail.bytes = what.gzip;
  } else {
    answer.tail.bytes = what.plain;
  }
  return answer;
}

void send(const call& in, std::string_view name) {
  auto all = assets();
  auto found =
      std::find_if(all.begin(), all.end(), [name](const asset& each) { return each.name == name; });
  in.answer(found == all.end() ? problem_response(code::not_found) : sent(*found, in.in));
}

} // namespace

void get_customer_page(call&& in) { send(in, "index.html"); }

void get_operator_page(call&& in) { send(in, "operator.html"); }

void get_asset(call&& in) {
  if (is_page(in.args[0]))
    return in.answer(problem_response(code::not_found));
  send(in, in.args[0]);
}

} // namespace boxoffice::http
