// The thread that writes a log's witness, so that the log writer never waits for it.
#pragma once

#include "storage/witness/witness.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace boxoffice::storage {

/// Writes a witness at most `interval` after a change, and in its destructor. A failed write is
/// logged once and tried again after the next interval; the older witness stays and claims less.
class witness_keeper {
public:
  using source = std::function<witness()>;

  /// Only the keeper's thread calls `now`.
  witness_keeper(std::filesystem::path directory, std::chrono::milliseconds interval, source now);
  ~witness_keeper();
  witness_keeper(const witness_keeper&) = delete;
  witness_keeper& operator=(const witness_keeper&) = delete;

  /// Call it when the result of `now` has changed. Wakes the thread at most once an interval.
  void changed();

private:
  void run();
  bool write();

  std::filesystem::path directory_;
  std::chrono::milliseconds interval_;
  source now_;
  std::mutex guard_;
  std::condition_variable wake_;
  bool changed_ = false;
  bool ending_ = false;
  bool failing_ = false; ///< of the thread only
  std::thread thread_;
};

} // namespace boxoffice::storage
