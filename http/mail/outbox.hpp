// The directory that mails wait in, one file each, until another program sends and deletes them.
//
//   <Unix milliseconds>-<32 hexadecimal digits>.eml  a message (message.hpp), mode 0600
//   .<the same>.tmp                                  one that is being written
#pragma once

#include "http/mail/message.hpp"
#include "http/mail/options.hpp"
#include "logging/logger.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>

#include <boost/asio/thread_pool.hpp>

namespace boxoffice::http {

/// Why mails cannot be put into the directory; empty if they can. Changes nothing.
[[nodiscard]] std::string error_in_outbox(const std::filesystem::path& directory);

/// Writes mails in a thread of its own. Safe to use from any thread.
class outbox {
public:
  /// Logs an error if the directory cannot be written. `options` must outlive it.
  outbox(const mail_options& options, logging::logger log);
  /// Writes what was put before.
  ~outbox();
  outbox(const outbox&) = delete;
  outbox& operator=(const outbox&) = delete;

  /// Whether as many mails wait as may. Files that were sent meanwhile are noticed within a second.
  [[nodiscard]] bool is_full();
  /// The file appears complete or not at all. A mail that cannot be written is logged and lost.
  /// False: too many wait.
  [[nodiscard]] bool put(outgoing_mail&& what, events::time_ms at, const logging::request_tag& tag);

private:
  void write(const outgoing_mail& what, events::time_ms at, const logging::request_tag& tag);
  void count_soon();
  void count();

  const mail_options& options_;
  logging::logger log_;
  std::atomic<std::size_t> waiting_{0}; ///< files at the last count, and mails since
  std::atomic<bool> counts_{false};     ///< a count is under way
  std::atomic<std::chrono::steady_clock::time_point> counted_at_{};
  boost::asio::thread_pool thread_{1};
};

} // namespace boxoffice::http
