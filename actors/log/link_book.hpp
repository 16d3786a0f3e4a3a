// Decides about links that open a booking, in the thread of the log writer.
#pragma once

#include "actors/protocol/show_messages.hpp"

#include <string>
#include <vector>

namespace boxoffice::actors {

class link_book {
public:
  explicit link_book(storage::event_log& log) : log_{log} {}

  struct outcome {
    std::vector<storage::row_change> rows{}; ///< to be written before the reply is sent
    actors::reply reply;
  };
  /// Everything that the writer gathered must be written. Makes a link -> link_made, unless the
  /// booking had its links of this hour -> too_many_attempts, or its customer has no mail address
  /// or was erased after the request -> refusal. Or uses one -> link_opened or refusal.
  [[nodiscard]] storage::result<outcome> decide(const change_link& change);

private:
  [[nodiscard]] storage::result<outcome> make(const change_link& change,
                                              std::vector<storage::booking_link>&& links);
  /// The mail address that the booking's customer has, and has had since the booking.
  [[nodiscard]] storage::result<std::optional<std::string>> mail_of(const change_link& change);

  storage::event_log& log_;
  std::string looked_at_; ///< the place of storage::old_links()
};

} // namespace boxoffice::actors
