#include "storage/customer_keys.hpp"

namespace boxoffice::storage {

namespace {

constexpr std::string_view of_a_show = "customer-key of ";

events::customer_keys::key key_in(std::string_view value) { return {value.begin(), value.end()}; }

} // namespace

row_change customer_key_of_show(const show_id& show, const events::customer_keys::key& key) {
  return {table::node, std::string{of_a_show} + show.text, std::string{key.begin(), key.end()}};
}

result<std::optional<events::customer_keys>> read_customer_keys(event_log& log) {
  auto own = log.get(table::node, customer_key_row);
  if (!own)
    return own.error();
  if (!*own)
    return std::optional<events::customer_keys>{};
  std::optional keys{events::customer_keys{key_in(**own)}};
  auto walked = log.scan(table::node, of_a_show, [&](std::string_view key, std::string_view value) {
    if (!key.starts_with(of_a_show))
      return false;
    keys->add({std::string{key.substr(of_a_show.size())}}, key_in(value));
    return true;
  });
  if (!walked)
    return walked.error();
  return keys;
}

} // namespace boxoffice::storage
