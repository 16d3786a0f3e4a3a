// Mistakes that the simulation must find; each undoes one rule of the protocol.
#pragma once

#include "actors/cluster/membership/membership_rules.hpp"
#include "actors/show/shard_gate.hpp"

namespace boxoffice::simulation {

struct planted_bugs {
  /// Not a mistake: a lease that is lost while it holds is not reported itself, so that the mistake
  /// must show in a wrong reply to a client.
  bool judged_by_replies = false;

  // In the code that the server runs:
  actors::membership_rules membership;
  actors::shard_gate_rules gate;
  /// A node gives its lease and its membership a clock that people set.
  bool lease_by_wall_clock = false;

  // In the model of the database, whose original is SQL (storage/postgres/schema.cpp):
  bool no_epoch_check = false;      ///< appends go in under any epoch
  bool transfers_any_epoch = false; ///< a late hand-over moves shards that came back since
};

} // namespace boxoffice::simulation
