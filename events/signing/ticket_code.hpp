// The code of one seat of a PAID booking, as its QR code has it. It can be checked without the
// server, with the public key alone.
//
//   code      = text "." base64url(signature)
//   text      = "BX1." base64url( CBOR array [show, number, seat, startsAt in Unix ms] )
//               startsAt is the start that the show was opened with
//   signature = Ed25519 over the bytes of `text`
//
// The form never changes; another one gets another name in front.
#pragma once

#include "events/signing/ed25519.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::events {

struct ticket_code {
  show_id show;
  booking_number number{};
  seat_id seat;
  time_ms starts_at{}; ///< with which the show was opened; one that is moved keeps its codes
  friend auto operator<=>(const ticket_code&, const ticket_code&) = default;
};

[[nodiscard]] std::string write_ticket_code(const ticket_code& what, const signing_key& key);

/// Nothing unless the text is a code in its one spelling that one of the keys has signed.
[[nodiscard]] std::optional<ticket_code> read_ticket_code(std::string_view code,
                                                          std::span<const public_key> trusted);

/// What a text in the form of a code says, whoever made it.
[[nodiscard]] std::optional<ticket_code> unverified_ticket_code(std::string_view code);

/// The keys of a log's ticket codes.
class ticket_keys {
public:
  /// `former` are public keys of other logs whose shows this one has now.
  explicit ticket_keys(const signing_key& own, std::vector<public_key> former = {});

  [[nodiscard]] std::string sign(const ticket_code& what) const {
    return write_ticket_code(what, own_);
  }
  [[nodiscard]] std::optional<ticket_code> read(std::string_view code) const {
    return read_ticket_code(code, trusted_);
  }
  /// The own one first.
  [[nodiscard]] const std::vector<public_key>& trusted() const { return trusted_; }

private:
  signing_key own_;
  std::vector<public_key> trusted_;
};

using shared_ticket_keys = std::shared_ptr<const ticket_keys>;

} // namespace boxoffice::events
