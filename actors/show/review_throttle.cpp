#include "actors/show/review_throttle.hpp"

#include <algorithm>

namespace boxoffice::actors {

namespace {

constexpr std::size_t fewest_at_once = 4;
constexpr std::size_t share_at_once = 32; ///< one in 32 of those that wait

} // namespace

review_throttle::review_throttle(caf::actor_config& config, environment env)
    : review_throttle_actor::base{config}, probe_{env.probe} {
  set_exception_handler(ends_process(std::move(env)));
}

review_throttle::behavior_type review_throttle::make_behavior() {
  return {
      [this](const acquire& wanted) {
        probe_->turns.entered.add();
        queue_.push_back(wanted.show);
        grant();
      },
      [this](released) {
        --under_way_;
        grant();
      },
  };
}

void review_throttle::grant() {
  for (auto most = limit(); under_way_ < most && !queue_.empty(); queue_.pop_front()) {
    probe_->turns.left.add();
    if (auto show = caf::actor_cast<caf::strong_actor_ptr>(queue_.front())) {
      caf::anon_send(caf::actor_cast<show_actor>(show), granted{});
      ++under_way_;
    }
  }
}

std::size_t review_throttle::limit() const {
  return std::max(fewest_at_once, queue_.size() / share_at_once);
}

} // namespace boxoffice::actors
