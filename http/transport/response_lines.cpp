#include "http/transport/response_lines.hpp"

#include <algorithm>

#include <boost/beast/core/string.hpp>

namespace boxoffice::http {

namespace {

constexpr std::string_view any_origin = "*";
/// What a page may read beside the headers that it always may.
constexpr std::string_view exposed = "Access-Control-Expose-Headers: "
                                     "ETag, Location, Retry-After, X-Request-Id\r\n";

} // namespace

response_lines::response_lines(const listener_options& options) {
  std::string hsts;
  if (auto value = options.hsts_value(); options.tls && !value.empty())
    hsts = "Strict-Transport-Security: " + value + "\r\n";
  auto one_for_all = options.cors_origins == std::vector<std::string>{std::string{any_origin}};
  // Caches must not give the response for one origin to another.
  std::string vary = options.cors_origins.empty() || one_for_all ? "" : "Vary: Origin\r\n";
  common_ = {vary, vary + hsts};
  for (const auto& each : options.cors_origins) {
    auto lines =
        "Access-Control-Allow-Origin: " + each + "\r\n" + std::string{exposed} + common_.plain;
    origins_.push_back({each, {lines, lines + hsts}});
  }
}

std::string_view response_lines::of(std::string_view origin, bool tls) const {
  const auto* allowed = origins_.empty() ? nullptr : find(origin);
  const auto& lines = allowed == nullptr ? common_ : allowed->lines;
  return tls ? lines.tls : lines.plain;
}

bool response_lines::allows_websocket(std::string_view origin, std::string_view host) const {
  if (origins_.empty() || origin.empty() || allows(origin))
    return true;
  auto mark = origin.find("://");
  if (mark == std::string_view::npos)
    return false;
  auto own = origin.substr(mark + 3);
  return boost::beast::iequals({own.data(), own.size()}, {host.data(), host.size()});
}

const response_lines::allowed_origin* response_lines::find(std::string_view origin) const {
  if (origin.empty())
    return nullptr;
  auto found = std::ranges::find_if(origins_, [origin](const allowed_origin& each) {
    return each.origin == any_origin || each.origin == origin;
  });
  return found == origins_.end() ? nullptr : &*found;
}

} // namespace boxoffice::http
