#include "tests/storage/tampered_log.hpp"

#include "storage/rocksdb_keys.hpp"

#include <doctest/doctest.h>

namespace boxoffice::storage::tests {

tampered_log::tampered_log(const std::filesystem::path& directory) {
  auto tuning = tuning_for({.directory = directory});
  rocksdb::DB* opened = nullptr;
  auto done =
      rocksdb::DB::Open(tuning.db, directory.string(), tuning.families, &families_, &opened);
  REQUIRE_MESSAGE(done.ok(), done.ToString());
  db_.reset(opened);
}

tampered_log::~tampered_log() {
  for (auto* family : families_)
    db_->DestroyColumnFamilyHandle(family);
  db_->Close();
}

std::optional<std::string> tampered_log::record(const std::string& stream, std::uint64_t seq) {
  return get(events_family, event_key(stream_prefix({stream}), seq));
}

void tampered_log::set_record(const std::string& stream, std::uint64_t seq,
                              const std::optional<std::string>& record) {
  set(events_family, event_key(stream_prefix({stream}), seq), record);
}

std::optional<std::string> tampered_log::row(table in, const std::string& key) {
  return get(family_of(in), key);
}

void tampered_log::set_row(table in, const std::string& key,
                           const std::optional<std::string>& value) {
  set(family_of(in), key, value);
}

void tampered_log::set_event_key(const std::string& key, const std::string& value) {
  set(events_family, key, value);
}

void tampered_log::set_format(const std::string& format) { set(format_family, "format", format); }

std::optional<std::string> tampered_log::get(std::size_t family, const std::string& key) {
  std::string value;
  auto got = db_->Get({}, families_[family], key, &value);
  return got.ok() ? std::optional{value} : std::nullopt;
}

void tampered_log::set(std::size_t family, const std::string& key,
                       const std::optional<std::string>& value) {
  auto done = value ? db_->Put({}, families_[family], key, *value)
                    : db_->Delete({}, families_[family], key);
  REQUIRE_MESSAGE(done.ok(), done.ToString());
}

} // namespace boxoffice::storage::tests
