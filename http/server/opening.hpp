// A connection before its first request: the header of a proxy, and the TLS handshake.
#pragma once

#include "http/server/arrival.hpp"
#include "http/server/coarse_clock.hpp"
#include "http/server/options.hpp"
#include "http/server/response.hpp"

#include <list>
#include <memory>
#include <optional>
#include <string>

namespace boxoffice::http {

class worker;

/// Becomes a session when it is done. Its client gets `http.read_timeout` for all of it.
class opening : public std::enable_shared_from_this<opening> {
public:
  using clock = coarse_clock;

  /// Whether the connection needs it: the others are plain HTTP from their first byte.
  [[nodiscard]] static bool is_needed(const arrival& one, const gateway_options& options);

  opening(worker& home, arrival&& from, bool counted);
  ~opening();
  opening(const opening&) = delete;
  opening& operator=(const opening&) = delete;

  void start();
  /// Ends the connection now.
  void end();
  void drain() { end(); }
  void cut() { end(); }
  void check_deadline(clock::time_point now);

  [[nodiscard]] bool is_counted() const { return connection_.counted; }
  [[nodiscard]] bool has_ended() const { return has_ended_; }

private:
  /// Of both, what the connection needs and has not had.
  void go_on();
  void read_proxy_header();
  void on_proxy_header();
  void await_first_byte();
  /// Plain HTTP gets a response that says what is spoken here.
  void on_first_byte();
  void shake_hands();
  void hand_over(std::optional<response>&& refusal);

  worker& worker_;
  opened connection_;
  std::list<opening*>::iterator place_; ///< among the worker's connections
  clock::time_point began_at_;
  std::string header_{}; ///< of the proxy, as far as it was read
  bool has_ended_ = false;
  bool is_handed_over_ = false;
};

} // namespace boxoffice::http
