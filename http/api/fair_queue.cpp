#include "http/api/fair_queue.hpp"

#include <utility>

namespace boxoffice::http {

void fair_queue::submit(const boost::asio::ip::address& from, std::function<void()> job) {
  auto address = limited_as(from);
  auto& its_jobs = waiting_[address];
  if (its_jobs.empty())
    turns_.push_back(address);
  its_jobs.push_back(std::move(job));
  run();
}

void fair_queue::finish() {
  --running_;
  run();
}

void fair_queue::run() {
  if (std::exchange(is_in_run_, true))
    return; // Called by a job; the loop below goes on.
  while (running_ < most_ && !turns_.empty()) {
    auto address = turns_.front();
    turns_.pop_front();
    auto its_jobs = waiting_.find(address);
    auto job = std::move(its_jobs->second.front());
    its_jobs->second.pop_front();
    if (its_jobs->second.empty())
      waiting_.erase(its_jobs);
    else
      turns_.push_back(address);
    ++running_;
    job();
  }
  is_in_run_ = false;
}

} // namespace boxoffice::http
