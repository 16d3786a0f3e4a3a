#include "http/gateway.hpp"

#include "http/worker.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <openssl/rand.h>

namespace boxoffice::http {

using boost::asio::ip::tcp;

namespace {

constexpr auto accept_pause = std::chrono::milliseconds{100};
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
  std::unique_ptr<tcp::acceptor> acceptor;
  std::unique_ptr<boost::asio::steady_timer> pause;
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
    acceptor = std::make_unique<tcp::acceptor>(io, found.begin()->endpoint());
    acceptor->listen(4096);
    port = acceptor->local_endpoint().port();
    pause = std::make_unique<boost::asio::steady_timer>(io);
    accept();
  }

  void accept() {
    acceptor->async_accept([this](boost::system::error_code error, tcp::socket socket) {
      if (error == boost::asio::error::operation_aborted)
        return;
      if (error)
        return accept_after_pause();
      place(std::move(socket));
      accept();
    });
  }

  /// Without file descriptors accept() fails at once, again and again.
  void accept_after_pause() {
    pause->expires_after(accept_pause);
    pause->async_wait([this](boost::system::error_code cancelled) {
      if (!cancelled && acceptor->is_open())
        accept();
    });
  }

  void place(tcp::socket&& socket) {
    if (common->connections >= common->options.max_connections) {
      if (common->turned_away++ < most_turned_away)
        return workers.front()->turn_away(std::move(socket));
      --common->turned_away;
      return;
    }
    ++common->connections;
    auto& home = *workers[next++ % workers.size()];
    if (&home == workers.front().get())
      return home.serve(std::move(socket));
    boost::system::error_code gone;
    auto protocol = socket.local_endpoint(gone).protocol();
    home.serve(tcp::socket{home.io(), protocol, socket.release()});
  }

  void run(worker& one) {
    one.run();
    std::lock_guard lock{mutex};
    --running;
    ended.notify_all();
  }
};

gateway::gateway(caf::actor_system& system, actors::engine& engine, gateway_options options)
    : parts_{std::make_unique<parts>()} {
  auto rates = std::tuple{options.rate, options.burst, options.addresses};
  parts_->common.reset(new common_ground{std::move(options), &engine,
                                         std::make_from_tuple<rate_limit>(rates), random_secret()});
  auto& all = parts_->common->options;
  for (std::size_t i = 0; i < all.threads; ++i)
    parts_->workers.push_back(std::make_unique<worker>(system, parts_->common));
  parts_->listen(all);
  parts_->running = all.threads;
  for (auto& one : parts_->workers)
    parts_->threads.emplace_back([this, &one] { parts_->run(*one); });
}

gateway::~gateway() {
  for (auto& one : parts_->workers)
    one->stop();
  for (auto& thread : parts_->threads)
    thread.join();
}

std::uint16_t gateway::port() const { return parts_->port; }

void gateway::set_ready() { parts_->common->ready = true; }

bool gateway::drain(std::chrono::milliseconds most) {
  parts_->common->draining = true;
  boost::asio::post(parts_->workers.front()->io(), [this] {
    boost::system::error_code gone;
    parts_->acceptor->close(gone);
    parts_->pause->cancel();
    for (auto& one : parts_->workers)
      one->drain();
  });
  std::unique_lock lock{parts_->mutex};
  return parts_->ended.wait_for(lock, most, [this] { return parts_->running == 0; });
}

} // namespace boxoffice::http
