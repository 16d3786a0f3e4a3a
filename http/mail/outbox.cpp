#include "http/mail/outbox.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <system_error>

#include <boost/asio/post.hpp>
#include <fcntl.h>
#include <openssl/rand.h>
#include <unistd.h>

namespace boxoffice::http {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view mail_ending = ".eml";
constexpr mode_t for_owner_only = 0600;
constexpr std::chrono::seconds between_counts{1};

std::string message_text(int error) { return std::generic_category().message(error); }

std::string random_name() {
  std::array<std::uint8_t, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    std::abort();
  return events::to_hex(bytes);
}

/// Writes all of it. 0, or the error.
int write_all(int file, std::string_view text) {
  while (!text.empty()) {
    auto written = ::write(file, text.data(), text.size());
    if (written < 0 && errno != EINTR)
      return errno;
    if (written > 0)
      text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

/// Makes a file that is on the device when this returns. 0, or the error.
int make_file(const fs::path& path, std::string_view text) {
  auto file =
      ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, for_owner_only);
  if (file < 0)
    return errno;
  auto error = write_all(file, text);
  if (error == 0 && ::fsync(file) != 0)
    error = errno;
  if (::close(file) != 0 && error == 0)
    error = errno;
  if (error != 0)
    ::unlink(path.c_str());
  return error;
}

/// So that the new name of a file outlives a power cut. 0, or the error.
int sync_directory(const fs::path& path) {
  auto directory = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0)
    return errno;
  auto error = ::fsync(directory) == 0 ? 0 : errno;
  ::close(directory);
  return error;
}

/// 0, or the error.
int put_file(const fs::path& directory, const std::string& name, std::string_view text) {
  auto unfinished = directory / ('.' + name + ".tmp");
  if (auto error = make_file(unfinished, text); error != 0)
    return error;
  auto finished = directory / (name + std::string{mail_ending});
  if (::rename(unfinished.c_str(), finished.c_str()) != 0) {
    auto error = errno;
    ::unlink(unfinished.c_str());
    return error;
  }
  return sync_directory(directory);
}

std::size_t mails_in(const fs::path& directory) {
  std::size_t found = 0;
  std::error_code failed;
  for (fs::directory_iterator each{directory, failed}, end; !failed && each != end;
       each.increment(failed))
    if (each->path().extension() == mail_ending)
      ++found;
  return found;
}

} // namespace

std::string error_in_outbox(const fs::path& directory) {
  std::error_code failed;
  auto status = fs::status(directory, failed);
  if (failed || !fs::exists(status))
    return directory.string() + ": " + message_text(ENOENT);
  if (!fs::is_directory(status))
    return directory.string() + ": " + message_text(ENOTDIR);
  if (::faccessat(AT_FDCWD, directory.c_str(), R_OK | W_OK | X_OK, AT_EACCESS) != 0)
    return directory.string() + ": " + message_text(errno);
  return {};
}

outbox::outbox(const mail_options& options, logging::logger log)
    : options_{options}, log_{std::move(log)} {
  if (auto error = error_in_outbox(options_.outbox); !error.empty())
    log_.error(logging::log_module::http, "no mail can be written to mail.outbox: {}", error);
  count();
}

outbox::~outbox() { thread_.join(); }

bool outbox::is_full() {
  if (waiting_ < options_.most_waiting)
    return false;
  count_soon();
  return true;
}

bool outbox::put(outgoing_mail&& what, events::time_ms at, const logging::request_tag& tag) {
  if (is_full())
    return false;
  ++waiting_;
  boost::asio::post(thread_, [this, what = std::move(what), at, tag] { write(what, at, tag); });
  return true;
}

/// Neither address nor text is logged: the text has a link that opens a booking.
void outbox::write(const outgoing_mail& what, events::time_ms at, const logging::request_tag& tag) {
  auto id = random_name();
  auto text = message_of(what, options_.from, at, id);
  if (!text)
    return log_.write(logging::level::error, logging::log_module::http, tag,
                      "a mail is not sent: its address cannot stand in a header");
  if (auto error = put_file(options_.outbox, std::to_string(at) + '-' + id, *text); error != 0)
    log_.write(logging::level::error, logging::log_module::http, tag,
               "a mail could not be written to {}: {}", options_.outbox.string(),
               message_text(error));
  if (waiting_ >= options_.most_waiting / 2)
    count_soon();
}

void outbox::count_soon() {
  auto is_recent = std::chrono::steady_clock::now() - counted_at_.load() < between_counts;
  if (!is_recent && !counts_.exchange(true))
    boost::asio::post(thread_, [this] { count(); });
}

/// Mails that were put and are not written yet are not counted: they are few.
void outbox::count() {
  waiting_ = mails_in(options_.outbox);
  counted_at_ = std::chrono::steady_clock::now();
  counts_ = false;
}

} // namespace boxoffice::http
