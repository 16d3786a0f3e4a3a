// What a connection has to say to its client, and how far it is.
#pragma once

#include "http/server/coarse_clock.hpp"
#include "http/server/output_queue.hpp"

#include <cstdint>
#include <deque>
#include <optional>

namespace boxoffice::http {

inline constexpr std::size_t most_kept = 16U << 10U; ///< bytes of a buffer without use

/// The part of a session that session_output.cpp is about.
struct session_output {
  struct slot {
    framing frame;
    bool done = false;
    output_queue output; ///< an answer that waits for an earlier one's
    bool close = false;
  };
  struct bulk_under_way {
    std::size_t bytes = 0;
    bool charged = false;
  };

  std::deque<slot> slots_;       ///< unanswered or unwritten requests, oldest first
  std::uint64_t first_slot_ = 0; ///< number of slots_.front()
  output_queue output_;
  output_queue writing_;        ///< what the client is slow to take
  std::size_t waiting_own_ = 0; ///< bytes of answers in slots_
  std::size_t counted_ = 0;     ///< bytes that count_unwritten() has told
  std::size_t taken_ = 0;       ///< bytes that the client took since write_began_
  std::optional<bulk_under_way> bulk_;
  bool write_under_way_ = false;
  bool close_after_ = false; ///< the last answer written ends the connection
  bool lingering_ = false;   ///< all is said; waits for the client to end
  coarse_clock::time_point write_began_{};
  coarse_clock::time_point linger_since_{};
};

} // namespace boxoffice::http
