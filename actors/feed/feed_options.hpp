#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace boxoffice::actors {

struct feed_options {
  /// Pause between two frames of a show: what changes meanwhile comes in one frame.
  std::chrono::milliseconds between_frames{50};
  /// How long the frames of a show are kept after its last subscriber left, for subscribers that
  /// come back.
  std::chrono::milliseconds keep{60'000};
  /// Delay until a node that could not reply is asked again, doubled each time up to `most_retry`.
  /// Also how long a subscriber that is ahead of the feed waits before it is sent a snapshot.
  std::chrono::milliseconds retry{250};
  std::chrono::milliseconds most_retry{2'000};
  std::size_t kept_frames = 256; ///< of each show
};

/// The delay after so many failures in a row, from 1. Thousands of subscribers may wait for a node
/// that is away.
[[nodiscard]] inline std::chrono::milliseconds until_retry(const feed_options& options,
                                                           unsigned failures) {
  return std::min(options.most_retry, options.retry * (1U << std::min(failures - 1, 10U)));
}

} // namespace boxoffice::actors
