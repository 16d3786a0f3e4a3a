// A Beast server that does nothing: reads a request and sends 202 with a body as long as a
// booking's, or of BODY_BYTES. The ceiling for boxoffice. Usage: bench_nothing_server PORT
// [BODY_BYTES]
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

namespace {

namespace http = boost::beast::http;
using tcp = boost::asio::ip::tcp;

constexpr const char* booking =
    R"({"reqId":"show-0001.AAAAAAAAAAAAAAAAAAAAAA","number":2,"status":"IN_REVIEW",)"
    R"("amount":{"value":35000,"currency":"INR"}})";

class session : public std::enable_shared_from_this<session> {
public:
  session(tcp::socket&& socket, const std::string& body) : socket_{std::move(socket)} {
    boost::system::error_code ignored;
    socket_.set_option(tcp::no_delay{true}, ignored);
    response_.result(http::status::accepted);
    response_.set(http::field::content_type, "application/json");
    response_.body() = body;
    response_.prepare_payload();
  }

  void read() {
    request_ = {};
    http::async_read(socket_, buffer_, request_,
                     [self = shared_from_this()](auto error, std::size_t) {
                       if (!error)
                         self->write();
                     });
  }

private:
  void write() {
    http::async_write(socket_, response_, [self = shared_from_this()](auto error, std::size_t) {
      if (!error)
        self->read();
    });
  }

  tcp::socket socket_;
  boost::beast::flat_buffer buffer_;
  http::request<http::string_body> request_;
  http::response<http::string_body> response_;
};

void accept(tcp::acceptor& acceptor, const std::string& body) {
  acceptor.async_accept([&](auto error, tcp::socket socket) {
    if (!error)
      std::make_shared<session>(std::move(socket), body)->read();
    accept(acceptor, body);
  });
}

} // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) {
    std::fputs("usage: bench_nothing_server PORT [BODY_BYTES]\n", stderr);
    return 2;
  }
  std::string body = booking;
  if (argc == 3)
    body.assign(static_cast<std::size_t>(std::atoi(argv[2])), 'x');
  boost::asio::io_context io{1};
  auto port = static_cast<std::uint16_t>(std::atoi(argv[1]));
  tcp::acceptor acceptor{io, {boost::asio::ip::make_address("127.0.0.1"), port}};
  accept(acceptor, body);
  std::printf("listening on http://127.0.0.1:%u\n", acceptor.local_endpoint().port());
  std::fflush(stdout);
  io.run();
}
