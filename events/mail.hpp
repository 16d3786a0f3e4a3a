// Mail addresses, and when two of them are one person's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::events {

/// Whether `mail` has up to 254 characters, no white space, one `@` with something on both sides,
/// no empty label in its domain (one dot may end it), and no character that nobody sees: none of
/// Cc, Cf and Default_Ignorable_Code_Point but a joiner where IDNA allows it (RFC 5892, CONTEXTJ).
/// Spec section 3.
[[nodiscard]] bool is_mail(std::string_view mail);

/// Whether a log may hold `mail`: it may be from before is_mail() looked at labels and characters.
[[nodiscard]] bool may_be_stored(std::string_view mail);

/// A mail address with its canonical form, which is made once. Takes any text: a log may hold one
/// that is_mail() refuses.
class mail_address {
public:
  explicit mail_address(std::string_view given);

  /// The form in which addresses are compared: before the `@` Unicode NFC with full case folding,
  /// behind it the IDNA A-labels of UTS #46, non-transitional, without a dot at the end. A domain
  /// that IDNA refuses is folded like the part before the `@`. Text that is not UTF-8 has its ASCII
  /// letters in lower case and is unchanged otherwise.
  [[nodiscard]] const std::string& canonical() const { return canonical_; }

  /// The form in which addresses are stored: as given, with ASCII letters in lower case.
  [[nodiscard]] std::string stored() const;

  /// The texts that stood for this address when ASCII letters alone were put in lower case, as far
  /// as they can be guessed: as it is given, with all letters small, with all letters large, and
  /// with the domain in Unicode or as A-labels. Without the canonical form and without duplicates.
  /// None for an ASCII address without A-labels and without a dot at its end, which is most.
  [[nodiscard]] std::vector<std::string> former_spellings() const;

  friend bool operator==(const mail_address& one, const mail_address& other) {
    return one.canonical_ == other.canonical_;
  }

private:
  std::string given_;
  std::string canonical_;
};

} // namespace boxoffice::events
