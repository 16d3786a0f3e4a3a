// Converts events of older versions. A changed meaning is a new version of its type (spec
// section 7): current_version_of in event_types.hpp goes up by one, and a step here converts the
// data of the version before. Records stay as they are on disk, and so do their hashes.
#pragma once

#include "events/hash.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace boxoffice::events {

/// One step of one type, from the version `from` to the next.
struct upcaster {
  std::string_view type; ///< as stored
  std::int64_t from{};
  /// Changes `data`, the members as stored: times in ms, bytes as binary. May throw
  /// json's exceptions if they are not those of version `from`.
  void (*lift)(nlohmann::json& data);
};

/// All steps. Every older version of each type has one.
[[nodiscard]] std::span<const upcaster> upcasters();

/// The data, a CBOR map, as version `to` would have stored it. Nothing if a step is missing or
/// fails.
[[nodiscard]] std::optional<std::string> lift(byte_view data, std::string_view type,
                                              std::int64_t from, std::int64_t to,
                                              std::span<const upcaster> chain);

} // namespace boxoffice::events
