#include "storage/ticket/ticket_keys.hpp"

#include <algorithm>

namespace boxoffice::storage {

namespace {

constexpr std::string_view former_ticket_key_row = "former-ticket-key ";

std::optional<events::bytes32> ticket_key_in(std::string_view value) {
  events::bytes32 key{};
  if (value.size() != key.size())
    return std::nullopt;
  std::copy(value.begin(), value.end(), key.begin());
  return key;
}

storage_error malformed_ticket_key() {
  return {storage_error::kind::corrupt, "table node: a key of ticket codes is damaged"};
}

std::string ticket_key_value(const events::bytes32& key) { return {key.begin(), key.end()}; }

} // namespace

result<std::optional<events::ticket_keys>> read_ticket_keys(event_log& log) {
  auto own = log.get(table::node, ticket_key_row);
  if (!own)
    return own.error();
  if (!*own)
    return std::optional<events::ticket_keys>{};
  std::vector<events::public_key> former;
  auto whole = true;
  auto walked = log.scan_prefix(table::node, former_ticket_key_row, {},
                                [&](std::string_view, std::string_view value) {
                                  auto one = ticket_key_in(value);
                                  whole = whole && one;
                                  if (one)
                                    former.push_back(*one);
                                  return true;
                                });
  if (!walked)
    return walked.error();
  auto seed = ticket_key_in(**own);
  if (!seed || !whole)
    return malformed_ticket_key();
  return std::optional{events::ticket_keys{*seed, std::move(former)}};
}

status copy_ticket_key(event_log& from, event_log& to) {
  auto theirs = from.get(table::node, ticket_key_row);
  auto ours = to.get(table::node, ticket_key_row);
  if (!theirs || !ours)
    return theirs ? ours.error() : theirs.error();
  if (!*theirs || *theirs == *ours)
    return {};
  write_batch batch;
  if (!*ours) {
    batch.rows.push_back({table::node, std::string{ticket_key_row}, **theirs});
    return to.append(batch);
  }
  auto seed = ticket_key_in(**theirs);
  if (!seed)
    return malformed_ticket_key();
  auto shown = events::public_key_of(*seed);
  batch.rows.push_back({table::node, std::string{former_ticket_key_row} + events::to_hex(shown),
                        ticket_key_value(shown)});
  return to.append(batch);
}

} // namespace boxoffice::storage
