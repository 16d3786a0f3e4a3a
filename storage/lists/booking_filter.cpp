#include "storage/lists/booking_filter.hpp"

#include "events/hash.hpp"

#include <algorithm>
#include <limits>

namespace boxoffice::storage {

using namespace events;

namespace {

// Both are less than every character of an id.
constexpr char before_number = '\0';
constexpr char behind_all = '\1';

bool is_of_payment(const booking_details& details, std::string_view begin) {
  return std::ranges::any_of(details.payments, [&](const payment_entry& each) {
    return each.payment.text.starts_with(begin);
  });
}

/// Sales at the counter to somebody unnamed have no customer, and are not found as one's.
bool is_of_pseudonym(const booking& booked, std::string_view hex) {
  return booked.customer != customer_id{} && to_hex(booked.customer) == hex;
}

bool has_reqid(const booking& booked, const show_id& show, std::string_view begin) {
  auto head = begin.substr(0, show.text.size());
  return show.text.starts_with(head) && to_text(request_id{show, booked.secret}).starts_with(begin);
}

} // namespace

bool is_of(const booking& booked, const std::vector<customer_id>& customers) {
  return std::ranges::find(customers, booked.customer) != customers.end();
}

bool matches(const booking& booked, const show_id& show, const booking_filter& filter) {
  if (filter.status && booked.status != *filter.status)
    return false;
  const auto& text = filter.text;
  return text.empty() || is_of(booked, filter.customers) || has_reqid(booked, show, text) ||
         std::to_string(booked.number) == text || is_of_pseudonym(booked, text) ||
         is_of_payment(*booked.details, text);
}

std::string booking_key(const show_id& show, booking_number number) {
  auto bytes = big_endian(number);
  return show.text + before_number + std::string{bytes.begin(), bytes.end()};
}

std::string key_behind(const show_id& show) { return show.text + behind_all; }

std::optional<booking_place> parse_booking_key(std::string_view key) {
  if (key.empty())
    return booking_place{{}, 0};
  auto end = key.find_first_of(std::string_view{"\0\1", 2});
  auto show = key.substr(0, end);
  if (end == std::string_view::npos || !is_id(show, most_show_id_chars))
    return std::nullopt;
  auto rest = key.substr(end + 1);
  if (key[end] == behind_all)
    return rest.empty() ? std::optional{booking_place{{std::string{show}},
                                                      std::numeric_limits<booking_number>::max()}}
                        : std::nullopt;
  if (rest.size() != sizeof(booking_number))
    return std::nullopt;
  booking_number number = 0;
  for (auto byte : rest)
    number = number << 8U | static_cast<unsigned char>(byte);
  return booking_place{{std::string{show}}, number};
}

} // namespace boxoffice::storage
