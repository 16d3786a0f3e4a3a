#include "http/gateway.hpp"

#include "actors/feed/seat_feed.hpp"
#include "events/text.hpp"
#include "http/api/api_dispatcher.hpp"
#include "http/api/browsers/redirect_dispatcher.hpp"
#include "http/api/services.hpp"
#include "http/api/signin/key_source.hpp"
#include "http/metrics/exposition.hpp"
#include "http/push/push_hub.hpp"
#include "http/push/push_json.hpp"
#include "http/server/worker.hpp"
#include "http/transport/control_socket.hpp"
#include "http/transport/listener.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <netinet/tcp.h>
#include <sys/resource.h>

namespace boxoffice::http {

using boost::asio::ip::tcp;

namespace {

/// Unsent bytes that the system keeps of each connection. Without this it takes megabytes for each
/// client that does not read, which count as no process's memory.
constexpr int most_unsent = 128 << 10;

constexpr int render_niceness = 5;
constexpr int listen_backlog = 4096;

/// A worker with the services of its handlers.
struct io_thread {
  worker connections;
  push_hub pushes;
  services used;
  api_dispatcher routes;
  redirect_dispatcher redirects;

  io_thread(caf::actor_system& system, shared_services& shared,
            const actors::entrance_actor& entrance, const actors::seat_feed_actor& feed,
            boost::asio::thread_pool& render_thread, const std::uint16_t& https_port)
      : connections{shared.state, routes, redirects},
        pushes{connections.io(), feed},
        used{shared, connections, pushes, system, entrance, render_thread},
        routes{used},
        redirects{routes, shared.state.options.body_limit, https_port} {}
};

} // namespace

struct gateway::parts {
  gateway_state state;
  shared_services shared;
  actors::seat_feed_actor feed;
  std::vector<std::unique_ptr<io_thread>> workers;
  std::vector<std::thread> threads;
  std::optional<exposition> metrics;
  boost::asio::thread_pool render_thread{1}; ///< its pending jobs refer to workers
  std::optional<listener<tcp>> front;
  std::optional<listener<tcp>> redirect;
  std::optional<socket_file> control_file;
  std::optional<listener<local>> control;
  std::optional<key_source> token_keys;
  std::uint16_t port = 0;
  std::uint16_t redirect_port = 0;
  std::uint16_t https_port = 0; ///< where HTTPS is for clients
  std::size_t next = 0;         ///< worker of the next connection

  std::mutex mutex;
  std::condition_variable ended;
  std::size_t running = 0;

  parts(const gateway_options& options, const actors::environment& env, const events::rules& rules,
        actors::seat_feed_actor spawned)
      : state{options, env}, shared{state, rules}, feed{std::move(spawned)} {}

  [[nodiscard]] worker& first_worker() const { return workers.front()->connections; }

  void expose_metrics() {
    metrics_sources sources{shared, {}};
    for (const auto& one : workers)
      sources.workers.push_back(&one->connections.probe());
    shared.metrics = &metrics.emplace(std::move(sources));
  }

  /// Returns the port.
  std::uint16_t listen(const std::string& host, std::uint16_t wanted, accepted_at at) {
    try {
      auto& io = first_worker().io();
      tcp::resolver resolver{io};
      auto found = resolver.resolve(host, std::to_string(wanted),
                                    tcp::resolver::passive | tcp::resolver::numeric_service);
      tcp::acceptor acceptor{io, found.begin()->endpoint()};
      acceptor.listen(listen_backlog);
      auto bound = acceptor.local_endpoint().port();
      auto& made = at == accepted_at::front ? front : redirect;
      made.emplace(std::move(acceptor),
                   [this, at](tcp::socket&& taken) { return place(std::move(taken), at); });
      made->start();
      return bound;
    } catch (const boost::system::system_error& cause) {
      throw listen_error{cause, at == accepted_at::redirect};
    }
  }

  void listen() {
    port = listen(state.options.host, state.options.port, accepted_at::front);
    *state.options.own_address = (state.options.listener.tls ? "https://" : "http://") +
                                 events::host_in_url(state.options.host) + ':' +
                                 std::to_string(port) + '/';
    const auto& from = state.options.listener.redirect;
    if (!from)
      return;
    https_port = from->https_port != 0 ? from->https_port : port;
    redirect_port = listen(from->host, from->port, accepted_at::redirect);
  }

  /// A node without its control socket still sells seats, so this only warns.
  void listen_for_control(const std::filesystem::path& path) {
    auto file = socket_file::at(path);
    auto acceptor = file ? listen_at(first_worker().io(), *file) : file.error();
    if (!acceptor)
      return state.env.log.error(logging::log_module::http, "no control socket at {}: {}",
                                 path.string(), acceptor.error().message());
    control_file.emplace(std::move(*file));
    control.emplace(std::move(*acceptor),
                    [this](local::socket&& taken) { return place(std::move(taken)); });
    control->start();
  }

