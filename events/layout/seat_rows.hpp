// The rows of a hall, which many shows have alike.
#pragma once

#include "events/layout/seat_table.hpp"

#include <initializer_list>
#include <memory>
#include <vector>

namespace boxoffice::events {

/// A list of rows with the meaning of a vector. Once it is shared, copies are the same rows in
/// memory, with one seat table; the first change of one of them copies all rows.
class seat_rows {
public:
  using value_type = seat_row;
  using const_iterator = std::vector<seat_row>::const_iterator;

  seat_rows() = default;
  seat_rows(std::vector<seat_row> rows) // NOLINT(google-explicit-constructor)
      : own_{std::move(rows)} {}
  seat_rows(std::initializer_list<seat_row> rows) : own_{rows} {}

  [[nodiscard]] const std::vector<seat_row>& all() const { return shared_ ? shared_->rows : own_; }
  [[nodiscard]] std::size_t size() const { return all().size(); }
  [[nodiscard]] bool empty() const { return all().empty(); }
  [[nodiscard]] const seat_row& operator[](std::size_t row) const { return all()[row]; }
  [[nodiscard]] const_iterator begin() const { return all().begin(); }
  [[nodiscard]] const_iterator end() const { return all().end(); }

  /// To be changed. No longer shared.
  std::vector<seat_row>& edit();
  seat_row& operator[](std::size_t row) { return edit()[row]; }
  seat_row& back() { return edit().back(); }
  void push_back(seat_row row) { edit().push_back(std::move(row)); }
  void clear() { *this = {}; }

  /// Makes the rows those of all copies from now on. Returns their seats.
  const seat_table& share();
  /// Whether both are the same rows in memory.
  [[nodiscard]] bool is_shared_with(const seat_rows& other) const {
    return shared_ != nullptr && shared_ == other.shared_;
  }

  friend bool operator==(const seat_rows& a, const seat_rows& b) {
    return a.is_shared_with(b) || a.all() == b.all();
  }
  friend auto operator<=>(const seat_rows& a, const seat_rows& b) { return a.all() <=> b.all(); }

private:
  friend class layout_pool;
  struct layout {
    std::vector<seat_row> rows;
    seat_table seats;
  };

  std::vector<seat_row> own_; ///< empty once they are shared
  std::shared_ptr<const layout> shared_;
};

} // namespace boxoffice::events
