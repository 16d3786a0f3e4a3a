// The check of one stream and of what stands beside it. Not for other folders.
#pragma once

#include "events/audit/audit.hpp"
#include "storage/records.hpp"
#include "storage/verify/verify.hpp"

#include <map>
#include <set>
#include <string>

namespace boxoffice::storage {

/// The rows beside some streams, as the log has them.
struct beside {
  std::map<std::string, stream_head, std::less<>> heads;
  std::map<std::string, std::string, std::less<>> snapshots;
  std::map<std::string, char, std::less<>> shows; ///< the row's first letter
  std::set<std::string, std::less<>> open_work;
  std::map<std::string, std::set<std::string>, std::less<>> refunds; ///< keys of a show's rows
};

/// Judges one stream record by record. After the first fault it only counts.
class stream_check {
public:
  /// `anchored` where the stream must still have a certain record.
  stream_check(show_id stream, const beside& rows, const stream_head* anchored);
  stream_check(const stream_check&) = delete;
  stream_check& operator=(const stream_check&) = delete;

  void take(std::uint64_t seq, byte_view record);
  /// Adds what was found to the report; the stream has no more records.
  void finish(verify_report& into);

  [[nodiscard]] const show_id& stream() const { return stream_; }

private:
  void blame(std::uint64_t seq, std::string what);
  void check_anchor();
  void check_snapshot();
  void check_end();
  void check_rows();

  show_id stream_;
  const beside& rows_;
  const stream_head* anchored_;
  chain_reader chain_;
  events::auditor auditor_;
  std::optional<std::string_view> snapshot_;
  std::optional<std::uint64_t> snapshot_seq_;
  bool unusable_snapshot_ = false;
  std::uint64_t records_ = 0;
  std::optional<stream_fault> fault_;
};

} // namespace boxoffice::storage