  /// Accepts no more connections.
  void close() {
    front->close();
    if (redirect)
      redirect->close();
    if (control)
      control->close();
  }

  /// False if the remaining descriptors are not for connections. The next ones wait in the system.
  bool place(tcp::socket&& socket, accepted_at at) {
    auto& home = workers[next++ % workers.size()]->connections;
    boost::system::error_code ignored; // A connection that is gone fails at its first read.
    auto client = state.proxies.connection_from(socket.remote_endpoint(ignored).address());
    socket.set_option(tcp::no_delay{true}, ignored);
    ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &most_unsent,
                 sizeof most_unsent);
    if (state.options.listener.proxy_protocol && !client.is_trusted_proxy)
      return true; // Whatever it sends, its header would count for nothing.
    auto room = state.usage.connect(client);
    if (room == address_usage::place::address_full) {
      first_worker().turn_away({std::move(socket), client, at});
    } else if (&home == &first_worker()) {
      home.serve({std::move(socket), client, at}, room == address_usage::place::node_full);
    } else {
      boost::asio::generic::stream_protocol protocol{socket.local_endpoint(ignored).protocol()};
      home.serve({stream_socket{home.io(), protocol, socket.release()}, client, at},
                 room == address_usage::place::node_full);
    }
    return state.has_sockets_left();
  }

  bool place(local::socket&& socket) {
    client_address client{{}, true, false, false};
    auto room = state.usage.connect(client);
    first_worker().serve({std::move(socket), client, accepted_at::control},
                         room == address_usage::place::node_full);
    return true;
  }

  void run(io_thread& one) {
    one.connections.run();
    std::lock_guard lock{mutex};
    --running;
    ended.notify_all();
  }
};

gateway::gateway(caf::actor_system& system, const actors::environment& env,
                 const events::rules& rules, const actors::entrance_actor& entrance,
                 const gateway_options& options)
    : parts_{std::make_unique<parts>(
          options, env, rules,
          system.spawn<actors::seat_feed>(entrance, json_feed_encoder(checkout{options}),
                                          actors::feed_options{}, env))} {
  // Linux counts priorities by thread, and 0 is the calling one. Beside a busy thread of normal
  // priority it gets a quarter of a core, enough for its work, and bookings do not wait for it.
  boost::asio::post(parts_->render_thread,
                    [] { static_cast<void>(::setpriority(PRIO_PROCESS, 0, render_niceness)); });
  for (std::size_t i = 0; i < options.threads; ++i)
    parts_->workers.push_back(std::make_unique<io_thread>(
        system, parts_->shared, entrance, parts_->feed, parts_->render_thread, parts_->https_port));
  parts_->expose_metrics();
  parts_->listen();
  if (!options.control_socket.empty())
    parts_->listen_for_control(options.control_socket);
  if (!options.auth.jwks.empty())
    parts_->token_keys.emplace(parts_->state.options.auth, parts_->shared.tokens, env.log);
  parts_->running = options.threads;
  for (auto& one : parts_->workers)
    parts_->threads.emplace_back([this, &one] { parts_->run(*one); });
}

gateway::~gateway() {
  for (auto& one : parts_->workers)
    one->connections.stop();
  for (auto& thread : parts_->threads)
    thread.join();
  parts_->shared.accounts.reset(); // Its jobs refer to workers.
  parts_->render_thread.stop();
  parts_->render_thread.join();
  caf::anon_send_exit(parts_->feed, caf::exit_reason::user_shutdown);
  if (parts_->control_file)
    parts_->control_file->remove();
}

std::uint16_t gateway::port() const { return parts_->port; }

std::uint16_t gateway::redirect_port() const { return parts_->redirect_port; }

void gateway::set_ready() { parts_->shared.ready = true; }

void gateway::set_certificate(tls_certificate next) {
  if (const auto& tls = parts_->state.options.listener.tls)
    tls->replace(std::move(next));
}

void gateway::set_operator_token(std::string token) {
  parts_->shared.operator_token.replace(std::move(token));
}

void gateway::set_trusted_proxies(address_ranges ranges) {
  parts_->state.proxies.replace(std::move(ranges));
}

bool gateway::drain(std::chrono::milliseconds most) {
  parts_->shared.draining = true;
  boost::asio::post(parts_->first_worker().io(), [this] {
    parts_->close();
    for (auto& one : parts_->workers)
      one->connections.drain();
  });
  auto ended = [this] { return parts_->running == 0; };
  std::unique_lock lock{parts_->mutex};
  if (parts_->ended.wait_for(lock, most / 2, ended))
    return true;
  for (auto& one : parts_->workers)
    one->connections.cut();
  return parts_->ended.wait_for(lock, most - most / 2, ended);
}

} // namespace boxoffice::http
