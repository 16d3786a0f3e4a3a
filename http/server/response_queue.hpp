// The responses of a connection, in the order of its requests.
#pragma once

#include "http/server/output_queue.hpp"
#include "http/server/response.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <string_view>

namespace boxoffice::http {

/// What is recorded about a request when it is answered.
struct request_mark {
  std::size_t route = 0;      ///< of request_probe
  std::string_view method{};  ///< empty: none that is known
  std::string_view pattern{}; ///< of the route; empty: none
  std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
};

/// Requests without a response, and the bytes of the responses that wait (pipelining). Knows no
/// socket.
class response_queue {
public:
  /// Adds a request and returns its number.
  std::uint64_t add(const framing& frame, const request_mark& mark = {});
  /// Adds a response without a request of its own: `100 Continue`.
  void add_interim(std::string_view bytes);
  /// The response to a request, which `tag` names; `now_s` is Unix time for its Date. Returns its
  /// bytes.
  std::size_t complete(std::uint64_t number, const response& what, std::time_t now_s,
                       const logging::request_tag& tag);
  /// Makes the responses that are due part of output(), up to one that ends the connection.
  void gather();
  /// The connection ends with the response to the last request.
  void close_after_last();

  [[nodiscard]] bool empty() const { return slots_.empty(); }
  [[nodiscard]] std::size_t size() const { return slots_.size(); } ///< requests not yet gathered
  [[nodiscard]] bool all_complete() const;
  /// The mark of a request that is not gathered yet.
  [[nodiscard]] const request_mark& mark_of(std::uint64_t number) const {
    return slots_[number - first_slot_].mark;
  }
  /// True if that request is the only one and no byte is left to write.
  [[nodiscard]] bool is_alone(std::uint64_t number) const;
  /// True if the last response of output() ends the connection.
  [[nodiscard]] bool closes() const { return closes_; }

  /// What is written next.
  [[nodiscard]] output_queue& output() { return output_; }
  [[nodiscard]] const output_queue& output() const { return output_; }
  /// What the client is slow to take; written before output().
  [[nodiscard]] output_queue& slow_output() { return slow_; }
  /// `written` bytes of output() were written; the rest becomes slow_output().
  void slow_down(std::size_t written);
  /// Bytes that this connection alone keeps for its client.
  [[nodiscard]] std::size_t own_bytes() const;

  /// Forgets the requests.
  void drop_requests() { slots_.clear(); }
  /// Forgets everything and frees the memory.
  void clear();

private:
  struct slot {
    framing frame; ///< without keep_alive the connection ends with this response
    request_mark mark;
    bool complete = false;
    output_queue output; ///< of a response that waits for an earlier one
  };

  std::deque<slot> slots_;       ///< oldest first
  std::uint64_t first_slot_ = 0; ///< number of slots_.front()
  output_queue output_;
  output_queue slow_;
  std::size_t waiting_own_ = 0; ///< own bytes of the responses in slots_
  bool closes_ = false;
};

} // namespace boxoffice::http
