#include "tests/support/clients/text_server.hpp"

#include "tests/support/clients/loopback_listener.hpp"

#include <atomic>
#include <mutex>
#include <utility>

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
  loopback_listener listener;

  parts(std::string first, std::optional<authority::files> certificate)
      : text{std::move(first)},
        listener{std::move(certificate),
                 [this](tcp::socket socket, asio::ssl::context* tls) { serve(socket, tls); }} {}

  void serve(tcp::socket& socket, asio::ssl::context* tls) {
    if (tls == nullptr)
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
    : parts_{std::make_unique<parts>(std::move(text), std::move(tls))} {}

text_server::~text_server() = default;

std::uint16_t text_server::port() const { return parts_->listener.port(); }

std::string text_server::url(const std::string& host) const {
  return parts_->listener.origin(host) + "/keys";
}

void text_server::answer(std::string text, unsigned status) {
  std::lock_guard lock{parts_->mutex};
  parts_->text = std::move(text);
  parts_->status = status;
}

unsigned text_server::requests() const { return parts_->requests; }

} // namespace boxoffice::tests
