#include "tests/simulation/cluster_node.hpp"

#include <algorithm>
#include <utility>

namespace boxoffice::simulation {

namespace {

/// Where nobody is left to take its shards, a node that leaves waits that long for somebody.
constexpr auto leave_patience = 4s;
constexpr int most_looks = 4; ///< in a round

std::vector<int> numbers_of(const std::vector<storage::claimed_shard>& shards) {
  std::vector<int> out;
  for (const auto& each : shards)
    out.push_back(each.shard);
  return out;
}

} // namespace

cluster_node::cluster_node(environment& in, network& net, int number)
    : in_{in},
      net_{net},
      number_{number},
      name_{"node-" + std::to_string(number)},
      on_{in.time, in.luck},
      database_{in, on_},
      served_{in,
              on_,
              database_,
              {[this] { return lease_holds(); },
               [this](const ask& whom, const outcome& what) { tell(whom, what); },
               [this](const ask& what) { give_back(what); },
               [this](const std::string& why) { end_tenancy(why); }}} {}

template <class Ask, class Then>
void cluster_node::call(Ask ask, Then then) {
  database_.call(std::move(ask), [this, life = lives_, then = std::move(then)](auto told) {
    if (life == lives_ && assignment_)
      then(std::move(told));
    else
      end_round();
  });
}

void cluster_node::start() {
  in_.note([&] { return name_ + " starts"; });
  leaving_ = announced_ = perhaps_left_ = false;
  leave_began_.reset();
  on_.start();
  begin_life();
  begin_round();
}

void cluster_node::crash() {
  in_.note([&] { return name_ + " is gone"; });
  on_.kill();
  assignment_.reset();
  transfers_.clear();
  left_behind_.clear();
  under_way_.clear();
  table_.reset();
  served_.forget_all();
}

void cluster_node::begin_life() {
  member_ = announced_ = false;
  assignment_.emplace(std::to_string(number_) + "." + std::to_string(++lives_), lease);
}

/// Others can have had what it had only when its lease was over.
void cluster_node::end_tenancy(const std::string& why) {
  in_.note([&] { return name_ + ": its tenancy " + incarnation() + " is over: " + why; });
  if (lease_holds() && !perhaps_left_ && !in_.planted.judged_by_answers)
    in_.broken(rule::lost_lease, name_ + ": " + why);
  ++in_.judge.counted.ended_tenancies;
  transfers_.clear();
  served_.end_tenancy();
  left_behind_ = incarnation();
  begin_life();
}

void cluster_node::begin_round() {
  round_began_ = on_.clock();
  pending_reads_ = 0;
  if (!left_behind_.empty())
    clear_away();
  else if (!member_)
    look_from_outside();
  else
    renew();
}

void cluster_node::end_round() {
  auto wait = std::max<duration>(0s, tick - (on_.clock() - round_began_));
  on_.after(wait, [this] { begin_round(); });
}

/// What its last life may have left in the database; where that fails its lease will run out.
void cluster_node::clear_away() {
  call(
      [incarnation = std::exchange(left_behind_, {})](model_database& database) {
        database.leave(incarnation);
        return true;
      },
      [this](std::optional<bool>) { look_from_outside(); });
}

/// Its own row of a former life may be there, and nobody else left to expel it.
void cluster_node::look_from_outside() {
  if (leaving_)
    return crash(); // It has nothing that others would have to take.
  call([](const model_database& database) { return database.look(); },
       [this](std::optional<rows> seen) {
         if (seen)
           expel(assignment_->expellable(**seen, on_.clock()), [this] { join(); });
         else
           end_round();
       });
}

void cluster_node::join() {
  auto sent = lease_clock();
  call(
      [name = name_, incarnation = incarnation(), at = number_](model_database& database) {
        return database.join(name, incarnation, std::to_string(at), lease);
      },
      [this, sent](std::optional<bool> joined) {
        if (!joined)
          give_up_joining();
        if (!joined.value_or(false))
          return end_round();
        in_.note([&] { return name_ + " joined as " + incarnation(); });
        member_ = true;
        renewed(sent);
      });
}

/// The call may arrive at any time, even when the node had been expelled. Then a row must not come
/// back that it takes for its own: each incarnation asks once.
void cluster_node::give_up_joining() {
  if (in_.planted.joins_twice)
    return;
  left_behind_ = incarnation();
  begin_life();
}

void cluster_node::renew() {
  auto sent = lease_clock();
  call([incarnation =
            incarnation()](model_database& database) { return database.renew(incarnation); },
       [this, sent](std::optional<bool> renewal) {
         if (!renewal)
           return end_round();
         if (*renewal)
           return renewed(sent);
         end_tenancy("it cannot renew");
         end_round();
       });
}

void cluster_node::renewed(boot_clock::time_point sent) {
  assignment_->renewed(in_.planted.lease_from_answer ? lease_clock() : sent);
  if (leaving_ && !announced_)
    announce_leave();
  else
    look();
}

void cluster_node::announce_leave() {
  if (!leave_began_)
    leave_began_ = on_.clock();
  call(
      [incarnation = incarnation()](model_database& database) {
        database.announce_leave(incarnation);
        return true;
      },
      [this](std::optional<bool> told) {
        announced_ = told.has_value();
        announced_ ? look() : end_round();
      });
}

void cluster_node::look() {
  call([](const model_database& database) { return database.look(); },
       [this](std::optional<rows> seen) { seen ? looked(std::move(*seen)) : end_round(); });
}

void cluster_node::looked(rows seen) {
  table_ = seen;
  if (in_.planted.expels_by_database) {
    auto without_leases = *seen;
    for (auto& each : without_leases.members)
      each.lease = 0ms;
    follow(assignment_->judge(without_leases, on_.clock()));
  } else {
    follow(assignment_->judge(*seen, on_.clock()));
  }
}

void cluster_node::follow(actors::shard_plan steps) {
  if (steps.lost) {
    end_tenancy("it lost its row or a shard");
    return end_round();
  }
  for (const auto& each : steps.adopt)
    served_.adopt(each);
  for (auto& each : steps.give) {
    in_.note([&] {
      return name_ + " gives " + std::to_string(each.shards.size()) + " shards to " +
             each.new_owner;
    });
    if (!in_.planted.serves_what_it_gives)
      served_.stop_serving(numbers_of(each.shards));
    transfers_.push_back(std::move(each));
  }
  auto more = !(steps.expel.empty() && steps.claim.empty()) && ++pending_reads_ < most_looks;
  expel(std::move(steps.expel),
        [this, more, wanted = std::move(steps.claim)] { claim(wanted, more); });
}

void cluster_node::expel(std::vector<storage::member> whom, std::function<void()> then) {
  if (whom.empty())
    return then();
  auto last = std::move(whom.back());
  whom.pop_back();
  in_.note([&] { return name_ + " expels " + last.incarnation; });
  call([last](model_database& database) { return database.expel(last.incarnation, last.renewals); },
       [this, whom = std::move(whom), then = std::move(then)](std::optional<bool>) {
         expel(whom, then);
       });
}

/// What is expelled can be claimed, and what is claimed is seen, at the next look.
void cluster_node::claim(const std::vector<int>& wanted, bool look_again) {
  auto then = [this, look_again] { look_again ? look() : give_drained(0); };
  if (wanted.empty())
    return then();
  in_.note([&] { return name_ + " claims " + std::to_string(wanted.size()) + " shards"; });
  call([incarnation = incarnation(),
        wanted](model_database& database) { return database.claim(incarnation, wanted); },
       [then](const auto&) { then(); });
}

void cluster_node::give_drained(std::size_t next) {
  while (next < transfers_.size() && !in_.planted.gives_undrained &&
         !served_.drained(numbers_of(transfers_[next].shards)))
    ++next;
  if (next >= transfers_.size())
    return leave_if_ready();
  call(
      [incarnation = incarnation(), what = transfers_[next]](model_database& database) {
        database.hand_over(incarnation, what.shards, what.new_owner);
        return true;
      },
      [this, next](std::optional<bool> told) {
        if (!told)
          return give_drained(next + 1);
        served_.forget(numbers_of(transfers_[next].shards));
        assignment_->gave(numbers_of(transfers_[next].shards));
        transfers_.erase(transfers_.begin() + static_cast<std::ptrdiff_t>(next));
        give_drained(next);
      });
}

void cluster_node::leave_if_ready() {
  if (!may_leave())
    return end_round();
  served_.stop_serving_all();
  if (!served_.all_drained())
    return end_round();
  perhaps_left_ = true;
  call(
      [incarnation = incarnation()](model_database& database) {
        database.leave(incarnation);
        return true;
      },
      [this](std::optional<bool> told) { told ? crash() : end_round(); });
}

bool cluster_node::may_leave() const {
  if (!announced_ || !transfers_.empty())
    return false;
  return assignment_->shards_held() == 0 ||
         (!others_stay() && on_.clock() - *leave_began_ >= leave_patience);
}

bool cluster_node::others_stay() const {
  return std::ranges::any_of(table_->members, [](const auto& each) { return !each.leaving; });
}

boot_clock::time_point cluster_node::lease_clock() const {
  return in_.planted.lease_by_wall_clock ? on_.wall_clock() : on_.clock();
}

bool cluster_node::lease_holds() const {
  return assignment_ && member_ && lease_clock() < assignment_->until();
}

} // namespace boxoffice::simulation
