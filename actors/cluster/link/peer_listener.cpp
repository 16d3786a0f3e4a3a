#include "actors/cluster/link/peer_listener.hpp"

#include <algorithm>
#include <map>

namespace boxoffice::actors {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using namespace std::chrono_literals;

namespace {

constexpr auto accept_again_after = 50ms;

} // namespace

/// A handshake that is under way. Handlers that run after its end find `over` set.
struct peer_listener::attempt {
  attempt(tcp::socket&& connected, asio::ip::address of)
      : socket{std::move(connected)}, from{std::move(of)}, deadline{socket.get_executor()} {}

  tcp::socket socket;
  asio::ip::address from;
  asio::steady_timer deadline;
  std::unique_ptr<peer_handshake> handshake{};
  attempts::iterator place{};
  bool over = false;
};

peer_listener::peer_listener(cluster_proof own, deliver take, const logging::logger& log,
                             const listener_limits& limits)
    : own_{std::move(own)}, take_{std::move(take)}, log_{log}, limits_{limits} {}

peer_listener::~peer_listener() {
  io_.stop();
  if (thread_.joinable())
    thread_.join();
}

std::optional<std::string> peer_listener::listen(const std::string& host, std::uint16_t port) {
  error_code failed;
  auto found = tcp::resolver{io_}.resolve(host, std::to_string(port), failed);
  if (failed)
    return failed.message();
  const auto at = found.begin()->endpoint();
  acceptor_.open(at.protocol(), failed);
  if (!failed)
    acceptor_.set_option(tcp::acceptor::reuse_address{true}, failed);
  if (!failed)
    acceptor_.bind(at, failed);
  if (!failed)
    acceptor_.listen(asio::socket_base::max_listen_connections, failed);
  if (failed)
    return failed.message();
  port_ = acceptor_.local_endpoint(failed).port();
  accept();
  thread_ = std::thread{[this] { io_.run(); }};
  return std::nullopt;
}

void peer_listener::accept() {
  acceptor_.async_accept([this](error_code failed, tcp::socket socket) {
    if (!failed)
      admit(std::move(socket));
    if (!failed || failed == asio::error::connection_aborted)
      return accept();
    retry_.expires_after(accept_again_after);
    retry_.async_wait([this](error_code) { accept(); });
  });
}

void peer_listener::admit(tcp::socket&& socket) {
  error_code gone;
  auto from = socket.remote_endpoint(gone).address();
  if (!gone)
    socket.non_blocking(true, gone);
  if (gone)
    return;
  if (attempts_.size() >= limits_.most)
    make_room();
  auto one = std::make_shared<attempt>(std::move(socket), std::move(from));
  one->handshake = own_.begin(one->socket.native_handle(), cluster_proof::side::accepts);
  one->place = attempts_.insert(attempts_.end(), one);
  one->deadline.expires_after(limits_.handshake_within);
  one->deadline.async_wait([this, one](error_code) {
    if (one->over)
      return;
    note(*one, "it takes too long");
    end(one);
  });
  go_on(one);
}

void peer_listener::make_room() {
  std::map<asio::ip::address, std::size_t> of_address;
  for (const auto& each : attempts_)
    ++of_address[each->from];
  auto greediest =
      std::ranges::max_element(of_address, {}, [](const auto& it) { return it.second; });
  auto oldest =
      std::ranges::find(attempts_, greediest->first, [](const auto& each) { return each->from; });
  auto one = *oldest;
  note(*one, "there are too many at once");
  end(one);
}

void peer_listener::go_on(const std::shared_ptr<attempt>& one) {
  switch (one->handshake->go_on()) {
  case peer_handshake::step::wants_read: return wait(one, tcp::socket::wait_read);
  case peer_handshake::step::wants_write: return wait(one, tcp::socket::wait_write);
  case peer_handshake::step::failed: note(*one, one->handshake->why()); return end(one);
  case peer_handshake::step::done: break;
  }
  auto tls = one->handshake->take_tls();
  error_code failed;
  auto socket = one->socket.release(failed);
  end(one);
  if (!failed)
    take_(socket, std::move(tls));
}

void peer_listener::wait(const std::shared_ptr<attempt>& one, tcp::socket::wait_type what) {
  one->socket.async_wait(what, [this, one](error_code) {
    if (!one->over)
      go_on(one);
  });
}

void peer_listener::end(const std::shared_ptr<attempt>& one) {
  one->over = true;
  one->deadline.cancel();
  error_code closed_already;
  one->socket.close(closed_already);
  attempts_.erase(one->place);
}

void peer_listener::note(const attempt& one, const std::string& why) {
  if (!one.handshake->heard())
    return;
  auto count = lines_.one_more();
  if (!count)
    return;
  log_.info(logging::log_module::cluster,
            "connections to cluster.listen that were closed since the last such line: {}, the last "
            "from {}: {}",
            *count, one.from.to_string(), why);
}

} // namespace boxoffice::actors
