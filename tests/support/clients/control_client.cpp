#include "tests/support/clients/control_client.hpp"

#include "tests/support/clients/exchange_log.hpp"
#include "tests/support/clients/response_reader.hpp"
#include "tests/support/readers/wire.hpp"

#include <cstring>
#include <fcntl.h>
#include <sys/un.h>
#include <unistd.h>

namespace boxoffice::tests {

namespace http = boost::beast::http;

struct control_client::connection : wire {
  using wire::wire;
};

namespace {

/// An open socket that is connected, or throws.
int connected_to(const std::filesystem::path& socket) {
  // An address holds 107 bytes; by way of the open directory any path fits.
  const int directory = ::open(socket.parent_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  const auto short_path =
      "/proc/self/fd/" + std::to_string(directory) + "/" + socket.filename().string();
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, short_path.c_str(), sizeof address.sun_path - 1);
  const int made = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int failed = ::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  const std::string why = std::strerror(errno);
  ::close(directory);
  if (failed == 0)
    return made;
  ::close(made);
  throw connection_broken{"connect to " + socket.string() + ": " + why};
}

} // namespace

control_client::control_client(const std::filesystem::path& socket,
                               std::chrono::milliseconds timeout)
    : connection_{std::make_unique<connection>(timeout)} {
  // The stream does not look at what kind its socket is, and so the one of `wire` does.
  connection_->stream.socket().assign(boost::asio::ip::tcp::v4(), connected_to(socket));
}

control_client::~control_client() = default;
control_client::control_client(control_client&&) noexcept = default;
control_client& control_client::operator=(control_client&&) noexcept = default;

response control_client::get(const std::string& target, const header_list& headers) {
  return send("GET", target, {}, headers);
}

response control_client::post(const std::string& target, const json& body) {
  return send("POST", target, body.dump(), {{"Content-Type", "application/json"}});
}

response control_client::put(const std::string& target, const json& body) {
  return send("PUT", target, body.dump(), {{"Content-Type", "application/json"}});
}

response control_client::send(const std::string& method, const std::string& target,
                              const std::string& text, const header_list& headers) {
  const auto request = request_of(method, target, "localhost", headers, text);
  auto& at = *connection_;
  at.run([&](auto done) { http::async_write(at.stream, request, std::move(done)); });
  bool keep_alive = false;
  auto got = read_response(at, method == "HEAD", keep_alive);
  if (!got)
    throw connection_broken{method + " " + target + ": " + got.error().message()};
  log_exchange(method, target, text, *got);
  return std::move(*got);
}

response control_client::expect_response() {
  bool keep_alive = false;
  auto got = read_response(*connection_, false, keep_alive);
  if (!got)
    throw connection_broken{"no response: " + got.error().message()};
  log_exchange({}, {}, {}, *got);
  return std::move(*got);
}

bool control_client::closed_by_server() {
  bool keep_alive = false;
  const auto got = read_response(*connection_, false, keep_alive);
  return !got && got.error() != boost::beast::error::timeout;
}

} // namespace boxoffice::tests
