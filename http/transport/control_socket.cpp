#include "http/transport/control_socket.hpp"

#include <cerrno>
#include <utility>

#include <boost/asio/error.hpp>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace boxoffice::http {

namespace {

constexpr int backlog = 16;
constexpr mode_t owner_only = S_IRUSR | S_IWUSR;

boost::system::error_code last_error() { return {errno, boost::system::system_category()}; }

} // namespace

boost::system::result<socket_file> socket_file::at(const std::filesystem::path& path) {
  auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
  auto directory = ::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0)
    return last_error();
  socket_file file{directory, path.filename()};
  if (file.short_path().size() >= sizeof(sockaddr_un::sun_path))
    return boost::asio::error::make_error_code(boost::asio::error::name_too_long);
  return file;
}

socket_file::socket_file(int directory, std::string name)
    : directory_{directory}, name_{std::move(name)} {}

socket_file::socket_file(socket_file&& other) noexcept
    : directory_{std::exchange(other.directory_, -1)}, name_{std::move(other.name_)} {}

socket_file::~socket_file() {
  if (directory_ >= 0)
    ::close(directory_);
}

std::string socket_file::short_path() const {
  return "/proc/self/fd/" + std::to_string(directory_) + '/' + name_;
}

local::endpoint socket_file::endpoint() const { return local::endpoint{short_path()}; }

void socket_file::remove() const {
  struct stat found {};
  if (::fstatat(directory_, name_.c_str(), &found, AT_SYMLINK_NOFOLLOW) == 0 &&
      S_ISSOCK(found.st_mode))
    ::unlinkat(directory_, name_.c_str(), 0);
}

boost::system::result<local::acceptor> listen_at(boost::asio::io_context& io,
                                                 const socket_file& file) {
  file.remove();
  local::acceptor acceptor{io};
  boost::system::error_code error;
  acceptor.open(local{}, error);
  if (!error)
    acceptor.bind(file.endpoint(), error);
  // No client can connect before listen(), so the mode that bind() gave never counts.
  if (!error && ::chmod(file.endpoint().path().c_str(), owner_only) != 0)
    error = last_error();
  if (!error)
    acceptor.listen(backlog, error);
  if (error)
    return error;
  return acceptor;
}

} // namespace boxoffice::http
