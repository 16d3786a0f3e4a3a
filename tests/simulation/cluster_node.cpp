#include "tests/simulation/cluster_node.hpp"

#include <algorithm>
#include <utility>

namespace boxoffice::simulation {

namespace {

/// The time that a node gives itself to hand its shards over.
constexpr auto leave_patience = 4s;

const storage::storage_error no_response{storage::storage_error::kind::unreachable,
                                         "no response from the database"};

template <class T>
storage::result<T> result_of(std::optional<T>&& response) {
  if (!response)
    return no_response;
  return std::move(*response);
}

storage::status status_of(const storage::result<bool>& done) {
  return done ? storage::status{} : done.error();
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
               [this](const ask& to, const outcome& what) { reply(to, what); },
               [this](const std::string& why) { deposed(why); },
               [this](const std::vector<int>& shards) {
                 submit([this, shards] { return membership_->released(shards, lease_clock()); });
               },
               [this] { submit([this] { return membership_->timers_ran(1); }); }}} {}

void cluster_node::start() {
  in_.note([&] { return name_ + " starts"; });
  leaving_ = stopping_ = started_ = false;
  lease_.emplace();
  membership_.emplace(
      actors::membership_identity{name_, name_, lease},
      [this] { return std::to_string(number_) + "." + std::to_string(++lives_); },
      in_.planted.membership);
  on_.start();
  tick_soon();
}

void cluster_node::crash() {
  in_.note([&] { return name_ + " is gone"; });
  on_.kill();
  membership_.reset();
  inputs_.clear();
  handling_ = ticking_ = false;
  served_.forget_all();
  owners_ = {};
  deferred_ = {};
  under_way_.clear();
}

void cluster_node::leave() {
  if (std::exchange(leaving_, true))
    return;
  submit([this] { return membership_->request_leave(); });
  on_.after(leave_patience, [this] { stop(); });
}

/// The process ends when the last call has returned.
void cluster_node::stop() {
  submit([this] {
    stopping_ = true;
    return membership_->stop();
  });
}

void cluster_node::submit(input what) {
  inputs_.push_back(std::move(what));
  if (!handling_)
    handle_next();
}

void cluster_node::handle_next() {
  while (!handling_ && !inputs_.empty()) {
    handling_ = true;
    auto next = std::move(inputs_.front());
    inputs_.pop_front();
    carry_out(next());
  }
}

void cluster_node::carry_out(actors::next_steps steps) {
  for (auto& each : steps.actions)
    std::visit([this](auto& what) { perform(what); }, each);
  if (steps.call)
    std::visit([this](const auto& what) { make(what); }, *steps.call);
  else
    finish_input();
}

void cluster_node::finish_input() {
  if (stopping_)
    return crash();
  handling_ = false;
  if (std::exchange(ticking_, false))
    tick_soon();
}

void cluster_node::tick_soon() {
  on_.after(tick, [this] {
    submit([this] {
      ticking_ = true;
      return membership_->tick(lease_clock());
    });
  });
}

// ---- actions

void cluster_node::perform(const actors::end_lease&) {
  if (membership_->now_in() == actors::membership::phase::dropping)
    lost_shards("it lost its row or a shard");
  lease_->end();
}

/// Other nodes may have had its shards only after its lease was over.
void cluster_node::lost_shards(const std::string& why) {
  if (lease_holds() && !in_.planted.judged_by_replies)
    in_.broken(rule::lost_lease, incarnation() + ": " + why);
}

void cluster_node::deposed(const std::string& why) {
  lost_shards(why);
  lease_->end();
  submit([this, why] { return membership_->shards_lost(why); });
}

void cluster_node::perform(const actors::serve_shards& what) {
  served_.serve(what.shards, what.shows.open_work);
}

void cluster_node::perform(const actors::release_shards& what) {
  served_.give_up(what.shards, actors::give_up_reason::release);
}

void cluster_node::perform(const actors::drop_shards&) {
  ++in_.judge.counted.ended_lives;
  served_.give_up(storage::every_shard(), actors::give_up_reason::drop);
}

void cluster_node::perform(const actors::open_link&) {
  on_.after(in_.luck.between(1ms, 50ms),
            [this] { submit([this] { return membership_->link_settled(); }); });
}

void cluster_node::perform(const actors::log_line& what) {
  in_.note([&] { return name_ + ": " + what.text; });
}

// ---- calls

template <class Ask, class Then>
void cluster_node::call(Ask ask, Then then) {
  database_.call(std::move(ask), [this, then = std::move(then)](auto response) {
    carry_out(then(result_of(std::move(response))));
    handle_next();
  });
}

void cluster_node::make(const actors::join_cluster& what) {
  call(
      [what](model_database& database) {
        return database.join(what.name, what.incarnation, what.address, what.lease);
      },
      [this](const storage::result<bool>& done) {
        return membership_->joined(done, lease_clock());
      });
}

void cluster_node::make(const actors::renew_lease& what) {
  call([what](model_database& database) { return database.renew(what.incarnation); },
       [this](const storage::result<bool>& done) {
         return membership_->renewed(done, lease_clock());
       });
}

void cluster_node::make(const actors::look_at_members&) {
  call([](const model_database& database) { return database.look(); },
       [this](storage::result<storage::membership_rows> seen) {
         return membership_->looked(std::move(seen), lease_clock());
       });
}

void cluster_node::make(const actors::list_shows_of& what) {
  call([what](const model_database&) { return model_database::shows_of(what.shards); },
       [this](storage::result<storage::shows_of_shards> shows) {
         return membership_->listed(std::move(shows), lease_clock());
       });
}

void cluster_node::make(const actors::expel_member& what) {
  call([what](model_database& database) { return database.expel(what.incarnation, what.renewals); },
       [this](const storage::result<bool>& done) {
         return membership_->expelled(status_of(done), lease_clock());
       });
}

void cluster_node::make(const actors::claim_shards& what) {
  call([what](model_database& database) { return database.claim(what.incarnation, what.wanted); },
       [this](const auto&) { return membership_->claimed(lease_clock()); });
}

void cluster_node::make(const actors::hand_over_shards& what) {
  call(
      [what](model_database& database) {
        database.hand_over(what.incarnation, what.what.shards, what.what.new_owner);
        return true;
      },
      [this](const storage::result<bool>& done) {
        return membership_->handed_over(status_of(done));
      });
}

void cluster_node::make(const actors::announce_leave& what) {
  call(
      [what](model_database& database) {
        database.announce_leave(what.incarnation);
        return true;
      },
      [this](const storage::result<bool>& done) {
        return membership_->announced(status_of(done));
      });
}

void cluster_node::make(const actors::leave_members& what) {
  call(
      [what](model_database& database) {
        database.leave(what.incarnation);
        return true;
      },
      [this](const auto&) { return membership_->left_members(); });
}

boot_clock::time_point cluster_node::lease_clock() const {
  return in_.planted.lease_by_wall_clock ? on_.wall_clock() : on_.clock();
}

} // namespace boxoffice::simulation
