// What handlers have in common: asking a show or the node, and turning replies into responses.
#pragma once

#include "actors/protocol/replies.hpp"
#include "http/api/handlers/handlers.hpp"
#include "http/api/json/problem.hpp"
#include "http/api/services.hpp"

#include <nlohmann/json_fwd.hpp>

namespace boxoffice::http {

[[nodiscard]] response json_response(std::string body, unsigned status = 200);
[[nodiscard]] response json_response(const nlohmann::ordered_json& body, unsigned status = 200);
[[nodiscard]] response problem_response(code why);
[[nodiscard]] response problem_response(code why, std::string detail);
/// 308: the resource has moved for good, whatever the method.
[[nodiscard]] response redirect_response(std::string_view location);
/// 422 for one member or parameter.
[[nodiscard]] response invalid(std::string member, std::string detail);

/// Counts a request against its address; the refusal if that has made all it may for now.
[[nodiscard]] std::optional<problem> over_limit(services& with, const client_address& client);

/// The response to a reply that is a refusal, or not of the type that the handler expects.
[[nodiscard]] response failure(const actors::reply& reply);

/// Turns a reply into a response: `render(View&&)` if it is a View, else its problem.
template <class View, class Render>
on_reply rendered(Render render) {
  return [render = std::move(render)](const responder& respond, actors::reply&& reply) {
    if (auto* view = std::get_if<View>(&reply))
      respond(render(std::move(*view)));
    else
      respond(failure(reply));
  };
}

template <class View, class Render>
void ask_show(services& with, responder respond, events::show_id show, actors::show_question what,
              Render render, std::string mail = {}) {
  with.client.ask({std::move(respond), rendered<View>(std::move(render))}, std::move(show),
                  std::move(what), std::move(mail));
}

template <class View, class Render>
void ask_node(services& with, responder respond, actors::node_question what, Render render) {
  with.client.ask({std::move(respond), rendered<View>(std::move(render))}, std::move(what));
}

/// The show id of a path; if it cannot be one the request is refused with SHOW_NOT_FOUND.
[[nodiscard]] std::optional<events::show_id> show_in_path(const request& in);
/// The reqId of a path; if it cannot be one the request is refused with BOOKING_NOT_FOUND.
[[nodiscard]] std::optional<events::request_id> booking_in_path(const request& in);

/// `?name=` as a number, `otherwise` if it is not given; if it is invalid the request is refused
/// with 422.
[[nodiscard]] std::optional<std::uint64_t> number_of(const request& in, std::string_view name,
                                                     std::uint64_t otherwise);
/// `?limit=` of 1 to 1,000, default 100; if it is invalid the request is refused with 422.
[[nodiscard]] std::optional<std::size_t> limit_of(const request& in);
/// `?after=` where a page's `next` is a row's key in hex, as bytes, default empty; if it is invalid
/// the request is refused with 422.
[[nodiscard]] std::optional<std::string> key_after(const request& in);
/// The mail address in the path; if it is invalid the request is refused with 422.
[[nodiscard]] std::optional<events::mail_address> mail_in_path(const request& in);
/// The refusal of a mail address.
[[nodiscard]] response wrong_mail();
/// The refusal of an `after` that no page gave.
[[nodiscard]] response wrong_after();

/// Whose bookings of a show a request may touch.
struct holder {
  std::optional<events::customer_id> customer; ///< nothing: anybody's
  std::vector<events::customer_id> formerly;   ///< further ids of the customer
};
[[nodiscard]] holder holder_of(const events::show_id& show, const request& in,
                               const services& with);

/// Asks the show of the booking in the path for a View of it, on behalf of its holder. A Question
/// begins with the booking's secret and the holder.
template <class View, class Question, class Render>
void ask_as_holder(request&& in, services& with, Render render) {
  auto id = booking_in_path(in);
  if (!id)
    return;
  auto holder = holder_of(id->show, in, with);
  ask_show<View>(with, in.respond, id->show,
                 Question{id->secret, holder.customer, std::move(holder.formerly)},
                 std::move(render), in.email.value_or(""));
}

} // namespace boxoffice::http
