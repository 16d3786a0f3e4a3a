#include "cli/settings/settings_values.hpp"

#include "cli/settings/comma_list.hpp"
#include "events/base64.hpp"
#include "events/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <limits>
#include <optional>

#include <arpa/inet.h>

namespace boxoffice::cli {

namespace {

using std::chrono::milliseconds;

struct unit {
  std::string_view name;
  std::uint64_t factor;
};

// Largest first: values are written in the largest unit that divides them.
constexpr std::array duration_units{unit{"h", 3'600'000}, unit{"m", 60'000}, unit{"s", 1'000},
                                    unit{"ms", 1}};
constexpr std::array size_units{unit{"GiB", gib}, unit{"MiB", mib}, unit{"KiB", kib}, unit{"", 1}};

std::optional<std::uint64_t> digits_with_unit(std::string_view text, std::span<const unit> units) {
  const auto split = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto value = events::whole_number<std::uint64_t>(text.substr(0, split));
  const auto found = std::ranges::find(units, text.substr(split), &unit::name);
  if (!value || found == units.end())
    return std::nullopt;
  if (*value > std::numeric_limits<std::uint64_t>::max() / found->factor)
    return std::nullopt;
  return *value * found->factor;
}

std::string in_units(std::uint64_t value, std::span<const unit> units) {
  for (const auto& [name, factor] : units)
    if (value >= factor && value % factor == 0)
      return std::to_string(value / factor) + std::string{name};
  return "0" + std::string{units.back().name};
}

bool is_host_name(std::string_view host) {
  const auto fits = [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '.' || c == '_';
  };
  return !host.empty() && host.size() <= 253 && std::ranges::all_of(host, fits);
}

bool is_address(int family, const std::string& host) {
  in6_addr parsed{}; // Large enough for both families.
  // inet_pton() would stop at a NUL.
  return host.find('\0') == std::string::npos && inet_pton(family, host.c_str(), &parsed) == 1;
}

bool is_host(std::string_view host, bool bracketed) {
  if (bracketed)
    return is_address(AF_INET6, std::string{host});
  // Digits and dots alone are an IPv4 address, so it must be complete.
  if (host.find_first_not_of("0123456789.") == std::string_view::npos)
    return is_address(AF_INET, std::string{host});
  return is_host_name(host);
}

constexpr std::array all_storage_engines{storage_engine::rocksdb, storage_engine::postgres};

/// The value with that name.
template <class Enum, std::size_t N>
value_result<Enum> one_of(std::string_view text, const std::array<Enum, N>& choices) {
  std::string wants = "wants one of";
  for (auto value : choices) {
    if (to_text(value) == text)
      return value;
    wants.append(" ").append(to_text(value));
  }
  return bad_value{wants};
}

} // namespace

std::string to_text(const host_port& address) {
  return events::host_in_url(address.host) + ':' + std::to_string(address.port);
}

value_result<milliseconds> read_duration(std::string_view text, milliseconds least,
                                         milliseconds most) {
  const auto value = digits_with_unit(text, duration_units);
  const auto low = static_cast<std::uint64_t>(least.count());
  const auto high = static_cast<std::uint64_t>(most.count());
  if (!value || *value < low || *value > high)
    return bad_value{"wants a duration such as 200ms, 1s, 2m or 1h, from " + duration_text(least) +
                     " to " + duration_text(most)};
  return milliseconds{static_cast<milliseconds::rep>(*value)};
}

std::string duration_text(milliseconds duration) {
  return in_units(static_cast<std::uint64_t>(duration.count()), duration_units);
}

value_result<std::size_t> read_size(std::string_view text, std::size_t least, std::size_t most) {
  const auto value = digits_with_unit(text, size_units);
  if (!value || *value < least || *value > most)
    return bad_value{"wants a size such as 4096, 64KiB or 1MiB, from " + size_text(least) + " to " +
                     size_text(most)};
  return static_cast<std::size_t>(*value);
}

std::string size_text(std::size_t bytes) { return in_units(bytes, size_units); }

value_result<std::uint32_t> read_count(std::string_view text, std::uint32_t least,
                                       std::uint32_t most) {
  const auto value = events::whole_number<std::uint64_t>(text);
  if (!value || *value < least || *value > most)
    return bad_value{"wants a number from " + std::to_string(least) + " to " +
                     std::to_string(most)};
  return static_cast<std::uint32_t>(*value);
}

value_result<bool> read_flag(std::string_view text) {
  if (text != "true" && text != "false")
    return bad_value{"wants true or false"};
  return text == "true";
}

value_result<host_port> read_host_port(std::string_view text) {
  const auto colon = text.rfind(':');
  auto host = text.substr(0, std::min(colon, text.size()));
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed)
    host = host.substr(1, host.size() - 2);
  const auto port = colon == std::string_view::npos
                        ? std::nullopt
                        : events::whole_number<std::uint64_t>(text.substr(colon + 1));
  if (!is_host(host, bracketed) || !port || *port > std::numeric_limits<std::uint16_t>::max())
    return bad_value{"wants HOST:PORT such as 127.0.0.1:8080 or [::1]:8080"};
  return host_port{std::string{host}, static_cast<std::uint16_t>(*port)};
}

