// The pages of web/ and what they load, as the build made them. They are part of the program.
#pragma once

#include <span>
#include <string_view>

namespace boxoffice::http {

/// A file to be sent as it is. `NAME-HASH.EXT` never changes under its name, a page `NAME.html`
/// does.
struct asset {
  std::string_view name;
  std::string_view content_type;
  std::string_view etag;
  std::string_view plain;
  std::string_view gzip; ///< the same, compressed
};

/// All there are.
[[nodiscard]] std::span<const asset> assets();

} // namespace boxoffice::http
