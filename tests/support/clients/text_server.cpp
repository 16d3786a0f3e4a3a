#include "tests/support/clients/text_server.hpp"

#include <atomic>
#include <mutex>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

namespace boxoffice::tests {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;

struct text_server::parts {
  std::mutex mutex;
  std::string text;
  unsigned status = 200;
  std::atomic<unsigned> requests{0};
  std::optional<asio::ssl::context> tls;
  asio::io_context io{1};
  tcp::acceptor acceptor{io, tcp::endpoint{asio::ip::address_v4::loopback(), 0}};
  std::thread thread;

  void accept() {
    acceptor.async_accept([this](boost::system::error_code error, tcp::socket socket) {
      if (error)
        return;
      serve(std::move(socket));
      accept();
    });
  }

  void serve(tcp::socket socket) {
    if (!tls)
      return answer_on(socket);
    boost::system::error_code error;
    asio::ssl::stream<tcp::socket&> stream{socket, *tls};
    stream.handshake(asio::ssl::stream_base::server, error);
    if (!error)
      answer_on(stream);
  }

  template <class Stream>
  void answer_on(Stream& stream) {
    boost::system::error_code error;
    beast::flat_buffer buffer;
    beast::http::request<beast::http::empty_body> request;
    beast::http::read(stream, buffer, request, error);
    if (error)
      return;
    ++requests;
    beast::http::response<beast::http::string_body> response;
    {
      std::lock_guard lock{mutex};
      response.result(status);
      if (status / 100 == 3)
        response.set(beast::http::field::location, text);
      else
        response.body() = text;
    }
    response.prepare_payload();
    response.keep_alive(false);
    beast::http::write(stream, response, error);
  }
};

text_server::text_server(std::string text, std::optional<authority::files> tls)
    : parts_{std::make_unique<parts>()} {
  parts_->text = std::move(text);
  if (tls) {
    parts_->tls.emplace(asio::ssl::context::tls_server);
    parts_->tls->use_certificate_chain_file(tls->certificate);
    parts_->tls->use_private_key_file(tls->key, asio::ssl::context::pem);
  }
  parts_->accept();
  parts_->thread = std::thread{[this] { parts_->io.run(); }};
}

text_server::~text_server() {
  parts_->io.stop();
  parts_->thread.join();
}

std::uint16_t text_server::port() const { return parts_->acceptor.local_endpoint().port(); }

std::string text_server::url(const std::string& host) const {
  return (parts_->tls ? "https://" : "http://") + host + ':' + std::to_string(port()) + "/keys";
}

void text_server::answer(std::string text, unsigned status) {
  std::lock_guard lock{parts_->mutex};
  parts_->text = std::move(text);
  parts_->status = status;
}

unsigned text_server::requests() const { return parts_->requests; }

} // namespace boxoffice::tests
