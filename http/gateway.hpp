// The HTTP side of a node: the listener and its workers.
#pragma once

#include "actors/engine.hpp"
#include "http/server/options.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace boxoffice::http {

class worker;
struct gateway_state;

class gateway {
public:
  /// Listens at once, so that /healthz answers; all else is 503 until set_ready(). Questions go to
  /// `entrance`: the engine's directory, or that of a cluster.
  /// Throws boost::system::system_error where the address cannot be listened on.
  gateway(caf::actor_system& system, actors::engine& engine, const actors::entrance_actor& entrance,
          gateway_options options);
  gateway(const gateway&) = delete;
  gateway& operator=(const gateway&) = delete;
  ~gateway();

  /// The port that was taken.
  [[nodiscard]] std::uint16_t port() const;

  /// From any thread: the node answers from now on.
  void set_ready();

  /// From any thread: the token of the operator from now on.
  void set_operator_token(std::string token);

  /// Stops listening, answers what was accepted and returns when all connections have ended, or
  /// after `most`. After half of it clients that do not take their answers are cut. Returns true
  /// where nothing was left unanswered.
  bool drain(std::chrono::milliseconds most);

private:
  struct parts;
  std::unique_ptr<parts> parts_;
};

} // namespace boxoffice::http
