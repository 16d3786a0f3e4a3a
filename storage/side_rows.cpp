#include "storage/side_rows.hpp"

#include "events/codec/codec.hpp"
#include "events/codec/snapshot.hpp"
#include "events/enum_names.hpp"
#include "events/mail.hpp"
#include "events/text.hpp"
#include "storage/accounts.hpp"
#include "storage/link/booking_links.hpp"
#include "storage/payment/payment_rows.hpp"

#include <algorithm>
#include <cassert>

namespace boxoffice::storage {

namespace {

using namespace events;

constexpr char separator = '\0';
constexpr char returned_seats_kind = 's';
constexpr char reversal_kind = 'r';

std::optional<sales_status> sales_of(char letter) {
  for (auto sales : all_values<sales_status>)
    if (letter == letter_of(sales))
      return sales;
  return std::nullopt;
}

/// Collects the row changes of one append; one overload for each event that changes rows. A row
/// depends only on the stream up to its event, not on how events were grouped into appends, so that
/// rebuilt rows are equal byte for byte.
class row_writer {
public:
  row_writer(const show_state& after, std::vector<row_change>& rows) : after_{after}, rows_{rows} {}

  void at(const recorded& record) { at_ = record.at, seq_ = record.seq; }

  void operator()(const show_opened&) { put_show(sales_status::open); }
  void operator()(const sales_paused&) { put_show(sales_status::paused); }
  void operator()(const sales_resumed&) { put_show(sales_status::open); }
  void operator()(const show_cancelled&) { put_show(sales_status::cancelled); }
  void operator()(const show_changed&) { put_show(after_.sales); }

  void operator()(const refund_due& fact) {
    auto one_of_several = fact.reason == refund_reason::seats_returned;
    put_money(fact, refund_key(after_.id, fact.number, fact.payment,
                               one_of_several ? std::optional{seq_} : std::nullopt));
  }
  void operator()(const refund_completed& fact) {
    rows_.push_back(
        {table::refunds, refund_key(after_.id, fact.number, fact.payment, fact.due), std::nullopt});
  }
  void operator()(const payment_reversed& fact) {
    put_money(fact, reversal_key(after_.id, fact.number, fact.payment, seq_));
  }

  template <class Event>
  void operator()(const Event&) {}

private:
  template <class Event>
  void put_money(const Event& fact, std::string key) {
    const auto* booked = after_.find(fact.number);
    if (booked == nullptr)
      return;
    auto id = to_text(request_id{after_.id, booked->secret});
    rows_.push_back({table::refunds, std::move(key), id + separator + encode(fact, at_)});
  }
  void put_show(sales_status sales) {
    const auto& body = after_.plan->body;
    show_opened head{{body.movie,
                      body.hall,
                      body.starts_at,
                      body.sales_close_at,
                      body.currency,
                      body.price,
                      {},
                      {},
                      body.time_zone,
                      body.opens_at,
                      {},
                      body.max_seats_per_customer,
                      body.single_seats,
                      body.poster,
                      body.running_time,
                      body.rating,
                      body.language},
                     rules{0, 0, 0, 0, 0}};
    rows_.push_back({table::shows, after_.id.text, letter_of(sales) + encode(head, at_)});
  }

