#include "tests/load/scripted_server.hpp"

#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>

namespace boxoffice::load::tests {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

std::string response_of(unsigned status, const std::string& body) {
  return "HTTP/1.1 " + std::to_string(status) +
         " X\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

class scripted_server::session : public std::enable_shared_from_this<session> {
public:
  session(scripted_server& server, tcp::socket&& socket)
      : server_{server}, socket_{std::move(socket)} {
    socket_.set_option(tcp::no_delay{true});
  }

  void read() {
    request_ = {};
    http::async_read(socket_, buffer_, request_, [self = shared_from_this()](auto error, auto) {
      if (!error)
        self->server_.take(self);
    });
  }
  void write(std::string bytes) {
    bytes_ = std::move(bytes);
    auto first = server_.how_.in_halves ? bytes_.size() / 2 : bytes_.size();
    asio::async_write(socket_, asio::buffer(bytes_, first),
                      [self = shared_from_this(), first](auto error, auto) {
                        if (!error)
                          self->write_rest(first);
                      });
  }
  void close() { socket_.close(); }
  [[nodiscard]] const request& received() const { return request_; }

private:
  void write_rest(std::size_t from) {
    if (from == bytes_.size())
      return read();
    // The client must receive the first half alone.
    pause_.expires_after(std::chrono::milliseconds{2});
    pause_.async_wait([self = shared_from_this(), from](auto error) {
      if (error)
        return;
      asio::async_write(self->socket_, asio::buffer(self->bytes_) + from,
                        [self](auto failed, auto) {
                          if (!failed)
                            self->read();
                        });
    });
  }

  scripted_server& server_;
  tcp::socket socket_;
  asio::steady_timer pause_{socket_.get_executor()};
  boost::beast::flat_buffer buffer_;
  request request_;
  std::string bytes_;
};

scripted_server::scripted_server(behaviour how)
    : how_{std::move(how)},
      acceptor_{io_, {asio::ip::address_v4::loopback(), 0}},
      port_{acceptor_.local_endpoint().port()} {
  accept();
  thread_ = std::thread{[this] { io_.run(); }};
}

scripted_server::~scripted_server() {
  io_.stop();
  thread_.join();
}

void scripted_server::accept() {
  acceptor_.async_accept([this](auto error, tcp::socket socket) {
    if (error)
      return;
    auto fresh = std::make_shared<session>(*this, std::move(socket));
    sessions_.push_back(fresh);
    fresh->read();
    accept();
  });
}

void scripted_server::take(const std::shared_ptr<session>& from) {
  if (++requests_ == how_.gone_at)
    return leave();
  if (requests_ == how_.stall_at)
    stall();
  if (stalls_)
    held_.push_back(from);
  else
    answer(from);
}

void scripted_server::answer(const std::shared_ptr<session>& to) {
  auto bytes = how_.answer(requests_, to->received());
  if (bytes.empty())
    to->close();
  else
    to->write(std::move(bytes));
}

void scripted_server::stall() {
  stalls_ = true;
  stalled_.expires_after(how_.stall);
  stalled_.async_wait([this](auto) {
    stalls_ = false;
    for (const auto& each : std::exchange(held_, {}))
      answer(each);
  });
}

void scripted_server::leave() {
  acceptor_.close();
  for (const auto& each : sessions_)
    if (auto one = each.lock())
      one->close();
}

} // namespace boxoffice::load::tests
