// RocksDB's statuses as storage errors.
#pragma once

#include "storage/event_log.hpp"

#include <rocksdb/status.h>

#include <string_view>

namespace boxoffice::storage {

/// A status that is not OK; `tried` says what was being done.
[[nodiscard]] storage_error error_of(const rocksdb::Status& failed, std::string_view tried);

/// The same of opening, which also finds the log in use or of a form that is not known.
[[nodiscard]] storage_error open_error_of(const rocksdb::Status& failed,
                                          std::string_view directory);

} // namespace boxoffice::storage
