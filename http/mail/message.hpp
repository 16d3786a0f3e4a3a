// A mail as the text of RFC 5322.
#pragma once

#include "events/ids.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::http {

/// A text to one address. Subject and text are UTF-8, lines of the text end with LF.
struct outgoing_mail {
  std::string to;
  std::string subject;
  std::string text;
};

/// The address as a header may have it: `<ann@example.org>`, `<"a,b"@example.org>`. Nothing if no
/// header can have it safely, because it could be read as something else than this one address. A
/// local part or domain beyond ASCII stays as it is (RFC 6532).
[[nodiscard]] std::optional<std::string> address_in_header(std::string_view address);

/// A text as an unstructured header has it: encoded words of RFC 2047 unless it is short ASCII.
[[nodiscard]] std::string text_in_header(std::string_view text);

/// The message with the body as base64. `id` is unique among all mails. Nothing if an address
/// cannot be in a header.
[[nodiscard]] std::optional<std::string> message_of(const outgoing_mail& what,
                                                    const std::string& from, events::time_ms at,
                                                    const std::string& id);

} // namespace boxoffice::http
