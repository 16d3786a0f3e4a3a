#include "actors/cluster/cluster_member.hpp"

#include "actors/cluster/link/connect_to_peer.hpp"
#include "actors/cluster/network.hpp"
#include "actors/cluster/wire/wire.hpp"

#include <algorithm>
#include <charconv>

namespace boxoffice::actors {

using storage::member;
using storage::membership_rows;

namespace {

constexpr int ticks_a_lease = 20;
/// What is claimed is adopted at the next look, and what is expelled is claimed.
constexpr int most_looks_at_once = 4;

/// host:port of a member's row; nothing where it is none.
std::optional<cluster_node> node_of(const member& other) {
  auto colon = other.address.rfind(':');
  if (colon == std::string::npos)
    return std::nullopt;
  const auto* end = other.address.data() + other.address.size();
  std::uint16_t port = 0;
  auto [rest, failed] = std::from_chars(other.address.data() + colon + 1, end, port);
  if (failed != std::errc{} || rest != end || port == 0)
    return std::nullopt;
  return cluster_node{other.name, other.address.substr(0, colon), port};
}

std::vector<int> numbers_of(const std::vector<storage::claimed_shard>& shards) {
  std::vector<int> out;
  for (const auto& each : shards)
    out.push_back(each.shard);
  return out;
}

/// The name of a new life of the node: 128 random bits as PostgreSQL writes a UUID.
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
      between_ticks_{options_.lease / ticks_a_lease} {
  set_exception_handler(ends_process(deps_.env));
}

cluster_member::behavior_type cluster_member::make_behavior() {
  send(this, tick_due{});
  return {
      [this](tick_due) { tick(); },
      [this](const gave_up_shards& gone) { go_on_without(gone.shards); },
      [this](const shards_lost& lost) { drop_all(lost.why); },
      [this](const replies& ran) { count_brought_back(ran.size()); },
      [this](link_settled) {
        --unsettled_links_;
        start_if_linked();
      },
      [this](leave_cluster) {
        leaving_ = make_response_promise<left_cluster>();
        is_leaving_ = true;
        if (!joined_ || !database_.announce_leave(assignment_->incarnation()))
          left();
        return leaving_;
      },
  };
}

void cluster_member::on_exit() {
  // Whoever takes over need not wait for the end of the lease.
  if (joined_ && is_leaving_) {
    deps_.charge->end(); // From here on they may be another's at any moment.
    static_cast<void>(database_.leave(assignment_->incarnation()));
  }
  for (const auto& [name, each] : neighbours_)
    caf::anon_send_exit(each.link, caf::exit_reason::user_shutdown);
  // Each of these holds somebody who holds this actor.
  neighbours_.clear();
  deps_ = {};
  leaving_ = {};
}

void cluster_member::tick() {
  if (!dropping_ && (joined_ || !is_leaving_))
    live();
  delayed_send(this, between_ticks_, tick_due{});
}

void cluster_member::live() {
  if (!assignment_)
    assignment_.emplace(new_incarnation(deps_.env), options_.lease);
  if (joined_ && !keep_lease())
    return;
  retry_gifts();
  for (int looks = 0; looks < most_looks_at_once && look_and_act(); ++looks) {
  }
  leave_if_done();
}

/// The lease counts from before the renewal was sent, for nobody knows when it arrived.
bool cluster_member::keep_lease() {
  auto sent = boot_clock::now();
  auto renewed = database_.renew(assignment_->incarnation());
  if (!renewed) {
    note(renewed.error());
    return false;
  }
  if (!*renewed) {
    drop_all("the lease was over and other nodes took its shards");
    return false;
  }
  noted_.clear();
  assignment_->renewed(sent);
  deps_.charge->extend(assignment_->until());
  return true;
}

bool cluster_member::join() {
  auto sent = boot_clock::now();
  auto taken =
      database_.join(options_.node, assignment_->incarnation(), options_.address, options_.lease);
  if (!taken) {
    note(taken.error());
    give_up_joining();
    return false;
  }
  if (!*taken) {
    note({storage::storage_error::kind::in_use,
          "another node of this name, or the one that this was before, has a lease that is not "
          "over; waiting for its end"});
    return false;
  }
  joined_ = true;
  noted_.clear();
  assignment_->renewed(sent);
  deps_.charge->begin(assignment_->until());
  deps_.env.warn("joined the cluster as " + options_.node + ", " + assignment_->incarnation());
  return true;
}

/// Each incarnation asks once, for the call may still arrive: after the node was expelled it would
/// bring back a row that the node takes for its own, and one that is there already is not renewed
/// by asking again.
void cluster_member::give_up_joining() {
  static_cast<void>(database_.leave(assignment_->incarnation()));
  assignment_.reset();
}

bool cluster_member::look_and_act() {
  auto seen = database_.look();
  if (!seen) {
    note(seen.error());
    return false;
  }
  auto now = boot_clock::now();
  if (!joined_) {
    // Whoever waits outside may have to wait for a node that nobody else is there to expel.
    for (const auto& each : assignment_->expellable(*seen, now))
      static_cast<void>(database_.expel(each.incarnation, each.renewals));
    return join();
  }
  auto steps = assignment_->judge(*seen, now);
  if (steps.over) {
    drop_all("other nodes have its shards");
    return false;
  }
  meet(*seen);
  place(*seen);
  if (!steps.adopt.empty())
    adopt(steps.adopt);
  for (const auto& each : steps.expel)
    if (database_.expel(each.incarnation, each.renewals))
      deps_.env.warn("node " + each.name + " did not renew its lease and is expelled");
  if (!steps.claim.empty())
    static_cast<void>(database_.claim(assignment_->incarnation(), steps.claim));
  give(std::move(steps.give));
  if (steps.expel.empty() && steps.claim.empty() && !brought_back_ && coming_back_ == 0)
    count_brought_back(0);
  return !steps.expel.empty() || !steps.claim.empty();
}

/// Their shows with open work come back at once, for their timers.
void cluster_member::adopt(const std::vector<storage::claimed_shard>& shards) {
  auto shows = database_.shows_of(numbers_of(shards));
  if (!shows) {
    // They are not this node's in its own eyes, so that they are adopted when it looks again.
    assignment_->gave(numbers_of(shards));
    return note(shows.error());
  }
  deps_.env.warn("took " + std::to_string(shards.size()) + " shards, has " +
                 std::to_string(assignment_->shards_held()));
  send(deps_.directory, take_shards{shards, std::move(shows->known)});
  asks batch;
  for (auto& show : shows->open_work)
    batch.emplace_back(
        show_ask{{caf::actor_cast<caf::actor>(this), 0}, std::move(show), run_timers{}, {}});
  coming_back_ += batch.size();
  if (!batch.empty())
    caf::anon_send(deps_.router, std::move(batch));
}

void cluster_member::count_brought_back(std::size_t shows) {
  coming_back_ -= std::min(shows, coming_back_);
  brought_back_ = brought_back_ || coming_back_ == 0;
  start_if_linked();
}

void cluster_member::start_if_linked() {
  if (brought_back_ && unsettled_links_ == 0 && !std::exchange(started_, true))
    deps_.finished();
}

void cluster_member::give(std::vector<transfer>&& transfers) {
  for (auto& each : transfers) {
    send(deps_.directory, give_up_shards{numbers_of(each.shards), true});
    transfers_.push_back(std::move(each));
  }
}

/// Nothing of them is here any more, nor on its way to the log.
void cluster_member::go_on_without(const std::vector<int>& shards) {
  if (dropping_) { // What was being given away when all was lost may come first.
    if (shards.size() == storage::shards_in_all)
      dropped();
    return;
  }
  drained_.insert(shards.begin(), shards.end());
  retry_gifts();
  if (is_leaving_) // The next ones need not wait.
    live();
}

void cluster_member::retry_gifts() {
  std::erase_if(transfers_, [this](const transfer& each) {
    if (!drained_.contains(each.shards.front().shard))
      return false;
    if (auto told = database_.hand_over(assignment_->incarnation(), each.shards, each.new_owner);
        !told) {
      note(told.error());
      return false;
    }
    for (const auto& given : each.shards)
      drained_.erase(given.shard);
    assignment_->gave(numbers_of(each.shards));
    deps_.env.warn("gave " + std::to_string(each.shards.size()) + " shards away, has " +
                   std::to_string(assignment_->shards_held()));
    return true;
  });
}

/// All shows of this node end without another word; it joins anew when they did.
void cluster_member::drop_all(const std::string& why) {
  if (dropping_ || !assignment_)
    return;
  deps_.charge->end();
  deps_.env.warn("this node drops its shards: " + why);
  dropping_ = true;
  std::vector<int> all;
  for (int shard = 0; shard < storage::shards_in_all; ++shard)
    all.push_back(shard);
  send(deps_.directory, give_up_shards{std::move(all), false});
}

void cluster_member::dropped() {
  dropping_ = false;
  // What is left of it in the database may be nothing.
  static_cast<void>(database_.leave(assignment_->incarnation()));
  assignment_.reset();
  joined_ = false;
  transfers_.clear();
  drained_.clear();
  if (is_leaving_) // There is nothing left to give.
    left();
}

void cluster_member::meet(const membership_rows& seen) {
  std::erase_if(neighbours_, [&](const auto& known) {
    auto same = std::ranges::any_of(seen.members, [&](const member& each) {
      return each.name == known.first && each.incarnation == known.second.incarnation;
    });
    return !same; // The router ends the link when it goes by the new placement.
  });
  for (const auto& each : seen.members)
    if (each.name != options_.node && !neighbours_.contains(each.name)) {
      neighbours_[each.name] = {each.incarnation, each.address, link_with(each)};
      ++unsettled_links_;
    }
}

/// Of two nodes the one with the lower name connects, so that there is one connection.
peer_link_actor cluster_member::link_with(const member& other) {
  link_deps deps;
  deps.peer = other.name;
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
  auto to = node_of(other);
  if (!to)
    deps_.env.warn("node " + other.name + " says it is at " + other.address +
                   ", which is no host:port");
  else if (options_.node < other.name)
    deps.connect = [this_system = &system(), network = options_.network, to = *to,
                    own = options_.own](const peer_link_actor& link) {
      connect_to_peer(
          *this_system, network, to,
          {wire_version, own.cluster, own.node, caf::actor_cast<caf::strong_actor_ptr>(link)},
          link);
    };
  return spawn<peer_link>(std::move(deps));
}

void cluster_member::place(const membership_rows& seen) {
  auto where = std::make_shared<placement>();
  where->one_log = true;
  std::map<std::string, std::size_t> places; // by incarnation
  std::string as_text;
  for (const auto& each : seen.members) {
    places[each.incarnation] = where->names.size();
    if (each.name == options_.node)
      where->self = where->names.size();
    where->names.push_back(each.name);
    where->links.push_back(each.name == options_.node ? peer_link_actor{}
                                                      : neighbours_.at(each.name).link);
    as_text += each.incarnation;
  }
  std::array<std::optional<std::size_t>, storage::shards_in_all> owners;
  for (std::size_t shard = 0; shard < owners.size(); ++shard) {
    as_text += ' ' + seen.shards[shard].holder;
    if (auto found = places.find(seen.shards[shard].holder); found != places.end())
      owners[shard] = found->second;
  }
  where->owner_of = [owners](const events::show_id& show) {
    return owners[static_cast<std::size_t>(storage::shard_of(show))];
  };
  if (std::exchange(placed_, as_text) == as_text)
    return;
  send(deps_.router, placed{where});
  send(deps_.acceptor, placed{where});
}

void cluster_member::leave_if_done() {
  if (!is_leaving_ || !joined_ || !transfers_.empty())
    return;
  auto seen = database_.look();
  if (!seen)
    return note(seen.error());
  auto heirs = std::ranges::any_of(seen->members, [](const member& each) { return !each.leaving; });
  if (heirs && assignment_->shards_held() != 0)
    return;
  if (heirs) { // Without one it serves to its end, and its lease runs out.
    deps_.charge->end();
    place(*seen); // From here on all goes to the others.
  }
  left();
}

void cluster_member::left() {
  if (leaving_.pending())
    leaving_.deliver(left_cluster{});
}

void cluster_member::note(const storage::storage_error& error) {
  if (noted_ != error.detail)
    deps_.env.warn(noted_ = error.detail);
}

} // namespace boxoffice::actors
