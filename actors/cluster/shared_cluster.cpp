#include "actors/cluster/shared_cluster.hpp"

#include "actors/cluster/network.hpp"
#include "actors/cluster/router.hpp"

namespace boxoffice::actors {

environment shared_lease::guard(std::shared_ptr<shared_lease> one, environment env) {
  env.holds_lease = [held = one->lease_] { return held->holds(); };
  env.outlives = [one](const storage::storage_error& error) { return one->outlives(error); };
  return env;
}

void shared_lease::report_to(cluster_member_actor member) {
  std::lock_guard lock{guard_};
  member_ = std::move(member);
}

/// The append was not written, or nobody was answered on the strength of it. Either way the shows
/// in memory are void, and the log has the truth.
bool shared_lease::outlives(const storage::storage_error& error) {
  if (error.what != storage::storage_error::kind::deposed &&
      error.what != storage::storage_error::kind::unreachable)
    return false;
  lease_->end();
  std::lock_guard lock{guard_};
  caf::anon_send(member_, shards_lost{error.detail});
  return true;
}

shared_cluster::shared_cluster(caf::actor_system& system, show_directory_actor directory,
                               environment env, std::shared_ptr<shared_lease> held,
                               member_options options)
    : system_{system},
      directory_{std::move(directory)},
      env_{std::move(env)},
      held_{std::move(held)},
      options_{std::move(options)} {
  auto nowhere = std::make_shared<placement>();
  nowhere->names.push_back(options_.node);
  nowhere->links.emplace_back();
  nowhere->owner_of = [](const events::show_id&) { return std::nullopt; };
  nowhere->one_log = true;
  router_ = system_.spawn<router>(directory_, nowhere, env_);
  acceptor_ = system_.spawn<handshake_acceptor>(options_.own, nowhere, env_);
}

shared_cluster::~shared_cluster() {
  options_.network->stop_listening();
  held_->report_to({});
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
      options_, member_deps{directory_, router_, acceptor_, held_->held(), env_, webhooks_,
                            std::move(finished)});
  held_->report_to(member_);
}

void shared_cluster::leave(std::chrono::milliseconds most) {
  if (!member_)
    return;
  caf::scoped_actor self{system_};
  self->request(member_, most, request_leave{})
      .receive([](left_cluster) {},
               [&](const caf::error& why) {
                 env_.log.warn(logging::log_module::cluster,
                               "the shards could not be handed over in time: {}",
                               system_.render(why));
               });
}

} // namespace boxoffice::actors
