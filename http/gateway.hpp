// The HTTP side of a node: the composition of its listeners, workers and handlers.
#pragma once

#include "actors/environment.hpp"
#include "actors/protocol/interfaces.hpp"
#include "events/rules.hpp"
#include "http/server/options.hpp"

#include <chrono>
#include <memory>
#include <string>

#include <boost/system/system_error.hpp>

namespace boxoffice::http {

/// An address that cannot be listened on.
class listen_error : public boost::system::system_error {
public:
  listen_error(const boost::system::system_error& cause, bool for_redirects)
      : boost::system::system_error{cause.code()}, for_redirects_{for_redirects} {}
  /// Whether it is the one of listener_options::redirect.
  [[nodiscard]] bool for_redirects() const { return for_redirects_; }

private:
  bool for_redirects_;
};

class gateway {
public:
  /// Listens at once, so that /healthz answers; everything else is 503 until set_ready(). Questions
  /// go to `entrance`: the engine's directory, or that of a cluster. `rules` are the node's.
  /// Throws listen_error.
  gateway(caf::actor_system& system, const actors::environment& env, const events::rules& rules,
          const actors::entrance_actor& entrance, const gateway_options& options);
  gateway(const gateway&) = delete;
  gateway& operator=(const gateway&) = delete;
  ~gateway();

  /// The port that the gateway listens on.
  [[nodiscard]] std::uint16_t port() const;
  /// The port that redirects to it; 0 if there is none.
  [[nodiscard]] std::uint16_t redirect_port() const;

  /// From any thread: the node serves requests from now on.
  void set_ready();

  /// From any thread: replaces the operator's token.
  void set_operator_token(std::string token);

  /// From any thread: replaces the trusted proxies for connections that begin later.
  void set_trusted_proxies(address_ranges ranges);

  /// From any thread: replaces the certificate, for new connections. Without TLS it does nothing.
  void set_certificate(tls_certificate next);

  /// Stops listening, serves what was accepted and returns when all connections have ended, or
  /// after `most`. After half of it clients that do not take their responses are cut. Returns true
  /// if nothing was left unanswered.
  bool drain(std::chrono::milliseconds most);

private:
  struct parts;
  std::unique_ptr<parts> parts_;
};

} // namespace boxoffice::http
