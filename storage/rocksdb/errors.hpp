// Storage errors from RocksDB's statuses.
#pragma once

#include "storage/event_log.hpp"

#include <rocksdb/status.h>

#include <string_view>

namespace boxoffice::storage {

/// The error for a status that is not OK; `what` is what failed, such as "cannot read heads".
[[nodiscard]] storage_error error_of(const rocksdb::Status& failed, std::string_view what);

/// The same for a write to an open log: `device`, unless stored data is damaged.
[[nodiscard]] storage_error write_error_of(const rocksdb::Status& failed, std::string_view what);

/// The same for opening a log, which can also be `in_use` or `bad_format`.
[[nodiscard]] storage_error open_error_of(const rocksdb::Status& failed,
                                          std::string_view directory);

/// A message of RocksDB without the place in its source that it begins with, `[db/file.cc:982] `.
[[nodiscard]] std::string_view without_source_place(std::string_view message);

} // namespace boxoffice::storage
