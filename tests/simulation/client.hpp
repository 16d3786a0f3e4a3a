// A client that asks any node one thing after another, and remembers what it has learned.
#pragma once

#include "tests/simulation/network.hpp"

namespace boxoffice::simulation {

/// How clients behave in a run.
struct habits {
  double writes = 0.3;                ///< of all asks
  std::uint64_t shows = shows_in_all; ///< that they ask for
  duration most_thought = 200ms;
};

class client {
public:
  /// `any_node` returns a node to ask; none if no node runs.
  client(environment& in, network& net, int number, habits how,
         std::function<std::optional<int>()> any_node)
      : in_{in}, net_{net}, number_{number}, how_{how}, any_node_{std::move(any_node)} {}

  void start() { think(); }
  void take(const message& what);
  /// From now on each ask that begins must get a reply in time.
  void expect_replies() { expects_ = true; }

private:
  void think();
  void ask_something();
  void send();
  void try_again_or_not(const char* why);
  void done();

  environment& in_;
  network& net_;
  int number_;
  habits how_;
  std::function<std::optional<int>()> any_node_;
  bool expects_ = false;
  std::uint64_t asks_ = 0;
  // The ask under way:
  bool waits_ = false;
  bool must_get_reply_ = false;
  ask now_;
  std::uint64_t least_ = 0; ///< what was known of the show when it began
  int tries_ = 0;
};

} // namespace boxoffice::simulation
