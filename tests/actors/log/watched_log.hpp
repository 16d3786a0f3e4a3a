// A real log with a watch on it: what each append wrote, a word before it returns, and a device
// that can be made to fail.
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
  /// Called instead of writing: a failure that is none of the device's.
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
