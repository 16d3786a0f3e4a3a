// The last frames of a show as they were sent, for subscribers that reconnect.
#pragma once

#include "actors/protocol/push_sink.hpp"

#include <deque>

namespace boxoffice::actors {

class kept_frames {
public:
  /// Drops all frames. Frames added later start at `version`.
  void begin(std::uint64_t version) {
    frames_.clear();
    since_ = version;
  }
  /// Adds the frame that leads to `version` and drops the oldest beyond `most`.
  void add(std::uint64_t version, shared_text text, std::size_t most) {
    frames_.push_back({version, std::move(text)});
    for (; frames_.size() > most; frames_.pop_front())
      since_ = frames_.front().version;
  }
  /// True if a client at `version` can be caught up from the kept frames.
  [[nodiscard]] bool reach_back_to(std::uint64_t version) const { return version >= since_; }
  /// The frames that a client at `version` has missed, oldest first.
  [[nodiscard]] std::vector<shared_text> after(std::uint64_t version) const {
    std::vector<shared_text> missed;
    for (const auto& each : frames_)
      if (each.version > version)
        missed.push_back(each.text);
    return missed;
  }

private:
  struct frame {
    std::uint64_t version{};
    shared_text text;
  };
  std::deque<frame> frames_;
  std::uint64_t since_ = 0;
};

} // namespace boxoffice::actors
