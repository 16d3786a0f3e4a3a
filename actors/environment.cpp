#include "actors/environment.hpp"

#include "logging/server_log.hpp"

#include <caf/all.hpp>

#include <array>
#include <cstdlib>

#include <openssl/rand.h>

namespace boxoffice::actors {

namespace {

/// Gathered from the generator a page at a time: a call to it costs more than the bytes.
events::bytes16 unguessable() {
  thread_local std::array<std::uint8_t, 4096> pool{};
  thread_local std::size_t used = pool.size();
  if (used == pool.size()) {
    if (RAND_bytes(pool.data(), static_cast<int>(pool.size())) != 1)
      std::abort(); // A reqId that can be guessed is worse than no server.
    used = 0;
  }
  events::bytes16 bytes{};
  std::copy_n(pool.begin() + static_cast<std::ptrdiff_t>(used), bytes.size(), bytes.begin());
  used += bytes.size();
  return bytes;
}

constexpr int exit_io_error = 74; // EX_IOERR of sysexits.h

void report_and_end(const storage::storage_error& error) {
  logging::server_log().write(
      logging::level::critical, logging::log_module::log,
      "the event log failed and the process ends; nothing that is not durable was acknowledged, "
      "and the next start recovers from the log: {}",
      error.detail);
  std::_Exit(exit_io_error);
}

environment environment_with(const logging::logger& log, const clock_limits& limits,
                             clock_memory before) {
  return {std::make_shared<node_clock>(real_clocks(), limits, log, std::move(before)), unguessable,
          report_and_end, log};
}

} // namespace

environment real_environment(const clock_limits& limits, clock_memory before) {
  return environment_with(logging::server_log(), limits, std::move(before));
}

environment real_environment(const logging::logger& log) { return environment_with(log, {}, {}); }

std::function<caf::error(std::exception_ptr&)> ends_process(environment env) {
  return [env = std::move(env)](std::exception_ptr& thrown) -> caf::error {
    std::string why;
    try {
      std::rethrow_exception(thrown);
    } catch (const std::exception& error) {
      why = error.what();
    } catch (...) {
      why = "the thrown object is not a std::exception";
    }
    env.fail_stop({storage::storage_error::kind::io, "an unexpected exception: " + why});
    return caf::exit_reason::unhandled_exception;
  };
}

} // namespace boxoffice::actors
