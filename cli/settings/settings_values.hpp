// The types of settings, how each is read from plain text and how it is written.
#pragma once

#include "http/auth/auth_mode.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/system/result.hpp>

namespace boxoffice::cli {

inline constexpr std::size_t kib = 1024;
inline constexpr std::size_t mib = 1024 * kib;
inline constexpr std::size_t gib = 1024 * mib;

/// Bytes that must not be shown: there is no operator that would print one by accident.
class secret {
public:
  explicit secret(std::string bytes) : bytes_(std::move(bytes)) {}
  /// The bytes themselves, for a signature only.
  const std::string& reveal() const { return bytes_; }
  bool operator==(const secret&) const = default;

private:
  std::string bytes_;
};

/// A TCP end point; an IPv6 host is without its brackets, port 0 is any free one.
struct host_port {
  std::string host;
  std::uint16_t port = 0;
  bool operator==(const host_port&) const = default;
};

/// `host:port`, with brackets around an IPv6 host.
std::string to_text(const host_port& address);

/// A node of a cluster, `name=host:port`.
struct named_host {
  std::string name;
  host_port address;
  bool operator==(const named_host&) const = default;
};

using http::auth_mode;
using http::to_text;
enum class storage_engine { rocksdb, postgres };

/// The name that the settings files use.
std::string_view to_text(storage_engine engine);

/// Why a text is no value of its type: "wants true or false".
struct bad_value {
  std::string wants;
};

template <class T>
using value_result = boost::system::result<T, bad_value>;

/// `200ms`, `1s`, `2m`, `1h`; an integer with one of these units, within the bounds.
value_result<std::chrono::milliseconds> read_duration(std::string_view text,
                                                      std::chrono::milliseconds least,
                                                      std::chrono::milliseconds most);

/// As read_duration() reads it, in the largest unit that divides it: `2m`.
std::string duration_text(std::chrono::milliseconds duration);

/// `4096`, `64KiB`, `1MiB`, `1GiB`, within the bounds in bytes.
value_result<std::size_t> read_size(std::string_view text, std::size_t least, std::size_t most);

/// As read_size() reads it, in the largest unit that divides it: `64KiB`.
std::string size_text(std::size_t bytes);

/// Decimal digits, within the bounds.
value_result<std::uint32_t> read_count(std::string_view text, std::uint32_t least,
                                       std::uint32_t most);

/// `true` or `false`.
value_result<bool> read_flag(std::string_view text);

/// `127.0.0.1:8080`, `[::1]:8080` or `name:8080`.
value_result<host_port> read_host_port(std::string_view text);

/// `a=10.0.0.1:4040,b=10.0.0.2:4040`: two nodes or more, of different names and addresses.
value_result<std::vector<named_host>> read_named_hosts(std::string_view text);

/// 1 to 64 of `A-Z a-z 0-9 . _ -`.
value_result<std::string> read_node_name(std::string_view text);

/// Any text that is not empty and has no NUL.
value_result<std::filesystem::path> read_path(std::string_view text);

/// `whsec_` and the base64 of 24 to 64 bytes (Standard Webhooks). Gives the decoded bytes.
value_result<secret> read_webhook_secret(std::string_view text);

/// The text itself is the key, 32 bytes or more (RFC 7518 section 3.2).
value_result<secret> read_jwt_secret(std::string_view text);

/// The text itself is the key, 16 bytes or more.
value_result<secret> read_cluster_secret(std::string_view text);

/// A connection string of libpq, which may hold a password.
value_result<secret> read_connection_string(std::string_view text);

value_result<auth_mode> read_auth_mode(std::string_view text);
value_result<storage_engine> read_storage_engine(std::string_view text);

} // namespace boxoffice::cli
