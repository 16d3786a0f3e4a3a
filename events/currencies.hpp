// The currencies of ISO 4217 and their minor units: the one table that show bodies are checked
// against, and the source of decimals in texts, reports and pages.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace boxoffice::events {

struct currency_entry {
  std::string_view code;    ///< three capital letters
  std::uint8_t minor_units; ///< decimals: 2 if a minor unit is a hundredth
};

/// Those in use that have a minor unit, by code: list one of ISO 4217, published 2026-01-01 by SIX,
/// without metals, funds, units of account and the codes for tests and for no currency.
[[nodiscard]] std::span<const currency_entry> currencies();

/// Nothing if the code is not in the table.
[[nodiscard]] const currency_entry* find_currency(std::string_view code);

/// Decimals of an amount in that currency, also of funds and units of account, which older versions
/// accepted. 2 for other codes: a log may hold a currency that is not in use any more.
[[nodiscard]] unsigned minor_units_of(std::string_view code);

} // namespace boxoffice::events
