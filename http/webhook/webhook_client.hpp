// Sends the deliveries of all webhooks of a node on one thread of low priority. Connections are
// kept for the next delivery to the same scheme, host and port, of whichever webhook.
#pragma once

#include "http/webhook/receiver_connection.hpp"

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <thread>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>

namespace boxoffice::http {

struct webhook_client_options {
  receiver_limits limits{};
  std::size_t max_in_flight = 32;                 ///< requests of the node; further ones wait
  std::chrono::milliseconds idle_timeout{10'000}; ///< of a kept connection
};

class webhook_client {
public:
  using handler = std::function<void(actors::delivery_outcome&&)>;

  explicit webhook_client(const webhook_client_options& options);
  webhook_client(const webhook_client&) = delete;
  webhook_client& operator=(const webhook_client&) = delete;
  /// Ends at once: deliveries under way get no outcome.
  ~webhook_client();

  /// From any thread. Calls `then` once, in the client's thread.
  void send(actors::delivery&& what, handler then);

private:
  using clock = std::chrono::steady_clock;
  struct job {
    actors::delivery what;
    handler then;
    http_url to{}; ///< parsed once it starts
  };
  struct idle_connection {
    std::shared_ptr<receiver_connection> connection;
    clock::time_point since;
  };
  using receiver = std::string; ///< scheme, host and port

  void start(job&& next);
  void send_on(std::shared_ptr<receiver_connection> connection, std::shared_ptr<job> what,
               bool kept);
  void send_on_new(std::shared_ptr<job> what);
  void finish(job& done, actors::delivery_outcome&& outcome);
  void drop_kept_if_full();
  void keep(receiver to, std::shared_ptr<receiver_connection> connection);
  [[nodiscard]] std::shared_ptr<receiver_connection> take_kept(const receiver& to);

  const webhook_client_options options_;
  boost::asio::ssl::context tls_{boost::asio::ssl::context::tls_client};
  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
      io_.get_executor()};
  std::map<receiver, std::vector<idle_connection>> kept_;
  std::deque<job> waiting_;
  std::size_t in_flight_ = 0;
  std::thread thread_;
};

} // namespace boxoffice::http
