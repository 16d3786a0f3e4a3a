// When two mail addresses are one person's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::events {

/// Whether `mail` has up to 254 characters, no white space, and one `@` with something on both
/// sides.
[[nodiscard]] bool is_mail(std::string_view mail);

/// The form in which addresses are compared: before the `@` Unicode NFC with full case folding,
/// behind it the IDNA A-labels of UTS #46, non-transitional. A domain that IDNA refuses is folded
/// like the part before the `@`; it is nobody's mail, but a log may hold it. Text that is not UTF-8
/// has its ASCII letters in lower case and is left alone otherwise.
[[nodiscard]] std::string canonical_mail(std::string_view mail);

/// The texts that stood for this address where ASCII letters alone were put in lower case, as far
/// as they can be guessed: as it is given, with all letters small, with all letters large, and with
/// the domain in Unicode or as A-labels. Without the canonical form and without duplicates. None
/// for an ASCII address without A-labels, which is most.
[[nodiscard]] std::vector<std::string> former_spellings(std::string_view mail);

} // namespace boxoffice::events
