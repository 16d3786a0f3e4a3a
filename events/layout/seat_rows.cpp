#include "events/layout/seat_rows.hpp"

#include <utility>

namespace boxoffice::events {

std::vector<seat_row>& seat_rows::edit() {
  if (auto shared = std::exchange(shared_, nullptr))
    own_ = shared->rows;
  return own_;
}

const seat_table& seat_rows::share() {
  if (!shared_) {
    seat_table seats{own_};
    shared_ = std::make_shared<const layout>(layout{std::exchange(own_, {}), std::move(seats)});
  }
  return shared_->seats;
}

} // namespace boxoffice::events
