#include "actors/cluster/shared_cluster.hpp"

#include "actors/cluster/network.hpp"
#include "actors/cluster/router.hpp"

namespace boxoffice::actors {

environment charge::shared(std::shared_ptr<charge> one, environment env) {
  env.holds_lease = [held = one->lease_] { return held->holds(); };
  env.outlives = [one](const storage::storage_error& error) { return one->outlive(error); };
  return env;
}

void charge::report_to(cluster_member_actor member) {
  std::lock_guard lock{guard_};
  member_ = std::move(member);
}

/// Nothing was written, or what was written nobody was told: either way the shows in memory are
/// void, and what is true is in the log.
bool charge::outlive(const storage::storage_error& error) {
  if (error.what != storage::storage_error::kind::deposed &&
      error.what != storage::storage_error::kind::unreachable)
    return false;
  lease_->end();
  std::lock_guard lock{guard_};
  caf::anon_send(member_, shards_lost{error.detail});
  return true;
}

shared_cluster::shared_cluster(caf::actor_system& system, engine& home,
                               std::shared_ptr<charge> holds_lease, member_options options)
    : system_{system}, home_{home}, charge_{std::move(holds_lease)}, options_{std::move(options)} {
  auto nowhere = std::make_shared<placement>();
  nowhere->names.push_back(options_.node);
  nowhere->links.emplace_back();
  nowhere->owner_of = [](const events::show_id&) { return std::nullopt; };
  nowhere->one_log = true;
  router_ = system_.spawn<router>(home_.directory(), nowhere, home_.env());
  acceptor_ = system_.spawn<handshake_acceptor>(options_.own, nowhere, home_.env());
}

shared_cluster::~shared_cluster() {
  options_.network->stop_listening();
  charge_->report_to({});
  caf::scoped_actor self{system_};
  if (member_) {
    caf::anon_send_exit(member_, caf::exit_reason::user_shutdown);
    self->wait_for(member_);
  }
  caf::anon_send_exit(router_, caf::exit_reason::user_shutdown);
  caf::anon_send_exit(acceptor_, caf::exit_reason::user_shutdown);
}

std::optional<std::string> shared_cluster::listen(const std::string& host, std::uint16_t port) {
  return options_.network->listen(acceptor_, host, port);
}

void shared_cluster::start(std::function<void()> finished) {
  member_ = system_.spawn<cluster_member, caf::detached>(
      options_, member_deps{home_.directory(), router_, acceptor_, charge_->held(), home_.env(),
                            std::move(finished)});
  charge_->report_to(member_);
}

void shared_cluster::leave(std::chrono::milliseconds most) {
  if (!member_)
    return;
  caf::scoped_actor self{system_};
  self->request(member_, most, leave_cluster{})
      .receive([](left_cluster) {},
               [&](const caf::error& why) {
                 home_.env().warn("the shards could not be given away in time: " +
                                  system_.render(why));
               });
}

} // namespace boxoffice::actors
