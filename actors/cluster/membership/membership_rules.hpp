// The rules that keep shared shards safe, as switches, so that a test can undo one and see that the
// simulation finds it.
#pragma once

namespace boxoffice::actors {

/// Every rule holds unless a test says otherwise: the server never passes these (tests/architecture
/// checks it).
struct membership_rules {
  /// The lease counts from when the renewal was sent, not from when its result came in.
  bool lease_counts_from_request = true;
  /// An incarnation that does not know whether it has joined does not ask again.
  bool asks_to_join_once = true;
  /// A node is expelled only after its row was unchanged for a lease by the expelling node's clock.
  bool watches_before_expelling = true;
  /// Each renewal that is seen starts that wait anew.
  bool renewal_restarts_watch = true;
  /// Shards are handed over when nothing of them is under way any more.
  bool hands_over_when_drained = true;
  /// A node that lost its shards joins anew when nothing of its former life is under way any more.
  bool joins_when_dropped = true;
  /// Shards whose shows could not be listed are listed again.
  bool lists_again = true;
};

} // namespace boxoffice::actors
