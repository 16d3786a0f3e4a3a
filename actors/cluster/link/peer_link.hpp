// One node's end of its connection with another node: its questions go there, the other's questions
// come in here. Whatever became of the network, each question is answered: where nothing comes back
// in time, with `unavailable`. What is asked while the connection is being made waits for it.
#pragma once

#include "actors/cluster/link/link_options.hpp"
#include "actors/environment.hpp"
#include "actors/protocol/cluster_interfaces.hpp"
#include "events/customer_keys.hpp"

#include <functional>
#include <map>
#include <set>

namespace boxoffice::actors {

/// What a link works with.
struct link_deps {
  std::string peer; ///< the other node's name
  /// Whether the other may ask this node for a show at all.
  std::function<bool(const events::show_id&)> answers_for;
  show_directory_actor directory;
  router_actor router; ///< where asks go back to that the other has no shows for; may be none
  environment env;
  events::shared_customer_keys customer_keys; ///< this node's; each has its own
  /// Connects to the other node and sends the link `dialled`. Called where this node is the one of
  /// the two that connects, never again before `dialled` came.
  std::function<void(peer_link_actor)> connect;
  /// Ends the connections with the node of that actor.
  std::function<void(const caf::actor_addr&)> cut;
  link_options options;
  /// Called once, by the link: it stands, or there is no connection yet and it no longer waits.
  std::function<void()> settled{};
};

class peer_link : public peer_link_actor::base {
public:
  peer_link(caf::actor_config& config, link_deps deps);

  behavior_type make_behavior() override;
  /// Answers what is still open.
  void on_exit() override;

private:
  /// Of the connection with the other node.
  enum class phase {
    connecting, ///< questions wait
    up,         ///< both ends have heard of it
    down        ///< questions are refused at once
  };
  using time_point = caf::actor_clock::time_point;
  struct pending {
    return_address reply_to;
    std::uint8_t returns = 0;
    bool standing = false; ///< may wait for long
    time_point until;
  };
  struct waiting {
    asks batch;
    time_point since;
  };

  void forward(asks&& batch);
  void ask_other(asks&& batch, time_point asked_at);
  void refuse(asks&& batch);
  /// Queues them until the connection stands or the link gives up.
  void hold(asks&& batch);
  /// Whether the sender is the other end of the connection that counts, which is a sign of life.
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

  [[nodiscard]] bool reachable() const;
  [[nodiscard]] reply not_reachable() const;
  void refuse_all();
  void refuse_late(time_point now);
  template <class Late>
  void refuse_if(Late is_late);
  /// Puts this node's pseudonym in the place of the other's.
  [[nodiscard]] bool localize(show_ask& ask) const;
  [[nodiscard]] bool localize(node_ask& ask) const;
  link_deps deps_;
  std::set<std::string> told_; ///< why there is no connection, as the operator knows it
  caf::strong_actor_ptr other_;
  phase phase_ = phase::connecting;
  time_point waits_until_{}; ///< while connecting
  std::vector<waiting> waiting_;
  std::size_t questions_waiting_ = 0;
  time_point last_heard_{};
  time_point last_attempt_{};
  bool connecting_ = false;
  bool settled_ = false; ///< it stood, or was given up, at least once
  std::uint64_t last_correlation_;
  std::map<std::uint64_t, pending> pending_;
};

} // namespace boxoffice::actors
