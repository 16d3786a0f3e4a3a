#include "actors/cluster/link/peer_stream.hpp"

#include <algorithm>
#include <utility>

#include <caf/io/basp_broker.hpp>
#include <caf/policy/tcp.hpp>
#include <openssl/err.h>
#include <sys/socket.h>

namespace boxoffice::actors {

namespace network = caf::io::network;

namespace {

/// A payload's memory is allocated in parts of this size, as they arrive.
constexpr std::size_t part_bytes = 256 * 1024;

} // namespace

// ---- live connections

void live_connection::cut() {
  std::lock_guard lock{guard_};
  if (socket_ >= 0)
    ::shutdown(socket_, SHUT_RDWR);
}

void live_connection::forget() {
  std::lock_guard lock{guard_};
  socket_ = -1;
}

void live_connection::is_with(const std::string& peer) {
  std::lock_guard lock{guard_};
  peer_ = peer;
}

std::string live_connection::peer() const {
  std::lock_guard lock{guard_};
  return peer_;
}

void live_connections::add(std::shared_ptr<live_connection> one) {
  std::lock_guard lock{guard_};
  all_.insert(std::move(one));
}

void live_connections::remove(const std::shared_ptr<live_connection>& one) {
  std::lock_guard lock{guard_};
  all_.erase(one);
}

std::size_t live_connections::count() const {
  std::lock_guard lock{guard_};
  return all_.size();
}

void live_connections::cut(const std::string& peer) {
  std::lock_guard lock{guard_};
  for (const auto& each : all_)
    if (each->peer() == peer)
      each->cut();
}

// ---- bytes

network::rw_state peer_stream::transport::read_some(std::size_t& result, int socket, void* into,
                                                    std::size_t count) {
  result = 0;
  if (!tls)
    return caf::policy::tcp::read_some(result, socket, into, count);
  ERR_clear_error(); // An error that another connection left would be taken for this one's.
  return after(SSL_read_ex(tls.get(), into, count, &result));
}

network::rw_state peer_stream::transport::write_some(std::size_t& result, int socket,
                                                     const void* from, std::size_t count) {
  result = 0;
  if (!tls)
    return caf::policy::tcp::write_some(result, socket, from, count);
  ERR_clear_error();
  return after(SSL_write_ex(tls.get(), from, count, &result));
}

network::rw_state peer_stream::transport::after(int status) const {
  if (status == 1)
    return state::success;
  auto why = SSL_get_error(tls.get(), status);
  return why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE ? state::success
                                                                   : state::failure;
}

bool peer_stream::transport::must_read_more(int, std::size_t wanted) const {
  return tls && static_cast<std::size_t>(SSL_pending(tls.get())) >= wanted;
}

// ---- frames

peer_stream::peer_stream(network::default_multiplexer& multiplexer, int socket, ssl_ptr tls,
                         frame_checker checker, std::shared_ptr<live_connections> all,
                         std::function<void()> malformed)
    : scribe{network::conn_hdl_from_socket(socket)},
      stream_{multiplexer, socket, transport{std::move(tls)}},
      checker_{std::move(checker)},
      all_{std::move(all)},
      live_{std::make_shared<live_connection>(socket)},
      malformed_{std::move(malformed)},
      in_hand_{&header_} {
  all_->add(live_);
}

peer_stream::~peer_stream() {
  all_->remove(live_);
  live_->forget();
}

/// CAF asks for a number of bytes. It follows from the frames, so this class knows it already.
void peer_stream::configure_read(caf::io::receive_policy::config) {
  if (std::exchange(launched_, true))
    return;
  read_next(frame_header_bytes);
  stream_.start(this);
}

void peer_stream::read_next(std::size_t bytes) {
  stream_.configure_read(caf::io::receive_policy::exactly(bytes));
}

void peer_stream::graceful_shutdown() {
  stream_.graceful_shutdown();
  detach(&stream_.backend(), false);
}

std::string peer_stream::addr() const {
  auto found = network::remote_addr_of_fd(stream_.fd());
  return found ? *found : std::string{};
}

std::uint16_t peer_stream::port() const {
  auto found = network::remote_port_of_fd(stream_.fd());
  return found ? *found : std::uint16_t{0};
}

/// CAF keeps a helper for every node that ever connected, to spawn actors there, which this program
/// does not do. A node that connects again and again under other names would fill the memory.
void peer_stream::detach_from(caf::io::abstract_broker* broker) {
  scribe::detach_from(broker);
  auto* basp = dynamic_cast<caf::io::basp_broker*>(broker);
  if (basp == nullptr || checker_.peer().empty() ||
      basp->getf(caf::abstract_actor::is_shutting_down_flag |
                 caf::abstract_actor::is_terminated_flag))
    return;
  caf::node_id node;
  caf::binary_deserializer source{basp->system(), checker_.peer().data(), checker_.peer().size()};
  if (auto failed = source(node))
    return;
  auto helper = basp->spawn_servers.find(node);
  if (helper == basp->spawn_servers.end())
    return;
  caf::anon_send_exit(helper->second, caf::exit_reason::kill);
  basp->spawn_servers.erase(helper);
}

bool peer_stream::consume(caf::execution_unit* context, const void*, std::size_t count) {
  if (detached())
    return false;
  return header_.empty() ? take_header(context) : take_payload(context, count);
}

bool peer_stream::take_header(caf::execution_unit* context) {
  header_ = stream_.rd_buf();
  auto length = checker_.begin(header_);
  if (!length)
    return refuse(context);
  left_ = *length;
  if (left_ == 0) {
    std::vector<char> nothing;
    return judge(context, nothing);
  }
  read_next(std::min(left_, part_bytes));
  return true;
}

bool peer_stream::take_payload(caf::execution_unit* context, std::size_t count) {
  auto& part = stream_.rd_buf();
  left_ -= count;
  if (left_ == 0 && collected_.empty())
    return judge(context, part);
  collected_.insert(collected_.end(), part.begin(), part.end());
  if (left_ != 0) {
    read_next(std::min(left_, part_bytes));
    return true;
  }
  auto whole = std::exchange(collected_, {});
  return judge(context, whole);
}

bool peer_stream::judge(caf::execution_unit* context, std::vector<char>& payload) {
  auto known = !checker_.peer().empty();
  auto verdict = checker_.judge(payload);
  if (verdict == frame_checker::verdict::refuse)
    return refuse(context);
  if (!known)
    live_->is_with(checker_.peer());
  auto header = std::exchange(header_, {});
  read_next(frame_header_bytes);
  if (verdict == frame_checker::verdict::drop)
    return true;
  return hand_on(context, header) && (payload.empty() || hand_on(context, payload));
}

bool peer_stream::hand_on(caf::execution_unit* context, std::vector<char>& bytes) {
  in_hand_ = &bytes;
  auto goes_on = scribe::consume(context, bytes.data(), bytes.size());
  in_hand_ = &header_;
  return goes_on && !detached();
}

bool peer_stream::refuse(caf::execution_unit* context) {
  malformed_();
  live_->cut(); // Pending writes fail then, and the socket is closed at once.
  io_failure(context, network::operation::read);
  return false;
}

} // namespace boxoffice::actors
