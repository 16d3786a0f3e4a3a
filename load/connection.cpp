#include "load/connection.hpp"

#include <cerrno>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace boxoffice::load {

namespace {

std::error_code last_error() { return {errno, std::system_category()}; }

} // namespace

std::error_code connection::open(const endpoint& to, int epoll, std::uint32_t number) {
  epoll_ = epoll;
  number_ = number;
  socket_ = ::socket(to.protocol().family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (socket_ < 0)
    return last_error();
  int yes = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  epoll_event event{EPOLLIN | EPOLLOUT, {.u32 = number_}};
  watches_writing_ = true;
  if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, socket_, &event) != 0)
    return last_error();
  if (::connect(socket_, to.data(), static_cast<socklen_t>(to.size())) != 0 && errno != EINPROGRESS)
    return last_error();
  return {};
}

std::error_code connection::finish_opening() {
  int error = 0;
  socklen_t size = sizeof error;
  if (::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size) != 0)
    return last_error();
  if (error == 0)
    watch_for_writing(false);
  return {error, std::system_category()};
}

void connection::close() {
  if (socket_ >= 0)
    ::close(socket_);
  socket_ = -1;
  unsent_ = {};
  unparsed_.clear();
  reader_.reset();
}

std::error_code connection::send(std::string_view request) {
  unsent_ = request;
  return send_on();
}

std::error_code connection::send_on() {
  if (unsent_.empty())
    return {};
  auto sent = ::send(socket_, unsent_.data(), unsent_.size(), MSG_NOSIGNAL);
  if (sent < 0 && errno != EAGAIN && errno != EINTR)
    return last_error();
  unsent_.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(sent, 0)));
  if (unsent_.empty() == watches_writing_)
    watch_for_writing(!unsent_.empty());
  return {};
}

void connection::watch_for_writing(bool wanted) {
  epoll_event event{EPOLLIN | (wanted ? EPOLLOUT : 0U), {.u32 = number_}};
  ::epoll_ctl(epoll_, EPOLL_CTL_MOD, socket_, &event);
  watches_writing_ = wanted;
}

connection::read_result connection::receive(std::span<char> scratch, bool due) {
  auto size = ::recv(socket_, scratch.data(), scratch.size(), 0);
  if (size < 0)
    return errno == EAGAIN || errno == EINTR ? read_result::incomplete
                                             : broken(last_error().message());
  if (size == 0)
    return end_of_input(due);
  if (!due)
    return broken("unexpected bytes without a request");
  std::string_view bytes{scratch.data(), static_cast<std::size_t>(size)};
  if (unparsed_.empty())
    return parse(bytes);
  auto whole = std::move(unparsed_);
  unparsed_.clear();
  return parse(whole.append(bytes));
}

connection::read_result connection::parse(std::string_view bytes) {
  if (!reader_)
    reader_.emplace(response_);
  while (!reader_->is_done()) {
    boost::beast::error_code error;
    auto taken = reader_->put(boost::asio::buffer(bytes), error);
    bytes.remove_prefix(taken);
    if (error == boost::beast::http::error::need_more || (!error && bytes.empty()))
      break;
    if (error)
      return broken(error.message());
  }
  if (!reader_->is_done()) {
    unparsed_ = bytes;
    return read_result::incomplete;
  }
  auto keeps_alive = reader_->keep_alive();
  reader_.reset();
  if (!bytes.empty())
    return broken("unexpected bytes after a response");
  return keeps_alive ? read_result::response : read_result::last_response;
}

connection::read_result connection::end_of_input(bool due) {
  if (!due)
    return read_result::closed;
  // A response without a length ends with the connection.
  boost::beast::error_code error;
  if (reader_ && reader_->is_header_done())
    reader_->put_eof(error);
  if (!error && reader_ && reader_->is_done())
    return read_result::last_response;
  return broken("closed by the server before the response");
}

connection::read_result connection::broken(std::string why) {
  why_broken_ = std::move(why);
  return read_result::broken;
}

} // namespace boxoffice::load
