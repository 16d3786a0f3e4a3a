#include "tests/support/clients/http_client.hpp"

#include "tests/support/clients/exchange_log.hpp"
#include "tests/support/clients/response_reader.hpp"
#include "tests/support/processes/server_process.hpp"
#include "tests/support/readers/wire.hpp"

#include <boost/beast/core/string.hpp>
#include <cctype>

namespace boxoffice::tests {

namespace http = boost::beast::http;

struct http_client::connection : wire {
  using wire::wire;
};

std::string response::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (boost::beast::iequals(key, boost::beast::string_view{name.data(), name.size()}))
      return value;
  return {};
}

std::string response::code() const {
  const auto found = body.is_object() ? body.find("code") : body.end();
  return found != body.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::string response::summary() const {
  return std::to_string(status) + " " + text.substr(0, 2000);
}

http_client::http_client(std::uint16_t port, std::chrono::milliseconds timeout, std::string host)
    : host_{std::move(host)}, port_{port}, timeout_{timeout} {}

http_client::~http_client() = default;
http_client::http_client(http_client&&) noexcept = default;
http_client& http_client::operator=(http_client&&) noexcept = default;

void http_client::connect() {
  if (connection_ && connection_->closed_meanwhile())
    close(); // It was idle for too long, say.
  if (connection_)
    return;
  auto fresh = std::make_unique<connection>(timeout_);
  if (const auto error = fresh->connect(port_, host_))
    throw connection_broken{"connect: " + error.message()};
  connection_ = std::move(fresh);
}

void http_client::close() { connection_.reset(); }

response http_client::get(const std::string& target, const header_list& headers) {
  return send("GET", target, {}, headers);
}

response http_client::del(const std::string& target, const header_list& headers) {
  return send("DELETE", target, {}, headers);
}

response http_client::post_nothing(const std::string& target, const header_list& headers) {
  return send("POST", target, {}, headers);
}

response http_client::post(const std::string& target, const json& body,
                           const header_list& headers) {
  auto all = headers;
  all.emplace_back("Content-Type", "application/json");
  return send("POST", target, body.dump(), all);
}

response http_client::put(const std::string& target, const json& body, const header_list& headers) {
  auto all = headers;
  all.emplace_back("Content-Type", "application/json");
  return send("PUT", target, body.dump(), all);
}

response http_client::send(const std::string& method, const std::string& target,
                           const std::string& text, const header_list& headers) {
  connect();
  const auto request =
      request_of(method, target, host_ + ":" + std::to_string(port_), headers, text);

  // A server that refuses a big body may respond and close before it has read all of it, so the
  // response is read also after a failed write.
  auto& at = *connection_;
  at.run([&](auto done) { http::async_write(at.stream, request, std::move(done)); });
  bool keep_alive = false;
  auto got = read_response(at, method == "HEAD", keep_alive);
  if (!got || !keep_alive)
    close();
  if (!got)
    throw connection_broken{method + " " + target + ": " + got.error().message()};
  log_exchange(method, target, text, *got);
  return std::move(*got);
}

header_list as_operator(header_list more) {
  more.emplace_back("Authorization", std::string{"Bearer "} + operator_token);
  return more;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view plain = "-._~";
  std::string result;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (std::isalnum(byte) != 0 || plain.find(letter) != std::string_view::npos) {
      result += letter;
      continue;
    }
    result += '%';
    result += digits[byte >> 4U];
    result += digits[byte & 15U];
  }
  return result;
}

} // namespace boxoffice::tests
