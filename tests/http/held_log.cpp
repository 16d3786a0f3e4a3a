#include "tests/http/held_log.hpp"

#include <chrono>

namespace boxoffice::http::tests {

void held_log::hold() {
  std::lock_guard lock{mutex_};
  held_ = true;
}

void held_log::hold_reads() {
  std::lock_guard lock{mutex_};
  reads_held_ = true;
}

void held_log::let_go() {
  std::lock_guard lock{mutex_};
  held_ = false;
  reads_held_ = false;
  changed_.notify_all();
}

bool held_log::wait_for_append() {
  std::unique_lock lock{mutex_};
  return changed_.wait_for(lock, std::chrono::seconds{60}, [this] { return waiting_; });
}

storage::status held_log::append(const storage::write_batch& batch) {
  {
    std::unique_lock lock{mutex_};
    waiting_ = held_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return !held_; });
    waiting_ = false;
  }
  return forwarding_log::append(batch);
}

storage::status held_log::read(const events::show_id& stream, std::uint64_t after,
                               const storage::record_visitor& visit) {
  ++reads_;
  {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this] { return !reads_held_; });
  }
  return forwarding_log::read(stream, after, visit);
}

} // namespace boxoffice::http::tests
