#include "http/api/signin/key_source.hpp"

#include "events/text.hpp"

#include <filesystem>
#include <fstream>
#include <system_error>

#include <boost/asio/post.hpp>

namespace boxoffice::http {

namespace {

bool is_url(const std::string& where) { return where.find("://") != std::string::npos; }

http_got read_key_file(const std::string& path) {
  const auto most = http_get_limits{}.most_bytes;
  // To open a pipe would wait for its writer.
  std::error_code unseen;
  if (std::filesystem::is_other(path, unseen))
    return {std::nullopt, "the file is no regular file"};
  std::ifstream file{path, std::ios::binary};
  std::string text(most + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.empty())
    return {std::nullopt, "the file cannot be read or is empty"};
  if (text.size() > most)
    return {std::nullopt, "the file has more than 256 KiB"};
  return {std::move(text)};
}

} // namespace

std::string error_in_jwks(const std::string& where) {
  if (is_url(where))
    return parse_http_url(where) ? "" : "is no http or https URL";
  auto got = read_key_file(where);
  return got.body ? read_key_set(*got.body).error : got.error;
}

key_source::key_source(const auth_options& options, customer_tokens& tokens,
                       const logging::logger& log)
    : where_{options.jwks},
      shown_{events::without_url_secrets(options.jwks)},
      tokens_{tokens},
      log_{log},
      schedule_{options.jwks_refresh, options.jwks_least_gap} {
  tokens_.when_key_is_unknown([this] { request(); });
  boost::asio::post(io_, [this] { load(); });
  thread_ = std::thread{[this] { io_.run(); }};
}

key_source::~key_source() {
  tokens_.when_key_is_unknown([] {});
  io_.stop();
  thread_.join();
}

void key_source::request() {
  if (requested_.exchange(true))
    return;
  boost::asio::post(io_, [this] {
    requested_ = false;
    schedule_.request(refresh_schedule::clock::now());
    if (!loading_)
      wait();
  });
}

void key_source::wait() {
  timer_.expires_at(schedule_.due());
  timer_.async_wait([this](boost::system::error_code error) {
    if (!error && !loading_)
      load();
  });
}

void key_source::load() {
  loading_ = true;
  schedule_.began(refresh_schedule::clock::now());
  if (is_url(where_))
    return http_get(io_, *parse_http_url(where_), {},
                    [this](http_got&& got) { take(std::move(got)); });
  take(read_key_file(where_));
}

void key_source::take(http_got&& got) {
  loading_ = false;
  if (auto error = use(std::move(got)); !error.empty()) {
    schedule_.failed(refresh_schedule::clock::now());
    log_.warn(logging::log_module::http, "auth.jwks: {}: {}; {}", shown_, error,
              tokens_.has_keys() ? "the keys from before are kept"
                                 : "no token is accepted until there are keys");
  } else {
    schedule_.succeeded();
  }
  wait();
}

std::string key_source::use(http_got&& got) {
  if (!got.body)
    return std::move(got.error);
  if (*got.body == last_text_)
    return {};
  auto read = read_key_set(*got.body);
  if (!read.keys)
    return std::move(read.error);
  for (const auto& each : read.ignored)
    log_.warn(logging::log_module::http, "auth.jwks: {}: {}", shown_, each);
  log_.info(logging::log_module::http, "auth.jwks: loaded {} keys from {}", read.keys->size(),
            shown_);
  last_text_ = std::move(*got.body);
  tokens_.replace_keys(std::make_shared<const key_set>(std::move(*read.keys)));
  return {};
}

} // namespace boxoffice::http
