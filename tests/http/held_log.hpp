// An event log whose appends can be held back, so that a test decides how long an answer takes.
#pragma once

#include "tests/storage/forwarding_log.hpp"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>

namespace boxoffice::http::tests {

class held_log final : public storage::tests::forwarding_log {
public:
  using forwarding_log::forwarding_log;

  /// From now on append() waits for let_go().
  void hold();
  /// From now on read() waits for let_go().
  void hold_reads();
  void let_go();
  [[nodiscard]] unsigned reads() const { return reads_; } ///< begun
  /// Returns once an append waits; false where none did in time.
  bool wait_for_append();

  storage::status append(const storage::write_batch& batch) override;
  storage::status read(const events::show_id& stream, std::uint64_t after,
                       const storage::record_visitor& visit) override;

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::atomic<unsigned> reads_{0};
  bool held_ = false;
  bool reads_held_ = false;
  bool waiting_ = false;
};

} // namespace boxoffice::http::tests
