#include "actors/log/list_reader.hpp"

#include "storage/lists/sales.hpp"

#include <limits>

namespace boxoffice::actors {

using namespace events;

namespace {

/// Events that a page of a report reads: about 50 ms, for which other lists wait.
constexpr std::size_t most_events_of_a_page = 20'000;
/// The same for a page of a customer's bookings, counted in seats and bookings of the shows that it
/// looks at, and a share for each show.
constexpr std::size_t most_work_of_a_page = 200'000;
constexpr std::size_t work_of_a_show = 100;
constexpr std::size_t most_shows_of_a_page = 1'000;
constexpr auto all_bookings = std::numeric_limits<booking_number>::max();

} // namespace

storage::result<show_page> list_reader::list(const list_shows& wanted, time_ms now,
                                             const report& failed) {
  auto by_start = wanted.order == storage::show_order::start;
  auto read =
      by_start ? storage::list_shows_by_start(log_, wanted.after, wanted.limit, wanted.filter, now)
               : storage::list_shows(log_, wanted.after, wanted.limit, wanted.filter, now);
  if (!read)
    return read.error();
  for (auto& show : read->items) {
    show.at = now;
    if (auto seats = shows_.count(show.id, show.version))
      show.seats = *seats;
    else
      failed("show " + show.id.text, seats.error());
  }
  return show_page{std::move(*read), {}};
}

storage::result<programme_view> list_reader::read(const get_programme& wanted, time_ms now) {
  auto made = storage::programme_of(log_, wanted.filter, wanted.time_zone, now);
  if (!made)
    return made.error();
  return programme_view{std::move(*made), {}};
}

storage::result<listed_booking> list_reader::listed(const show_state& show, const booking& booked) {
  auto mail = log_.get(storage::table::customers, storage::row_key(booked.customer));
  if (!mail)
    return mail.error();
  return listed_booking{
      {show.id, show.plan, booked}, std::move(*mail), storage::booking_key(show.id, booked.number)};
}

storage::result<std::optional<booking_page>> list_reader::list(const list_bookings& wanted) {
  auto show = shows_.find(wanted.show);
  if (!show)
    return show.error();
  if (*show == nullptr)
    return std::optional<booking_page>{};
  const storage::booking_filter filter{wanted.status, wanted.text, wanted.customers};
  const auto& bookings = (*show)->bookings;
  std::optional<booking_page> out{std::in_place};
  for (auto place = bookings.behind(wanted.after); place != bookings.end(); ++place) {
    if (!matches(*place, wanted.show, filter))
      continue;
    if (out->items.size() == wanted.limit) {
      out->next = std::to_string(out->items.back().view.booking.number);
      break;
    }
    auto one = listed(**show, *place);
    if (!one)
      return one.error();
    out->items.push_back(std::move(*one));
  }
  return out;
}

storage::result<list_reader::show_range>
list_reader::shows_from(const storage::booking_place& place) {
  show_range out;
  if (!place.show.text.empty() && place.after != all_bookings)
    out.shows.push_back(place.show);
  auto walked = log_.scan(storage::table::shows, place.show.text,
                          [&](std::string_view key, std::string_view) {
                            out.more = out.shows.size() == most_shows_of_a_page;
                            if (!out.more)
                              out.shows.push_back({std::string{key}});
                            return !out.more;
                          });
  if (!walked)
    return walked.error();
  return out;
}

storage::result<booking_page> list_reader::list(const list_customer_bookings& wanted) {
  booking_page out;
  auto place = storage::parse_booking_key(wanted.after);
  if (!place || wanted.customers.empty())
    return out;
  auto range = shows_from(*place);
  if (!range)
    return range.error();
  std::size_t work = 0;
  for (const auto& id : range->shows) {
    auto show = shows_.look_at(id);
    if (!show)
      return show.error();
    if (*show == nullptr)
      continue;
    const auto& bookings = (*show)->bookings;
    auto each = id == place->show ? bookings.behind(place->after) : bookings.begin();
    for (; each != bookings.end(); ++each) {
      if (!storage::is_of(*each, wanted.customers))
        continue;
      if (out.items.size() == wanted.limit) {
        out.next = out.items.back().key;
        return out;
      }
      auto one = listed(**show, *each);
      if (!one)
        return one.error();
      out.items.push_back(std::move(*one));
    }
    work += work_of_a_show + (*show)->seats.size() + bookings.size();
    auto is_last = &id == &range->shows.back();
    if (is_last ? range->more : work >= most_work_of_a_page) {
      out.next = storage::key_behind(id);
      return out;
    }
  }
  return out;
}

storage::result<sales_page> list_reader::list(const list_sales& wanted) {
  return storage::list_sales(log_, wanted.query, wanted.after, most_events_of_a_page);
}

} // namespace boxoffice::actors
