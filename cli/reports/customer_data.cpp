#include "cli/reports/customer_data.hpp"

#include "actors/protocol/replies.hpp"
#include "cli/streams.hpp"
#include "events/codec/event_json.hpp"
#include "events/time_text.hpp"
#include "http/api/json/json_out.hpp"
#include "storage/accounts.hpp"
#include "storage/customer_keys.hpp"
#include "storage/replay/past.hpp"
#include "storage/side_rows.hpp"

#include <algorithm>
#include <span>

#include <nlohmann/json.hpp>

namespace boxoffice::cli {

namespace {

using namespace events;
using json = nlohmann::ordered_json;
using storage::show_id;

/// The first stream after `after` that contains the bytes of a customer id, as each
/// BookingRequested does. Decoding all records would take many times as long.
storage::result<std::optional<show_id>> next_trace(storage::event_log& log, std::string_view after,
                                                   const std::vector<customer_id>& customers,
                                                   const std::function<void()>& seen) {
  std::optional<show_id> found;
  auto look = [&](std::string_view stream, std::uint64_t, storage::byte_view record) {
    seen();
    std::string_view text{reinterpret_cast<const char*>(record.data()), record.size()};
    for (const auto& each : customers)
      if (text.find(storage::row_key(each)) != std::string_view::npos)
        found = show_id{std::string{stream}};
    return !found;
  };
  if (auto walked = log.read_all(after, {}, look); !walked)
    return walked.error();
  return found;
}

/// Bookings whose events are in memory together.
constexpr std::size_t bookings_at_once = 1'000;

/// Prints the customer's bookings of one show, by number, in groups. Each group reads the part of
/// the stream with its events. That part is usually short, so all groups together read the stream
/// about once.
class bookings_printer {
public:
  bookings_printer(storage::event_log& log, const print_piece& print) : log_{log}, print_{print} {}

  storage::status print_show(const show_id& id, const std::vector<customer_id>& customers) {
    auto replayed = storage::show_at(log_, id, {});
    if (!replayed)
      return replayed.error();
    if (!*replayed)
      return {};
    const auto& show = (*replayed)->state;
    std::vector<own_booking> own;
    for (const auto& booked : show.bookings)
      if (std::ranges::find(customers, booked.customer) != customers.end())
        own.push_back({booked.number, booked.number});
    std::ranges::sort(own, {}, &own_booking::number);
    if (auto found = find_ends(id, own); !found)
      return found;
    for (std::size_t i = 0; i < own.size() && going_; i += bookings_at_once) {
      auto group = std::span{own}.subspan(i, std::min(bookings_at_once, own.size() - i));
      if (auto printed = print_group(show, group); !printed)
        return printed;
    }
    return {};
  }

  /// False if the output is closed.
  [[nodiscard]] bool going() const { return going_; }
  [[nodiscard]] bool printed_any() const { return any_; }

private:
  struct own_booking {
    booking_number number;
    std::uint64_t last; ///< the seq of its last event
  };

  static own_booking* find(std::span<own_booking> own, std::optional<booking_number> number) {
    if (!number)
      return nullptr;
    auto place = std::ranges::lower_bound(own, *number, {}, &own_booking::number);
    return place != own.end() && place->number == *number ? &*place : nullptr;
  }

  storage::status find_ends(const show_id& id, std::span<own_booking> own) {
    if (own.empty())
      return {};
    auto walked = each_event(log_, id, own.front().number - 1, [&](const auto& event) {
      if (auto* booking = find(own, booking_of(event.record)))
        booking->last = event.record.seq;
      return true;
    });
    return walked ? storage::status{} : storage::status{walked.error()};
  }

