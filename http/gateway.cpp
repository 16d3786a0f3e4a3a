#include "http/gateway.hpp"

#include "actors/feed/seat_feed.hpp"
#include "http/push/push_json.hpp"
#include "http/server/control_socket.hpp"
#include "http/server/listener.hpp"
#include "http/server/worker.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <netinet/tcp.h>
#include <openssl/rand.h>
#include <sys/resource.h>

namespace boxoffice::http {

using boost::asio::ip::tcp;

namespace {

address_usage::limits usage_limits_of(const gateway_options& options) {
  return {options.max_connections, options.max_control_connections,
          options.max_connections_per_address, options.max_bulk_per_address,
          options.max_unwritten_per_address};
}

/// Bytes that were not sent yet which the system keeps of each connection. Without this it takes
/// megabytes for each client that does not read, and they are no process's.
constexpr int most_unsent = 128 << 10;

constexpr int rendering = 5; ///< niceness

std::string random_secret() {
  std::string bytes(32, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) !=
      1)
    std::abort();
  return bytes;
}

} // namespace

struct gateway::parts {
  std::shared_ptr<gateway_state> common;
  std::vector<std::unique_ptr<worker>> workers;
  std::vector<std::thread> threads;
  boost::asio::thread_pool renderer{1}; ///< what it still holds belongs to the workers
  std::optional<listener<tcp>> front;
  std::optional<socket_file> control_file;
  std::optional<listener<local>> control;
  std::uint16_t port = 0;
  std::size_t next = 0;

  std::mutex mutex;
  std::condition_variable ended;
  std::size_t running = 0;

  void listen(const gateway_options& options) {
    auto& io = workers.front()->io();
    tcp::resolver resolver{io};
    auto found = resolver.resolve(options.host, std::to_string(options.port),
                                  tcp::resolver::passive | tcp::resolver::numeric_service);
    tcp::acceptor acceptor{io, found.begin()->endpoint()};
    acceptor.listen(4096);
    port = acceptor.local_endpoint().port();
    front.emplace(std::move(acceptor),
                  [this](tcp::socket&& taken) { return place(std::move(taken)); });
    front->start();
  }

  /// A node without its control socket sells seats all the same, so that it only warns.
  void listen_for_control(const std::filesystem::path& path) {
    auto file = socket_file::at(path);
    auto acceptor = file ? listen_at(workers.front()->io(), *file) : file.error();
    if (!acceptor)
      return common->engine->env().warn("no control socket at " + path.string() + ": " +
                                        acceptor.error().message());
    control_file.emplace(std::move(*file));
    control.emplace(std::move(*acceptor),
                    [this](local::socket&& taken) { return place(std::move(taken)); });
    control->start();
  }

  /// Takes no more connections.
  void close() {
    front->close();
    if (control)
      control->close();
  }

  /// False where the descriptors that are left are not for connections.
  bool place(tcp::socket&& socket) {
    auto& home = *workers[next++ % workers.size()];
    // The system gives the lowest one that is free: all below it are in use.
    if (socket.native_handle() >= common->options.descriptor_ceiling) {
      home.make_room();
      return false;
    }
    boost::system::error_code gone;
    peer from{socket.remote_endpoint(gone).address(), false};
    socket.set_option(tcp::no_delay{true}, gone);
    ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &most_unsent,
                 sizeof most_unsent);
    auto room = common->usage.connect(from);
    if (room == address_usage::place::address_full) {
      workers.front()->turn_away(std::move(socket), from);
    } else if (&home == workers.front().get()) {
      home.serve(std::move(socket), from, room == address_usage::place::node_full);
    } else {
      boost::asio::generic::stream_protocol protocol{socket.local_endpoint(gone).protocol()};
      home.serve(stream_socket{home.io(), protocol, socket.release()}, from,
                 room == address_usage::place::node_full);
    }
    return true;
  }

  bool place(local::socket&& socket) {
    peer from{{}, true};
    auto room = common->usage.connect(from);
    workers.front()->serve(std::move(socket), from, room == address_usage::place::node_full);
    return true;
  }

  void run(worker& one) {
    one.run();
    std::lock_guard lock{mutex};
    --running;
    ended.notify_all();
  }
};

gateway::gateway(caf::actor_system& system, actors::engine& engine,
                 const actors::entrance_actor& entrance, gateway_options options)
    : parts_{std::make_unique<parts>()} {
  auto rates = std::tuple{options.rate, options.burst, options.addresses};
  auto feed = system.spawn<actors::seat_feed>(entrance, json_feed_encoder(), actors::feed_options{},
                                              engine.env());
  parts_->common.reset(new gateway_state{options, &engine, entrance, std::move(feed),
                                         std::make_from_tuple<rate_limit>(rates),
                                         address_usage{usage_limits_of(options)}, random_secret()});
  auto& all = parts_->common->options;
  if (all.limit_rate && all.seats_per_address != 0)
    parts_->common->seats = std::make_unique<seat_allowance>(all.seats_per_address,
                                                             all.seats_per_minute, all.addresses);
  parts_->common->renderer = &parts_->renderer;
  // Linux counts priorities by thread, and 0 is the calling one. Beside a busy thread of the usual
  // priority it gets a quarter of a core, enough for its work, and bookings do not wait for it.
  boost::asio::post(parts_->renderer,
                    [] { static_cast<void>(::setpriority(PRIO_PROCESS, 0, rendering)); });
  for (std::size_t i = 0; i < all.threads; ++i)
    parts_->workers.push_back(std::make_unique<worker>(system, parts_->common));
  parts_->listen(all);
  if (!all.control_socket.empty())
    parts_->listen_for_control(all.control_socket);
  parts_->running = all.threads;
  for (auto& one : parts_->workers)
    parts_->threads.emplace_back([this, &one] { parts_->run(*one); });
}

gateway::~gateway() {
  for (auto& one : parts_->workers)
    one->stop();
  for (auto& thread : parts_->threads)
    thread.join();
  parts_->renderer.stop();
  parts_->renderer.join();
  caf::anon_send_exit(parts_->common->feed, caf::exit_reason::user_shutdown);
  if (parts_->control_file)
    parts_->control_file->remove();
}

std::uint16_t gateway::port() const { return parts_->port; }

void gateway::set_ready() { parts_->common->ready = true; }

void gateway::set_operator_token(std::string token) {
  parts_->common->operator_token.replace(std::move(token));
}

bool gateway::drain(std::chrono::milliseconds most) {
  parts_->common->draining = true;
  boost::asio::post(parts_->workers.front()->io(), [this] {
    parts_->close();
    for (auto& one : parts_->workers)
      one->drain();
  });
  auto ended = [this] { return parts_->running == 0; };
  std::unique_lock lock{parts_->mutex};
  if (parts_->ended.wait_for(lock, most / 2, ended))
    return true;
  for (auto& one : parts_->workers)
    one->cut();
  return parts_->ended.wait_for(lock, most - most / 2, ended);
}

} // namespace boxoffice::http
