// The access log: a line for each answer to a client, written by a thread of its own.
#pragma once

#include "logging/line.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

#include <boost/system/result.hpp>

namespace boxoffice::logging {

/// An answer. None of it holds anything that a line must not have: the route stands for the target.
struct access_record {
  std::string_view method; ///< a known one, or `-`
  std::string_view route;  ///< a pattern of the route table, or `-`
  std::string_view client; ///< its address
  unsigned status = 0;
  std::size_t bytes = 0; ///< of the response with its header
  std::chrono::duration<double> took{};
  const request_tag& tag;
};

/// Appends the record as a line with its end: the values in this order with blanks between them, or
/// one JSON object.
void append_record(std::string& out, const access_record& one, format as,
                   std::chrono::system_clock::time_point at);

/// Safe to use from any thread.
class access_log {
public:
  /// Lines that may wait for the device; with more the oldest is dropped.
  static constexpr std::size_t most_waiting = 8'192;

  /// Appends to the file, which it makes if there is none; without a path it writes to stderr.
  /// Error: why the file cannot be opened.
  [[nodiscard]] static boost::system::result<std::shared_ptr<access_log>, std::error_code>
  open(const std::filesystem::path& file, format as);
  access_log(const access_log&) = delete;
  access_log& operator=(const access_log&) = delete;
  /// Writes what waits.
  ~access_log();

  /// Never waits for the device.
  void write(const access_record& one);
  /// Goes on in a new file of the same path, for logrotate. Returns why that is not possible: then
  /// it goes on in the present one.
  [[nodiscard]] std::string reopen();
  /// Lines that were not written, because the queue was full or the device failed.
  [[nodiscard]] std::uint64_t dropped() const;

private:
  struct parts;
  access_log(std::unique_ptr<parts> made, format as);

  std::unique_ptr<parts> parts_;
  const format as_;
};

} // namespace boxoffice::logging
