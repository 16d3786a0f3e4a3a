// A log that counts what is appended to it, independently of the engine's replies. It can also have
// a planted defect, to check that the soak finds it.
#pragma once

#include "events/events.hpp"
#include "storage/rocksdb/open.hpp"

#include <array>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <variant>

namespace boxoffice::soak {

struct log_meter {
  std::array<std::uint64_t, std::variant_size_v<events::event>> by_type{};
  std::uint64_t events = 0;
  std::uint64_t event_bytes = 0;    ///< of the records as appended
  std::uint64_t snapshots = 0;      ///< written; each replaces the one before
  std::uint64_t snapshot_bytes = 0; ///< of all that were written
  std::uint64_t syncs = 0;

  template <class Event>
  [[nodiscard]] std::uint64_t of() const {
    return by_type[events::event{Event{}}.index()];
  }
};

enum class defect : std::uint8_t {
  none,
  leak,  ///< keeps every record in memory
  lose,  ///< acknowledges appends of some shows without writing them
  bloat, ///< writes every record a second time
};

class metered_log final : public storage::event_log {
public:
  explicit metered_log(storage::rocksdb_options options) : options_{std::move(options)} {}

  /// Throws if the log cannot be opened. Every other call needs an open log.
  void open();
  void close() { log_.reset(); }
  void plant(defect how) { defect_ = how; }

  [[nodiscard]] const log_meter& meter() const { return meter_; }
  [[nodiscard]] const std::filesystem::path& directory() const { return options_.directory; }

  storage::status append(const storage::write_batch& batch) override;
  storage::status read(const events::show_id& stream, std::uint64_t after,
                       const storage::record_visitor& visit) override;
  storage::status read_all(std::string_view after, std::string_view last,
                           const storage::stream_visitor& visit) override;
  storage::result<std::uint64_t> last_seq(const events::show_id& stream) override;
  storage::result<std::optional<std::string>> get(storage::table in, std::string_view key) override;
  storage::status scan(storage::table in, std::string_view after,
                       const storage::row_visitor& visit) override;
  storage::result<bool> purge(storage::table in, std::string_view key) override;
  storage::status back_up(const std::filesystem::path& directory) override;

private:
  void count(const storage::write_batch& batch);
  [[nodiscard]] storage::write_batch with_defect(storage::write_batch batch);

  storage::rocksdb_options options_;
  std::unique_ptr<storage::event_log> log_;
  log_meter meter_;
  defect defect_ = defect::none;
  std::deque<std::string> leaked_;
};

} // namespace boxoffice::soak
