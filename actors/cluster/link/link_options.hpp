// How long a link waits for what, and how much it keeps meanwhile.
#pragma once

#include <chrono>
#include <cstddef>

namespace boxoffice::actors {

struct link_options {
  std::chrono::milliseconds answer_within{5'000};
  std::chrono::milliseconds standing_within{150'000}; ///< for what waits for news
  std::chrono::milliseconds tick{250}; ///< between signs of life, and between attempts to connect
  std::chrono::milliseconds silent{2'000}; ///< after which the other node counts as gone
  /// How long a new link waits for its first connection; failed attempts do not end that.
  std::chrono::milliseconds first_within{2'000};
  /// How long, after a connection was lost, it waits for the other node to connect again.
  std::chrono::milliseconds again_within{500};
  std::size_t most_waiting = 10'000; ///< questions that wait for a connection
};

} // namespace boxoffice::actors
