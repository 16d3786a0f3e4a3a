#include "http/api/browsers/redirect_dispatcher.hpp"

#include "http/api/handlers/handler_support.hpp"

namespace boxoffice::http {

namespace {

constexpr std::size_t longest_host = 255; // RFC 1035: of a name
constexpr std::uint16_t https_port = 443;

constexpr std::string_view digits = "0123456789";

bool has_only(std::string_view text, std::string_view characters) {
  return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

/// The host of a Host header, with the brackets of an IPv6 address; empty if it is invalid. Without
/// the characters that names on the internet do not have, although RFC 3986 allows them.
std::string_view host_without_port(std::string_view text) {
  constexpr std::string_view in_names =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._";
  constexpr std::string_view in_addresses = "0123456789ABCDEFabcdef:.";
  auto bracket = text.starts_with('[') ? text.find(']') : 0;
  if (bracket == std::string_view::npos || text.size() > longest_host)
    return {};
  auto colon = text.find(':', bracket);
  auto host = text.substr(0, colon);
  auto valid = bracket == 0 ? has_only(host, in_names)
                            : host.size() == bracket + 1 &&
                                  has_only(host.substr(1, bracket - 1), in_addresses);
  auto port = colon == std::string_view::npos ? std::string_view{"0"} : text.substr(colon + 1);
  return valid && has_only(port, digits) ? host : std::string_view{};
}

} // namespace

std::optional<std::string> secure_address(std::string_view host, std::string_view target,
                                          std::uint16_t port) {
  auto name = host_without_port(host);
  if (name.empty() || !target.starts_with('/'))
    return std::nullopt;
  auto authority = std::string{name};
  if (port != https_port)
    authority += ':' + std::to_string(port);
  return "https://" + authority + std::string{target};
}

route_match redirect_dispatcher::match(const message&, const client_address&) const {
  route_match found;
  found.body_limit = body_limit_;
  return found;
}

void redirect_dispatcher::serve(route_match&&, message&& received, const client_address& client,
                                responder&& respond) {
  auto target = received.target();
  auto address =
      secure_address(header(received, field::host), {target.data(), target.size()}, port_);
  if (!address)
    return respond(malformed({&received, client},
                             "This address redirects to HTTPS, and needs a Host to do so."));
  respond(redirect_response(*address));
}

response redirect_dispatcher::malformed(const refused_request& what, std::string detail) const {
  return problems_.malformed(what, std::move(detail));
}

void redirect_dispatcher::body_too_large(const refused_request&, const route_match&,
                                         responder&& respond) {
  respond(problem_response(code::body_too_large));
}

response redirect_dispatcher::too_many_connections() const {
  return problems_.too_many_connections();
}

} // namespace boxoffice::http
