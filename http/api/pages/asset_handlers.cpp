#include "http/api/pages/pages.hpp"

#include <algorithm>

namespace boxoffice::http {

namespace {

// Pages load from this server only and cannot be framed. Posters of movies are on any server, and
// drawn pictures such as codes are data.
constexpr std::string_view page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

// No other page gets hold of their windows, and of the device they may use nothing but the camera,
// and that only on the page that reads codes with it.
constexpr std::string_view page_headers =
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n";
constexpr std::string_view gate_page_headers =
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(self), geolocation=(), microphone=(), payment=(), usb=()\r\n";

constexpr std::string_view customers_page = "index.html";
constexpr std::string_view gate_page = "gate.html";
constexpr std::string_view html = "text/html; charset=utf-8";

bool is_page(std::string_view name) { return name.ends_with(".html"); }

void add_page_headers(response& out, std::string_view name) {
  out.security_policy = page_policy;
  out.headers += name == gate_page ? gate_page_headers : page_headers;
}

bool is_gate_worker(std::string_view name) { return name.starts_with("gate_worker-"); }

response asset_response(const asset& what, const message& received) {
  response out;
  out.content_type = what.content_type;
  out.add_header("ETag", what.etag);
  out.add_header("Vary", "Accept-Encoding");
  out.cache_control = is_page(what.name) ? no_cache : immutable;
  if (is_page(what.name))
    add_page_headers(out, what.name);
  if (is_gate_worker(what.name)) {
    out.security_policy = page_policy; // It loads on behalf of the page.
    out.add_header("Service-Worker-Allowed", "/gate");
  }
  if (has_already(received, what.etag.substr(2))) {
    out.status = 304;
  } else if (accepts_gzip(received)) {
    out.add_header("Content-Encoding", "gzip");
    out.tail.bytes = what.gzip;
  } else {
    out.tail.bytes = what.plain;
  }
  return out;
}

const asset* find_asset(std::string_view name) {
  auto all = assets();
  auto found =
      std::find_if(all.begin(), all.end(), [name](const asset& each) { return each.name == name; });
  return found == all.end() ? nullptr : &*found;
}

void respond_with_asset(const request& in, std::string_view name) {
  const auto* found = find_asset(name);
  in.respond(found == nullptr ? problem_response(code::not_found, "The server has no such path.")
                              : asset_response(*found, in.message));
}

} // namespace

response customer_page(shared_bytes text) {
  response out;
  out.content_type = html;
  out.cache_control = no_cache;
  add_page_headers(out, customers_page);
  out.tail = std::move(text);
  return out;
}

std::string_view customer_page_text() { return find_asset(customers_page)->plain; }

std::optional<response> redirect_to_page(const message& received, const target& wanted) {
  const auto& path = wanted.path;
  auto is_read = received.method() == verb::get || received.method() == verb::head;
  if (!is_read || path.size() < 2 || !path.back().empty())
    return std::nullopt;
  auto of_show = path.size() == 3 && path[0] == "show" && !path[1].empty();
  if (!of_show && !(path.size() == 2 && (path[0] == "operator" || path[0] == "gate")))
    return std::nullopt;
  const std::string text{received.target()};
  auto end = std::min(text.find('?'), text.size());
  return redirect_response(text.substr(0, end - 1) + text.substr(end));
}

void get_customer_page(request&& in, services&) { respond_with_asset(in, customers_page); }

void get_operator_page(request&& in, services&) { respond_with_asset(in, "operator.html"); }

void get_gate_page(request&& in, services&) { respond_with_asset(in, gate_page); }

void get_asset(request&& in, services&) {
  if (is_page(in.args[0]))
    return in.respond(problem_response(code::not_found, "The server has no such path."));
  respond_with_asset(in, in.args[0]);
}

} // namespace boxoffice::http
