// Questions about the accounts of customers, to the node that has them, and their replies.
#pragma once

#include "events/ids.hpp"
#include "storage/accounts.hpp"

#include <optional>
#include <string>
#include <vector>

namespace boxoffice::actors {

/// The account of a customer who signs in or up, or has a token -> account_found, or
/// too_many_attempts.
struct find_account {
  std::vector<events::customer_id> customers; ///< all ids that the customer has at this node
  std::string mail;                           ///< says which node has the account
  bool is_attempt = true; ///< to sign in or up; these are counted for the mail address
};
/// Adds the account unless the customer has one, which stays -> account_added in both cases.
struct add_account {
  std::vector<events::customer_id> customers; ///< as of find_account
  std::string mail;
  std::string password_hash;
};

/// Removes the account, and copies that other nodes have of it, so that the customer can sign up
/// with another password. Bookings stay -> account_reset.
struct reset_account {
  std::vector<events::customer_id> customers; ///< as of find_account
  std::string mail;
};

struct account_found {
  std::optional<storage::account> account; ///< none: the customer has none
};
struct account_added {};
struct account_reset {
  bool existed{}; ///< there was an account
};
/// There were too many attempts to sign in or up for one mail address.
struct too_many_attempts {
  int retry_after_s{}; ///< seconds until the next one
};

} // namespace boxoffice::actors
