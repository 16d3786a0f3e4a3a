// Time-outs and limits of a link between two nodes.
#pragma once

#include <chrono>
#include <cstddef>

namespace boxoffice::actors {

struct link_options {
  std::chrono::milliseconds answer_within{5'000};
  std::chrono::milliseconds standing_within{
      150'000};                            ///< for standing questions, which wait for news
  std::chrono::milliseconds tick{250};     ///< between heartbeats, and between attempts to connect
  std::chrono::milliseconds silent{2'000}; ///< without a heartbeat; then the peer counts as gone
  /// How long a new link waits for its first connection; failed attempts do not end that.
  std::chrono::milliseconds first_within{2'000};
  /// How long it waits, after a connection was lost, for the peer to connect again.
  std::chrono::milliseconds again_within{500};
  std::size_t most_waiting = 10'000; ///< questions that wait for a connection
};

} // namespace boxoffice::actors
