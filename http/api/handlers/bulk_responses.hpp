// What handlers of bulk responses (routes.hpp) have in common: questions asked once for all
// readers, and replies rendered into one shared body.
#pragma once

#include "http/api/handlers/handler_support.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

namespace boxoffice::http {

[[nodiscard]] bulk_response bulk_of(response&& what);
/// The response with a body of body_renderer; UNAVAILABLE if it could not be rendered. With an etag
/// readers who have the body already get 304.
[[nodiscard]] bulk_response bulk_of(std::optional<shared_bytes>&& body,
                                    std::string_view cache_control, std::string etag = {});

/// Charges the rate limit for `calls` further calls, unless the operator makes the request.
void charge(const request& in, services& with, double calls);

/// About how long it takes to render a view as JSON.
[[nodiscard]] std::chrono::microseconds render_time(const actors::seat_map& map);
[[nodiscard]] std::chrono::microseconds render_time(const actors::show_page& page);
[[nodiscard]] std::chrono::microseconds render_time(const actors::programme_view& view);
[[nodiscard]] std::chrono::microseconds render_time(const actors::refund_page& page);
[[nodiscard]] std::chrono::microseconds render_time(const actors::booking_page& page);
[[nodiscard]] std::chrono::microseconds render_time(const actors::events_page& page);
[[nodiscard]] std::chrono::microseconds render_time(const actors::history_view& view);
[[nodiscard]] std::chrono::microseconds render_time(const actors::hall_page& page);
[[nodiscard]] std::chrono::microseconds render_time(const actors::hall_view& view);

/// The responder of a question that all readers of a bulk response share. `tag` is the first one's.
[[nodiscard]] inline responder all_readers(const logging::request_tag& tag) {
  return {nullptr, 0, {{}, tag}};
}

/// Asks a log reader and renders its reply by `text(view)`. `question` sends the question.
template <class View, class Text>
shared_reads::make heavy_response(services& with,
                                  std::function<void(actor_client&, pending_request&&)> question,
                                  Text text, std::string_view cache_control = no_store) {
  return [&with, question = std::move(question), text,
          cache_control](const logging::request_tag& tag, shared_reads::deliver done) {
    auto then = [&with, text, cache_control, done = std::move(done)](const responder&,
                                                                     actors::reply&& reply) {
      auto* view = std::get_if<View>(&reply);
      if (view == nullptr)
        return done(bulk_of(failure(reply)));
      std::string etag;
      if constexpr (std::is_same_v<View, actors::seat_map>)
        etag = '"' + std::to_string(view->version) + '"';
      auto kept = std::make_shared<const View>(std::move(*view));
      with.renderer.render(
          render_time(*kept), [kept, text] { return text(*kept); },
          [done, cache_control, etag](std::optional<shared_bytes>&& body) {
            done(bulk_of(std::move(body), cache_control, etag));
          });
    };
    question(with.client, {all_readers(tag), std::move(then)});
  };
}

/// The same for a question to the node. `what` names it: requests for the same share its response.
template <class View, class Text>
void read_heavy(request&& in, services& with, const std::string& what,
                actors::node_question question, Text text,
                std::string_view cache_control = no_store) {
  auto ask = [question = std::move(question)](actor_client& client, pending_request&& by) {
    client.ask(std::move(by), actors::node_question{question});
  };
  with.reads.read(what, {std::move(in.respond), std::move(in.message)}, shared_reads::work::heavy,
                  heavy_response<View>(with, std::move(ask), std::move(text), cache_control));
}

} // namespace boxoffice::http
