#include "cli/node/reload.hpp"

#include "cli/settings/settings_table.hpp"
#include "logging/server_log.hpp"

#include <algorithm>

namespace boxoffice::cli {

namespace {

/// Returns the keys of the settings that were copied.
std::string copy_reloadable(const settings& from, settings& to) {
  std::string keys;
  for (const auto& each : settings_table())
    if (each.reloadable) {
      each.copy(from, to);
      keys.append(keys.empty() ? "" : ", ").append(each.key);
    }
  return keys;
}

} // namespace

reloader::reloader(settings running, operator_token token, settings_source source)
    : running_{std::move(running)}, token_{std::move(token)}, source_{std::move(source)} {}

void reloader::reload(http::gateway& gateway) {
  auto read = source_();
  if (!read) {
    for (const auto& error : read.error())
      logging::server_log().warn(logging::log_module::node, "SIGHUP: nothing was reloaded: {}",
                                 to_text(error));
    return;
  }
  auto found = known_operator_token(running_.storage.data_dir);
  if (!found) {
    logging::server_log().warn(logging::log_module::node, "SIGHUP: nothing was reloaded: {}",
                               found.error().detail);
    return;
  }
  if (!*found)
    logging::server_log().warn(logging::log_module::node,
                               "SIGHUP: there is no operator token in {}; the present one is kept",
                               (running_.storage.data_dir / token_file).string());
  auto token = found->value_or(token_);
  if (!token.remark.empty())
    logging::server_log().warn(logging::log_module::node, "{}", token.remark);
  auto unchanged = token.text == token_.text;
  gateway.set_operator_token(token.text);
  token_ = std::move(token);
  auto reloaded = copy_reloadable(*read, running_);
  gateway.set_trusted_proxies(running_.http.trusted_proxies);
  // Written whatever the new level is.
  logging::server_log().set_levels(logging::levels{logging::level::info});
  logging::server_log().info(
      logging::log_module::node, "SIGHUP: reloaded {} and the operator token from {}{}{}", reloaded,
      token_.source, unchanged ? ", which is as before" : ", which is another one",
      *read == running_ ? "" : "; other settings have changed, for the next start");
  logging::server_log().set_levels(running_.log.by_module());
}

} // namespace boxoffice::cli
