// Identifiers and plain quantities of the domain. Times are UTC milliseconds since 1970. They come
// with commands: nothing in this folder reads a clock.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::events {

/// A text that names one kind of thing and does not convert to another kind.
template <class Tag>
struct strong_id {
  std::string text;
  friend auto operator<=>(const strong_id&, const strong_id&) = default;
};

/// 1-64 of `A-Z a-z 0-9 _ -`; also the name of the show's event stream.
using show_id = strong_id<struct show_id_tag>;
/// 1-16 of the same characters.
using seat_id = strong_id<struct seat_id_tag>;
/// A seat's index in its show's seat_table.
using seat_index = std::uint16_t;
/// 1-16 of the same characters.
using price_type_id = strong_id<struct price_type_id_tag>;
/// The provider's name of one payment, 1-255 visible characters.
using payment_id = strong_id<struct payment_id_tag>;

/// The payment of a booking that costs nothing; no provider's payment may have this name.
inline constexpr std::string_view free_payment = "free";

using bytes16 = std::array<std::uint8_t, 16>;
using bytes32 = std::array<std::uint8_t, 32>;

/// First 128 bits of HMAC-SHA-256(server key, canonical mail address): see mail.hpp.
using customer_id = bytes16;
/// The public name of a booking: the seq of its BookingRequested in the show's stream.
using booking_number = std::uint64_t;
/// How the operator of a command was authenticated: `token` or `control-socket`. Nothing in older
/// events, or if it is not known.
using operator_proof = std::optional<std::string>;
/// UTC milliseconds since 1970-01-01.
using time_ms = std::int64_t;
inline constexpr time_ms ms_a_second = 1'000;

inline constexpr std::size_t most_show_id_chars = 64;
inline constexpr std::size_t most_seat_id_chars = 16;
inline constexpr std::size_t most_price_type_id_chars = 16;

/// Whether `text` is 1 to `most` of the characters that ids are made of.
[[nodiscard]] bool is_id(std::string_view text, std::size_t most);

/// The holder's handle of a booking: `show id . 128 random bits in base64url`.
struct request_id {
  show_id show;
  bytes16 secret{};
  friend auto operator<=>(const request_id&, const request_id&) = default;
};

[[nodiscard]] std::string to_text(const request_id& id);
/// The same, written to a buffer of text_size() characters.
[[nodiscard]] std::size_t text_size(const request_id& id);
void write_text(const request_id& id, char* to);
/// Nothing if the text has another form than that of to_text().
[[nodiscard]] std::optional<request_id> parse_request_id(std::string_view text);

/// First 80 bits of SHA-256("boxoffice payment reference" ‖ secret of the booking).
using reference_check = std::array<std::uint8_t, 10>;
/// The name of a booking at a payment provider: `show id-number-check in hex`. It does not give
/// away the secret, and nobody can make one up.
struct payment_reference {
  show_id show;
  booking_number number{};
  reference_check check{};
  friend bool operator==(const payment_reference&, const payment_reference&) = default;
};

[[nodiscard]] payment_reference reference_of(const show_id& show, booking_number number,
                                             const bytes16& secret);
[[nodiscard]] std::string to_text(const payment_reference& reference);
/// Nothing if the text has another form than that of to_text().
[[nodiscard]] std::optional<payment_reference> parse_payment_reference(std::string_view text);

[[nodiscard]] std::string to_hex(const std::uint8_t* bytes, std::size_t size);
template <std::size_t N>
[[nodiscard]] std::string to_hex(const std::array<std::uint8_t, N>& bytes) {
  return to_hex(bytes.data(), N);
}

/// The bytes of a text of to_hex(); nothing for another text.
[[nodiscard]] std::optional<std::string> parse_hex(std::string_view text);

/// A hash of ids that are random: their first bytes.
struct hash_of_random {
  using is_avalanching = void; ///< for boost::unordered_flat_map

  [[nodiscard]] std::size_t operator()(const bytes16& bytes) const {
    std::size_t hash{};
    std::memcpy(&hash, bytes.data(), sizeof hash);
    return hash;
  }
};

} // namespace boxoffice::events

template <class Tag>
struct std::hash<boxoffice::events::strong_id<Tag>> {
  std::size_t operator()(const boxoffice::events::strong_id<Tag>& id) const {
    return std::hash<std::string>{}(id.text);
  }
};