value_result<std::string> read_node_name(std::string_view text) {
  auto fits = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_' || c == '-';
  };
  if (text.empty() || text.size() > 64 || !std::ranges::all_of(text, fits))
    return bad_value{"wants 1 to 64 of A-Z a-z 0-9 . _ -"};
  return {boost::system::in_place_value, text};
}

value_result<std::vector<named_host>> read_named_hosts(std::string_view text) {
  const bad_value bad{"wants NAME=HOST:PORT,NAME=HOST:PORT… of two nodes or more, each name and "
                      "address once"};
  std::vector<named_host> nodes;
  for (auto entry : comma_list(text)) {
    auto split = std::min(entry.find('='), entry.size());
    auto name = read_node_name(entry.substr(0, split));
    auto address = read_host_port(entry.substr(std::min(split + 1, entry.size())));
    if (!name || !address || address->port == 0)
      return bad;
    for (const auto& other : nodes)
      if (other.name == *name || other.address == *address)
        return bad;
    nodes.push_back({std::move(*name), std::move(*address)});
  }
  if (nodes.size() < 2)
    return bad;
  return nodes;
}

value_result<std::filesystem::path> read_path(std::string_view text) {
  if (text.empty() || text.find('\0') != std::string_view::npos)
    return bad_value{"wants a path"};
  return {boost::system::in_place_value, text};
}

value_result<secret> read_webhook_secret(std::string_view text) {
  constexpr std::string_view prefix = "whsec_";
  auto bytes =
      text.starts_with(prefix) ? events::from_base64(text.substr(prefix.size())) : std::nullopt;
  if (!bytes || bytes->size() < 24 || bytes->size() > 64)
    return bad_value{"wants whsec_ and the base64 of 24 to 64 bytes"};
  return secret{std::move(*bytes)};
}

value_result<secret> read_jwt_secret(std::string_view text) {
  if (text.size() < 32)
    return bad_value{"wants 32 bytes or more"};
  return secret{std::string{text}};
}

value_result<secret> read_cluster_secret(std::string_view text) {
  if (text.size() < 16)
    return bad_value{"wants 16 bytes or more"};
  return secret{std::string{text}};
}

value_result<secret> read_connection_string(std::string_view text) {
  if (text.empty() || text.find('\0') != std::string_view::npos)
    return bad_value{"wants a connection string of libpq"};
  return secret{std::string{text}};
}

value_result<auth_mode> read_auth_mode(std::string_view text) {
  return one_of(text, http::all_auth_modes);
}

value_result<storage_engine> read_storage_engine(std::string_view text) {
  return one_of(text, all_storage_engines);
}

std::string_view to_text(storage_engine engine) {
  switch (engine) {
  case storage_engine::rocksdb: return "rocksdb";
  case storage_engine::postgres: return "postgres";
  }
  std::abort(); // All enumerators return above.
}

} // namespace boxoffice::cli