  storage::status print_group(const show_state& show, std::span<own_booking> group) {
    auto last = std::ranges::max(group, {}, &own_booking::last).last;
    std::vector<json> histories(group.size(), json::array());
    auto walked = each_event(log_, show.id, group.front().number - 1, [&](const auto& event) {
      if (const auto* booking = find(group, booking_of(event.record)))
        histories[static_cast<std::size_t>(booking - group.data())].push_back(
            events::to_json(event.record, event.hash));
      return event.record.seq < last;
    });
    if (!walked)
      return walked.error();
    for (std::size_t i = 0; i < group.size() && going_; ++i) {
      const auto* booked = show.find(group[i].number);
      auto ticket = http::to_json(actors::booking_view{show.id, show.plan, *booked});
      ticket["events"] = std::move(histories[i]);
      print(ticket);
    }
    return {};
  }

  /// Prints an element of the array with the indentation of the whole.
  void print(const json& ticket) {
    std::string piece = any_ ? ",\n    " : "\n    ";
    for (auto letter : ticket.dump(2)) {
      piece += letter;
      if (letter == '\n')
        piece += "    ";
    }
    any_ = true;
    going_ = print_(piece);
  }

  storage::event_log& log_;
  const print_piece& print_;
  bool any_ = false;
  bool going_ = true;
};

/// The mail addresses of these customers in the log, each once, in their order.
storage::result<std::vector<std::string>> mails_of(storage::event_log& log,
                                                   const std::vector<customer_id>& customers) {
  std::vector<std::string> found;
  for (const auto& each : customers) {
    auto mail = log.get(storage::table::customers, storage::row_key(each));
    if (!mail)
      return mail.error();
    if (*mail && std::ranges::find(found, **mail) == found.end())
      found.push_back(std::move(**mail));
  }
  return found;
}

} // namespace

storage::result<std::vector<customer_id>> customers_of(storage::event_log& log,
                                                       std::string_view mail) {
  auto keys = storage::read_customer_keys(log);
  if (!keys)
    return keys.error();
  if (!*keys)
    return std::vector<customer_id>{};
  auto all = (*keys)->customers_of(events::mail_address{mail});
  auto spelled = storage::customers_with(log, mail);
  if (!spelled)
    return spelled.error();
  for (const auto& each : *spelled)
    if (std::ranges::find(all, each) == all.end())
      all.push_back(each);
  return all;
}

storage::status print_customer_data(storage::event_log& log,
                                    const std::vector<customer_id>& customers, account_is at,
                                    const std::function<void()>& seen, const print_piece& print) {
  json all{{"customer", to_hex(customers.front())}};
  for (std::size_t i = 1; i < customers.size(); ++i)
    all["otherCustomers"].push_back(to_hex(customers[i]));
  auto mails = mails_of(log, customers);
  if (!mails)
    return mails.error();
  all["mail"] = mails->empty() ? json{} : json(mails->front());
  for (std::size_t i = 1; i < mails->size(); ++i)
    all["otherMails"].push_back((*mails)[i]);
  auto account = storage::find_account(log, customers);
  if (!account)
    return account.error();
  // Without the hash of its password, which would help to guess it.
  if (*account && at == account_is::here)
    all["account"] = json{{"createdAt", events::to_rfc3339((*account)->created_at)}};
  auto erased = storage::last_erasure(log, customers);
  if (!erased)
    return erased.error();
  if (*erased)
    all["erasedAt"] = events::to_rfc3339(**erased);
  auto head = all.dump(2);
  head.erase(head.size() - 2); // The end of the object, which comes last.
  if (!print(head + ",\n  \"bookings\": ["))
    return {};
  bookings_printer bookings{log, print};
  std::string done;
  while (bookings.going()) {
    auto show = next_trace(log, done, customers, seen);
    if (!show)
      return show.error();
    if (!*show)
      break;
    if (auto printed = bookings.print_show(**show, customers); !printed)
      return printed;
    done = (*show)->text;
  }
  print(bookings.printed_any() ? "\n  ]\n}\n" : "]\n}\n");
  return {};
}

} // namespace boxoffice::cli
