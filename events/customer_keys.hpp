// By which HMAC key the customers of a show have their pseudonyms.
#pragma once

#include "events/hash.hpp"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace boxoffice::events {

/// The keys of one log: its own, and those of the logs that some of its shows came from. A show
/// keeps the key that it was opened under, so that its customers stay who they are in its stream:
/// their bookings theirs, their Idempotency-Keys known.
class customer_keys {
public:
  using key = std::vector<std::uint8_t>;

  customer_keys() = default;
  explicit customer_keys(key own) : own_{std::move(own)} {}

  /// That show came from a log with this key.
  void add(const show_id& show, const key& its);

  [[nodiscard]] const key& own() const { return own_; }
  /// The key of that show's customers.
  [[nodiscard]] const key& of(const show_id& show) const;
  /// Who the owner of the mail address is in that show.
  [[nodiscard]] customer_id customer_in(const show_id& show, std::string_view mail) const {
    return customer_of(of(show), mail);
  }
  /// Further pseudonyms of the owner in that show; see former_customers_of().
  [[nodiscard]] std::vector<customer_id> formerly_in(const show_id& show,
                                                     std::string_view mail) const {
    return former_customers_of(of(show), mail);
  }
  /// Who the owner is in any show, each pseudonym once, former ones too; that by the log's own key
  /// and the canonical form first.
  [[nodiscard]] std::vector<customer_id> customers_of(std::string_view mail) const;

private:
  key own_;
  std::vector<key> others_;                           ///< each once
  std::unordered_map<std::string, std::size_t> came_; ///< show -> its key's place in others_
};

/// Read once at the start, then by all threads.
using shared_customer_keys = std::shared_ptr<const customer_keys>;

} // namespace boxoffice::events
