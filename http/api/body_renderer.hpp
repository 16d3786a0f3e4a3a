// Makes the large bodies of responses.
#pragma once

#include "http/server/response.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include <boost/asio/thread_pool.hpp>

namespace boxoffice::http {

class worker;

/// Keeps long texts from holding up a worker's other connections.
class body_renderer {
public:
  /// `thread` is one that all workers share, of a lower priority.
  body_renderer(worker& home, boost::asio::thread_pool& thread) : worker_{home}, thread_{thread} {}

  /// Makes a text that takes about `expected` to make: here, or if that is long, in the thread for
  /// it. `then` is called in the worker's thread, with nothing if there was no memory.
  void render(std::chrono::microseconds expected, std::function<std::string()> make,
              std::function<void(std::optional<shared_bytes>&&)> then);

private:
  worker& worker_;
  boost::asio::thread_pool& thread_;
};

} // namespace boxoffice::http
