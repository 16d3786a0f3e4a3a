// Lists and reports as CSV (RFC 4180) for spreadsheets.
#pragma once

#include "http/server/message.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace boxoffice::http {

inline constexpr std::string_view csv_type = "text/csv; charset=utf-8; header=present";

/// Whether Accept names text/csv, and application/json with no larger weight (RFC 9110, 12.5.1).
[[nodiscard]] bool prefers_csv(const message& from);

/// Writes lines that end with CR LF. Cells with a comma, a quote or a line break are quoted.
class csv_writer {
public:
  /// A word, an id, a time: nothing that a person chose freely.
  void cell(std::string_view text);
  void cell(std::int64_t number) { cell(std::to_string(number)); }
  /// Text that a stranger may have chosen: a spreadsheet would run one that begins like a formula,
  /// so that gets an apostrophe in front.
  void free_text(std::string_view text);
  /// Money in units of its currency, with the decimals of that: `300.00`.
  void amount(std::int64_t minor_units, std::string_view currency);
  void end_line();

  [[nodiscard]] std::string take() { return std::move(out_); }

private:
  std::string out_;
  bool begins_line_ = true;
};

} // namespace boxoffice::http
