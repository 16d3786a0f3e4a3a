// Questions about the codes of tickets, with their replies, and about the one-time links that are
// sent by mail and open a booking, whose replies are in booking_replies.hpp.
#pragma once

#include "events/layout/seat_table.hpp"
#include "events/signing/ticket_code.hpp"

#include <optional>
#include <string>
#include <vector>

namespace boxoffice::actors {

/// The codes of a PAID booking -> codes_view.
struct get_codes {
  events::bytes16 secret{};
  std::optional<events::customer_id> customer; ///< only a booking of this customer; none: any
  std::vector<events::customer_id> formerly{}; ///< further ids of the customer
};
/// Admits the holder of a code, if it is genuine -> admitted_view. The show verifies it, because
/// each node of a partitioned cluster has a key of its own.
struct admit_code {
  std::string code;
  std::optional<std::string> gate{};
  std::optional<events::time_ms> scanned_at{};
  std::optional<events::show_id> only{}; ///< the show that the gate admits to; none: any
  events::operator_proof by{};
};
/// The public keys of ticket codes, of all nodes -> ticket_keys_view.
struct get_ticket_keys {};

/// Makes a link for whoever knows the reference and the mail address of a booking -> link_made or
/// too_many_attempts.
struct find_link {
  events::payment_reference reference;
  std::optional<events::customer_id> customer; ///< only a booking of this customer
  std::vector<events::customer_id> formerly{}; ///< further ids of the customer
};
/// Makes a link for the operator -> as find_link.
struct resend_link {
  events::bytes16 secret{};
};
/// Opens a booking, once for each link -> link_opened.
struct use_link {
  events::booking_number number{};
  events::bytes32 token_hash{}; ///< storage::hash_of_link()
};

struct seat_code {
  events::seat_id seat;
  std::string code;
};
struct codes_view {
  std::vector<seat_code> codes; ///< in the order of the seats
};
struct admitted_view {
  events::show_id show;
  std::string movie;
  events::booking_number number{};
  events::seat_id seat;
  std::optional<std::string> type; ///< the id of the price type, if the show has any
};
struct ticket_keys_view {
  std::vector<events::public_key> keys; ///< the one that signs first; of several nodes in any order
};

} // namespace boxoffice::actors
