// The pseudonyms of customers, and the HMAC keys that make them.
#pragma once

#include "events/hash.hpp"
#include "events/mail.hpp"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace boxoffice::events {

/// The pseudonym of a mail address: the first 128 bits of HMAC-SHA-256(key, its canonical form).
[[nodiscard]] customer_id customer_of(byte_view key, const mail_address& mail);
/// The pseudonyms that a log from before canonical forms may have for the owner, beside
/// customer_of(). None for most addresses; see mail_address::former_spellings().
[[nodiscard]] std::vector<customer_id> former_customers_of(byte_view key, const mail_address& mail);

/// The keys of one log: its own, and those of the logs that shows and accounts of it came from. A
/// show keeps the key that it was opened under, so that its customers keep their pseudonyms,
/// bookings and Idempotency-Keys.
class customer_keys {
public:
  using key = std::vector<std::uint8_t>;

  customer_keys() = default;
  explicit customer_keys(key own) : own_{std::move(own)} {}

  /// The show came from a log with this key.
  void add(const show_id& show, const key& its);
  /// Accounts came from a log with this key.
  void add(const key& its) { static_cast<void>(place_of(its)); }

  [[nodiscard]] const key& own() const { return own_; }
  /// All but own().
  [[nodiscard]] const std::vector<key>& others() const { return others_; }
  /// The key of that show's customers.
  [[nodiscard]] const key& of(const show_id& show) const;
  /// The pseudonym of the owner of the address in that show.
  [[nodiscard]] customer_id customer_in(const show_id& show, const mail_address& mail) const {
    return customer_of(of(show), mail);
  }
  /// Further pseudonyms of the owner in that show; see former_customers_of().
  [[nodiscard]] std::vector<customer_id> formerly_in(const show_id& show,
                                                     const mail_address& mail) const {
    return former_customers_of(of(show), mail);
  }
  /// The pseudonyms of the owner in all shows, former ones too, each once. The first is that of the
  /// log's own key.
  [[nodiscard]] std::vector<customer_id> customers_of(const mail_address& mail) const;

private:
  /// The key's place in others_, where it is added if it is missing.
  std::size_t place_of(const key& its);

  key own_;
  std::vector<key> others_;                           ///< each once
  std::unordered_map<std::string, std::size_t> came_; ///< show -> its key's place in others_
};

/// Read once at the start, then by all threads.
using shared_customer_keys = std::shared_ptr<const customer_keys>;

} // namespace boxoffice::events
