// Checks one stream, its side rows and its snapshot. For this folder only.
#pragma once

#include "events/audit/audit.hpp"
#include "storage/records.hpp"
#include "storage/verify/verify.hpp"

#include <map>
#include <set>
#include <string>

namespace boxoffice::storage {

/// The rows of payments (payment_rows.hpp) by show: how many, and the sum of their hashes. They are
/// in the order of payments, so that those of a show cannot be read together.
using payment_totals = std::map<std::string, event_totals, std::less<>>;

/// Those of a show; zeros if it has no row.
[[nodiscard]] event_totals totals_of(const payment_totals& all, const show_id& show);

/// The hash of a row of a payment, for payment_totals.
[[nodiscard]] events::bytes32 hash_of_row(std::string_view key, std::string_view value);

/// A stream whose rows of payments were not those of its events up to `seq`. On a shared log both
/// may have changed between one reading and the other.
struct payment_doubt {
  show_id stream;
  std::uint64_t seq{};
  event_totals expected;
};

/// The side rows of some streams, as they are stored.
struct side_row_set {
  std::map<std::string, stream_head, std::less<>> heads;
  std::map<std::string, std::string, std::less<>> snapshots;
  std::map<std::string, char, std::less<>> shows; ///< the row's first letter
  std::set<std::string, std::less<>> open_work;
  std::map<std::string, std::set<std::string>, std::less<>> refunds; ///< keys of a show's rows
  /// Null: the log is from before it had a row for each payment.
  const payment_totals* payments = nullptr;
};

/// Checks one stream record by record. After the first fault it only counts records.
class stream_check {
public:
  /// `anchored`: a record that the stream must still have; null if there is none.
  stream_check(show_id stream, const side_row_set& rows, const stream_head* anchored);
  stream_check(const stream_check&) = delete;
  stream_check& operator=(const stream_check&) = delete;

  void take(std::uint64_t seq, byte_view record);
  /// Ends the stream, and adds the result to the report.
  void finish(verify_report& into, std::vector<payment_doubt>& doubts);

  [[nodiscard]] const show_id& stream() const { return stream_; }

private:
  void report(std::uint64_t seq, std::string what);
  void check_anchor();
  void check_snapshot();
  void check_end();
  void check_rows();
  [[nodiscard]] bool has_its_payments() const;

  show_id stream_;
  const side_row_set& rows_;
  const stream_head* anchored_;
  chain_reader chain_;
  events::auditor auditor_;
  std::optional<std::string_view> snapshot_;
  std::optional<std::uint64_t> snapshot_seq_;
  bool unusable_snapshot_ = false;
  std::uint64_t records_ = 0;
  std::set<std::string> reversals_; ///< keys of the rows that must be there
  event_totals payments_;           ///< of the rows that must be there
  std::optional<stream_fault> fault_;
};

} // namespace boxoffice::storage
