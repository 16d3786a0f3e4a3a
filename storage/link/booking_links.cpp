#include "storage/link/booking_links.hpp"

#include "events/base64.hpp"
#include "events/hash.hpp"
#include "events/text.hpp"
#include "storage/stored_numbers.hpp"

#include <algorithm>

namespace boxoffice::storage {

namespace {

using namespace events;

constexpr std::string_view link_kind = "link ";
constexpr std::string_view link_row_version = "1";
constexpr std::string_view used_link = "-";
constexpr time_ms counted_ms = time_ms{60} * 60 * 1'000;
/// Rows of the table that old_links() looks at: less than a millisecond.
constexpr std::size_t looked_at_rows = 64;

std::string link_prefix(const customer_id& customer) {
  return std::string{customer.begin(), customer.end()}.append(link_kind);
}

bool is_link_key(std::string_view key) {
  return key.size() > sizeof(customer_id) && key.substr(sizeof(customer_id)).starts_with(link_kind);
}

/// Takes the text up to the next blank, and the blank.
std::string_view next_word(std::string_view& text) {
  auto word = text.substr(0, text.find(' '));
  text.remove_prefix(std::min(text.size(), word.size() + 1));
  return word;
}

std::optional<booking_link> decode_link(std::string_view made_at, std::string_view hash) {
  auto at = whole_number<time_ms>(made_at);
  if (!at)
    return std::nullopt;
  if (hash == used_link)
    return booking_link{*at, std::nullopt};
  auto bytes = parse_hex(hash);
  if (!bytes || bytes->size() != sizeof(bytes32))
    return std::nullopt;
  booking_link link{*at, bytes32{}};
  std::copy(bytes->begin(), bytes->end(), link.token_hash->begin());
  return link;
}

std::optional<std::vector<booking_link>> decode_links(std::string_view row) {
  if (next_word(row) != link_row_version)
    return std::nullopt;
  std::vector<booking_link> links;
  while (!row.empty()) {
    auto made_at = next_word(row);
    auto link = decode_link(made_at, next_word(row));
    if (!link)
      return std::nullopt;
    links.push_back(*link);
  }
  return links;
}

storage_error bad_links() {
  return {storage_error::kind::corrupt, "table customers: a row of links cannot be decoded"};
}

} // namespace

std::string link_token(const show_id& show, booking_number number, const bytes16& random) {
  std::vector<std::uint8_t> bytes;
  auto first = big_endian(number);
  bytes.insert(bytes.end(), first.begin(), first.end());
  bytes.insert(bytes.end(), random.begin(), random.end());
  return show.text + '.' + to_base64url(bytes);
}

std::optional<link_place> parse_link_token(std::string_view token) {
  auto dot = token.find('.');
  if (dot == std::string_view::npos || !is_id(token.substr(0, dot), most_show_id_chars))
    return std::nullopt;
  auto bytes = from_base64url(token.substr(dot + 1));
  if (!bytes || bytes->size() != sizeof(booking_number) + sizeof(bytes16))
    return std::nullopt;
  auto number = from_big_endian(std::string_view{*bytes}.substr(0, sizeof(booking_number)));
  return link_place{{std::string{token.substr(0, dot)}}, number};
}

bytes32 hash_of_link(std::string_view token) {
  return sha256({bytes_of("boxoffice booking link"), bytes_of(token)});
}

std::string link_key(const linked_booking& booking) {
  auto number = big_endian(booking.number);
  return link_prefix(booking.customer)
      .append(booking.show.text)
      .append(1, '\0')
      .append(number.begin(), number.end());
}

result<std::vector<booking_link>> links_of(event_log& log, const linked_booking& booking,
                                           time_ms now) {
  auto row = log.get(table::customers, link_key(booking));
  if (!row)
    return row.error();
  if (!*row)
    return std::vector<booking_link>{};
  auto links = decode_links(**row);
  if (!links)
    return bad_links();
  std::erase_if(*links, [&](const booking_link& each) { return each.made_at + counted_ms <= now; });
  return std::move(*links);
}

row_change links_row(const linked_booking& booking, std::span<const booking_link> links) {
  row_change change{table::customers, link_key(booking), std::nullopt};
  if (links.empty())
    return change;
  auto& row = change.value.emplace(link_row_version);
  for (const auto& each : links)
    row.append(" ")
        .append(std::to_string(each.made_at))
        .append(" ")
        .append(each.token_hash ? to_hex(*each.token_hash) : std::string{used_link});
  return change;
}

booking_link* usable_link(std::span<booking_link> links, const bytes32& token_hash, time_ms now) {
  for (auto& each : links)
    if (each.token_hash == token_hash && now < each.made_at + link_lifetime_ms)
      return &each;
  return nullptr;
}

result<std::vector<std::string>> link_keys(event_log& log, const customer_id& customer) {
  std::vector<std::string> keys;
  auto walked = log.scan_prefix(table::customers, link_prefix(customer), {},
                                [&](std::string_view key, std::string_view) {
                                  keys.emplace_back(key);
                                  return true;
                                });
  if (!walked)
    return walked.error();
  return keys;
}

result<std::vector<row_change>> old_links(event_log& log, std::string& place, time_ms now) {
  std::vector<row_change> gone;
  std::string last;
  std::size_t rows = 0;
  auto walked =
      log.scan(table::customers, place, [&](std::string_view key, std::string_view value) {
        last = key;
        auto links = is_link_key(key) ? decode_links(value) : std::nullopt;
        auto is_old = [&](const booking_link& each) {
          return each.made_at + 2 * counted_ms <= now;
        };
        if (links && std::ranges::all_of(*links, is_old))
          gone.push_back({table::customers, std::string{key}, std::nullopt});
        return ++rows < looked_at_rows;
      });
  if (!walked)
    return walked.error();
  place = rows < looked_at_rows ? std::string{} : last;
  return gone;
}

} // namespace boxoffice::storage
