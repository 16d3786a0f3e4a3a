// A blocking HTTP client, for the requests before the load.
#pragma once

#include "load/options.hpp"
#include "load/response.hpp"

#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/system/result.hpp>

namespace boxoffice::load {

template <class T>
using result = boost::system::result<T, load_error>;

[[nodiscard]] result<boost::asio::ip::tcp::endpoint> resolve(const server_address& server);

/// Each call blocks until the response or the time-out. One connection, opened at the first call.
class client {
public:
  using header_list = std::vector<std::pair<std::string, std::string>>;

  client(server_address server, milliseconds timeout);

  /// Sends a POST with a JSON body.
  [[nodiscard]] result<response> post(const std::string& target, const std::string& body,
                                      const header_list& headers);

private:
  [[nodiscard]] result<void> connect();
  template <class Start>
  [[nodiscard]] boost::system::error_code run(Start start);

  server_address server_;
  milliseconds timeout_;
  boost::asio::io_context io_{1};
  boost::beast::tcp_stream stream_{io_};
  boost::beast::flat_buffer buffer_;
};

} // namespace boxoffice::load
