// Calls to the server that runs in a data directory, by its control socket
// (http/server/control_socket.hpp).
#pragma once

#include "http/server/message.hpp"
#include "storage/event_log.hpp"

#include <filesystem>
#include <string>

namespace boxoffice::cli {

struct server_answer {
  unsigned status = 0;
  std::string body;
};

/// Calls the server as its operator and waits for the answer as long as it takes. `body`, where
/// there is one, is JSON. `absent` where nobody answers there.
[[nodiscard]] storage::result<server_answer> ask_server(const std::filesystem::path& data_dir,
                                                        http::verb verb, const std::string& target,
                                                        const std::string& body);

/// What went wrong, in words: the detail of a problem document's first fault, else its own, else
/// the status.
[[nodiscard]] std::string trouble_in(const server_answer& answer);

/// All but letters, digits and `-._~` as `%XX`.
[[nodiscard]] std::string percent_encoded(std::string_view text);

} // namespace boxoffice::cli
