// The calls that become WebSockets. What they are about is asked for first, so that a stranger gets
// a proper answer and no connection.
#include "http/api/handlers/handler_support.hpp"
#include "http/server/websocket_session.hpp"

#include <algorithm>
#include <cctype>

#include <boost/beast/websocket/rfc6455.hpp>

namespace boxoffice::http {

namespace {

response not_a_websocket(std::string why) {
  return to_response(problem{code::bad_request, std::move(why), {}, {}, {}});
}

/// Whether it is the base64 of 16 bytes (RFC 6455, 4.1).
bool is_nonce(std::string_view key) {
  constexpr std::size_t digits = 22;
  auto is_base64 = [](unsigned char c) {
    return c < 0x80 && (std::isalnum(c) != 0 || c == '+' || c == '/');
  };
  return key.size() == digits + 2 && key.ends_with("==") &&
         std::all_of(key.begin(), key.begin() + digits, is_base64);
}

/// What is wrong with a handshake. All is looked at here: a connection that was handed over could
/// not be answered any more as others are.
std::optional<response> handshake_fault(const message& in) {
  constexpr std::string_view spoken = "13";
  if (!boost::beast::websocket::is_upgrade(in))
    return not_a_websocket("Only a WebSocket's handshake is answered here.");
  if (!is_nonce(only_header(in, field::sec_websocket_key)))
    return not_a_websocket("Sec-WebSocket-Key must be the base64 of 16 bytes, once.");
  auto version = only_header(in, field::sec_websocket_version);
  if (version.empty())
    return not_a_websocket("Sec-WebSocket-Version must be there once.");
  if (version == spoken)
    return std::nullopt;
  auto answer = problem_response(code::upgrade_required);
  answer.add_header("Sec-WebSocket-Version", spoken);
  answer.add_header("Upgrade", "websocket");
  answer.add_header("Connection", "Upgrade");
  return answer;
}

/// Opens it where the answer to `what` is a View; any other is the call's.
template <class View>
void open_websocket(call&& in, const events::show_id& show, actors::show_question what,
                    websocket_session::topic about) {
  if (auto wrong = handshake_fault(in.in))
    return in.answer(std::move(*wrong));
  auto handshake = std::make_shared<message>(std::move(in.in)); // on_reply must be copyable.
  auto opened = [handshake, about = std::move(about)](const responder& answer,
                                                      actors::reply&& said) {
    if (!std::holds_alternative<View>(said))
      return answer(failure(said));
    auto socket = answer.release();
    if (!socket)
      return answer(not_a_websocket("A handshake must be alone on its connection."));
    std::make_shared<websocket_session>(answer.home(), std::move(*socket), answer.from(), about)
        ->start(*handshake);
  };
  auto& client = in.answer.home().client();
  client.ask({std::move(in.answer), std::move(opened)}, events::show_id{show}, std::move(what),
             in.email.value_or(""));
}

} // namespace

void watch_seats(call&& in) {
  auto show = show_in_path(in);
  if (!show)
    return;
  std::optional<std::uint64_t> after;
  if (in.at.find("after") != nullptr) {
    after = number_of(in, "after", 0);
    if (!after)
      return;
  }
  open_websocket<actors::show_view>(std::move(in), *show, actors::get_show{},
                                    actors::subscribe_seats{*show, after, {}, 0});
}

void watch_ticket(call&& in) {
  auto id = booking_in_path(in);
  if (!id)
    return;
  auto holder = holder_of(id->show, in);
  auto mail = in.email.value_or("");
  open_websocket<actors::booking_view>(
      std::move(in), id->show, actors::get_booking{id->secret, holder.customer, holder.formerly},
      actors::subscribe_booking{*id, holder.customer, std::move(mail), {}, 0, holder.formerly});
}

} // namespace boxoffice::http
