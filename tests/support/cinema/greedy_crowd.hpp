#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace boxoffice::tests {

/// Clients of many addresses of loopback (127.0.0.2 and on) that pipeline requests and never read
/// a response. A thread opens each connection again that the server ended.
class greedy_crowd {
public:
  struct options {
    std::uint16_t port = 0;
    unsigned addresses = 20;
    unsigned connections = 20;        ///< of each address
    unsigned pipelined = 16;          ///< requests of each connection
    std::vector<std::string> targets; ///< requested in rotation
  };

  /// Returns once each connection was opened, or refused, for the first time.
  explicit greedy_crowd(options how);
  /// All leave at once, with a reset.
  ~greedy_crowd();
  greedy_crowd(const greedy_crowd&) = delete;
  greedy_crowd& operator=(const greedy_crowd&) = delete;

  /// Connections opened so far, those opened again included.
  [[nodiscard]] std::size_t opened() const { return opened_; }

private:
  void open_missing();
  void attend();

  options how_;
  std::string requests_;
  std::vector<int> sockets_; ///< -1 where there is none now
  std::atomic<std::size_t> opened_{0};
  std::atomic<bool> leaving_{false};
  std::thread thread_; ///< last, because it uses the others
};

} // namespace boxoffice::tests
