// Requests whose replies are on their way.
#pragma once

#include "actors/protocol/replies.hpp"
#include "http/server/responder.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace boxoffice::http {

/// Takes a reply; the responder is of whom it was asked for.
using on_reply = std::function<void(const responder& answer, actors::reply&& said)>;

struct pending_request {
  responder answer;
  on_reply then;
};

/// Gives each wait a number of its own, so that a late or repeated reply finds nobody. Not safe to
/// use from several threads.
class pending_requests {
public:
  [[nodiscard]] std::uint64_t add(pending_request&& one);
  /// Nothing where nobody waits, or not any more, under that number.
  [[nodiscard]] std::optional<pending_request> take(std::uint64_t number);
  [[nodiscard]] std::size_t size() const { return places_.size() - free_.size(); }

private:
  struct place {
    std::uint32_t turn = 0; ///< how often the place was taken; the upper half of the number
    std::optional<pending_request> waits;
  };

  std::vector<place> places_;
  std::vector<std::uint32_t> free_;
};

} // namespace boxoffice::http
