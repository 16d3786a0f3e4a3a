#include "storage/webhook/peer_rows.hpp"

#include "storage/replay/stored_events.hpp"
#include "storage/stored_numbers.hpp"

#include <algorithm>
#include <tuple>

namespace boxoffice::storage {

namespace {

constexpr std::string_view removed_prefix = "webhook/removed/";
constexpr std::string_view id_prefix = "we_";
constexpr std::size_t id_digits = 16;

/// The settings of an endpoint, the later before others. The texts only make two changes at the
/// same time differ.
auto settings_version(const webhook_endpoint& of) {
  return std::tie(of.changed_at, of.secret, of.url, of.events, of.description);
}
auto switch_version(const webhook_endpoint& of) { return std::tie(of.switched_at, of.disabled); }

/// The seq of the last event before `time`, up to `head`; 0: none. The time of a stream never goes
/// back.
result<std::uint64_t> last_before(event_log& log, const show_id& show, std::uint64_t head,
                                  time_ms time) {
  std::uint64_t before = 0;
  // The last event first: most shows have none since.
  for (auto probe = head, end = head + 1; before + 1 < end; probe = before + (end - before) / 2) {
    auto read = events_of(log, show, probe - 1, 1);
    if (!read)
      return read.error();
    if (read->empty() || read->front().record.at >= time)
      end = probe;
    else
      before = probe;
  }
  return before;
}

} // namespace

row_change removed_webhook_row(const removed_webhook& removed) {
  auto bytes = events::big_endian(static_cast<std::uint64_t>(removed.at));
  return {table::node, std::string{removed_prefix} + removed.id,
          std::string{bytes.begin(), bytes.end()}};
}

result<std::vector<removed_webhook>> removed_webhooks(event_log& log) {
  std::vector<removed_webhook> found;
  auto walked =
      log.scan_prefix(table::node, removed_prefix, {}, [&](std::string_view key, auto value) {
        auto at = value.size() == sizeof(std::uint64_t) ? from_big_endian(value) : 0;
        found.push_back({std::string{key.substr(removed_prefix.size())}, static_cast<time_ms>(at)});
        return true;
      });
  if (!walked)
    return walked.error();
  return found;
}

bool is_webhook_id(std::string_view text) {
  return text.size() == id_prefix.size() + id_digits && text.starts_with(id_prefix) &&
         std::ranges::all_of(text.substr(id_prefix.size()), [](char each) {
           return (each >= '0' && each <= '9') || (each >= 'a' && each <= 'f');
         });
}

bool knows_more(const webhook_endpoint& mine, const webhook_endpoint& theirs) {
  return settings_version(mine) < settings_version(theirs) ||
         switch_version(mine) < switch_version(theirs);
}

webhook_endpoint merged_webhook(webhook_endpoint mine, const webhook_endpoint& theirs) {
  if (settings_version(mine) < settings_version(theirs)) {
    mine.url = theirs.url;
    mine.events = theirs.events;
    mine.description = theirs.description;
    mine.secret = theirs.secret;
    mine.former_secrets = theirs.former_secrets;
    mine.changed_at = theirs.changed_at;
  }
  if (switch_version(mine) < switch_version(theirs)) {
    mine.disabled = theirs.disabled;
    mine.switched_at = theirs.switched_at;
  }
  return mine;
}

result<std::vector<row_change>> webhook_late_addition(event_log& log,
                                                      const webhook_endpoint& endpoint) {
  auto rows = webhook_addition(log, endpoint, endpoint.from_start);
  if (!rows)
    return rows;
  for (auto& row : *rows) {
    auto show = show_of_webhook_row(row.key);
    if (!show)
      continue;
    auto head = webhook_cursor_in(*row.value)->seq;
    auto before = last_before(log, *show, head, endpoint.created);
    if (!before)
      return before.error();
    row = webhook_cursor_row(endpoint.id, *show, {*before, 0, 0});
  }
  return rows;
}

std::optional<show_id> show_of_webhook_row(std::string_view key) {
  for (std::string_view prefix : {"webhook/cursor/", "webhook/dead/"}) {
    if (!key.starts_with(prefix))
      continue;
    auto rest = key.substr(prefix.size());
    auto slash = rest.find('/');
    if (slash == std::string_view::npos)
      return std::nullopt;
    rest = rest.substr(slash + 1);
    return show_id{std::string{rest.substr(0, rest.find('\0'))}};
  }
  return std::nullopt;
}

std::string merged_node_row(std::string_view key, std::string_view mine, std::string_view theirs) {
  auto one = webhook_endpoint_in(key, mine);
  auto other = webhook_endpoint_in(key, theirs);
  return one && other ? *webhook_row(merged_webhook(std::move(*one), *other)).value
                      : std::string{theirs};
}

} // namespace boxoffice::storage
