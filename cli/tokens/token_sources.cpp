#include "cli/tokens/token_sources.hpp"

#include "cli/command.hpp"
#include "logging/server_log.hpp"
#include "storage/postgres/token_document.hpp"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace boxoffice::cli {

namespace {

using namespace std::chrono_literals;
using storage::storage_error;

/// Twice within the second in which a change must hold.
constexpr auto database_poll = 500ms;

void warn_of_tokens(const std::string& what) {
  logging::server_log().warn(logging::log_module::http, "{}", what);
}

/// The tokens of the row of a database; it is empty before the first one is made.
storage::result<http::token_set> tokens_in(const std::string& document) {
  if (document.empty())
    return http::token_set{};
  auto tokens = http::token_set::parse(document);
  if (!tokens)
    return storage_error{storage_error::kind::bad_format,
                         "the operator tokens in the database cannot be used: the document " +
                             tokens.error()};
  return std::move(*tokens);
}

storage::result<http::token_set> read_database(storage::postgres_token_document& from) {
  auto document = from.read();
  if (!document)
    return document.error();
  return tokens_in(*document);
}

/// Reads the tokens of a database again and again.
class database_tokens {
public:
  explicit database_tokens(const settings& chosen) : row_{postgres_options_of(chosen)} {}
  database_tokens(const database_tokens&) = delete;
  database_tokens& operator=(const database_tokens&) = delete;
  ~database_tokens() {
    {
      std::lock_guard lock{mutex_};
      is_ending_ = true;
    }
    ends_.notify_all();
    if (reader_.joinable())
      reader_.join();
  }

  storage::status start() {
    if (auto first = refresh(); !first)
      return first;
    reader_ = std::thread{[this] { run(); }};
    return {};
  }

  std::shared_ptr<const http::token_set> present() {
    std::lock_guard lock{mutex_};
    return tokens_;
  }

private:
  void run() {
    for (std::unique_lock lock{mutex_};
         !ends_.wait_for(lock, database_poll, [this] { return is_ending_; });) {
      lock.unlock();
      auto read = refresh();
      if (!read && !is_stale_)
        warn_of_tokens(read.error().detail + "; those of before remain in force");
      is_stale_ = !read;
      lock.lock();
    }
  }

  /// Reads the document, and parses it only if it has changed.
  storage::status refresh() {
    auto document = row_.read();
    if (!document)
      return document.error();
    if (parsed_ == *document)
      return {};
    auto tokens = tokens_in(*document);
    if (!tokens)
      return tokens.error();
    parsed_ = std::move(*document);
    std::lock_guard lock{mutex_};
    tokens_ = std::make_shared<http::token_set>(std::move(*tokens));
    return {};
  }

  storage::postgres_token_document row_; ///< of reader_ after start()
  bool is_stale_ = false;                ///< of reader_
  std::optional<std::string> parsed_;    ///< the document of tokens_; of reader_
  std::mutex mutex_;
  std::condition_variable ends_;
  bool is_ending_ = false;
  std::shared_ptr<const http::token_set> tokens_;
  std::thread reader_;
};

/// The source that owns what it reads from.
template <class Tokens>
storage::result<http::token_source> started_source(std::shared_ptr<Tokens> tokens) {
  if (auto first = tokens->start(); !first)
    return first.error();
  return http::token_source{[tokens = std::move(tokens)] { return tokens->present(); }};
}

} // namespace

storage::result<http::token_set> kept_tokens(const settings& chosen) {
  if (chosen.storage.engine == storage_engine::rocksdb)
    return read_operator_tokens(chosen.storage.data_dir);
  storage::postgres_token_document row{postgres_options_of(chosen)};
  return read_database(row);
}

storage::status change_tokens(const settings& chosen, const token_change& change) {
  if (chosen.storage.engine == storage_engine::rocksdb)
    return change_operator_tokens(chosen.storage.data_dir, change);
  storage::postgres_token_document row{postgres_options_of(chosen)};
  return row.change([&](const std::string& document) -> storage::result<std::string> {
    auto tokens = tokens_in(document);
    if (!tokens)
      return tokens.error();
    if (auto changed = change(*tokens); !changed)
      return changed.error();
    return tokens->to_text();
  });
}

storage::result<http::token_source> watch_tokens(const settings& chosen) {
  if (chosen.storage.engine == storage_engine::postgres)
    return started_source(std::make_shared<database_tokens>(chosen));
  return started_source(
      std::make_shared<watched_operator_tokens>(chosen.storage.data_dir, warn_of_tokens));
}

} // namespace boxoffice::cli
