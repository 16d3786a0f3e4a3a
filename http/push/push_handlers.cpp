// The requests that become WebSockets. Their show or booking is looked up first, so that an invalid
// request gets an ordinary response and no WebSocket.
#include "events/base64.hpp"
#include "http/api/handlers/handler_support.hpp"
#include "http/api/signin/operator_access.hpp"
#include "http/push/push_hub.hpp"
#include "http/server/websocket_session.hpp"
#include "http/server/worker.hpp"

#include <boost/beast/websocket/rfc6455.hpp>

namespace boxoffice::http {

namespace {

response not_a_handshake(std::string detail) {
  return problem_response(code::bad_request, std::move(detail));
}

/// Whether it is the base64 of 16 bytes (RFC 6455, 4.1).
bool is_nonce(std::string_view key) {
  constexpr std::size_t nonce_bytes = 16;
  auto bytes = events::from_base64(key);
  return bytes && bytes->size() == nonce_bytes;
}

/// Why the handshake is refused. All of it is checked here: once the connection has been handed
/// over, no ordinary response can be made.
std::optional<response> handshake_error(const message& received, const response_lines& lines) {
  constexpr std::string_view supported_version = "13";
  if (!boost::beast::websocket::is_upgrade(received))
    return not_a_handshake("This path accepts WebSocket handshakes only.");
  if (!lines.allows_websocket(header(received, field::origin), header(received, field::host)))
    return problem_response(code::forbidden, "Pages of this origin may not open WebSockets.");
  if (!is_nonce(only_header(received, field::sec_websocket_key)))
    return not_a_handshake("Sec-WebSocket-Key must be the base64 of 16 bytes, once.");
  auto version = only_header(received, field::sec_websocket_version);
  if (version.empty())
    return not_a_handshake("Sec-WebSocket-Version must be there once.");
  if (version == supported_version)
    return std::nullopt;
  auto refused = problem_response(code::upgrade_required);
  refused.add_header("Sec-WebSocket-Version", supported_version);
  refused.add_header("Upgrade", "websocket");
  refused.add_header("Connection", "Upgrade");
  return refused;
}

/// Whether the token in a handshake is still good. Unset if the handshake needed none. Of a
/// customer's token only the time is looked at: it cannot be revoked, and its signature stays.
std::function<bool()> authorization_of(const request& in, const services& with) {
  if (in.email)
    return [until = in.token_until, &with] { return with.now() < until; };
  auto token = bearer(in.message);
  if (!in.by || !token || in.respond.client().at_control_socket ||
      with.options.auth.mode == auth_mode::open)
    return {};
  return [token = std::string{*token}, &with] {
    auto by = operator_with(token, with);
    return by && by->scopes.has(scope::read);
  };
}

/// Opens a WebSocket if the reply to `question` is a View; any other becomes the response.
template <class View, class Subscription>
void open_websocket(request&& in, services& with, const events::show_id& show,
                    actors::show_question question, Subscription wanted,
                    std::function<bool()> is_authorized = {}) {
  if (auto refused = handshake_error(in.message, with.shared.state.lines))
    return in.respond(std::move(*refused));
  auto handshake = std::make_shared<message>(std::move(in.message)); // on_reply must be copyable.
  auto open = [&with, handshake, wanted = std::move(wanted),
               is_authorized = std::move(is_authorized)](const responder& respond,
                                                         actors::reply&& reply) {
    if (!std::holds_alternative<View>(reply))
      return respond(failure(reply));
    if (!with.worker.state().usage.has_room_for_forwarded(respond.client()))
      return respond(problem_response(code::overloaded, "Too many WebSockets of this address."));
    auto socket = respond.release();
    if (!socket)
      return respond(not_a_handshake("A handshake must be alone on its connection."));
    auto owner = with.pushes.subscription(wanted);
    owner.is_authorized = is_authorized;
    std::make_shared<websocket_session>(with.worker, std::move(*socket), respond.client(),
                                        std::move(owner))
        ->start(*handshake, respond.tag());
  };
  with.client.ask({std::move(in.respond), std::move(open)}, events::show_id{show},
                  std::move(question), in.email.value_or(""));
}

} // namespace

void watch_seats(request&& in, services& with) {
  auto show = show_in_path(in);
  if (!show)
    return;
  std::optional<std::uint64_t> after;
  if (in.target.find("after") != nullptr) {
    after = number_of(in, "after", 0);
    if (!after)
      return;
  }
  open_websocket<actors::show_view>(std::move(in), with, *show, actors::get_show{},
                                    actors::subscribe_seats{*show, after, {}, 0});
}

void watch_ticket(request&& in, services& with) {
  auto id = booking_in_path(in);
  if (!id)
    return;
  auto holder = holder_of(id->show, in, with);
  auto mail = in.email.value_or("");
  auto is_authorized = authorization_of(in, with);
  open_websocket<actors::booking_view>(
      std::move(in), with, id->show,
      actors::get_booking{id->secret, holder.customer, holder.formerly},
      actors::subscribe_booking{*id, holder.customer, std::move(mail), {}, 0, holder.formerly},
      std::move(is_authorized));
}

} // namespace boxoffice::http
