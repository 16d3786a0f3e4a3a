#include "events/money_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace boxoffice::events {

namespace {

/// ISO 4217's currencies whose minor unit is not a hundredth. A currency that is missing here is
/// only told wrongly by its point, never counted wrongly.
constexpr std::array<std::pair<std::string_view, std::size_t>, 26> other_decimals{
    {{"BIF", 0}, {"CLP", 0}, {"DJF", 0}, {"GNF", 0}, {"ISK", 0}, {"JPY", 0}, {"KMF", 0},
     {"KRW", 0}, {"PYG", 0}, {"RWF", 0}, {"UGX", 0}, {"UYI", 0}, {"VND", 0}, {"VUV", 0},
     {"XAF", 0}, {"XOF", 0}, {"XPF", 0}, {"BHD", 3}, {"IQD", 3}, {"JOD", 3}, {"KWD", 3},
     {"LYD", 3}, {"OMR", 3}, {"TND", 3}, {"CLF", 4}, {"UYW", 4}}};

std::size_t decimals_of(std::string_view currency) {
  const auto* found = std::find_if(other_decimals.begin(), other_decimals.end(),
                                   [&](const auto& each) { return each.first == currency; });
  return found == other_decimals.end() ? 2 : found->second;
}

} // namespace

std::string to_text(const money& amount) {
  auto digits = std::to_string(amount.value);
  std::string sign;
  if (amount.value < 0)
    sign = std::exchange(digits, digits.substr(1)).substr(0, 1);
  auto decimals = decimals_of(amount.currency);
  if (digits.size() <= decimals)
    digits.insert(0, decimals + 1 - digits.size(), '0');
  if (decimals != 0)
    digits.insert(digits.size() - decimals, ".");
  return sign + digits + ' ' + amount.currency;
}

} // namespace boxoffice::events
