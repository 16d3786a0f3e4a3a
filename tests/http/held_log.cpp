#include "tests/http/held_log.hpp"

#include <chrono>

namespace boxoffice::http::tests {

void held_log::hold() {
  std::lock_guard lock{mutex_};
  held_ = true;
}

void held_log::let_go() {
  std::lock_guard lock{mutex_};
  held_ = false;
  changed_.notify_all();
}

bool held_log::wait_for_append() {
  std::unique_lock lock{mutex_};
  return changed_.wait_for(lock, std::chrono::seconds{10}, [this] { return waiting_; });
}

storage::status held_log::append(const storage::write_batch& batch) {
  {
    std::unique_lock lock{mutex_};
    waiting_ = held_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return !held_; });
    waiting_ = false;
  }
  return log_->append(batch);
}

storage::status held_log::read(const storage::show_id& stream, std::uint64_t after,
                               const storage::record_visitor& visit) {
  return log_->read(stream, after, visit);
}

storage::result<std::uint64_t> held_log::last_seq(const storage::show_id& stream) {
  return log_->last_seq(stream);
}

storage::result<std::optional<std::string>> held_log::get(storage::table in, std::string_view key) {
  return log_->get(in, key);
}

storage::status held_log::scan(storage::table in, std::string_view after,
                               const storage::row_visitor& visit) {
  return log_->scan(in, after, visit);
}

storage::result<bool> held_log::purge(storage::table in, std::string_view key) {
  return log_->purge(in, key);
}

} // namespace boxoffice::http::tests
