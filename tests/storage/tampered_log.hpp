// A stopped log under a forger's hands: its families written to directly, past everything that the
// log's own interface would refuse.
#pragma once

#include "storage/rocksdb_log.hpp"
#include "storage/rocksdb_tuning.hpp"

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
  /// Nothing takes the record away.
  void set_record(const std::string& stream, std::uint64_t seq,
                  const std::optional<std::string>& record);
  [[nodiscard]] std::optional<std::string> row(table in, const std::string& key);
  void set_row(table in, const std::string& key, const std::optional<std::string>& value);
  /// Any key of the events' family.
  void set_event_key(const std::string& key, const std::string& value);
  void set_format(const std::string& format);

private:
  std::optional<std::string> get(std::size_t family, const std::string& key);
  void set(std::size_t family, const std::string& key, const std::optional<std::string>& value);

  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
};

} // namespace boxoffice::storage::tests
