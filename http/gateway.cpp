#include "http/gateway.hpp"

#include "actors/seat_feed.hpp"
#include "http/control_socket.hpp"
#include "http/listener.hpp"
#include "http/push_json.hpp"
#include "http/worker.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <openssl/rand.h>

namespace boxoffice::http {

using boost::asio::ip::tcp;

namespace {

/// Connections beyond the most that are told so at one time; further ones are closed at once.
constexpr std::size_t most_turned_away = 256;

std::string random_secret() {
  std::string bytes(32, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) !=
      1)
    std::abort();
  return bytes;
}

} // namespace

struct gateway::parts {
  std::shared_ptr<common_ground> common;
  std::vector<std::unique_ptr<worker>> workers;
  std::vector<std::thread> threads;
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
    front.emplace(std::move(acceptor), [this](tcp::socket&& taken) { place(std::move(taken)); });
    front->start();
  }

  /// A node without its control socket sells seats all the same, so that it only warns.
  void listen_for_control(const std::filesystem::path& path) {
    auto file = socket_file::at(path);
    auto acceptor = file ? listen_at(workers.front()->io(), *file) : file.error();
    if (!acceptor)
      return common->engine->around().warn("no control socket at " + path.string() + ": " +
                                           acceptor.error().message());
    control_file.emplace(std::move(*file));
    control.emplace(std::move(*acceptor),
                    [this](local::socket&& taken) { place(std::move(taken)); });
    control->start();
  }

  /// Takes no more connections.
  void close() {
    front->close();
    if (control)
      control->close();
  }

  void place(tcp::socket&& socket) {
    boost::system::error_code gone;
    peer from{socket.remote_endpoint(gone).address(), false};
    socket.set_option(tcp::no_delay{true}, gone);
    if (!find_room(socket, from, common->options.max_connections))
      return;
    auto& home = *workers[next++ % workers.size()];
    if (&home == workers.front().get())
      return home.serve(std::move(socket), from);
    boost::asio::generic::stream_protocol protocol{socket.local_endpoint(gone).protocol()};
    home.serve(stream_socket{home.io(), protocol, socket.release()}, from);
  }

  void place(local::socket&& socket) {
    peer from{{}, true};
    if (find_room(socket, from, common->options.max_control_connections))
      workers.front()->serve(std::move(socket), from);
  }

  /// Counts a connection; where there are `most` already it is turned away.
  template <class Socket>
  bool find_room(Socket& socket, const peer& from, std::size_t most) {
    auto& taken = common->places_of(from);
    if (taken < most) {
      ++taken;
      return true;
    }
    if (common->turned_away++ < most_turned_away)
      workers.front()->turn_away(std::move(socket), from);
    else
      --common->turned_away;
    return false;
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
  auto feed = system.spawn<actors::seat_feed>(entrance, voice_in_json(), actors::feed_options{},
                                              engine.around());
  parts_->common.reset(new common_ground{std::move(options), &engine, entrance, std::move(feed),
                                         std::make_from_tuple<rate_limit>(rates), random_secret()});
  auto& all = parts_->common->options;
  if (all.limit_rate && all.seats_per_address != 0)
    parts_->common->seats = std::make_unique<seat_allowance>(all.seats_per_address,
                                                             all.seats_per_minute, all.addresses);
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
