// Looks for seats that were sold twice in the log of a running server.
#pragma once

#include "storage/event_log.hpp"
#include "storage/probes/oversold_probe.hpp"
#include "storage/verify/seat_owners.hpp"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace boxoffice::storage {

struct oversold_options {
  /// Whether this node checks a show: in a cluster on one log each node checks its own.
  std::function<bool(const show_id&)> is_ours = [](const show_id&) { return true; };
  /// Called after so many events or bytes, to rest; false ends the pass.
  std::function<bool()> rest = [] { return true; };
  std::size_t events_between_rests = 500;
  std::size_t bytes_between_rests = 256U << 10U;
  /// Called once for each seat, with a line for the operator.
  std::function<void(const std::string&)> report = [](const std::string&) {};
  std::size_t memory = 32U << 20U; ///< bytes for what is remembered of shows
};

/// The first pass reads each stream completely, later ones only its new events: the seat owners of
/// the most recently changed shows are cached. A changed show that is no longer cached is read from
/// its first event again. Ignores hashes; `boxoffice verify` checks those.
class oversold_check {
public:
  oversold_check(event_log& log, oversold_probe& probe, oversold_options options);

  /// Reads what was appended since the last pass; false if it was ended. A stream that cannot be
  /// read counts as a failure and is tried again at the next pass.
  bool pass();

private:
  struct stream {
    std::uint64_t seq = 0;               ///< of the last event that was read
    std::uint64_t turn = 0;              ///< when it was last read, in the order of all
    std::unique_ptr<seat_owners> owners; ///< null: not remembered
    std::size_t bytes = 0;               ///< of `owners`
  };
  struct end_of_stream_row {
    std::string id;
    std::uint64_t seq{};
  };

  [[nodiscard]] result<std::vector<end_of_stream_row>> ends();
  /// False if the pass was ended.
  bool read(const std::string& before, const end_of_stream_row& end);
  bool take(const std::string& id, std::uint64_t seq, byte_view record, stream& into);
  /// Counts what is remembered of a show. Beyond the memory it forgets those that were read the
  /// longest ago, until half of it is free.
  void remember(stream& one);

  event_log& log_;
  oversold_probe& probe_;
  oversold_options options_;
  std::map<std::string, stream, std::less<>> streams_;
  std::set<std::pair<std::string, std::string>> found_; ///< show and seat
  std::uint64_t turns_ = 0;
  std::size_t remembered_ = 0; ///< bytes
  std::size_t events_ = 0;     ///< since the last rest
  std::size_t bytes_ = 0;      ///< likewise
};

} // namespace boxoffice::storage
