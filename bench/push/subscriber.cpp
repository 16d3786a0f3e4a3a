#include "bench/push/subscriber.hpp"

#include <cstdlib>
#include <stdexcept>

#include <boost/asio/write.hpp>

#include <sys/socket.h>

namespace boxoffice::bench {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr int smallest_buffer = 4'096;

/// Shared: the subscribers of the process read one after the other.
std::array<char, 64U << 10U> scratch;

enum opcode : unsigned { op_text = 1, op_close = 8, op_ping = 9 };

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t out = 0;
  for (auto byte : bytes)
    out = out << 8U | static_cast<unsigned char>(byte);
  return out;
}

/// N in `{"version":N,…`.
std::uint64_t version_in(std::string_view text) {
  constexpr std::string_view head = R"({"version":)";
  if (!text.starts_with(head))
    throw std::runtime_error{"a message tells no version: " + std::string{text.substr(0, 80)}};
  return std::strtoull(std::string{text.substr(head.size(), 20)}.c_str(), nullptr, 10);
}

} // namespace

void subscriber::open(const tcp::endpoint& to, const std::string& target, bool small) {
  socket_.open(to.protocol());
  if (small)
    socket_.set_option(tcp::socket::receive_buffer_size{smallest_buffer});
  socket_.connect(to);
  const auto handshake = "GET " + target +
                         " HTTP/1.1\r\nHost: bench\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                         "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                         "AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
  asio::write(socket_, asio::buffer(handshake));
  socket_.non_blocking(true);
  read();
}

void subscriber::read() {
  socket_.async_wait(tcp::socket::wait_read, [this](boost::system::error_code error) {
    if (error || stopped_ || ended_)
      return;
    const auto got = socket_.read_some(asio::buffer(scratch), error);
    if (error == asio::error::would_block)
      return read();
    if (error) {
      ended_ = true;
      return;
    }
    take(got);
    read();
  });
}

void subscriber::take(std::size_t size) {
  input_.append(scratch.data(), size);
  if (!open_) {
    const auto end = input_.find("\r\n\r\n");
    if (end == std::string::npos)
      return;
    if (!input_.starts_with("HTTP/1.1 101"))
      throw std::runtime_error{"no WebSocket: " + input_};
    input_.erase(0, end + 4);
    open_ = true;
  }
  std::size_t used = 0;
  while (auto frame = take_frame()) {
    input_.erase(0, frame);
    used += frame;
  }
  if (used != 0 && input_.empty())
    std::string{}.swap(input_); // Frees the memory: there are thousands of subscribers.
}

std::size_t subscriber::take_frame() {
  const std::string_view all = input_;
  if (all.size() < 2)
    return 0;
  const auto kind = static_cast<unsigned>(all[0]) & 0x0fU;
  std::size_t head = 2;
  std::uint64_t size = static_cast<unsigned char>(all[1]) & 0x7fU;
  if (size >= 126) {
    const std::size_t more = size == 126 ? 2 : 8;
    if (all.size() < head + more)
      return 0;
    size = big_endian(all.substr(head, more));
    head += more;
  }
  if (all.size() < head + size)
    return 0;
  const auto payload = all.substr(head, size);
  if (kind == op_close) {
    close_code_ = size >= 2 ? static_cast<unsigned>(big_endian(payload.substr(0, 2))) : 1005;
  } else if (kind == op_ping) {
    answer_ping(payload);
  } else if (kind == op_text) {
    const auto received = version_in(payload);
    if (version != 0) {
      ++messages;
      out_of_order += received <= version ? 1 : 0;
      digest = digest * 1'099'511'628'211U + received;
    }
    version = received;
    received_(*this, received, payload.size());
  }
  return head + size;
}

void subscriber::answer_ping(std::string_view payload) {
  std::string pong{"\x8a"};
  pong += static_cast<char>(0x80U | payload.size());
  pong.append(4, '\0'); // A mask of zeros.
  pong.append(payload);
  boost::system::error_code ignored; // A dropped subscriber sees it when it reads.
  socket_.write_some(asio::buffer(pong), ignored);
}

bool subscriber::dropped() {
  auto got = ssize_t{1};
  while (got > 0)
    got = ::recv(socket_.native_handle(), scratch.data(), scratch.size(), MSG_DONTWAIT);
  return got == 0 || errno != EAGAIN;
}

} // namespace boxoffice::bench
