// Why the log could not do as told, as values.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

#include <boost/system/result.hpp>

namespace boxoffice::storage {

/// Values up to the writer, which ends the process.
struct storage_error {
  enum class kind : std::uint8_t {
    in_use,      ///< another process has the log open
    io,          ///< the device or file system failed, a full disk among it
    corrupt,     ///< what is stored cannot be right
    bad_format,  ///< written by a newer boxoffice
    absent,      ///< there is no log
    exists,      ///< there is something where it was to be written
    read_only,   ///< the log was opened for reading
    deposed,     ///< another process has the log, or the stream's shard, now
    unreachable, ///< the database is gone; what was under way may be written or not
    lost,        ///< something is missing that was durable once
  };
  kind what{};
  std::string detail; ///< for the operator: what was tried on which file, and why it failed
};

[[noreturn]] inline void throw_exception_from_error(const storage_error& error,
                                                    const boost::source_location&) {
  throw std::runtime_error{error.detail};
}

template <class T>
using result = boost::system::result<T, storage_error>;
using status = boost::system::result<void, storage_error>;

} // namespace boxoffice::storage
