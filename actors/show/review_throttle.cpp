#include "actors/show/review_throttle.hpp"

#include <algorithm>

namespace boxoffice::actors {

namespace {

constexpr std::size_t fewest_at_once = 4;
constexpr std::size_t share_at_once = 32; ///< one of so many that wait

} // namespace

review_throttle::review_throttle(caf::actor_config& config, environment env)
    : review_throttle_actor::base{config} {
  set_exception_handler(ends_process(std::move(env)));
}

review_throttle::behavior_type review_throttle::make_behavior() {
  return {
      [this](const acquire& wanted) {
        waiting_.push_back(wanted.show);
        give_turns();
      },
      [this](released) {
        --under_way_;
        give_turns();
      },
  };
}

void review_throttle::give_turns() {
  for (auto most = most_at_once(); under_way_ < most && !waiting_.empty(); waiting_.pop_front())
    if (auto show = caf::actor_cast<caf::strong_actor_ptr>(waiting_.front())) {
      caf::anon_send(caf::actor_cast<show_actor>(show), granted{});
      ++under_way_;
    }
}

std::size_t review_throttle::most_at_once() const {
  return std::max(fewest_at_once, waiting_.size() / share_at_once);
}

} // namespace boxoffice::actors
