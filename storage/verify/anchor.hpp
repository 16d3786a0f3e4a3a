// An anchor: the heads of all streams at one time, signed. Kept elsewhere, it proves later that the
// log has only grown since.
//
//   anchor    = "boxoffice-anchor 1" LF "at " time LF { "stream " id SP seq SP hash in hex LF }
//               "key " public key in base64 LF "signature " signature in base64 LF
//   signature = Ed25519 over all bytes before "signature "
#pragma once

#include "events/signing/ed25519.hpp"
#include "storage/stream_head.hpp"

#include <span>
#include <string>
#include <vector>

namespace boxoffice::storage {

using events::public_key;
using events::public_key_of;
using events::signing_key;

struct anchor {
  events::time_ms at{};
  std::vector<stream_head> heads; ///< by stream
  public_key signed_by{};
};

[[nodiscard]] signing_key new_signing_key();

/// PEM texts as `openssl genpkey -algorithm ed25519` and `openssl pkey -pubout` write them; nothing
/// if the text is anything else.
[[nodiscard]] std::string to_pem(const signing_key& key);
[[nodiscard]] std::string public_pem(const public_key& key);
[[nodiscard]] std::optional<signing_key> read_signing_key(const std::string& pem);
[[nodiscard]] std::optional<public_key> read_public_key(const std::string& pem);

[[nodiscard]] std::string write_anchor(events::time_ms at, std::span<const stream_head> heads,
                                       const signing_key& key);

/// `corrupt` if the text is not an anchor or the signature is not by the key that it names. The
/// caller decides whether to trust that key.
[[nodiscard]] result<anchor> read_anchor(const std::string& text);

} // namespace boxoffice::storage
