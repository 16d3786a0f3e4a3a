#include "tests/support/clients/loopback_listener.hpp"

#include <utility>

namespace boxoffice::tests {

namespace ssl = boost::asio::ssl;

loopback_listener::loopback_listener(std::optional<authority::files> certificate, server serve)
    : serve_{std::move(serve)} {
  if (certificate) {
    tls_.emplace(ssl::context::tls_server);
    tls_->use_certificate_chain_file(certificate->certificate);
    tls_->use_private_key_file(certificate->key, ssl::context::pem);
  }
  accept();
  thread_ = std::thread{[this] { io_.run(); }};
}

loopback_listener::~loopback_listener() {
  io_.stop();
  thread_.join();
}

std::string loopback_listener::origin(const std::string& host) const {
  return (tls_ ? "https://" : "http://") + host + ':' + std::to_string(port());
}

void loopback_listener::accept() {
  acceptor_.async_accept([this](boost::system::error_code error, tcp::socket socket) {
    if (error)
      return;
    serve_(std::move(socket), tls_ ? &*tls_ : nullptr);
    accept();
  });
}

} // namespace boxoffice::tests
