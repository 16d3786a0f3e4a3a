#include "tests/support/clients/webhook_receiver.hpp"

#include "tests/support/clients/loopback_listener.hpp"
#include "tests/support/crypto/crypto.hpp"

#include <atomic>

#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

namespace boxoffice::tests {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::string_view hook_secret_prefix = "whsec_";

std::string text_of(const beast::http::fields& head, const char* name) {
  auto found = head.find(name);
  return found == head.end() ? std::string{}
                             : std::string{found->value().data(), found->value().size()};
}

/// Serves requests until the client ends; holds itself.
template <class Stream>
class receiver_session : public std::enable_shared_from_this<receiver_session<Stream>> {
public:
  template <class... Args>
  receiver_session(tcp::socket socket, const webhook_receiver::handler& answer, Args&... args)
      : stream_{std::move(socket), args...}, answer_{answer} {}

  Stream& stream() { return stream_; }

  void read() {
    parser_.emplace();
    parser_->body_limit(64U << 20U);
    beast::http::async_read(stream_, buffer_, *parser_,
                            [self = this->shared_from_this()](error_code error, std::size_t) {
                              if (!error)
                                self->answer();
                            });
  }

private:
  void answer() {
    const auto& request = parser_->get();
    auto said = answer_({text_of(request, "webhook-id"), text_of(request, "webhook-timestamp"),
                         text_of(request, "webhook-signature"), request.body(),
                         std::string{request.target().data(), request.target().size()},
                         text_of(request, "Host")});
    if (said.status == 0)
      return wait_for_end();
    response_ = {};
    response_.result(said.status);
    for (const auto& [name, value] : said.headers)
      response_.set(name, value);
    response_.body() = said.body;
    response_.prepare_payload();
    beast::http::async_write(stream_, response_,
                             [self = this->shared_from_this()](error_code error, std::size_t) {
                               if (!error)
                                 self->read();
                             });
  }

  void wait_for_end() {
    stream_.async_read_some(asio::buffer(&ignored_, 1),
                            [self = this->shared_from_this()](error_code, std::size_t) {});
  }

  Stream stream_;
  const webhook_receiver::handler& answer_;
  beast::flat_buffer buffer_;
  std::optional<beast::http::request_parser<beast::http::string_body>> parser_;
  beast::http::response<beast::http::string_body> response_;
  char ignored_ = 0;
};

} // namespace

bool webhook_request::is_signed_with(const std::string& secret) const {
  auto key = decode_base64(std::string_view{secret}.substr(hook_secret_prefix.size()));
  auto wanted = " v1," + base64(hmac_sha256(key, id + '.' + timestamp + '.' + body)) + ' ';
  return (' ' + signature + ' ').find(wanted) != std::string::npos;
}

struct webhook_receiver::parts {
  handler answer;
  std::atomic<unsigned> connections{0};
  loopback_listener listener;

  parts(handler chosen, std::optional<authority::files> certificate)
      : answer{std::move(chosen)},
        listener{std::move(certificate), [this](tcp::socket socket, asio::ssl::context* tls) {
                   serve(std::move(socket), tls);
                 }} {}

  void serve(tcp::socket socket, asio::ssl::context* tls) {
    ++connections;
    error_code ignored; // A connection that is gone fails at its first read.
    socket.set_option(tcp::no_delay{true}, ignored);
    if (tls == nullptr)
      return std::make_shared<receiver_session<tcp::socket>>(std::move(socket), answer)->read();
    auto session = std::make_shared<receiver_session<asio::ssl::stream<tcp::socket>>>(
        std::move(socket), answer, *tls);
    session->stream().async_handshake(asio::ssl::stream_base::server, [session](error_code error) {
      if (!error)
        session->read();
    });
  }
};

webhook_receiver::webhook_receiver(handler answer, std::optional<authority::files> tls)
    : parts_{std::make_unique<parts>(std::move(answer), std::move(tls))} {}

webhook_receiver::~webhook_receiver() = default;

std::uint16_t webhook_receiver::port() const { return parts_->listener.port(); }

std::string webhook_receiver::url(const std::string& host, const std::string& target) const {
  return parts_->listener.origin(host) + target;
}

unsigned webhook_receiver::connections() const { return parts_->connections; }

} // namespace boxoffice::tests
