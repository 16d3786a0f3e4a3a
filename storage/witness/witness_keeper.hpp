// The thread that replaces a log's witness, so that the log's writer never waits for it.
#pragma once

#include "storage/witness/witness.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace boxoffice::storage {

/// Writes a witness no later than `interval` after a change, and at its own end. One that cannot be
/// written is reported and tried again at the next turn: the one before it stays, which claims
/// less.
class witness_keeper {
public:
  using source = std::function<witness()>;

  /// `now` is called by the keeper's thread only.
  witness_keeper(std::filesystem::path directory, std::chrono::milliseconds interval, source now);
  ~witness_keeper();
  witness_keeper(const witness_keeper&) = delete;
  witness_keeper& operator=(const witness_keeper&) = delete;

  /// What `now` returns has changed. Wakes the thread at most once a turn.
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
  bool failing_ = false; ///< used by the thread only
  std::thread thread_;
};

} // namespace boxoffice::storage
