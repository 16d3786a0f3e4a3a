// What handlers have in common: asking a show or the node, and turning replies into responses.
#pragma once

#include "actors/protocol/replies.hpp"
#include "http/api/handlers/handlers.hpp"
#include "http/api/json/problem.hpp"
#include "http/server/worker.hpp"

#include <nlohmann/json_fwd.hpp>

namespace boxoffice::http {

[[nodiscard]] response json_response(std::string body, unsigned status = 200);
[[nodiscard]] response json_response(const nlohmann::ordered_json& body, unsigned status = 200);
[[nodiscard]] response problem_response(code why);
[[nodiscard]] response invalid(std::string member, std::string detail);

/// Counts a call against its address; the refusal where that has made all it may for now.
[[nodiscard]] std::optional<problem> over_limit(gateway_state& common, const peer& from);

/// The refusal or unavailability in a reply that is not what was hoped for.
[[nodiscard]] response failure(const actors::reply& what);

/// What comes of a reply: `render(View&&)` makes the response where it is a View, any other becomes
/// its problem.
template <class View, class Render>
on_reply rendered(Render render) {
  return [render = std::move(render)](const responder& answer, actors::reply&& said) {
    if (auto* view = std::get_if<View>(&said))
      answer(render(std::move(*view)));
    else
      answer(failure(said));
  };
}

template <class View, class Render>
void ask_show(responder answer, events::show_id show, actors::show_question what, Render render,
              std::string mail = {}) {
  auto& client = answer.home().client();
  client.ask({std::move(answer), rendered<View>(std::move(render))}, std::move(show),
             std::move(what), std::move(mail));
}

template <class View, class Render>
void ask_node(responder answer, actors::node_question what, Render render) {
  auto& client = answer.home().client();
  client.ask({std::move(answer), rendered<View>(std::move(render))}, std::move(what));
}

/// The show id of a path; where it cannot be one the call is answered with SHOW_NOT_FOUND.
[[nodiscard]] std::optional<events::show_id> show_in_path(const call& in);
/// The reqId of a path; where it cannot be one the call is answered with BOOKING_NOT_FOUND.
[[nodiscard]] std::optional<events::request_id> booking_in_path(const call& in);

/// `?name=` as a number, `otherwise` where it is not given; where it is bad the call is answered
/// with 422.
[[nodiscard]] std::optional<std::uint64_t> number_of(const call& in, std::string_view name,
                                                     std::uint64_t otherwise);
/// `?limit=` of 1 to 1,000, default 100; where it is bad the call is answered with 422.
[[nodiscard]] std::optional<std::size_t> limit_of(const call& in);

} // namespace boxoffice::http
