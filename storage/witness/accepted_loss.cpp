#include "storage/witness/accepted_loss.hpp"

#include "events/time_text.hpp"

namespace boxoffice::storage {

namespace {

constexpr std::string_view row_name = "accepted-loss ";

} // namespace

row_change accepted_loss_row(events::time_ms at, const log_loss& what) {
  return {table::node, std::string{row_name} + events::to_rfc3339(at), to_text(what)};
}

result<std::vector<std::string>> accepted_losses(event_log& log) {
  std::vector<std::string> lines;
  auto walked = log.scan(table::node, row_name, [&](std::string_view key, std::string_view value) {
    if (!key.starts_with(row_name))
      return false;
    lines.push_back(std::string{key.substr(row_name.size())} + ": " + std::string{value});
    return true;
  });
  if (!walked)
    return walked.error();
  return lines;
}

} // namespace boxoffice::storage
