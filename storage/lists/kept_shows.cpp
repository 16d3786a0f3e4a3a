#include "storage/lists/kept_shows.hpp"

#include "storage/records.hpp"

#include <algorithm>

namespace boxoffice::storage {

using namespace events;

namespace {

constexpr std::size_t most_counts = 100'000;
// About what a state needs, docs/performance.md.
constexpr std::size_t bytes_of_a_show = 3'000;
constexpr std::size_t bytes_of_a_seat = 124;
constexpr std::size_t bytes_of_a_booking = 256;

std::size_t bytes_of_state(const show_state& show) {
  return bytes_of_a_show + show.seats.size() * bytes_of_a_seat +
         show.bookings.size() * bytes_of_a_booking;
}

const show_state* opened_state(const show_state& show) { return show.opened() ? &show : nullptr; }

seat_count count_seats(const show_state& show) {
  seat_count out{static_cast<std::int64_t>(show.seats.size()), 0};
  if (show.sales == sales_status::cancelled)
    return out;
  for (seat_index seat = 0; seat < show.seats.size(); ++seat)
    if (show.status_of(seat) == seat_status::available)
      ++out.available;
  return out;
}

} // namespace

status catch_up(event_log& log, recovered_show& show) {
  const auto id = show.state.id;
  chain_reader reader{id};
  reader.begin_after(show.state.seq, show.head);
  std::optional<record_error> error;
  auto walked = log.read(id, show.state.seq, [&](std::uint64_t seq, byte_view record) {
    auto next = reader.next(seq, record);
    if (next && std::holds_alternative<show_opened>(next->event) != (seq == 1))
      next = record_error{seq, "ShowOpened must be the first event and the only one"};
    if (!next) {
      error = next.error();
      return false;
    }
    evolve(show.state, *next);
    return true;
  });
  if (!walked)
    return walked.error();
  if (error)
    return error_of(id, *error);
  show.head = reader.head();
  return {};
}

result<const show_state*> kept_shows::find(const show_id& show) {
  if (auto found = by_id_.find(show); found != by_id_.end())
    return refresh(found->second);
  auto recovered = recover(log_, show);
  if (!recovered)
    return recovered.error();
  if (!recovered->state.opened())
    return nullptr;
  auto bytes = bytes_of_state(recovered->state);
  entries_.push_front({std::move(*recovered), bytes});
  by_id_[show] = entries_.begin();
  bytes_ += bytes;
  make_room();
  return &entries_.front().show.state;
}

result<const show_state*> kept_shows::look_at(const show_id& show) {
  if (by_id_.contains(show))
    return find(show);
  auto recovered = recover(log_, show);
  if (!recovered)
    return recovered.error();
  looked_at_ = std::move(*recovered);
  return opened_state(looked_at_.state);
}

result<seat_count> kept_shows::count(const show_id& show, std::uint64_t& version) {
  if (auto found = counts_.find(show); found != counts_.end() && found->second.version >= version) {
    version = found->second.version;
    return found->second.seats;
  }
  auto state = find(show);
  if (!state)
    return state.error();
  if (*state == nullptr)
    return seat_count{};
  version = (*state)->seq;
  auto seats = count_seats(**state);
  if (counts_.size() >= most_counts)
    counts_.clear();
  counts_[show] = {version, seats};
  return seats;
}

result<const show_state*> kept_shows::refresh(std::list<entry>::iterator one) {
  if (auto read = catch_up(log_, one->show); !read) {
    drop(one);
    return read.error();
  }
  entries_.splice(entries_.begin(), entries_, one);
  bytes_ -= one->bytes;
  one->bytes = bytes_of_state(one->show.state);
  bytes_ += one->bytes;
  make_room();
  return &one->show.state;
}

void kept_shows::drop(std::list<entry>::iterator one) {
  bytes_ -= one->bytes;
  by_id_.erase(one->show.state.id);
  entries_.erase(one);
}

void kept_shows::make_room() {
  while (bytes_ > most_bytes_ && entries_.size() > 1)
    drop(std::prev(entries_.end()));
}

} // namespace boxoffice::storage
