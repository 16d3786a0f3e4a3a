// The last changes of a show as they were told, for who comes back.
#pragma once

#include "actors/protocol/push_sink.hpp"

#include <deque>

namespace boxoffice::actors {

class kept_frames {
public:
  /// What is told from here on is kept.
  void begin(std::uint64_t version) {
    frames_.clear();
    since_ = version;
  }
  /// Beyond `most` the oldest ones go.
  void add(std::uint64_t version, shared_text text, std::size_t most) {
    frames_.push_back({version, std::move(text)});
    for (; frames_.size() > most; frames_.pop_front())
      since_ = frames_.front().version;
  }
  /// Whether who has that version misses nothing that is not here.
  [[nodiscard]] bool reach_back_to(std::uint64_t version) const { return version >= since_; }
  /// What who has that version has missed.
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
