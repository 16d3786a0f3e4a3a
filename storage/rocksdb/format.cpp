// The format number of a log, and the upgrades from older formats.
#include "storage/rocksdb/log.hpp"
#include "storage/stream_head.hpp"

namespace boxoffice::storage {

namespace {

/// The format of all families together.
constexpr std::string_view format_key = "format";
constexpr std::string_view format_now = "4";
constexpr std::string_view format_without_counters = "3"; ///< read as it is: nothing is counted
constexpr std::string_view format_without_runs = "2";     ///< read as it is: each record has a row
constexpr std::string_view format_without_heads = "1";

constexpr std::size_t rows_in_an_upgrade_batch = 10'000;

} // namespace

status rocksdb_log::check_format() {
  auto found = get(format_family, format_key);
  if (!found)
    return found.error();
  counted_ = *found == format_now;
  if (counted_ ||
      (read_only_ && (*found == format_without_counters || *found == format_without_runs)))
    return {};
  if (*found && *found != format_without_heads && *found != format_without_runs &&
      *found != format_without_counters)
    return storage_error{storage_error::kind::bad_format,
                         db_->GetName() + " has format " + **found +
                             ", but this boxoffice knows up to " + std::string{format_now} +
                             "; use a newer one"};
  if (!*found && read_only_) // A log with a witness but no format has lost everything.
    if (auto checked = check_against_witness(); !checked)
      return checked;
  if (read_only_)
    return storage_error{storage_error::kind::bad_format,
                         db_->GetName() + " has an older format; run `boxoffice serve` once to "
                                          "upgrade it"};
  if (*found == format_without_heads)
    if (auto upgraded = upgrade_from_1(); !upgraded)
      return upgraded;
  rocksdb::WriteBatch marker;
  if (*found)
    if (auto counted = count_events(marker); !counted)
      return counted;
  marker.Put(families_[format_family], slice(format_key), slice(format_now));
  counted_ = true;
  return write(marker);
}

/// Formats before 4 did not count their events.
status rocksdb_log::count_events(rocksdb::WriteBatch& into) {
  write_counter counter{1, 1, 0, event_totals{}};
  auto walked = read_all({}, {}, [&](std::string_view, std::uint64_t, byte_view record) {
    counter.totals->add(hash_in(record));
    return true;
  });
  into.Merge(families_[events_family], slice(counter_key), encode(counter));
  return walked;
}

/// Format 1 had no heads.
status rocksdb_log::upgrade_from_1() {
  rocksdb::WriteBatch rows;
  std::optional<stream_head> last;
  auto put = [&] {
    if (last)
      rows.Put(families_[family_of(table::heads)], last->stream.text,
               head_row(last->seq, last->hash));
  };
  status written;
  auto walked = read_all({}, {}, [&](std::string_view stream, std::uint64_t seq, byte_view record) {
    if (last && last->stream.text != stream) {
      put();
      if (rows.Count() >= rows_in_an_upgrade_batch) {
        written = write(rows);
        rows.Clear();
      }
    }
    last = stream_head{{std::string{stream}}, seq, hash_in(record)};
    return written.has_value();
  });
  if (!walked || !written)
    return walked ? written : walked;
  put();
  return write(rows);
}

} // namespace boxoffice::storage
