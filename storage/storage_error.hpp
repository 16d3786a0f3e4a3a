// Errors of the log, as values.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

#include <boost/system/result.hpp>

namespace boxoffice::storage {

/// Returned to the caller. After a failed append the log writer ends the process, unless the node
/// can go on without its memory (`environment::outlives`). After a failed purge the log keeper ends
/// the process.
struct storage_error {
  enum class kind : std::uint8_t {
    in_use,      ///< another process has the log open
    io,          ///< a file or the database could not be used
    corrupt,     ///< stored data is damaged
    bad_format,  ///< a newer boxoffice wrote it
    absent,      ///< there is no log
    exists,      ///< the place to write to is taken
    read_only,   ///< the log was opened for reading
    deposed,     ///< another process has taken over the log or the shard
    unreachable, ///< no connection to the database; a batch under way may be written or not
    lost,        ///< something is missing that was durable
    device,      ///< the device failed, or it is full: nothing can be written
  };
  kind what{};
  std::string detail; ///< for the operator: what failed, on which path, why
};

[[noreturn]] inline void throw_exception_from_error(const storage_error& error,
                                                    const boost::source_location&) {
  throw std::runtime_error{error.detail};
}

template <class T>
using result = boost::system::result<T, storage_error>;
using status = boost::system::result<void, storage_error>;

} // namespace boxoffice::storage
