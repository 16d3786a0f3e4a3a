#include "actors/cluster/membership/membership.hpp"

#include <algorithm>

#include <boost/assert.hpp>

namespace boxoffice::actors {

using storage::member;
using storage::membership_rows;

namespace {

/// What is claimed is adopted at the next look, and the shards of an expelled node are claimed.
constexpr int most_looks_in_a_round = 4;

std::vector<int> numbers_of(const std::vector<storage::claimed_shard>& shards) {
  std::vector<int> out;
  for (const auto& each : shards)
    out.push_back(each.shard);
  return out;
}

} // namespace

std::string membership::incarnation() const {
  return assignment_ ? assignment_->incarnation() : std::string{};
}

bool membership::has_row() const {
  return phase_ == phase::joined || phase_ == phase::leaving || phase_ == phase::left;
}

void membership::act(action what) { steps_.actions.push_back(std::move(what)); }

void membership::make(database_call what) {
  BOOST_ASSERT(!under_way_);
  under_way_ = what;
  steps_.call = std::move(what);
}

database_call membership::finish_call() {
  BOOST_ASSERT(under_way_);
  auto out = std::move(*under_way_);
  under_way_.reset();
  return out;
}

void membership::log(log_line::level severity, std::string text) {
  act(log_line{severity, std::move(text)});
}

void membership::note(const storage::storage_error& error) {
  if (noted_ != error.detail)
    log(log_line::level::warning, noted_ = error.detail);
}

// ---- a round: renew, hand over, look, act; look again while that changed something

next_steps membership::tick(time_point now) {
  if (phase_ == phase::outside || has_row())
    begin_round(now);
  return take();
}

void membership::begin_round(time_point now) {
  BOOST_ASSERT(!is_busy());
  looks_left_ = most_looks_in_a_round;
  if (!assignment_)
    assignment_.emplace(new_incarnation_(), self_.lease, rules_);
  if (phase_ == phase::outside)
    return make(look_at_members{});
  sent_at_ = now;
  make(renew_lease{assignment_->incarnation()});
}

/// The lease counts from before the renewal was sent, because it is unknown when it took effect.
next_steps membership::renewed(const storage::result<bool>& done, time_point now) {
  finish_call();
  if (!done) {
    note(done.error());
  } else if (!*done) {
    drop("the lease was over and other nodes took its shards");
  } else {
    noted_.clear();
    assignment_->renewed(rules_.lease_counts_from_request ? sent_at_ : now);
    act(extend_lease{assignment_->until()});
    next_transfer_ = 0;
    then_look_ = true;
    hand_over_next();
  }
  return take();
}

next_steps membership::looked(storage::result<membership_rows> seen, time_point now) {
  finish_call();
  if (!seen) {
    note(seen.error());
    return take();
  }
  --looks_left_;
  if (phase_ == phase::outside) {
    // The node may be the only one that can expel its own former incarnation.
    for (const auto& each : assignment_->expellable(*seen, now))
      pending_.emplace_back(expel_member{each.name, each.incarnation, each.renewals});
    go_on(now);
  } else {
    act_on(std::move(*seen), now);
  }
  return take();
}

void membership::act_on(membership_rows&& seen, time_point now) {
  plan_ = assignment_->judge(seen, now);
  if (plan_.lost)
    return drop("other nodes have its shards");
  meet(seen.members);
  publish(seen);
  others_stay_ =
      std::ranges::any_of(seen.members, [](const member& each) { return !each.leaving; });
  for (const auto& each : plan_.expel)
    pending_.emplace_back(expel_member{each.name, each.incarnation, each.renewals});
  if (!plan_.claim.empty())
    pending_.emplace_back(claim_shards{assignment_->incarnation(), plan_.claim});
  if (plan_.adopt.empty())
    go_on(now);
  else
    make(list_shows_of{numbers_of(plan_.adopt)});
}

next_steps membership::listed(storage::result<storage::shows_of_shards> shows, time_point now) {
  finish_call();
  if (shows) {
    serve(std::move(*shows));
  } else {
    if (rules_.lists_again) // The next look adopts them again.
      assignment_->forget(numbers_of(plan_.adopt));
    note(shows.error());
  }
  go_on(now);
  return take();
}

void membership::serve(storage::shows_of_shards&& shows) {
  start_.bring_back(shows.open_work.size());
  log(log_line::level::info, "took " + std::to_string(plan_.adopt.size()) + " shards, has " +
                                 std::to_string(assignment_->shards_held()));
  act(serve_shards{std::exchange(plan_.adopt, {}), std::move(shows)});
}

next_steps membership::expelled(const storage::status& done, time_point now) {
  auto call = std::get<expel_member>(finish_call());
  if (done)
    log(log_line::level::warning, "node " + call.name + " did not renew its lease and is expelled");
  go_on(now);
  return take();
}

next_steps membership::claimed(time_point now) {
  finish_call(); // What came of it is seen at the next look.
  go_on(now);
  return take();
}

/// The rest of what the last look asked for.
void membership::go_on(time_point now) {
  if (!pending_.empty()) {
    auto next = std::move(pending_.front());
    pending_.pop_front();
    return make(std::move(next));
  }
  if (phase_ == phase::outside) {
    sent_at_ = now;
    return make(join_cluster{self_.name, assignment_->incarnation(), self_.address, self_.lease});
  }
  give();
  if (plan_.adopt.empty() && !plan_.changes_rows())
    start_.brought_back(0);
  start_if_ready();
  if (plan_.changes_rows() && looks_left_ > 0)
    look();
  else
    leave_if_done();
}

next_steps membership::joined(const storage::result<bool>& done, time_point now) {
  finish_call();
  if (!done) {
    note(done.error());
    // The call may still take effect, even after this node's row was expelled: the node would take
    // that row for its own. So each incarnation asks once.
    if (rules_.asks_to_join_once)
      make(leave_members{assignment_->incarnation()});
  } else if (!*done) {
    note({storage::storage_error::kind::in_use,
          "another node of this name, or a former incarnation of this one, has a lease that is not "
          "over; waiting for its end"});
  } else {
    phase_ = phase::joined;
    noted_.clear();
    assignment_->renewed(rules_.lease_counts_from_request ? sent_at_ : now);
    act(begin_lease{assignment_->until()});
    log(log_line::level::info,
        "joined the cluster as " + self_.name + ", " + assignment_->incarnation());
    look();
  }
  return take();
}

// ---- shards that go to other nodes

void membership::give() {
  for (auto& each : std::exchange(plan_.give, {})) {
    act(release_shards{numbers_of(each.shards)});
    if (!rules_.hands_over_when_drained)
      drained_.insert(each.shards.front().shard);
    transfers_.push_back(std::move(each));
  }
}

next_steps membership::released(const std::vector<int>& shards, time_point now) {
  if (phase_ == phase::dropping) { // What was being released before may be reported first.
    if (shards.size() == storage::shards_in_all)
      make(leave_members{assignment_->incarnation()});
  } else if (has_row()) {
    drained_.insert(shards.begin(), shards.end());
    if (phase_ == phase::leaving) { // The next shards need not wait for a tick.
      begin_round(now);
    } else {
      next_transfer_ = 0;
      then_look_ = false;
      hand_over_next();
    }
  }
  return take();
}

void membership::hand_over_next() {
  for (; next_transfer_ < transfers_.size(); ++next_transfer_)
    if (const auto& next = transfers_[next_transfer_]; drained_.contains(next.shards.front().shard))
      return make(hand_over_shards{assignment_->incarnation(), next});
  if (then_look_)
    look();
}

next_steps membership::handed_over(const storage::status& done) {
  auto call = std::get<hand_over_shards>(finish_call());
  if (!done) {
    note(done.error());
    ++next_transfer_;
  } else {
    for (const auto& each : call.what.shards)
      drained_.erase(each.shard);
    assignment_->forget(numbers_of(call.what.shards));
    transfers_.erase(transfers_.begin() + static_cast<std::ptrdiff_t>(next_transfer_));
    log(log_line::level::info, "gave " + std::to_string(call.what.shards.size()) +
                                   " shards away, has " +
                                   std::to_string(assignment_->shards_held()));
  }
  hand_over_next();
  return take();
}

// ---- the end of a life

next_steps membership::shards_lost(const std::string& why) {
  if (has_row())
    drop(why);
  return take();
}

/// Every show of this node ends without an answer. Then the node joins anew.
void membership::drop(const std::string& why) {
  act(end_lease{});
  log(log_line::level::warning, "this node drops its shards: " + why);
  act(drop_shards{});
  phase_ = phase::dropping;
  pending_.clear();
  if (!rules_.joins_when_dropped)
    make(leave_members{assignment_->incarnation()});
}

/// Its row and shards may be left in the database, or nothing. An error leaves them until the lease
/// is over.
next_steps membership::left_members() {
  finish_call();
  assignment_.reset();
  transfers_.clear();
  drained_.clear();
  pending_.clear();
  if (phase_ == phase::dropping)
    phase_ = phase::outside;
  if (leave_requested_ && phase_ == phase::outside) // There is nothing left to give.
    confirm(phase::stopped);
  return take();
}

next_steps membership::request_leave() {
  leave_requested_ = true;
  switch (phase_) {
  case phase::outside:
  case phase::stopped: confirm(phase::stopped); break;
  case phase::joined:
    phase_ = phase::leaving;
    make(announce_leave{assignment_->incarnation()});
    break;
  case phase::left: confirm(phase::left); break;
  case phase::leaving:
  case phase::dropping: break;
  }
  return take();
}

next_steps membership::announced(const storage::status& done) {
  finish_call();
  if (!done) // The other nodes take the shards when the lease is over.
    confirm(phase::left);
  return take();
}

void membership::leave_if_done() {
  if (phase_ != phase::leaving || !transfers_.empty())
    return;
  if (!others_stay_) // Nobody takes the shards: the node serves them to its end.
    return confirm(phase::left);
  if (assignment_->shards_held() != 0)
    return;
  act(end_lease{});
  confirm(phase::left);
}

void membership::confirm(phase next) {
  phase_ = next;
  act(confirm_leave{});
}

next_steps membership::stop() {
  auto has_shards = has_row() || phase_ == phase::dropping;
  phase_ = phase::stopped;
  if (leave_requested_ && has_shards) {
    act(end_lease{}); // From here on other nodes may take them at any moment.
    make(leave_members{assignment_->incarnation()});
  }
  return take();
}

// ---- other nodes, and the node's own start

void membership::meet(const std::vector<member>& members) {
  std::erase_if(peers_, [&](const auto& known) {
    auto same = std::ranges::any_of(members, [&](const member& each) {
      return each.name == known.first && each.incarnation == known.second;
    });
    if (!same)
      act(forget_link{known.first});
    return !same;
  });
  for (const auto& each : members)
    if (each.name != self_.name && peers_.emplace(each.name, each.incarnation).second) {
      start_.link_opened();
      act(open_link{each});
    }
}

void membership::publish(const membership_rows& seen) {
  auto now = owners_in(seen, self_.name);
  if (now != published_)
    act(publish_owners{published_ = std::move(now)});
}

next_steps membership::timers_ran(std::size_t shows) {
  start_.brought_back(shows);
  start_if_ready();
  return take();
}

next_steps membership::link_settled() {
  start_.link_settled();
  start_if_ready();
  return take();
}

void membership::start_if_ready() {
  if (start_.take_ready())
    act(finish_start{});
}

} // namespace boxoffice::actors
