#include "cli/files/keys.hpp"

#include "cli/files/file_text.hpp"
#include "events/ids.hpp"
#include "storage/customer_keys.hpp"
#include "storage/ticket/ticket_keys.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <sys/stat.h>

namespace boxoffice::cli {

namespace {

constexpr std::size_t least_token_chars = 16;
constexpr std::size_t most_token_chars = 1024;

/// The token without surrounding white space. Returns an error if it is too short to be safe or
/// cannot be sent in a header.
storage::result<operator_token> checked_token(std::string_view given, std::string from) {
  constexpr std::string_view blank = " \t\r\n\v\f";
  auto begin = std::min(given.find_first_not_of(blank), given.size());
  auto text = given.substr(begin, given.find_last_not_of(blank) + 1 - begin);
  auto cannot_be_sent = [](unsigned char c) { return c < 0x20 || c >= 0x7F; };
  auto invalid = [&](const std::string& what) {
    return storage::storage_error{storage::storage_error::kind::bad_format,
                                  "the operator token in " + from + ' ' + what};
  };
  if (text.size() < least_token_chars)
    return invalid("has fewer than " + std::to_string(least_token_chars) + " characters");
  if (text.size() > most_token_chars)
    return invalid("has more than " + std::to_string(most_token_chars) + " characters");
  if (std::ranges::any_of(text, cannot_be_sent))
    return invalid("has a line break or another character that is not printable ASCII");
  return operator_token{std::string{text}, std::move(from), {}};
}

/// Appends a new key as a row of the node, and returns its bytes.
storage::result<std::string> append_fresh_key(storage::event_log& log, std::string_view row) {
  auto fresh = random_key();
  std::string key{fresh.begin(), fresh.end()};
  storage::write_batch batch;
  batch.rows.push_back({storage::table::node, std::string{row}, key});
  if (auto written = log.append(batch); !written)
    return written.error();
  return key;
}

/// The value of a row of the node, which is generated if there is none.
storage::result<std::string> ensure_key_row(storage::event_log& log, std::string_view row) {
  auto kept = log.get(storage::table::node, row);
  if (!kept)
    return kept.error();
  if (*kept)
    return std::move(**kept);
  return append_fresh_key(log, row);
}

/// The keys of a log that has both.
storage::result<node_keys> kept_keys(storage::event_log& log) {
  auto customers = storage::read_customer_keys(log);
  auto tickets = storage::read_ticket_keys(log);
  if (!customers || !tickets)
    return customers ? tickets.error() : customers.error();
  return node_keys{std::make_shared<events::customer_keys>(std::move(customers->value())),
                   std::make_shared<events::ticket_keys>(std::move(tickets->value()))};
}

} // namespace

storage::result<std::optional<operator_token>>
known_operator_token(const std::filesystem::path& data_dir) {
  if (const char* given = std::getenv(token_variable); given != nullptr && *given != '\0')
    return checked_token(given, token_variable);
  auto path = data_dir / token_file;
  auto found = read_file(path);
  if (!found && found.error().what == storage::storage_error::kind::absent)
    return std::nullopt;
  if (!found)
    return found.error();
  auto token = checked_token(found->text, path.string());
  if (token && (found->mode & of_others) != 0)
    token->remark =
        "the operator token in " + path.string() +
        " could be read by other users of this machine; replace it if someone may have read it";
  return token;
}

storage::result<operator_token> find_operator_token(const std::filesystem::path& data_dir) {
  auto known = known_operator_token(data_dir);
  if (!known)
    return known.error();
  auto path = data_dir / token_file;
  if (*known && !(*known)->remark.empty() && ::chmod(path.c_str(), owner_only) != 0)
    (*known)->remark.append(", and its mode cannot be changed: ").append(std::strerror(errno));
  if (*known)
    return **known;
  auto bytes = random_key();
  auto text = events::to_hex(bytes.data(), bytes.size());
  if (auto written = replace_file(path, text + '\n'); !written)
    return written.error();
  return operator_token{text, path.string(), {}};
}

storage::result<std::string> find_token_key(storage::event_log& log) {
  constexpr std::string_view token_key_row = "token-key"; // Never changes.
  return ensure_key_row(log, token_key_row);
}

storage::result<node_keys> find_node_keys(storage::event_log& log) {
  if (auto kept = ensure_key_row(log, storage::customer_key_row); !kept)
    return kept.error();
  if (auto kept = ensure_key_row(log, storage::ticket_key_row); !kept)
    return kept.error();
  return kept_keys(log);
}

storage::result<node_keys> ensure_node_keys(storage::event_log& log,
                                            storage::postgres_membership& database) {
  for (auto row : {storage::customer_key_row, storage::ticket_key_row}) {
    auto fresh = random_key();
    auto stored = database.put_if_absent(storage::table::node, std::string{row},
                                         std::string{fresh.begin(), fresh.end()});
    if (!stored)
      return stored.error();
  }
  return kept_keys(log);
}

} // namespace boxoffice::cli
