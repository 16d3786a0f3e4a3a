#include "cli/files/keys.hpp"

#include "cli/files/file_text.hpp"
#include "cli/files/private_directory.hpp"
#include "events/ids.hpp"
#include "storage/customer_keys.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

namespace boxoffice::cli {

namespace {

constexpr std::size_t key_bytes = 32;
constexpr std::size_t least_token_chars = 16;
constexpr std::size_t most_token_chars = 1024;

std::vector<std::uint8_t> random_key() {
  std::vector<std::uint8_t> bytes(key_bytes);
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    std::abort(); // A key that can be guessed is worse than no server.
  return bytes;
}

storage::storage_error file_error(const char* what, const std::filesystem::path& path) {
  return {storage::storage_error::kind::io,
          std::string{what} + ' ' + path.string() + ": " + std::strerror(errno)};
}

/// Writes the file whole or not at all, readable by its owner only.
storage::status write_secret(const std::filesystem::path& path, const std::string& text) {
  auto draft = path;
  draft += ".new";
  auto file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, owner_only);
  if (file < 0)
    return file_error("cannot make", draft);
  auto written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                 ::fsync(file) == 0;
  ::close(file);
  if (!written || ::rename(draft.c_str(), path.c_str()) != 0)
    return file_error("cannot write", path);
  auto directory = ::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  auto synced = directory >= 0 && ::fsync(directory) == 0;
  if (directory >= 0)
    ::close(directory);
  if (!synced)
    return file_error("cannot sync", path.parent_path());
  return {};
}

/// `given` without white space around it, unless nobody could send it or it could be guessed.
storage::result<operator_token> checked_token(std::string_view given, std::string from) {
  constexpr std::string_view blank = " \t\r\n\v\f";
  auto begin = std::min(given.find_first_not_of(blank), given.size());
  auto text = given.substr(begin, given.find_last_not_of(blank) + 1 - begin);
  auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
  auto fault = [&](const std::string& what) {
    return storage::storage_error{storage::storage_error::kind::bad_format,
                                  "the operator token in " + from + ' ' + what};
  };
  if (text.size() < least_token_chars)
    return fault("has fewer than " + std::to_string(least_token_chars) + " characters");
  if (text.size() > most_token_chars)
    return fault("has more than " + std::to_string(most_token_chars) + " characters");
  if (std::ranges::any_of(text, is_control))
    return fault("has a line break or another control character in it");
  return operator_token{std::string{text}, std::move(from), {}};
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
  if (found->text.empty()) // Left by a first start that was cut off.
    return std::nullopt;
  auto token = checked_token(found->text, path.string());
  if (token && (found->mode & of_others) != 0)
    token->remark = "the operator token in " + path.string() +
                    " could be read by other users of this machine; replace it if one may have";
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
  if (auto written = write_secret(path, text + '\n'); !written)
    return written.error();
  return operator_token{text, path.string(), {}};
}

storage::result<events::customer_keys> find_customer_keys(storage::event_log& log) {
  auto kept = storage::read_customer_keys(log);
  if (!kept)
    return kept.error();
  if (*kept)
    return std::move(**kept);
  auto fresh = random_key();
  storage::write_batch batch;
  batch.rows.push_back({storage::table::node, std::string{storage::customer_key_row},
                        std::string{fresh.begin(), fresh.end()}});
  if (auto written = log.append(batch); !written)
    return written.error();
  return events::customer_keys{std::move(fresh)};
}

storage::result<events::customer_keys>
settle_customer_keys(storage::event_log& log, storage::postgres_membership& database) {
  auto fresh = random_key();
  auto settled = database.settle(storage::table::node, std::string{storage::customer_key_row},
                                 std::string{fresh.begin(), fresh.end()});
  if (!settled)
    return settled.error();
  return find_customer_keys(log);
}

} // namespace boxoffice::cli
