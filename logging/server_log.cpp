#include "logging/server_log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace boxoffice::logging {

namespace {

std::atomic<format> server_format{format::text};

spdlog::level::level_enum level_of_spdlog(level severity) {
  return static_cast<spdlog::level::level_enum>(severity);
}

/// The sink takes whole lines: our own levels, by module, and our own escapes come before it.
logger::writer writer_to_stderr() {
  auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  auto out = std::make_shared<spdlog::logger>("boxoffice", std::move(sink));
  out->set_pattern("%v", spdlog::pattern_time_type::utc);
  out->set_level(spdlog::level::trace);
  return [out](const line& one) {
    std::string text;
    append_line(text, one, server_format.load(std::memory_order_relaxed),
                std::chrono::system_clock::now());
    text.pop_back(); // spdlog adds the line's end.
    out->log(level_of_spdlog(one.severity), spdlog::string_view_t{text.data(), text.size()});
  };
}

} // namespace

const logger& server_log() {
  // Never destroyed: threads may write until the process has ended.
  static const logger& log = *new logger{writer_to_stderr(), levels{level::warn}};
  return log;
}

void set_server_log_format(format as) { server_format.store(as, std::memory_order_relaxed); }

} // namespace boxoffice::logging
