// How what the seat feed says leaves the actors, and in which words.
#pragma once

#include "actors/protocol/replies.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace boxoffice::actors {

/// Made once and sent to all who get it.
using shared_text = std::shared_ptr<const std::string>;

/// Something for subscribers of an outlet.
struct push {
  std::uint64_t subscriber{};     ///< 0: all of the show's who had something by name before
  events::show_id show;           ///< of a show's subscribers
  std::vector<shared_text> texts; ///< in order; none: the subscriber has the latest already
  bool last = false;              ///< nothing follows
  bool gone = false;              ///< what was subscribed to is not to be had any more
};

/// Where pushes leave the actors: a function that is called in the feed's thread, so that it must
/// be quick. It is called no more after close().
class push_sink {
public:
  explicit push_sink(std::function<void(push&&)> taken) : taken_{std::move(taken)} {}

  void take(push&& one) {
    std::lock_guard lock{mutex_};
    if (taken_)
      taken_(std::move(one));
  }
  void close() {
    std::lock_guard lock{mutex_};
    taken_ = {};
  }

private:
  std::mutex mutex_;
  std::function<void(push&&)> taken_;
};

/// How the feed says things; called in its thread.
struct feed_encoder {
  std::function<std::string(const events::show_plan&, std::uint64_t version,
                            const std::vector<events::seat_status>&)>
      snapshot;
  /// `changed` are places in plan.seats.
  std::function<std::string(const events::show_plan&, std::uint64_t version,
                            const std::vector<events::seat_status>&,
                            const std::vector<events::seat_index>& changed)>
      delta;
  std::function<std::string(const booking_view&)> booking;
};

} // namespace boxoffice::actors
