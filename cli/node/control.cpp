#include "cli/node/control.hpp"

#include "http/transport/control_socket.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <nlohmann/json.hpp>

namespace boxoffice::cli {

namespace {

namespace beast = boost::beast::http;
using boost::system::error_code;
using storage::storage_error;

storage_error no_server(const std::filesystem::path& socket, const error_code& why) {
  return {storage_error::kind::absent,
          "no server answers at " + socket.string() + ": " + why.message()};
}

beast::request<beast::string_body> request_of(http::verb verb, const std::string& target,
                                              const std::string& body) {
  beast::request<beast::string_body> request{verb, target, 11};
  request.set(beast::field::host, "localhost");
  request.set(beast::field::connection, "close");
  if (!body.empty()) {
    request.set(beast::field::content_type, "application/json");
    request.body() = body;
  }
  request.prepare_payload();
  return request;
}

} // namespace

storage::result<server_response> call_server(const std::filesystem::path& data_dir, http::verb verb,
                                             const std::string& target, const std::string& body) {
  auto path = data_dir / control_socket_name;
  auto file = http::socket_file::at(path);
  if (!file)
    return no_server(path, file.error());
  boost::asio::io_context io;
  http::local::socket socket{io};
  error_code failed;
  socket.connect(file->endpoint(), failed);
  if (failed)
    return no_server(path, failed);
  beast::write(socket, request_of(verb, target, body), failed);
  beast::response<beast::string_body> got;
  boost::beast::flat_buffer buffer;
  if (!failed)
    beast::read(socket, buffer, got, failed);
  if (failed)
    return storage_error{storage_error::kind::io, "the server at " + path.string() +
                                                      " did not respond: " + failed.message()};
  return server_response{got.result_int(), std::move(got.body())};
}

std::string error_text(const server_response& response) {
  auto problem = nlohmann::json::parse(response.body, nullptr, false);
  auto detail_in = [](const nlohmann::json& object) {
    auto found = object.is_object() ? object.find("detail") : object.end();
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
  };
  if (problem.is_object() && problem.contains("errors") && problem["errors"].is_array())
    for (const auto& each : problem["errors"])
      if (auto detail = detail_in(each); !detail.empty())
        return detail;
  auto detail = detail_in(problem);
  return detail.empty() ? "the server responded with status " + std::to_string(response.status)
                        : detail;
}

storage::result<bool> flag_in(const server_response& response, const char* member) {
  auto body = nlohmann::json::parse(response.body, nullptr, false);
  if (response.status != 200 || !body.is_object() || !body.contains(member))
    return storage_error{storage_error::kind::io, error_text(response)};
  return body[member] == true;
}

} // namespace boxoffice::cli
