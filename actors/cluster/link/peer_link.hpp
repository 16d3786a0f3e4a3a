// One node's end of its connection with a peer. It sends this node's questions there and receives
// the peer's questions. Each question gets a reply, whatever happens to the network: `unavailable`
// if none arrives in time. Questions that come while the connection is being made wait for it.
#pragma once

#include "actors/cluster/link/link_options.hpp"
#include "actors/environment.hpp"
#include "actors/protocol/cluster_interfaces.hpp"
#include "actors/protocol/line_limit.hpp"
#include "events/customer_keys.hpp"

#include <functional>
#include <map>
#include <set>

namespace boxoffice::actors {

struct link_deps {
  std::string peer; ///< the other node's name
  /// Whether the peer may ask this node for that show at all.
  std::function<bool(const events::show_id&)> answers_for;
  show_directory_actor directory;
  router_actor router; ///< gets asks back whose shows the peer does not have; may be none
  environment env;
  events::shared_customer_keys customer_keys; ///< this node's; each node has its own
  /// Connects to the peer and sends the link a `connect_result`. Set if this node is the one of the
  /// two that connects; not called again before the result.
  std::function<void(peer_link_actor)> connect;
  /// Ends the connections with the node of that actor.
  std::function<void(const caf::actor_addr&)> cut;
  link_options options;
  /// Called once: the link is connected, or no longer waits for its first connection.
  std::function<void()> settled{};
};

class peer_link : public peer_link_actor::base {
public:
  peer_link(caf::actor_config& config, link_deps deps);

  behavior_type make_behavior() override;
  /// Refuses all open questions.
  void on_exit() override;

private:
  /// Of the connection with the peer.
  enum class phase {
    connecting, ///< questions wait
    up,         ///< both ends have heard of it
    down        ///< questions are refused at once
  };
  using time_point = caf::actor_clock::time_point;
  struct pending {
    return_address reply_to;
    std::uint8_t returns = 0;
    bool standing = false; ///< waits for news
    time_point until;
  };
  struct waiting {
    asks batch;
    time_point since;
  };

  void forward(asks&& batch);
  void ask_other(asks&& batch, time_point asked_at);
  void refuse(asks&& batch);
  /// Queues them until the link is connected or gives up.
  void hold(asks&& batch);
  /// True if the sender is the other end of the current connection; it then counts as heard.
  bool hear();
  void hand_back(peer_answers&& came);
  void take_in(peer_asks&& came);
  void tell(replies&& ready);
  void give_back(returned&& misrouted);
  void take_back(peer_returns&& came);
  void greet(const connect_result& outcome);
  void lose(const std::string& why);
  void distrust(const std::string& why);
  void tick();
  /// Asks for an attempt to connect, at most one a tick.
  void connect();
  void wait_for_connection(std::chrono::milliseconds most);
  void rise();
  void give_up();
  void settle();
  void enter(phase next);

  [[nodiscard]] bool reachable() const;
  [[nodiscard]] reply not_reachable() const;
  void refuse_all();
  void refuse_late(time_point now);
  template <class Late>
  void refuse_if(Late is_late);
  void log_question(std::string_view direction, const show_ask& ask) const;
  void log_question(std::string_view direction, const node_ask& ask) const;
  /// Replaces the peer's pseudonym of the customer by this node's.
  [[nodiscard]] bool localize(show_ask& ask) const;
  [[nodiscard]] bool localize(node_ask& ask) const;
  link_deps deps_;
  std::set<std::string> logged_; ///< reasons why there is no connection
  mutable line_limit foreign_shows_;
  caf::strong_actor_ptr other_;
  phase phase_ = phase::connecting;
  time_point waits_until_{}; ///< while connecting
  std::vector<waiting> waiting_;
  std::size_t questions_waiting_ = 0;
  time_point last_heard_{};
  time_point last_attempt_{};
  bool connecting_ = false;
  bool settled_ = false; ///< it was connected, or given up, at least once
  std::uint64_t last_correlation_;
  std::map<std::uint64_t, pending> pending_;
};

} // namespace boxoffice::actors
