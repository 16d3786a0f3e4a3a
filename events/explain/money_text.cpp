#include "events/explain/money_text.hpp"

#include "events/currencies.hpp"

#include <utility>

namespace boxoffice::events {

std::string to_text(const money& amount) {
  auto digits = std::to_string(amount.value);
  std::string sign;
  if (amount.value < 0)
    sign = std::exchange(digits, digits.substr(1)).substr(0, 1);
  const std::size_t decimals = minor_units_of(amount.currency);
  if (digits.size() <= decimals)
    digits.insert(0, decimals + 1 - digits.size(), '0');
  if (decimals != 0)
    digits.insert(digits.size() - decimals, ".");
  return sign + digits + ' ' + amount.currency;
}

} // namespace boxoffice::events
