// Makes lists and reports from the log. One for a log reader; the states that it keeps make the
// next list cheap.
#pragma once

#include "actors/environment.hpp"
#include "actors/protocol/replies.hpp"
#include "storage/lists/kept_shows.hpp"

#include <functional>

namespace boxoffice::actors {

class list_reader {
public:
  /// Called with what cannot be read, if the list is made without it.
  using report = std::function<void(const std::string& what, const storage::storage_error&)>;

  explicit list_reader(storage::event_log& log) : log_{log}, shows_{log} {}

  /// A show whose stream cannot be read is listed without its seats.
  [[nodiscard]] storage::result<show_page> list(const list_shows& wanted, events::time_ms now,
                                                const report& failed);
  [[nodiscard]] storage::result<programme_view> read(const get_programme& wanted,
                                                     events::time_ms now);
  /// Nothing if the log does not have the show.
  [[nodiscard]] storage::result<std::optional<booking_page>> list(const list_bookings& wanted);
  [[nodiscard]] storage::result<booking_page> list(const list_customer_bookings& wanted);
  [[nodiscard]] storage::result<sales_page> list(const list_sales& wanted);

private:
  struct show_range {
    std::vector<events::show_id> shows; ///< from a place on
    bool more = false;                  ///< there are further ones behind them
  };

  [[nodiscard]] storage::result<show_range> shows_from(const storage::booking_place& place);
  [[nodiscard]] storage::result<listed_booking> listed(const events::show_state& show,
                                                       const events::booking& booked);

  storage::event_log& log_;
  storage::kept_shows shows_;
};

} // namespace boxoffice::actors
