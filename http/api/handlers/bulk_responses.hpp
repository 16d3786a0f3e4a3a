// What handlers of bulk answers (routes.hpp) have in common: questions asked for all readers, and
// replies made into one shared body.
#pragma once

#include "http/api/handlers/handler_support.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

namespace boxoffice::http {

[[nodiscard]] bulk_answer bulk_of(response&& answer);
/// The answer of a body that worker::render() made. With an etag readers who have it get 304.
[[nodiscard]] bulk_answer bulk_of(std::optional<shared_bytes>&& made,
                                  std::string_view cache_control, std::string etag = {});

/// Counts a call as so many more in the rate limit, unless the operator makes it.
void charge(const call& in, double calls);

/// About how long a view takes to become JSON.
[[nodiscard]] std::chrono::microseconds time_to_tell(const actors::seat_map& map);
[[nodiscard]] std::chrono::microseconds time_to_tell(const actors::show_page& page);
[[nodiscard]] std::chrono::microseconds time_to_tell(const actors::refund_page& page);
[[nodiscard]] std::chrono::microseconds time_to_tell(const actors::events_page& page);
[[nodiscard]] std::chrono::microseconds time_to_tell(const actors::history_view& view);

/// Nobody in particular: a reply that all readers of a bulk answer wait for.
[[nodiscard]] inline responder all_readers() { return {nullptr, 0}; }

/// What a log reader says to `question`, as `text(view)`. `question` is asked of the exchange.
template <class View, class Text>
shared_reads::make heavy_answer(worker& home,
                                std::function<void(actor_client&, pending_request&&)> question,
                                Text text, std::string_view cache_control = no_store) {
  return [&home, question = std::move(question), text, cache_control](shared_reads::deliver done) {
    auto then = [&home, text, cache_control, done = std::move(done)](const responder&,
                                                                     actors::reply&& said) {
      auto* view = std::get_if<View>(&said);
      if (view == nullptr)
        return done(bulk_of(failure(said)));
      std::string etag;
      if constexpr (std::is_same_v<View, actors::seat_map>)
        etag = '"' + std::to_string(view->version) + '"';
      auto kept = std::make_shared<const View>(std::move(*view));
      home.render(
          time_to_tell(*kept), [kept, text] { return text(*kept); },
          [done, cache_control, etag](std::optional<shared_bytes>&& made) {
            done(bulk_of(std::move(made), cache_control, etag));
          });
    };
    question(home.client(), {all_readers(), std::move(then)});
  };
}

/// The same for a question to the node; `what` names it, where others may ask the same.
template <class View, class Text>
void read_heavy(call&& in, const std::string& what, actors::node_question question, Text text,
                std::string_view cache_control = no_store) {
  auto& home = in.answer.home();
  auto ask = [question = std::move(question)](actor_client& client, pending_request&& by) {
    client.ask(std::move(by), actors::node_question{question});
  };
  home.reads().read(what, {std::move(in.answer), std::move(in.in)}, shared_reads::work::heavy,
                    heavy_answer<View>(home, std::move(ask), std::move(text), cache_control));
}

} // namespace boxoffice::http
