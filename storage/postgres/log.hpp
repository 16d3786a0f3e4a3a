// The event log in a PostgreSQL database; schema.hpp describes the tables.
#pragma once

#include "storage/postgres/batch.hpp"
#include "storage/postgres/connect.hpp"
#include "storage/postgres/open.hpp"
#include "storage/postgres/schema.hpp"
#include "storage/postgres/snapshot.hpp"

#include <array>
#include <mutex>
#include <optional>
#include <vector>

namespace boxoffice::storage {

class postgres_log final : public event_log {
public:
  /// `sharing` writes under the epochs that each append names.
  enum class access : std::uint8_t { reading, writing, sharing };

  /// Connects. A writer also upgrades the schema and takes over all shards. Throws what pqxx
  /// throws.
  postgres_log(postgres_options options, access to);

  /// The error of the constructor, if any.
  [[nodiscard]] status opened() const { return opened_; }

  status append(const write_batch& batch) override;
  status read(const show_id& stream, std::uint64_t after, const record_visitor& visit) override;
  status read_all(std::string_view after, std::string_view last,
                  const stream_visitor& visit) override;
  result<std::uint64_t> last_seq(const show_id& stream) override;
  result<std::optional<std::string>> get(table in, std::string_view key) override;
  status scan(table in, std::string_view after, const row_visitor& visit) override;
  result<bool> add_row(const row_change& row) override;
  result<bool> append_if(const row_change& guard, const std::vector<row_change>& rows) override;
  result<bool> purge(table in, std::string_view key) override;
  /// Writes a RocksDB log, which all commands can read and `restore` accepts.
  status back_up(const std::filesystem::path& directory) override;

private:
  using connection_ptr = postgres_connection;

  [[nodiscard]] bool lock_writer();
  /// Retries for some seconds; false if another process keeps the lock.
  [[nodiscard]] bool wait_for_writers_lock();
  void take_over();
  void reconnect();
  status write(const write_batch& batch);
  void call_append(const std::string& id, const batch_arrays& arrays);
  [[nodiscard]] bool is_written(const write_batch& batch, const std::string& id);
  status fail(storage_error error);
  /// Runs `ask` in a snapshot on its own connection. An exception of pqxx becomes the error.
  template <class Ask>
  auto in_snapshot(const char* what, Ask ask) -> decltype(ask(std::declval<postgres_snapshot&>()));
  [[nodiscard]] connection_ptr borrow();
  void give_back(connection_ptr one);

  postgres_options options_;
  access access_;
  status opened_;
  connection_ptr writer_; ///< none for reading
  std::array<std::int64_t, shards_in_all> epochs_{};
  std::optional<storage_error> failure_; ///< of an append; all later appends return it

  std::mutex idle_guard_;
  std::vector<connection_ptr> idle_; ///< for reading
};

} // namespace boxoffice::storage
