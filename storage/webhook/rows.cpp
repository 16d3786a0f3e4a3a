#include "storage/webhook/rows.hpp"

#include "events/base64.hpp"
#include "events/text.hpp"
#include "storage/stored_numbers.hpp"
#include "storage/webhook/backlog.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <unordered_map>

namespace boxoffice::storage {

namespace {

using json = nlohmann::json;

constexpr std::size_t number_size = 8;

std::string key_of(std::string_view prefix, std::string_view id) {
  return std::string{prefix} + std::string{id};
}

/// The common start of the keys of an endpoint's rows.
std::string keys_of(std::string_view prefix, std::string_view id) {
  return key_of(prefix, id) + '/';
}

void put_number(std::string& out, std::uint64_t number) {
  auto bytes = events::big_endian(number);
  out.append(bytes.begin(), bytes.end());
}

std::string dead_key(std::string_view id, const show_id& show, std::uint64_t seq) {
  return keys_of(dead_letter_prefix, id) + dead_letter_place(show, seq);
}

storage_error bad_webhook_row(std::string_view key) {
  return {storage_error::kind::corrupt,
          "table node: the row with the key " +
              events::to_hex(reinterpret_cast<const std::uint8_t*>(key.data()), key.size()) +
              " cannot be decoded"};
}

std::string dumped(const json& object) {
  return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// `key` without what all keys of the endpoint begin with.
std::optional<dead_letter> read_dead(std::string_view key, std::string_view value) {
  auto object = json::parse(value, nullptr, false);
  if (key.size() < number_size + 1 || !object.is_object())
    return std::nullopt;
  try {
    return dead_letter{{std::string{key.substr(0, key.size() - number_size - 1)}},
                       from_big_endian(key.substr(key.size() - number_size)),
                       object.value("since", time_ms{}),
                       object.value("at", time_ms{}),
                       object.value("attempts", std::uint64_t{}),
                       object.value("error", ""),
                       object.value("due", false)};
  } catch (const json::exception&) { // A member is of another type.
    return std::nullopt;
  }
}

/// Visits the ends of all streams, by show.
status each_head(event_log& log, const std::function<void(const stream_head&)>& visit) {
  std::optional<storage_error> bad;
  auto walked = log.scan(table::heads, {}, [&](std::string_view key, std::string_view value) {
    auto head = head_of(key, value);
    if (head)
      visit(*head);
    else
      bad =
          storage_error{storage_error::kind::corrupt,
                        "table heads: the row of show " + std::string{key} + " cannot be decoded"};
    return head.has_value();
  });
  return walked && bad ? status{*bad} : walked;
}

status each_cursor(event_log& log, std::string_view id,
                   const std::function<void(show_id&&, const webhook_cursor&)>& visit) {
  std::optional<storage_error> bad;
  auto prefix = webhook_cursor_keys(id);
  auto walked =
      log.scan_prefix(table::node, prefix, {}, [&](std::string_view key, std::string_view value) {
        auto cursor = webhook_cursor_in(value);
        if (cursor)
          visit({std::string{key.substr(prefix.size())}}, *cursor);
        else
          bad = bad_webhook_row(key);
        return cursor.has_value();
      });
  return walked && bad ? status{*bad} : walked;
}

} // namespace

std::optional<webhook_endpoint> webhook_endpoint_in(std::string_view key, std::string_view value) {
  auto object = json::parse(value, nullptr, false);
  if (!key.starts_with(webhook_endpoint_prefix) || !object.is_object())
    return std::nullopt;
  try {
    webhook_endpoint out;
    out.id = key.substr(webhook_endpoint_prefix.size());
    out.url = object.at("url").get<std::string>();
    out.events = object.at("events").get<std::vector<std::string>>();
    out.description = object.value("description", "");
    auto secret = events::from_base64(object.at("secret").get<std::string>());
    if (!secret)
      return std::nullopt;
    out.secret = std::move(*secret);
    out.created = object.value("created", time_ms{});
    out.revision = object.value("revision", std::uint64_t{});
    out.disabled = object.value("disabled", "");
    out.changed_at = object.value("changedAt", time_ms{});
    out.from_start = object.value("fromStart", false);
    out.switched_at = object.value("switchedAt", time_ms{});
    out.last_success = object.value("lastSuccess", time_ms{});
    out.last_error = object.value("lastError", "");
    out.last_error_at = object.value("lastErrorAt", time_ms{});
    for (const auto& each : object.value("formerSecrets", json::array())) {
      auto former = events::from_base64(each.at("secret").get<std::string>());
      if (!former)
        return std::nullopt;
      out.former_secrets.push_back({std::move(*former), each.at("until").get<time_ms>()});
    }
    return out;
  } catch (const json::exception&) { // A member is missing or of another type.
    return std::nullopt;
  }
}

std::string webhook_cursor_keys(std::string_view id) { return keys_of(webhook_cursor_prefix, id); }

std::optional<webhook_cursor> webhook_cursor_in(std::string_view value) {
  if (value.size() != number_size && value.size() != 3 * number_size)
    return std::nullopt;
  webhook_cursor cursor{from_big_endian(value.substr(0, number_size)), 0, 0};
  if (value.size() > number_size) {
    cursor.since = static_cast<time_ms>(from_big_endian(value.substr(number_size, number_size)));
    cursor.attempts = from_big_endian(value.substr(2 * number_size));
  }
  return cursor;
}

std::string dead_letter_place(const show_id& show, std::uint64_t seq) {
  auto place = show.text + '\0';
  put_number(place, seq);
  return place;
}

std::string webhook_secret_text(std::string_view bytes) {
  return "whsec_" + events::to_base64(events::bytes_of(bytes));
}

row_change webhook_row(const webhook_endpoint& endpoint) {
  json object{{"url", endpoint.url},
              {"events", endpoint.events},
              {"description", endpoint.description},
              {"secret", events::to_base64(events::bytes_of(endpoint.secret))},
              {"created", endpoint.created},
              {"revision", endpoint.revision},
              {"disabled", endpoint.disabled},
              {"changedAt", endpoint.changed_at},
              {"fromStart", endpoint.from_start},
              {"switchedAt", endpoint.switched_at},
              {"lastSuccess", endpoint.last_success},
              {"lastError", endpoint.last_error},
              {"lastErrorAt", endpoint.last_error_at}};
  for (const auto& each : endpoint.former_secrets)
    object["formerSecrets"].push_back(
        {{"secret", events::to_base64(events::bytes_of(each.bytes))}, {"until", each.until}});
  return {table::node, key_of(webhook_endpoint_prefix, endpoint.id), dumped(object)};
}

row_change webhook_cursor_row(std::string_view id, const show_id& show,
                              const webhook_cursor& cursor) {
  std::string value;
  put_number(value, cursor.seq);
  if (cursor.since != 0) {
    put_number(value, static_cast<std::uint64_t>(cursor.since));
    put_number(value, cursor.attempts);
  }
  return {table::node, webhook_cursor_keys(id) + show.text, std::move(value)};
}

row_change dead_letter_row(std::string_view id, const dead_letter& dead) {
  json object{{"since", dead.since},
              {"at", dead.at},
              {"attempts", dead.attempts},
              {"error", dead.error},
              {"due", dead.due}};
  return {table::node, dead_key(id, dead.show, dead.seq), dumped(object)};
}

row_change dead_letter_removal(std::string_view id, const show_id& show, std::uint64_t seq) {
  return {table::node, dead_key(id, show, seq), std::nullopt};
}

result<std::vector<webhook_endpoint>> webhook_endpoints(event_log& log) {
  std::vector<webhook_endpoint> found;
  std::optional<storage_error> bad;
  auto walked = log.scan_prefix(table::node, webhook_endpoint_prefix, {},
                                [&](std::string_view key, std::string_view value) {
                                  auto one = webhook_endpoint_in(key, value);
                                  if (one)
                                    found.push_back(std::move(*one));
                                  else
                                    bad = bad_webhook_row(key);
                                  return one.has_value();
                                });
  if (!walked || bad)
    return walked ? *bad : walked.error();
  return found;
}

result<std::optional<webhook_endpoint>> find_webhook(event_log& log, std::string_view id) {
  auto key = key_of(webhook_endpoint_prefix, id);
  auto row = log.get(table::node, key);
  if (!row)
    return row.error();
  if (!*row)
    return std::optional<webhook_endpoint>{};
  auto one = webhook_endpoint_in(key, **row);
  if (!one)
    return bad_webhook_row(key);
  return one;
}

result<webhook_cursor> webhook_cursor_of(event_log& log, std::string_view id, const show_id& show) {
  auto key = webhook_cursor_keys(id) + show.text;
  auto row = log.get(table::node, key);
  if (!row)
    return row.error();
  if (!*row)
    return webhook_cursor{};
  auto cursor = webhook_cursor_in(**row);
  if (!cursor)
    return bad_webhook_row(key);
  return *cursor;
}

status
each_head_and_cursor(event_log& log, std::string_view id,
                     const std::function<void(const stream_head&, const webhook_cursor&)>& visit) {
  std::unordered_map<show_id, webhook_cursor> cursors;
  auto walked = each_cursor(log, id, [&](show_id&& show, const webhook_cursor& cursor) {
    cursors.emplace(std::move(show), cursor);
  });
  if (!walked)
    return walked;
  return each_head(log, [&](const stream_head& head) {
    auto known = cursors.find(head.stream);
    visit(head, known == cursors.end() ? webhook_cursor{} : known->second);
  });
}

result<std::vector<row_change>> webhook_addition(event_log& log, const webhook_endpoint& endpoint,
                                                 bool from_start) {
  std::vector<row_change> rows;
  if (!from_start) {
    auto walked = each_head(log, [&](const stream_head& head) {
      rows.push_back(webhook_cursor_row(endpoint.id, head.stream, {head.seq, 0, 0}));
    });
    if (!walked)
      return walked.error();
  }
  rows.push_back(webhook_row(endpoint));
  return rows;
}

result<page<dead_letter>> list_dead_letters(event_log& log, std::string_view id,
                                            std::string_view after, std::size_t limit) {
  page<dead_letter> found;
  std::optional<storage_error> bad;
  std::string last{after};
  auto prefix = keys_of(dead_letter_prefix, id);
  auto walked = log.scan_prefix(table::node, prefix, after,
                                [&](std::string_view key, std::string_view value) {
                                  if (found.items.size() == limit) {
                                    found.next = last;
                                    return false;
                                  }
                                  auto one = read_dead(key.substr(prefix.size()), value);
                                  if (!one) {
                                    bad = bad_webhook_row(key);
                                    return false;
                                  }
                                  found.items.push_back(std::move(*one));
                                  last = key.substr(prefix.size());
                                  return true;
                                });
  if (!walked || bad)
    return walked ? *bad : walked.error();
  return found;
}

result<std::optional<dead_letter>> find_dead_letter(event_log& log, std::string_view id,
                                                    const show_id& show, std::uint64_t seq) {
  auto key = dead_key(id, show, seq);
  auto row = log.get(table::node, key);
  if (!row)
    return row.error();
  if (!*row)
    return std::optional<dead_letter>{};
  auto one = read_dead(std::string_view{key}.substr(keys_of(dead_letter_prefix, id).size()), **row);
  if (!one)
    return bad_webhook_row(key);
  return one;
}

result<std::size_t> count_dead_letters(event_log& log, std::string_view id) {
  std::size_t count = 0;
  auto walked = log.scan_prefix(table::node, keys_of(dead_letter_prefix, id), {}, [&](auto, auto) {
    ++count;
    return true;
  });
  if (!walked)
    return walked.error();
  return count;
}

result<std::vector<row_change>> webhook_removal(event_log& log, std::string_view id) {
  // The endpoint first: without it the other rows mean nothing.
  std::vector<row_change> rows{{table::node, key_of(webhook_endpoint_prefix, id), std::nullopt}};
  for (auto prefix : {webhook_cursor_prefix, dead_letter_prefix}) {
    auto walked =
        log.scan_prefix(table::node, keys_of(prefix, id), {}, [&](std::string_view key, auto) {
          rows.push_back({table::node, std::string{key}, std::nullopt});
          return true;
        });
    if (!walked)
      return walked.error();
  }
  return rows;
}

result<std::vector<row_change>> webhook_orphans(event_log& log,
                                                const std::vector<webhook_endpoint>& endpoints) {
  std::vector<row_change> rows;
  for (auto prefix : {webhook_cursor_prefix, dead_letter_prefix}) {
    auto walked = log.scan_prefix(table::node, prefix, {}, [&](std::string_view key, auto) {
      auto id = key.substr(prefix.size());
      id = id.substr(0, id.find('/'));
      if (std::ranges::find(endpoints, id, &webhook_endpoint::id) == endpoints.end())
        rows.push_back({table::node, std::string{key}, std::nullopt});
      return true;
    });
    if (!walked)
      return walked.error();
  }
  return rows;
}

} // namespace boxoffice::storage
