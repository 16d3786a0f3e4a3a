#include "cli/node/reload.hpp"

#include <algorithm>

#include <spdlog/spdlog.h>

namespace boxoffice::cli {

reloader::reloader(settings running, operator_token token, settings_source source)
    : running_{std::move(running)}, token_{std::move(token)}, source_{std::move(source)} {}

void reloader::reload(http::gateway& gate) {
  auto read = source_();
  if (!read) {
    for (const auto& error : read.error())
      spdlog::warn("SIGHUP: nothing was reloaded: {}", to_text(error));
    return;
  }
  auto token = find_operator_token(running_.storage.data_dir);
  if (!token) {
    spdlog::warn("SIGHUP: nothing was reloaded: {}", token.error().detail);
    return;
  }
  if (!token->remark.empty())
    spdlog::warn("{}", token->remark);
  auto as_before = token->text == token_.text;
  gate.set_operator_token(token->text);
  token_ = std::move(*token);
  running_.level = read->level;
  // At the level that lets more through, so that the line is written.
  set_log_level(std::min(read->level, log_level::info));
  spdlog::info("SIGHUP: reloaded log.level and the operator token from {}{}{}", token_.source,
               as_before ? ", which is as before" : ", which is another one",
               *read == running_ ? "" : "; other settings have changed, for the next start");
  set_log_level(read->level);
}

void set_log_level(log_level least) {
  spdlog::set_level(static_cast<spdlog::level::level_enum>(least));
}

} // namespace boxoffice::cli
