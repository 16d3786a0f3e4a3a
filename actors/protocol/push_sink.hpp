// How the messages of the seat feed leave the actors, and how they are encoded.
#pragma once

#include "actors/protocol/replies.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace boxoffice::actors {

/// A message that is encoded once and shared by all its receivers.
using shared_text = std::shared_ptr<const std::string>;

/// Messages for one subscriber, or for all subscribers of a show.
struct push {
  std::uint64_t subscriber{}; ///< 0: all of the show's that were sent something by their id before
  events::show_id show;       ///< if `subscriber` is 0
  std::vector<shared_text> texts; ///< in order; empty: the subscriber is up to date
  bool last = false;              ///< nothing follows
  bool gone = false;              ///< the show or booking cannot be read any more
};

/// Passes pushes to a function, which is called in the feed's thread and must be quick. It is not
/// called after close().
class push_sink {
public:
  explicit push_sink(std::function<void(push&&)> receive) : receive_{std::move(receive)} {}

  void take(push&& one) {
    std::lock_guard lock{mutex_};
    if (receive_)
      receive_(std::move(one));
  }
  void close() {
    std::lock_guard lock{mutex_};
    receive_ = {};
  }

private:
  std::mutex mutex_;
  std::function<void(push&&)> receive_;
};

/// Encodes the messages of the feed; called in its thread.
struct feed_encoder {
  std::function<std::string(const events::show_plan&, std::uint64_t version,
                            const std::vector<events::seat_status>&, events::sales_status)>
      snapshot;
  /// `changed` are places in plan.seats. The sales status is there if it has changed.
  std::function<std::string(
      const events::show_plan&, std::uint64_t version, const std::vector<events::seat_status>&,
      const std::vector<events::seat_index>& changed, std::optional<events::sales_status>)>
      delta;
  std::function<std::string(const booking_view&)> booking;
};

} // namespace boxoffice::actors
