#include "http/server/response.hpp"

#include <charconv>
#include <ctime>

#include <boost/beast/http/status.hpp>

namespace boxoffice::http {

namespace {

/// `Date: …` of this second, made once a second and thread.
std::string_view date_line(std::time_t now) {
  thread_local std::time_t written_at = -1;
  thread_local char line[64];
  thread_local std::size_t size = 0;
  if (now != written_at) {
    std::tm utc{};
    gmtime_r(&now, &utc);
    size = std::strftime(line, sizeof line, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &utc);
    written_at = now;
  }
  return {line, size};
}

/// On every response: browsers do not guess its type, do not send its address to others, because it
/// may contain a booking's secret, and do not load it into pages of others.
constexpr std::string_view common_headers = "X-Content-Type-Options: nosniff\r\n"
                                            "Referrer-Policy: no-referrer\r\n"
                                            "Cross-Origin-Resource-Policy: same-origin\r\n"
                                            "Cache-Control: ";

void append_decimal(std::string& out, std::size_t number) {
  char digits[20];
  auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, end);
}

/// `{…}` as `{…,"requestId":"ID"}`. Ids have nothing to escape.
std::string with_request_id(std::string_view object, const logging::request_tag& tag) {
  constexpr std::string_view member = R"(,"requestId":")";
  std::string out;
  out.reserve(object.size() + member.size() + logging::most_id_chars + 2);
  out.append(object.substr(0, object.size() - 1)).append(member);
  append_id(out, tag);
  return out += "\"}";
}

} // namespace

void response::add_header(std::string_view name, std::string_view value) {
  headers.reserve(headers.size() + name.size() + value.size() + 4);
  headers.append(name).append(": ").append(value).append("\r\n");
}

shared_bytes serialize(std::string& out, const response& what, const framing& frame,
                       std::time_t now, const logging::request_tag& tag) {
  std::string problem;
  if (what.problem != 0)
    problem = with_request_id(what.body, tag);
  const auto& body = what.problem != 0 ? problem : what.body;
  out += frame.http_1_0 ? "HTTP/1.0 " : "HTTP/1.1 ";
  append_decimal(out, what.status);
  out += ' ';
  out += boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(what.status));
  out += "\r\n";
  out += date_line(now);
  out += "X-Request-Id: ";
  append_id(out, tag);
  out += "\r\n";
  out += common_headers;
  out += what.cache_control;
  out += "\r\nContent-Security-Policy: ";
  out += what.security_policy;
  out += "\r\n";
  out += frame.lines;
  out += what.headers;
  auto has_content = what.status != 204 && what.status != 304;
  if (has_content) {
    out += "Content-Type: ";
    out += what.content_type;
    out += "\r\nContent-Length: ";
    append_decimal(out, body.size() + what.tail.bytes.size());
    out += "\r\n";
  }
  if (what.close || !frame.keep_alive)
    out += "Connection: close\r\n";
  else if (frame.http_1_0)
    out += "Connection: keep-alive\r\n";
  out += "\r\n";
  if (frame.without_body || !has_content)
    return {};
  out += body;
  return what.tail;
}

} // namespace boxoffice::http
