// Texts as UTF-8: names of movies, halls, rows and classes, mail addresses.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::events {

/// ASCII letters in lower case; other bytes stay.
[[nodiscard]] std::string lower_case(std::string_view text);

/// Code points of valid UTF-8.
[[nodiscard]] std::size_t code_points(std::string_view text);

/// How many code points `text` has; nothing if it is not UTF-8 (RFC 3629) or has a control
/// character (Unicode's category Cc).
[[nodiscard]] std::optional<std::size_t> plain_code_points(std::string_view text);

/// Whether `text` is 1 to `most` code points of UTF-8 without control characters.
[[nodiscard]] bool is_plain_text(std::string_view text, std::size_t most);

} // namespace boxoffice::events
