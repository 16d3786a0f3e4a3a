// Where the rows of halls are found that are in memory already.
#pragma once

#include "events/layout/seat_rows.hpp"

#include <optional>
#include <string_view>

namespace boxoffice::events {

/// Finds rows by their stored form, so that rows which some show has need not be read again.
class layout_source {
public:
  layout_source() = default;
  layout_source(const layout_source&) = delete;
  layout_source& operator=(const layout_source&) = delete;
  virtual ~layout_source() = default;

  /// Nothing if no show in memory has these rows.
  [[nodiscard]] virtual std::optional<seat_rows> find(std::string_view stored) const = 0;
  /// `rows` are what `stored` is read as. Shares them.
  virtual void add(std::string_view stored, seat_rows& rows) = 0;
};

} // namespace boxoffice::events
