// One-time links that open a booking: rows of table::customers, so that they are erased with the
// customer.
//
//   the 16 bytes of the customer id, "link ", show id, 0, number as 8 bytes big-endian
//   -> "1", and for each link that was made in the last hour: " ", when in Unix milliseconds,
//      " ", the SHA-256 of its token in hex; "-" once it was used
//
// The form never changes; another one gets another number in front.
#pragma once

#include "storage/event_log.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::storage {

/// How long a link opens its booking.
inline constexpr events::time_ms link_lifetime_ms = events::time_ms{30} * 60 * 1'000;
/// Links of one booking that are made in an hour at most.
inline constexpr std::size_t links_an_hour = 3;

struct booking_link {
  events::time_ms made_at{};
  std::optional<events::bytes32> token_hash; ///< none: it was used
  bool operator==(const booking_link&) const = default;
};

/// The booking that links open.
struct linked_booking {
  events::customer_id customer{};
  show_id show;
  events::booking_number number{};
};

/// The token of a new link: `SHOW.` and 32 characters of base64url, the number and 128 random bits.
[[nodiscard]] std::string link_token(const show_id& show, events::booking_number number,
                                     const events::bytes16& random);
/// What a token says: any node can send it to that of the show.
struct link_place {
  show_id show;
  events::booking_number number{};
};
/// Nothing if the text has another form than that of link_token().
[[nodiscard]] std::optional<link_place> parse_link_token(std::string_view token);
/// What is stored of a token.
[[nodiscard]] events::bytes32 hash_of_link(std::string_view token);

[[nodiscard]] std::string link_key(const linked_booking& booking);
/// The links of the booking that were made in the hour before `now`, oldest first. Error: `corrupt`
/// if the row cannot be decoded.
[[nodiscard]] result<std::vector<booking_link>>
links_of(event_log& log, const linked_booking& booking, events::time_ms now);
/// The row with these links; without any it is deleted.
[[nodiscard]] row_change links_row(const linked_booking& booking,
                                   std::span<const booking_link> links);
/// The link with this hash, if it can be used at `now`; null otherwise.
[[nodiscard]] booking_link* usable_link(std::span<booking_link> links,
                                        const events::bytes32& token_hash, events::time_ms now);

/// The keys of all rows with links of the customer.
[[nodiscard]] result<std::vector<std::string>> link_keys(event_log& log,
                                                         const events::customer_id& customer);
/// Deletions of rows whose links are all over for an hour or more, among a bounded number of rows
/// behind `place`, which moves on. Called again and again it gets to all rows.
[[nodiscard]] result<std::vector<row_change>> old_links(event_log& log, std::string& place,
                                                        events::time_ms now);

} // namespace boxoffice::storage
