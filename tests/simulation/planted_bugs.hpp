// The rules of the protocol as switches.
#pragma once

namespace boxoffice::simulation {

/// Mistakes that the simulation must find; each undoes one rule of the protocol.
struct planted_bugs {
  /// No mistake: a lease that was lost is passed over, until somebody is told something wrong.
  bool judged_by_answers = false;

  bool no_epoch_check = false;       ///< the database takes appends under any epoch
  bool joins_twice = false;          ///< as the same, where it does not know whether it has
  bool gifts_without_epochs = false; ///< a late hand-over gives what came back since
  bool lease_from_answer = false;    ///< counted from when the renewal's answer came in
  bool lease_by_wall_clock = false;  ///< that somebody sets
  bool expels_by_database = false;   ///< its clock alone says whose lease is over
  bool gives_undrained = false;      ///< hands over what is still under way
  bool serves_what_it_gives = false; ///< until it knows that the shards are another's
  bool keeps_memory = false;         ///< of a life that was ended by others
  bool answers_across_lives = false; ///< what one life made, under the lease of the next
};

} // namespace boxoffice::simulation
