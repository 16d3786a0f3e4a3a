#include "storage/customer_keys.hpp"

namespace boxoffice::storage {

namespace {

constexpr std::string_view of_a_show = "customer-key of ";
constexpr std::string_view from_a_log = "customer-key from ";
constexpr std::size_t digits_of_key = 16;

events::customer_keys::key key_in(std::string_view value) { return {value.begin(), value.end()}; }

/// Visits the rows whose key has this prefix, with the rest of the key.
template <class Visit>
status each_row_behind(event_log& log, std::string_view prefix, const Visit& visit) {
  return log.scan_prefix(table::node, prefix, {},
                         [&](std::string_view key, std::string_view value) {
                           visit(key.substr(prefix.size()), value);
                           return true;
                         });
}

} // namespace

row_change customer_key_of_show(const show_id& show, const events::customer_keys::key& key) {
  return {table::node, std::string{of_a_show} + show.text, std::string{key.begin(), key.end()}};
}

row_change customer_key_of_accounts(const events::customer_keys::key& key) {
  auto hash = events::to_hex(events::sha256({events::byte_view{key}}));
  return {table::node, std::string{from_a_log} + hash.substr(0, digits_of_key),
          std::string{key.begin(), key.end()}};
}

result<std::optional<events::customer_keys>> read_customer_keys(event_log& log) {
  auto own = log.get(table::node, customer_key_row);
  if (!own)
    return own.error();
  if (!*own)
    return std::optional<events::customer_keys>{};
  std::optional keys{events::customer_keys{key_in(**own)}};
  auto of_shows = each_row_behind(log, of_a_show, [&](std::string_view show, std::string_view key) {
    keys->add({std::string{show}}, key_in(key));
  });
  if (!of_shows)
    return of_shows.error();
  auto of_logs = each_row_behind(
      log, from_a_log, [&](std::string_view, std::string_view key) { keys->add(key_in(key)); });
  if (!of_logs)
    return of_logs.error();
  return keys;
}

} // namespace boxoffice::storage
