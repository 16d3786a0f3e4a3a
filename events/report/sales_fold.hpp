// The sales of one show as a fold over its events. Used by the server and the command line; pure,
// and independent of what decides and of what audits.
#pragma once

#include "events/report/sales_figures.hpp"
#include "events/report/sales_query.hpp"
#include "events/state/show_state.hpp"

#include <compare>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace boxoffice::events {

/// One line of a report.
struct sales_row {
  std::string key; ///< a show's id, a movie, a hall, a date or a method, by the grouping
  std::string currency;
  sales_figures figures;
};

/// What one show contributes to a report. Its names and time zone are those of its latest state.
struct show_sales {
  show_id show;
  std::string movie;
  std::string hall;
  time_ms starts_at{};
  std::vector<sales_row> rows; ///< none: the report does not select the show
  std::string time_zone{};     ///< empty: UTC
};

/// Takes the events of a stream from the first one on.
class sales_fold {
public:
  sales_fold(show_id show, sales_query query);

  /// False if no later event can count: its time is behind the end of the report.
  bool take(const recorded& next);

  [[nodiscard]] show_sales finish() const;

private:
  /// Events whose figures stay apart. A quarter of an hour belongs to one day in any time zone.
  struct place {
    std::int64_t quarter{};
    sales_method method{};
    std::string currency;
    friend auto operator<=>(const place&, const place&) = default;
  };
  class counter;

  [[nodiscard]] bool is_selected(const place& one, local_days& days) const;
  [[nodiscard]] std::string key_of(const place& one, local_days& days) const;

  sales_query query_;
  show_state state_;
  std::unordered_map<booking_number, sales_method> methods_; ///< of bookings sold at the counter
  std::map<place, sales_figures> figures_;
};

template <class Io, any_of<sales_row> T>
constexpr void members(Io& io, T& row) {
  io("key", row.key), io("currency", row.currency), io("figures", row.figures);
}
template <class Io, any_of<show_sales> T>
constexpr void members(Io& io, T& of) {
  io("show", of.show), io("movie", of.movie), io("hall", of.hall);
  io("starts_at", of.starts_at), io("rows", of.rows), io("time_zone", of.time_zone);
}

} // namespace boxoffice::events
