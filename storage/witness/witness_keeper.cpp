#include "storage/witness/witness_keeper.hpp"

#include "logging/server_log.hpp"

#include <utility>

namespace boxoffice::storage {

witness_keeper::witness_keeper(std::filesystem::path directory, std::chrono::milliseconds interval,
                               source now)
    : directory_{std::move(directory)}, interval_{interval}, now_{std::move(now)}, thread_{[this] {
        run();
      }} {}

witness_keeper::~witness_keeper() {
  {
    std::lock_guard lock{guard_};
    ending_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void witness_keeper::changed() {
  {
    std::lock_guard lock{guard_};
    if (std::exchange(changed_, true))
      return;
  }
  wake_.notify_one();
}

void witness_keeper::run() {
  std::unique_lock lock{guard_};
  while (!ending_ || changed_) {
    wake_.wait(lock, [&] { return changed_ || ending_; });
    wake_.wait_for(lock, interval_, [&] { return ending_; });
    if (!std::exchange(changed_, false))
      continue;
    lock.unlock();
    auto written = write();
    lock.lock();
    if (!written && ending_)
      return;
    changed_ = changed_ || !written;
  }
}

bool witness_keeper::write() {
  auto written = write_witness(directory_, now_());
  if (!written && !std::exchange(failing_, true))
    logging::server_log().error(
        logging::log_module::storage,
        "cannot write the log's witness, so a loss of later events may stay undetected; "
        "trying again: {}",
        written.error().detail);
  if (written && std::exchange(failing_, false))
    logging::server_log().info(logging::log_module::storage,
                               "the log's witness is being written again");
  return written.has_value();
}

} // namespace boxoffice::storage
