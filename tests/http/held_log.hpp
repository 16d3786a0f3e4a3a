// An event log whose appends can be held back, so that a test decides how long an answer takes.
#pragma once

#include "storage/event_log.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>

namespace boxoffice::http::tests {

class held_log final : public storage::event_log {
public:
  explicit held_log(std::unique_ptr<storage::event_log> log) : log_{std::move(log)} {}

  /// From now on append() waits for let_go().
  void hold();
  void let_go();
  /// Returns once an append waits; false where none did in time.
  bool wait_for_append();

  storage::status append(const storage::write_batch& batch) override;
  storage::status read(const storage::show_id& stream, std::uint64_t after,
                       const storage::record_visitor& visit) override;
  storage::result<std::uint64_t> last_seq(const storage::show_id& stream) override;
  storage::result<std::optional<std::string>> get(storage::table in, std::string_view key) override;
  storage::status scan(storage::table in, std::string_view after,
                       const storage::row_visitor& visit) override;
  storage::result<bool> purge(storage::table in, std::string_view key) override;

private:
  std::unique_ptr<storage::event_log> log_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool held_ = false;
  bool waiting_ = false;
};

} // namespace boxoffice::http::tests
