// The control socket: a Unix socket in the data directory that serves the same routes as TCP. A
// client that may open its file (mode 0600) is the operator.
#pragma once

#include <filesystem>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/system/result.hpp>

namespace boxoffice::http {

using local = boost::asio::local::stream_protocol;

/// A socket's file under a short name, however deep its directory is: the address of a Unix socket
/// holds only 107 bytes of path.
class socket_file {
public:
  /// Opens the directory, which must be there; the file need not. Errors: of open(2), and
  /// name_too_long if the last part of `path` alone is too long.
  [[nodiscard]] static boost::system::result<socket_file> at(const std::filesystem::path& path);

  socket_file(socket_file&& other) noexcept;
  socket_file& operator=(socket_file&& other) = delete;
  ~socket_file();

  /// For bind and connect, as long as this object lives.
  [[nodiscard]] local::endpoint endpoint() const;
  /// Removes the file if it is a socket.
  void remove() const;

private:
  socket_file(int directory, std::string name);
  [[nodiscard]] std::string short_path() const;

  int directory_; ///< file descriptor; -1 when moved from
  std::string name_;
};

/// Listens at `file`, which only its owner may open. A file that a killed server left is removed:
/// the caller must know, for example by a lock on the directory, that no other server runs.
[[nodiscard]] boost::system::result<local::acceptor> listen_at(boost::asio::io_context& io,
                                                               const socket_file& file);

} // namespace boxoffice::http
