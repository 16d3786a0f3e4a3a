#include "storage/witness/accepted_loss.hpp"

#include "events/time_text.hpp"

namespace boxoffice::storage {

namespace {

constexpr std::string_view loss_row_prefix = "accepted-loss ";

} // namespace

row_change accepted_loss_row(events::time_ms at, const log_loss& what) {
  return {table::node, std::string{loss_row_prefix} + events::to_rfc3339(at), to_text(what)};
}

result<std::vector<std::string>> accepted_losses(event_log& log) {
  std::vector<std::string> lines;
  auto walked = log.scan_prefix(table::node, loss_row_prefix, {},
                                [&](std::string_view key, std::string_view value) {
                                  lines.push_back(std::string{key.substr(loss_row_prefix.size())} +
                                                  ": " + std::string{value});
                                  return true;
                                });
  if (!walked)
    return walked.error();
  return lines;
}

} // namespace boxoffice::storage
