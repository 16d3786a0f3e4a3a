#include "http/server/answered.hpp"

#include "http/server/worker.hpp"
#include "logging/access_log.hpp"

namespace boxoffice::http {

namespace {

using std::chrono::steady_clock;

std::string_view or_dash(std::string_view text) { return text.empty() ? "-" : text; }

std::string text_of(const client_address& client) {
  return client.at_control_socket ? "control-socket" : client.address.to_string();
}

} // namespace

void record(worker& home, const answered& one) {
  const auto& [mark, status, problem, bytes, from] = one;
  const auto took = steady_clock::now() - mark.began;
  home.probe().requests.record(mark.route, status, problem, took);
  const auto& state = home.state();
  const auto& log = state.env.log;
  const auto is_logged = log.takes(logging::level::debug, logging::log_module::http);
  if (!is_logged && !state.options.access)
    return;
  const auto client = text_of(from.client);
  const logging::access_record line{
      or_dash(mark.method), or_dash(mark.pattern), client, status, bytes, took, from.tag};
  if (state.options.access)
    state.options.access->write(line);
  if (is_logged)
    log.write(logging::level::debug, logging::log_module::http, from.tag,
              "{} {} {}, {} bytes in {:.6f} s to {}", line.method, line.route, status, bytes,
              line.took.count(), client);
}

} // namespace boxoffice::http
