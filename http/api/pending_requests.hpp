// Requests that wait for a reply.
#pragma once

#include "actors/protocol/replies.hpp"
#include "http/limits/load_shedder.hpp"
#include "http/server/responder.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace boxoffice::http {

/// Takes the reply; the responder is that of the pending request.
using on_reply = std::function<void(const responder& respond, actors::reply&& reply)>;

/// A queue inside the node that a question waits in, and since when.
struct queued {
  load_shedder::queue in;
  load_shedder::clock::time_point since;
};

struct pending_request {
  responder respond;
  on_reply then;
  std::optional<queued> timed{}; ///< nothing for questions whose delay says nothing about the load
};

/// Gives each request a number of its own, so that a late or repeated reply is ignored. Not safe to
/// use from several threads.
class pending_requests {
public:
  [[nodiscard]] std::uint64_t add(pending_request&& one);
  /// Nothing if no request waits, or none any more, under that number.
  [[nodiscard]] std::optional<pending_request> take(std::uint64_t number);
  [[nodiscard]] std::size_t size() const { return places_.size() - free_.size(); }

private:
  struct place {
    std::uint32_t turn = 0; ///< how often the place was taken; the upper half of the number
    std::optional<pending_request> waiting;
  };

  std::vector<place> places_;
  std::vector<std::uint32_t> free_;
};

} // namespace boxoffice::http
