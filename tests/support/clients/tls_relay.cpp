#include "tests/support/clients/tls_relay.hpp"

#include <array>
#include <atomic>
#include <mutex>
#include <thread>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>

namespace boxoffice::tests {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

using tls_stream = asio::ssl::stream<tcp::socket>;

/// Where a relay is found from OpenSSL's callbacks; Asio has SSL_CTX_get_app_data for itself.
int place_of_relay() {
  static const int place = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return place;
}

/// What the connections of a relay share.
struct relay_state {
  std::uint16_t server;
  asio::ssl::context context{asio::ssl::context::tls_client};
  std::atomic<unsigned> resumed{0};
  std::atomic<unsigned> ended{0};
  std::atomic<unsigned> ended_cleanly{0};
  std::mutex mutex;
  std::string last_name;
  std::shared_ptr<SSL_SESSION> last_session;

  explicit relay_state(std::uint16_t port) : server{port} {
    SSL_CTX_set_session_cache_mode(context.native_handle(), SSL_SESS_CACHE_CLIENT);
    SSL_CTX_set_ex_data(context.native_handle(), place_of_relay(), this);
    SSL_CTX_sess_set_new_cb(context.native_handle(), [](SSL* on, SSL_SESSION* session) {
      auto* self =
          static_cast<relay_state*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(on), place_of_relay()));
      std::lock_guard lock{self->mutex};
      self->last_session = {session, SSL_SESSION_free};
      return 1;
    });
  }

  void note(SSL* connected) {
    if (SSL_session_reused(connected) == 1)
      ++resumed;
    char name[256] = "";
    const auto* certificate = SSL_get0_peer_certificate(connected);
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name,
                              sizeof name);
    std::lock_guard lock{mutex};
    last_name = name;
  }
};

/// One connection in both directions.
class relayed : public std::enable_shared_from_this<relayed> {
public:
  relayed(relay_state& all, tcp::socket&& client)
      : all_{all}, client_{std::move(client)}, server_{client_.get_executor(), all.context} {
    boost::system::error_code ignored; // A client that is gone fails at its first read.
    client_.set_option(tcp::no_delay{true}, ignored);
  }

  void start() {
    std::lock_guard lock{all_.mutex};
    if (all_.last_session)
      SSL_set_session(server_.native_handle(), all_.last_session.get());
    server_.lowest_layer().async_connect(
        {asio::ip::address_v4::loopback(), all_.server},
        [self = shared_from_this()](boost::system::error_code error) {
          if (!error)
            self->shake_hands();
        });
  }

private:
  using buffer = std::array<char, 32U << 10U>;

  void shake_hands() {
    server_.lowest_layer().set_option(tcp::no_delay{true});
    server_.async_handshake(tls_stream::client,
                            [self = shared_from_this()](boost::system::error_code error) {
                              if (error)
                                return;
                              self->all_.note(self->server_.native_handle());
                              self->up();
                              self->down();
                            });
  }

  void up() {
    client_.async_read_some(
        asio::buffer(up_), [self = shared_from_this()](auto error, std::size_t got) {
          if (error) { // The server still sends what the client has asked for.
            self->server_.lowest_layer().shutdown(tcp::socket::shutdown_send, error);
            return;
          }
          asio::async_write(self->server_, asio::buffer(self->up_, got),
                            [self](auto failed, std::size_t) {
                              if (failed)
                                self->end();
                              else
                                self->up();
                            });
        });
  }

  void down() {
    server_.async_read_some(asio::buffer(down_),
                            [self = shared_from_this()](auto error, std::size_t got) {
                              if (error) {
                                ++self->all_.ended;
                                if (error == asio::error::eof)
                                  ++self->all_.ended_cleanly;
                                return self->end();
                              }
                              asio::async_write(self->client_, asio::buffer(self->down_, got),
                                                [self](auto failed, std::size_t) {
                                                  if (failed)
                                                    self->end();
                                                  else
                                                    self->down();
                                                });
                            });
  }

  void end() {
    // OpenSSL does not resume the session of a connection that it sent no close_notify over.
    SSL_set_shutdown(server_.native_handle(), SSL_SENT_SHUTDOWN);
    boost::system::error_code ignored;
    client_.close(ignored);
    server_.lowest_layer().close(ignored);
  }

  relay_state& all_;
  tcp::socket client_;
  tls_stream server_;
  buffer up_{};
  buffer down_{};
};

} // namespace

struct tls_relay::parts {
  relay_state state;
  asio::io_context io{1};
  tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
  std::thread thread;

  explicit parts(std::uint16_t server) : state{server} {}

  void accept() {
    acceptor.async_accept([this](boost::system::error_code error, tcp::socket client) {
      if (error)
        return;
      std::make_shared<relayed>(state, std::move(client))->start();
      accept();
    });
  }
};

tls_relay::tls_relay(std::uint16_t server, const std::filesystem::path& authority)
    : parts_{std::make_unique<parts>(server)} {
  parts_->state.context.load_verify_file(authority.string());
  parts_->state.context.set_verify_mode(asio::ssl::verify_peer);
  parts_->accept();
  parts_->thread = std::thread{[this] { parts_->io.run(); }};
}

tls_relay::~tls_relay() {
  parts_->io.stop();
  parts_->thread.join();
}

std::uint16_t tls_relay::port() const { return parts_->acceptor.local_endpoint().port(); }

std::string tls_relay::last_name() const {
  std::lock_guard lock{parts_->state.mutex};
  return parts_->state.last_name;
}

unsigned tls_relay::resumed() const { return parts_->state.resumed; }

unsigned tls_relay::ended() const { return parts_->state.ended; }

unsigned tls_relay::ended_cleanly() const { return parts_->state.ended_cleanly; }

} // namespace boxoffice::tests
