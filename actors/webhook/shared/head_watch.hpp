// Finds what other nodes append to a shared log, by looking at the ends of all streams again and
// again.
#pragma once

#include "actors/protocol/append_messages.hpp"

#include <unordered_map>

namespace boxoffice::actors {

class head_watch {
public:
  using ends = std::vector<stream_end>;

  /// The streams that are longer than at the look before, or shorter. The first look has none.
  [[nodiscard]] storage::result<ends> look(storage::event_log& log);
  /// The next look is the first one.
  void forget();

private:
  std::unordered_map<events::show_id, std::uint64_t> known_;
  bool begun_ = false;
};

} // namespace boxoffice::actors
