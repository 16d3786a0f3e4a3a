// Jobs of many clients, a few at a time.
#pragma once

#include "http/limits/client_address.hpp"

#include <deque>
#include <functional>
#include <unordered_map>

namespace boxoffice::http {

/// Runs up to `most` jobs at a time; of those that wait, one of each address in turn, so that a
/// client with many delays one with a single job by one job only. Not safe to use from several
/// threads.
class fair_queue {
public:
  explicit fair_queue(std::size_t most) : most_{most} {}

  /// Runs the job now or later. It is over when finish() is called.
  void submit(const boost::asio::ip::address& from, std::function<void()> job);
  void finish();

private:
  void run();

  std::size_t most_;
  std::size_t running_ = 0;
  bool is_in_run_ = false;
  std::deque<boost::asio::ip::address> turns_; ///< addresses with jobs that wait, next first
  std::unordered_map<boost::asio::ip::address, std::deque<std::function<void()>>, address_hash>
      waiting_;
};

} // namespace boxoffice::http
