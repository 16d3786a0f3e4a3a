// Calls to the server that runs on a data directory, over its control socket
// (http/transport/control_socket.hpp).
#pragma once

#include "http/server/message.hpp"
#include "storage/event_log.hpp"

#include <filesystem>
#include <string>

namespace boxoffice::cli {

/// In the data directory.
inline constexpr const char* control_socket_name = "control.sock";

struct server_response {
  unsigned status = 0;
  std::string body;
};

/// Calls the server as its operator and waits for the response without a time limit. `body` is JSON
/// or empty. Error: `absent` if no server listens there.
[[nodiscard]] storage::result<server_response> call_server(const std::filesystem::path& data_dir,
                                                           http::verb verb,
                                                           const std::string& target,
                                                           const std::string& body);

/// The detail of a problem document's first invalid field, or else its own detail, or else the
/// status.
[[nodiscard]] std::string error_text(const server_response& response);

/// The boolean member of a 200 response. Error: error_text() of any other response.
[[nodiscard]] storage::result<bool> flag_in(const server_response& response, const char* member);

} // namespace boxoffice::cli
