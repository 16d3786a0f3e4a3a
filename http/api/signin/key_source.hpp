// Keeps the keys of `auth.jwks` up to date.
#pragma once

#include "http/api/signatures/customer_tokens.hpp"
#include "http/auth/http_get.hpp"
#include "http/auth/refresh_schedule.hpp"
#include "logging/logger.hpp"

#include <atomic>
#include <string>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace boxoffice::http {

/// Why `auth.jwks` cannot be used: it is neither an http(s) URL nor a file with a key set. An empty
/// text if it can, as far as that is known before a server is asked.
[[nodiscard]] std::string error_in_jwks(const std::string& where);

/// Loads the keys at once, then as `jwks_refresh` says, and soon after a token named a key that is
/// not known. Keys stay in use until a load succeeds. Works in a thread of its own.
class key_source {
public:
  /// `tokens` must outlive it.
  key_source(const auth_options& options, customer_tokens& tokens, const logging::logger& log);
  key_source(const key_source&) = delete;
  key_source& operator=(const key_source&) = delete;
  ~key_source();

private:
  /// From any thread.
  void request();
  void wait();
  void load();
  void take(http_got&& got);
  /// Returns why the keys are not used.
  [[nodiscard]] std::string use(http_got&& got);

  const std::string where_;
  const std::string shown_; ///< in log lines
  customer_tokens& tokens_;
  const logging::logger log_;
  refresh_schedule schedule_;
  std::atomic<bool> requested_{false}; ///< a call of request() is on its way
  bool loading_ = false;
  std::string last_text_; ///< that was loaded; the same again is not worth a line in the log
  boost::asio::io_context io_{1};
  boost::asio::steady_timer timer_{io_};
  std::thread thread_;
};

} // namespace boxoffice::http
