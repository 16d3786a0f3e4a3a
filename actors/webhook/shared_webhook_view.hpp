// How an endpoint stands: its dispatcher writes it, the registry reads it.
#pragma once

#include "actors/protocol/webhook_questions.hpp"

#include <mutex>

namespace boxoffice::actors {

class shared_webhook_view {
public:
  void set(webhook_view view) {
    std::lock_guard lock{guard_};
    view_ = std::move(view);
  }
  [[nodiscard]] webhook_view get() const {
    std::lock_guard lock{guard_};
    return view_;
  }
  /// The operator's change, before its response: the next question sees it.
  void set_endpoint(const storage::webhook_endpoint& endpoint) {
    std::lock_guard lock{guard_};
    view_.endpoint = endpoint;
  }
  /// With the endpoint as one change left it, because another may have come since.
  [[nodiscard]] webhook_view get_with(storage::webhook_endpoint endpoint) const {
    auto view = get();
    view.endpoint = std::move(endpoint);
    return view;
  }

private:
  mutable std::mutex guard_;
  webhook_view view_;
};

} // namespace boxoffice::actors
