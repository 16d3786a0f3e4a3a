#include "events/audit/words.hpp"

namespace boxoffice::events {

void append(std::string& text, const money& amount) {
  text += std::to_string(amount.value) + ' ' + amount.currency;
}

void append(std::string& text, const std::vector<booking_number>& numbers) {
  if (numbers.empty())
    text += "none";
  for (std::size_t i = 0; i < numbers.size(); ++i)
    text += (i == 0 ? "" : ", ") + std::to_string(numbers[i]);
}

std::string_view word_for(booking_status status) {
  switch (status) {
  case booking_status::in_review: return "under review";
  case booking_status::confirmed: return "confirmed";
  case booking_status::rejected: return "rejected";
  case booking_status::expired: return "expired";
  case booking_status::cancelled: return "cancelled";
  case booking_status::paid: return "paid";
  }
  return {};
}

std::string_view word_for(sales_status status) {
  switch (status) {
  case sales_status::open: return "open";
  case sales_status::paused: return "paused";
  case sales_status::cancelled: return "over because the show is cancelled";
  }
  return {};
}

} // namespace boxoffice::events
