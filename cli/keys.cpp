#include "cli/keys.hpp"

#include "events/ids.hpp"
#include "storage/customer_keys.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <openssl/rand.h>
#include <unistd.h>

namespace boxoffice::cli {

namespace {

constexpr const char* token_variable = "BOXOFFICE_ADMIN_TOKEN";
constexpr const char* token_file = "admin-token";
constexpr std::size_t key_bytes = 32;

std::vector<std::uint8_t> random_key() {
  std::vector<std::uint8_t> bytes(key_bytes);
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    std::abort(); // A key that can be guessed is worse than no server.
  return bytes;
}

storage::storage_error failed(const char* what, const std::filesystem::path& path) {
  return {storage::storage_error::kind::io,
          std::string{what} + ' ' + path.string() + ": " + std::strerror(errno)};
}

/// Writes the file whole or not at all, readable by its owner only.
storage::status write_secret(const std::filesystem::path& path, const std::string& text) {
  auto draft = path;
  draft += ".new";
  auto file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0)
    return failed("cannot make", draft);
  auto written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                 ::fsync(file) == 0;
  ::close(file);
  if (!written || ::rename(draft.c_str(), path.c_str()) != 0)
    return failed("cannot write", path);
  auto directory = ::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  auto synced = directory >= 0 && ::fsync(directory) == 0;
  if (directory >= 0)
    ::close(directory);
  if (!synced)
    return failed("cannot sync", path.parent_path());
  return {};
}

} // namespace

storage::result<std::optional<operator_token>>
known_operator_token(const std::filesystem::path& data_dir) {
  if (const char* given = std::getenv(token_variable); given != nullptr && *given != '\0')
    return operator_token{given, token_variable};
  auto path = data_dir / token_file;
  std::string text;
  if (std::ifstream file{path}; file && std::getline(file, text) && !text.empty())
    return operator_token{text, path.string()};
  if (std::filesystem::exists(path) && std::filesystem::file_size(path) != 0)
    return failed("cannot read", path);
  return std::nullopt;
}

storage::result<operator_token> find_operator_token(const std::filesystem::path& data_dir) {
  auto known = known_operator_token(data_dir);
  if (!known)
    return known.error();
  if (*known)
    return **known;
  auto path = data_dir / token_file;
  auto bytes = random_key();
  auto text = events::to_hex(bytes.data(), bytes.size());
  if (auto written = write_secret(path, text + '\n'); !written)
    return written.error();
  return operator_token{text, path.string()};
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
