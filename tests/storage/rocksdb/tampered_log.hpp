// Write access to the column families of a stopped log, past all checks of the log's interface.
#pragma once

#include "storage/rocksdb/open.hpp"
#include "storage/rocksdb/tuning.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace boxoffice::storage::tests {

class tampered_log {
public:
  explicit tampered_log(const std::filesystem::path& directory);
  ~tampered_log();
  tampered_log(const tampered_log&) = delete;
  tampered_log& operator=(const tampered_log&) = delete;

  [[nodiscard]] std::optional<std::string> record(const std::string& stream, std::uint64_t seq);
  /// Nothing: deletes the record.
  void set_record(const std::string& stream, std::uint64_t seq,
                  const std::optional<std::string>& record);
  /// A row of several records as it is stored.
  [[nodiscard]] std::optional<std::string> run(const std::string& stream, std::uint64_t seq,
                                               std::uint32_t count);
  void set_run(const std::string& stream, std::uint64_t seq, std::uint32_t count,
               const std::optional<std::string>& run);
  [[nodiscard]] std::optional<std::string> row(table in, const std::string& key);
  void set_row(table in, const std::string& key, const std::optional<std::string>& value);
  /// Any key of the events' family.
  void set_event_key(const std::string& key, const std::string& value);
  [[nodiscard]] std::optional<std::string> format();
  void set_format(const std::string& format);
  /// As an older boxoffice left it, without counters and witness.
  void make_format_3();
  /// As if the last but one write to the events were missing.
  void break_counter();
  [[nodiscard]] std::uint64_t last_seq(const std::string& stream);
  /// Memory of the memtable that the family's next rows go to.
  [[nodiscard]] std::uint64_t memtable_bytes(std::size_t family);

private:
  /// Splits the row that holds `seq` into rows of single records.
  void take_apart(const std::string& stream, std::uint64_t seq);
  std::optional<std::string> get(std::size_t family, const std::string& key);
  void set(std::size_t family, const std::string& key, const std::optional<std::string>& value);

  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
};

} // namespace boxoffice::storage::tests
