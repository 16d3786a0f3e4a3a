#include "actors/cluster/cluster_member.hpp"

#include "actors/cluster/link/connect_to_peer.hpp"
#include "actors/cluster/network.hpp"
#include "events/text.hpp"

namespace boxoffice::actors {

namespace {

constexpr int ticks_a_lease = 20;

/// The host and port of a member's row; none if its address is not host:port.
std::optional<cluster_node> node_of(const storage::member& peer) {
  auto colon = peer.address.rfind(':');
  if (colon == std::string::npos)
    return std::nullopt;
  auto port = events::whole_number<std::uint16_t>(std::string_view{peer.address}.substr(colon + 1));
  if (!port || *port == 0)
    return std::nullopt;
  return cluster_node{peer.name, peer.address.substr(0, colon), *port};
}

/// 128 random bits as PostgreSQL writes a UUID.
std::string new_incarnation(const environment& env) {
  auto out = events::to_hex(env.random());
  for (auto place : {8U, 13U, 18U, 23U})
    out.insert(place, "-");
  return out;
}

} // namespace

cluster_member::cluster_member(caf::actor_config& config, member_options options, member_deps deps)
    : cluster_member_actor::base{config},
      options_{std::move(options)},
      deps_{std::move(deps)},
      database_{options_.database},
      between_ticks_{options_.lease / ticks_a_lease},
      membership_{{options_.node, options_.address, options_.lease},
                  [env = deps_.env] { return new_incarnation(env); }} {
  set_exception_handler(ends_process(deps_.env));
}

cluster_member::behavior_type cluster_member::make_behavior() {
  send(this, tick_due{});
  return {
      [this](tick_due) {
        carry_out(membership_.tick(boot_clock::now()));
        delayed_send(this, between_ticks_, tick_due{});
      },
      [this](const gave_up_shards& gone) { take(gone); },
      [this](const shards_lost& lost) { carry_out(membership_.shards_lost(lost.why)); },
      [this](const replies& ran) { carry_out(membership_.timers_ran(ran.size())); },
      [this](link_settled) { carry_out(membership_.link_settled()); },
      [this](request_leave) {
        leave_requested_ = make_response_promise<left_cluster>();
        carry_out(membership_.request_leave());
        return leave_requested_;
      },
  };
}

void cluster_member::on_exit() {
  carry_out(membership_.stop());
  for (const auto& [name, link] : links_)
    caf::anon_send_exit(link, caf::exit_reason::user_shutdown);
  // The links and the others hold this actor: without this none of them would be freed.
  links_.clear();
  deps_ = {};
  leave_requested_ = {};
}

void cluster_member::carry_out(next_steps steps) {
  for (;;) {
    for (auto& each : steps.actions)
      std::visit([this](auto& what) { perform(what); }, each);
    if (!steps.call)
      return;
    steps = std::visit([this](const auto& call) { return make(call); }, *steps.call);
  }
}

/// The webhooks come first: they need the shards' epochs to write how far they got.
void cluster_member::take(const gave_up_shards& gone) {
  auto webhooks = caf::actor_cast<caf::strong_actor_ptr>(deps_.webhooks);
  if (!webhooks || current_sender() != webhooks)
    return carry_out(membership_.released(gone.shards, boot_clock::now()));
  std::vector<int> ended;
  for (auto shard : gone.shards)
    if (ending_webhooks_.erase(shard) != 0) // Else the node has lost it meanwhile.
      ended.push_back(shard);
  if (!ended.empty())
    send(deps_.directory, give_up_shards{std::move(ended), true});
}

// ---- actions

void cluster_member::perform(const extend_lease& what) {
  deps_.held->extend(what.until);
  probe().lease_until_ns.set(what.until.time_since_epoch().count());
}

void cluster_member::perform(const begin_lease& what) {
  deps_.held->begin(what.until);
  probe().lease_until_ns.set(what.until.time_since_epoch().count());
}

void cluster_member::perform(const end_lease&) {
  deps_.held->end();
  probe().lease_until_ns.set(0);
}

void cluster_member::perform(serve_shards& what) {
  for (const auto& each : what.shards)
    probe().shards.set(each.shard, true);
  probe().shards_taken.add(what.shards.size());
  if (deps_.webhooks)
    send(deps_.webhooks, take_shards{what.shards, {}});
  send(deps_.directory, take_shards{std::move(what.shards), std::move(what.shows.known)});
  asks batch;
  for (auto& show : what.shows.open_work)
    batch.emplace_back(
        show_ask{{caf::actor_cast<caf::actor>(this), 0}, std::move(show), run_timers{}, {}});
  if (!batch.empty())
    caf::anon_send(deps_.router, std::move(batch));
}

void cluster_member::perform(release_shards& what) {
  for (auto shard : what.shards)
    probe().shards.set(shard, false);
  probe().shards_given.add(what.shards.size());
  if (!deps_.webhooks)
    return send(deps_.directory, give_up_shards{std::move(what.shards), true});
  ending_webhooks_.insert(what.shards.begin(), what.shards.end());
  send(deps_.webhooks, give_up_shards{std::move(what.shards), true});
}

void cluster_member::perform(const drop_shards&) {
  for (auto shard : storage::every_shard())
    probe().shards.set(shard, false);
  probe().leases_lost.add();
  ending_webhooks_.clear();
  if (deps_.webhooks)
    send(deps_.webhooks, give_up_shards{storage::every_shard(), false});
  send(deps_.directory, give_up_shards{storage::every_shard(), false});
}

void cluster_member::perform(const open_link& what) {
  links_[what.peer.name] = link_with(what.peer);
}

void cluster_member::perform(publish_owners& what) {
  auto where = std::make_shared<placement>();
  where->one_log = true;
  where->self = what.now.self;
  for (std::size_t node = 0; node < what.now.names.size(); ++node)
    where->links.push_back(node == where->self ? peer_link_actor{}
                                               : links_.at(what.now.names[node]));
  where->names = what.now.names;
  probe().members.set(static_cast<std::int64_t>(where->names.size()));
  where->owner_of = [owners = std::move(what.now)](const events::show_id& show) {
    return owners.owner_of(show);
  };
  send(deps_.router, placed{where});
  send(deps_.acceptor, placed{where});
}

void cluster_member::perform(const log_line& what) {
  switch (what.severity) {
  case log_line::level::info:
    return deps_.env.log.info(logging::log_module::cluster, "{}", what.text);
  case log_line::level::warning:
    return deps_.env.log.warn(logging::log_module::cluster, "{}", what.text);
  }
}

void cluster_member::perform(const confirm_leave&) {
  if (leave_requested_.pending())
    leave_requested_.deliver(left_cluster{});
}

/// Of two nodes the one with the lower name connects, so that there is one connection.
peer_link_actor cluster_member::link_with(const storage::member& peer) {
  link_deps deps;
  deps.peer = peer.name;
  deps.answers_for = [](const events::show_id&) { return true; }; // The directory knows.
  deps.directory = deps_.directory;
  deps.router = deps_.router;
  deps.env = deps_.env;
  deps.customer_keys = options_.customer_keys;
  deps.options = options_.links;
  deps.cut = [network = options_.network](const caf::actor_addr& node) { network->cut(node); };
  deps.settled = [member = address()] {
    if (auto alive = caf::actor_cast<caf::strong_actor_ptr>(member))
      caf::anon_send(caf::actor_cast<cluster_member_actor>(alive), link_settled{});
  };
  auto to = node_of(peer);
  if (!to)
    deps_.env.log.warn(logging::log_module::cluster,
                       "node {} has the address {}, which is not host:port", peer.name,
                       peer.address);
  else if (options_.node < peer.name)
    deps.connect = connector(system(), options_.network, *to, options_.own);
  return spawn<peer_link>(std::move(deps));
}

// ---- database calls

next_steps cluster_member::make(const join_cluster& call) {
  auto result = database_.join(call.name, call.incarnation, call.address, call.lease);
  return membership_.joined(result, boot_clock::now());
}

next_steps cluster_member::make(const renew_lease& call) {
  auto result = database_.renew(call.incarnation);
  return membership_.renewed(result, boot_clock::now());
}

next_steps cluster_member::make(const look_at_members&) {
  auto seen = database_.look();
  return membership_.looked(std::move(seen), boot_clock::now());
}

next_steps cluster_member::make(const list_shows_of& call) {
  auto shows = database_.shows_of(call.shards);
  return membership_.listed(std::move(shows), boot_clock::now());
}

next_steps cluster_member::make(const expel_member& call) {
  auto result = database_.expel(call.incarnation, call.renewals);
  return membership_.expelled(result, boot_clock::now());
}

next_steps cluster_member::make(const claim_shards& call) {
  static_cast<void>(database_.claim(call.incarnation, call.wanted)); // The next look shows it.
  return membership_.claimed(boot_clock::now());
}

next_steps cluster_member::make(const hand_over_shards& call) {
  return membership_.handed_over(
      database_.hand_over(call.incarnation, call.what.shards, call.what.new_owner));
}

next_steps cluster_member::make(const announce_leave& call) {
  return membership_.announced(database_.announce_leave(call.incarnation));
}

next_steps cluster_member::make(const leave_members& call) {
  // After an error the row stays until its lease is over.
  static_cast<void>(database_.leave(call.incarnation));
  return membership_.left_members();
}

} // namespace boxoffice::actors
