// One node's end of its connection with another node: its questions go there, the other's questions
// come in here. Whatever became of the network, each question is answered: where nothing comes back
// in time, with `unavailable`.
#pragma once

#include "actors/cluster_interfaces.hpp"
#include "actors/engine.hpp"
#include "events/customer_keys.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <set>

namespace boxoffice::actors {

struct link_options {
  std::chrono::milliseconds answer_within{5'000};
  std::chrono::milliseconds standing_within{150'000}; ///< for what waits for news
  std::chrono::milliseconds tick{250}; ///< between signs of life, and between attempts to connect
  std::chrono::milliseconds silent{2'000}; ///< after which the other node counts as gone
};

/// What a link works with.
struct link_neighbours {
  std::string peer; ///< the other node's name
  /// Whether the other may ask this node for a show at all.
  std::function<bool(const events::show_id&)> answers_for;
  show_directory_actor directory;
  router_actor router; ///< where asks go back to that the other has no shows for; may be none
  surroundings around;
  events::shared_customer_keys customer_keys; ///< this node's; each has its own
  /// Connects to the other node and sends the link `dialled`. Called where this node is the one of
  /// the two that connects, never again before `dialled` came.
  std::function<void(peer_link_actor)> dial;
  link_options options;
};

class peer_link : public peer_link_actor::base {
public:
  peer_link(caf::actor_config& config, link_neighbours near);

  behavior_type make_behavior() override;
  /// Answers what is still open.
  void on_exit() override;

private:
  struct pending {
    return_address reply_to;
    std::uint8_t returns = 0;
    bool standing = false; ///< may wait for long
    caf::actor_clock::time_point until;
  };

  void forward(asks&& batch);
  void hear();
  void hand_back(peer_answers&& came);
  void take_in(peer_asks&& came);
  void tell(answers&& ready);
  void give_back(returned&& strays);
  void take_back(peer_returns&& came);
  void greet(const dialled& outcome);
  void lose(const std::string& why);
  void tick();

  [[nodiscard]] bool reachable() const;
  [[nodiscard]] reply not_reachable() const;
  void refuse_all();
  void refuse_late(caf::actor_clock::time_point now);
  template <class Late>
  void refuse_if(Late is_late);
  /// Puts this node's pseudonym in the place of the other's.
  [[nodiscard]] bool localize(show_ask& ask) const;
  [[nodiscard]] bool localize(node_ask& ask) const;
  link_neighbours near_;
  std::set<std::string> told_; ///< why there is no connection, as the operator knows it
  caf::strong_actor_ptr other_;
  caf::actor_clock::time_point last_heard_{};
  bool dialling_ = false;
  std::uint64_t last_correlation_;
  std::map<std::uint64_t, pending> pending_;
};

} // namespace boxoffice::actors