  const show_state& after_;
  std::vector<row_change>& rows_;
  time_ms at_{};
  std::uint64_t seq_{};
};

storage_error bad_row(table in, std::string_view key, codec_errc why) {
  auto what = why == codec_errc::unknown_version ? storage_error::kind::bad_format
                                                 : storage_error::kind::corrupt;
  auto hex = to_hex(reinterpret_cast<const std::uint8_t*>(key.data()), key.size());
  return {what, "table " + std::string{name(in)} + ": the row with the key " + hex +
                    " cannot be decoded"};
}

/// Decodes an envelope that must hold this type of event.
template <class Event>
boost::system::result<stamped_event, codec_errc> decode_as(std::string_view envelope) {
  auto read = decode(bytes_of(envelope));
  if (read && !std::holds_alternative<Event>(read->event))
    return codec_errc::malformed;
  return read;
}

boost::system::result<show_summary, codec_errc> read_show(std::string_view key,
                                                          std::string_view value) {
  auto sales = value.empty() ? std::nullopt : sales_of(value.front());
  if (!sales)
    return codec_errc::malformed;
  auto read = decode_as<show_opened>(value.substr(1));
  if (!read)
    return read.error();
  auto& opened = std::get<show_opened>(read->event);
  return show_summary{show_id{std::string{key}}, *sales, 0, std::move(opened.body)};
}

boost::system::result<refund_summary, codec_errc> read_refund(std::string_view key,
                                                              std::string_view value) {
  auto end = value.find(separator);
  auto id = parse_request_id(value.substr(0, end));
  if (end == std::string_view::npos || !id)
    return codec_errc::malformed;
  auto read = decode(bytes_of(value.substr(end + 1)));
  if (!read)
    return read.error();
  if (auto* due = std::get_if<refund_due>(&read->event))
    return refund_summary{std::move(*id), due->number, std::move(*due), read->at, std::string{key}};
  auto* reversal = std::get_if<payment_reversed>(&read->event);
  if (reversal == nullptr)
    return codec_errc::malformed;
  auto number = reversal->number;
  refund_due money{number, std::move(reversal->payment), std::move(reversal->amount), 0, {}};
  return refund_summary{std::move(*id), number, std::move(money), read->at, std::string{key}, true};
}

std::string text_of(std::uint64_t number) {
  auto bytes = big_endian(number);
  return {bytes.begin(), bytes.end()};
}

/// Whether the key of a row of `refunds` is that of a reversal.
bool is_of_reversal(std::string_view key) {
  constexpr std::size_t suffix = 2 + sizeof(std::uint64_t);
  auto number = key.find(separator);
  if (number == std::string_view::npos || key.size() < number + 1 + sizeof(booking_number))
    return false;
  auto payment = key.substr(number + 1 + sizeof(booking_number));
  auto end = payment.find(separator);
  return end != std::string_view::npos && payment.size() == end + suffix &&
         payment[end + 1] == reversal_kind;
}

struct page_bounds {
  std::string_view after;
  std::size_t limit; ///< of the items
  std::size_t most_rows = std::numeric_limits<std::size_t>::max();
};

bool any_item(const auto&) { return true; }

/// Reads one row more than the bounds, to know whether this is the last page.
template <class Item, class Read, class WantedKey, class WantedItem>
result<page<Item>> list(event_log& log, table in, const page_bounds& bounds, Read read_row,
                        WantedKey is_wanted_key, WantedItem is_wanted) {
  page<Item> found;
  std::string last{bounds.after};
  std::size_t rows = 0;
  std::optional<storage_error> bad;
  auto walked = log.scan(in, bounds.after, [&](std::string_view key, std::string_view value) {
    if (!is_wanted_key(key))
      return true;
    if (found.items.size() == bounds.limit || rows == bounds.most_rows) {
      found.next = last;
      return false;
    }
    auto item = read_row(key, value);
    if (!item) {
      bad = bad_row(in, key, item.error());
      return false;
    }
    if (is_wanted(*item))
      found.items.push_back(std::move(*item));
    ++rows;
    last = key;
    return true;
  });
  if (!walked)
    return walked.error();
  if (bad)
    return *bad;
  return found;
}

result<std::vector<show_id>> keys_of(event_log& log, table in) {
  std::vector<show_id> shows;
  auto walked = log.scan(in, {}, [&](std::string_view key, std::string_view) {
    shows.push_back({std::string{key}});
    return true;
  });
  if (!walked)
    return walked.error();
  return shows;
}

} // namespace

char letter_of(sales_status sales) {
  switch (sales) {
  case sales_status::open: return 'o';
  case sales_status::paused: return 'p';
  case sales_status::cancelled: return 'c';
  }
  assert(false);
  return {};
}

std::string refund_key(const show_id& show, booking_number number, const payment_id& payment,
                       std::optional<std::uint64_t> seq) {
  auto of_booking = show.text + separator + text_of(number) + payment.text;
  return seq ? of_booking + separator + returned_seats_kind + text_of(*seq) : of_booking;
}

std::string key_of_due(const show_id& show, booking_number number, const open_refund& due) {
  auto one_of_several = due.reason == refund_reason::seats_returned;
  return refund_key(show, number, due.payment,
                    one_of_several ? std::optional{due.seq} : std::nullopt);
}

std::string reversal_key(const show_id& show, booking_number number, const payment_id& payment,
                         std::uint64_t seq) {
  return refund_key(show, number, payment) + separator + reversal_kind + text_of(seq);
}

std::vector<row_change> rows_of(std::span<const recorded> fresh, const show_state& after,
                                bool had_open_work) {
  std::vector<row_change> rows;
  row_writer writer{after, rows};
  for (const auto& record : fresh) {
    writer.at(record);
    std::visit(writer, record.event);
    if (auto row = payment_row(record, after))
      rows.push_back(std::move(*row));
  }
  if (after.has_open_work() && !had_open_work)
    rows.push_back({table::open_work, after.id.text, std::string{}});
  if (!after.has_open_work() && had_open_work)
    rows.push_back({table::open_work, after.id.text, std::nullopt});
  return rows;
}

row_change snapshot_row(const show_state& state, const bytes32& head) {
  return {table::snapshots, state.id.text, encode_snapshot(state, head)};
}

std::string_view row_key(const customer_id& customer) {
  return {reinterpret_cast<const char*>(customer.data()), customer.size()};
}

row_change mail_row(const customer_id& customer, std::string_view mail) {
  return {table::customers, std::string{row_key(customer)}, lower_case(mail)};
}

result<std::vector<customer_id>> customers_with(event_log& log, std::string_view mail) {
  std::vector<customer_id> found;
  if (mail.empty())
    return found;
  const mail_address wanted{mail};
  auto walked = log.scan(table::customers, {}, [&](std::string_view key, std::string_view value) {
    customer_id customer{};
    if (key.size() == customer.size() && mail_address{value} == wanted) {
      std::copy(key.begin(), key.end(), customer.begin());
      found.push_back(customer);
    }
    return true;
  });
  if (!walked)
    return walked.error();
  return found;
}

result<bool> forget(event_log& log, std::span<const customer_id> customers, std::string_view mail) {
  auto all = customers_with(log, mail);
  if (!all)
    return all.error();
  for (const auto& each : customers)
    if (std::ranges::find(*all, each) == all->end())
      all->push_back(each);
  auto any = false;
  for (const auto& each : *all) {
    auto keys = link_keys(log, each);
    if (!keys)
      return keys.error();
    for (const auto& key : *keys)
      if (auto purged = log.purge(table::customers, key); !purged)
        return purged.error();
    for (const auto& key : {std::string{row_key(each)}, account_key(each)}) {
      auto purged = log.purge(table::customers, key);
      if (!purged)
        return purged.error();
      any = any || *purged;
    }
  }
  return any;
}

result<page<show_summary>> list_shows(event_log& log, std::string_view after, std::size_t limit,
                                      const show_choice& choice) {
  auto is_wanted = [&](const show_summary& show) {
    return !choice.is_wanted || choice.is_wanted(show);
  };
  auto shows = list<show_summary>(log, table::shows, {after, limit, choice.most_rows}, read_show,
                                  any_item<std::string_view>, is_wanted);
  if (!shows)
    return shows;
  for (auto& show : shows->items) {
    auto version = log.last_seq(show.id);
    if (!version)
      return version.error();
    show.version = *version;
  }
  return shows;
}

result<page<refund_summary>> list_refunds(event_log& log, std::string_view after, std::size_t limit,
                                          bool reversed) {
  auto is_wanted = [&](std::string_view key) { return is_of_reversal(key) == reversed; };
  return list<refund_summary>(log, table::refunds, {after, limit}, read_refund, is_wanted,
                              any_item<refund_summary>);
}

result<std::vector<show_id>> shows_with_open_work(event_log& log) {
  return keys_of(log, table::open_work);
}

result<std::vector<show_id>> all_shows(event_log& log) { return keys_of(log, table::shows); }

} // namespace boxoffice::storage
