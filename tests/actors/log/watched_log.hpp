// A real log that records what each append wrote, calls back before it returns, and can be made to
// fail.
#pragma once

#include "tests/storage/forwarding_log.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace boxoffice::actors::tests {

class watched_log final : public storage::tests::forwarding_log {
public:
  using forwarding_log::forwarding_log;

  /// Called when a batch is durable and append() is about to return.
  std::function<void()> before_append_returns;
  /// Appends fail from now on, as on a full disk. Nothing of them is written.
  bool device_is_full = false;
  /// Called instead of writing: for failures that are not the device's.
  std::function<void()> instead_of_append;

  /// The streams that each append() so far wrote to, in order.
  const std::vector<std::vector<std::string>>& batches() const { return batches_; }
  void watch_no_more();
  void forget_batches() { batches_.clear(); }

  storage::status append(const storage::write_batch& batch) override;

private:
  std::vector<std::vector<std::string>> batches_;
};

} // namespace boxoffice::actors::tests
