#include "logging/access_log.hpp"

#include "logging/server_log.hpp"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/sinks/base_sink.h>
#include <unistd.h>

namespace boxoffice::logging {

namespace {

using std::chrono::steady_clock;

constexpr auto between_warnings = std::chrono::minutes{1};
/// Readable by the server's user only, whatever the umask is: it names clients.
constexpr mode_t file_mode = 0600;

/// -1 and errno if it cannot be opened.
int open_to_append(const std::string& file) {
  return ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, file_mode);
}

std::string hex_of(const auto& bytes) {
  std::string out;
  append_hex(out, bytes);
  return out;
}

} // namespace

/// Writes each line with one call, so that lines of several writers do not mix. spdlog's own file
/// sink can neither go on in a new file nor tell that a write failed.
class access_sink final : public spdlog::sinks::base_sink<std::mutex> {
public:
  /// Takes the descriptor.
  access_sink(int descriptor, std::string file) : descriptor_{descriptor}, file_{std::move(file)} {}
  ~access_sink() override {
    if (!file_.empty())
      ::close(descriptor_);
  }

  std::string reopen() {
    if (file_.empty())
      return {};
    const auto fresh = open_to_append(file_);
    if (fresh < 0)
      return file_ + ": " + std::strerror(errno);
    std::lock_guard lock{mutex_};
    ::close(std::exchange(descriptor_, fresh));
    return {};
  }
  [[nodiscard]] std::uint64_t failed() const { return failed_.load(std::memory_order_relaxed); }
  /// Whose queue the lines come from. Called before the first one. Not an owner: its thread would
  /// otherwise free the pool and wait for itself.
  void watch(spdlog::details::thread_pool& queue) { queue_ = &queue; }

protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    std::string_view left{message.payload.data(), message.payload.size()};
    while (!left.empty()) {
      const auto written = ::write(descriptor_, left.data(), left.size());
      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return note_failure(errno);
      left.remove_prefix(static_cast<std::size_t>(written));
    }
    note_overruns();
  }
  void flush_() override {}

private:
  void note_failure(int error) {
    failed_.fetch_add(1, std::memory_order_relaxed);
    if (may_warn())
      server_log().error(log_module::http,
                         "the access log cannot be written: {}; lines lost since the start: {}",
                         std::strerror(error), failed());
  }
  void note_overruns() {
    const auto overruns = queue_ != nullptr ? queue_->overrun_counter() : 0;
    if (overruns == told_ || !may_warn())
      return;
    told_ = overruns;
    server_log().warn(log_module::http,
                      "lines of the access log were dropped, because they come faster than they "
                      "can be written; since the start: {}",
                      overruns);
  }
  bool may_warn() {
    const auto now = steady_clock::now();
    if (warned_at_ && now - *warned_at_ < between_warnings)
      return false;
    warned_at_ = now;
    return true;
  }

  int descriptor_;
  const std::string file_;                        ///< empty: stderr
  spdlog::details::thread_pool* queue_ = nullptr; ///< outlives its thread, which alone uses it
  std::atomic<std::uint64_t> failed_{0};
  std::size_t told_ = 0; ///< overruns that a line has told
  std::optional<steady_clock::time_point> warned_at_;
};

/// In the order of their destruction: the pool's thread ends before the sink.
struct access_log::parts {
  std::shared_ptr<access_sink> sink;
  std::shared_ptr<spdlog::details::thread_pool> pool =
      std::make_shared<spdlog::details::thread_pool>(most_waiting, 1);
  std::shared_ptr<spdlog::async_logger> out = std::make_shared<spdlog::async_logger>(
      "access", sink, pool, spdlog::async_overflow_policy::overrun_oldest);
};

boost::system::result<std::shared_ptr<access_log>, std::error_code>
access_log::open(const std::filesystem::path& file, format as) {
  const auto descriptor = file.empty() ? STDERR_FILENO : open_to_append(file.string());
  if (descriptor < 0)
    return std::error_code{errno, std::generic_category()};
  auto made = std::make_unique<parts>(
      parts{.sink = std::make_shared<access_sink>(descriptor, file.string())});
  made->sink->watch(*made->pool);
  return std::shared_ptr<access_log>{new access_log{std::move(made), as}};
}

access_log::access_log(std::unique_ptr<parts> made, format as) : parts_{std::move(made)}, as_{as} {}

access_log::~access_log() = default;

void access_log::write(const access_record& one) {
  std::string line;
  append_record(line, one, as_, std::chrono::system_clock::now());
  parts_->out->log(spdlog::level::info, spdlog::string_view_t{line.data(), line.size()});
}

std::string access_log::reopen() { return parts_->sink->reopen(); }

std::uint64_t access_log::dropped() const {
  return parts_->pool->overrun_counter() + parts_->sink->failed();
}

void append_record(std::string& out, const access_record& one, format as,
                   std::chrono::system_clock::time_point at) {
  auto to = std::back_inserter(out);
  const auto* trace = one.tag.trace();
  if (as == format::json) {
    out += R"({"time":")";
    append_time(out, at);
    fmt::format_to(to,
                   R"(","client":"{}","method":"{}","route":"{}","status":{},"bytes":{},)"
                   R"("seconds":{:.6f},"request_id":"{}")",
                   one.client, one.method, one.route, one.status, one.bytes, one.took.count(),
                   id_of(one.tag));
    if (trace != nullptr)
      fmt::format_to(to, R"(,"trace_id":"{}","span_id":"{}")", hex_of(trace->trace),
                     hex_of(trace->span));
    out += "}\n";
    return;
  }
  append_time(out, at);
  fmt::format_to(to, " {} {} {} {} {} {:.6f} {} {}\n", one.client, one.method, one.route,
                 one.status, one.bytes, one.took.count(), id_of(one.tag),
                 trace != nullptr ? hex_of(trace->trace) : "-");
}

} // namespace boxoffice::logging
