#include "cli/webhook/webhook_text.hpp"

#include "cli/terminal/text_layout.hpp"

#include <nlohmann/json.hpp>

#include <set>

namespace boxoffice::cli {

namespace {

std::string hook_error_text(const nlohmann::json& webhook) {
  if (webhook.contains("disabledReason"))
    return webhook.at("disabledReason");
  return webhook.contains("lastError") ? webhook.at("lastError").at("detail").get<std::string>()
                                       : "-";
}

} // namespace

std::string webhooks_text(const nlohmann::json& list) {
  std::vector<std::vector<std::string>> rows{{"ID", "STATE", "BEHIND", "DEAD", "URL", "ERROR"}};
  for (const auto& each : list.at("webhooks"))
    rows.push_back({each.at("id"), each.at("state"),
                    each.contains("behind") ? each.at("behind").at("events").dump() : "-",
                    each.at("deadLetters").dump(), each.at("url"), hook_error_text(each)});
  return in_columns(rows);
}

std::string dead_letters_text(const nlohmann::json& page) {
  std::vector<std::vector<std::string>> rows{{"SHOW", "SEQ", "ATTEMPTS", "LAST ATTEMPT", "ERROR"}};
  for (const auto& each : page.at("deadLetters"))
    rows.push_back({each.at("movieShowId"), each.at("seq").dump(), each.at("attempts").dump(),
                    each.at("lastAttemptAt"), each.at("error")});
  return in_columns(rows);
}

std::string missing_nodes_text(const nlohmann::json& answer) {
  std::set<std::string> names;
  auto add = [&](const nlohmann::json& one) {
    for (const auto& each : one.value("missingNodes", nlohmann::json::array()))
      names.insert(each.get<std::string>());
  };
  add(answer);
  for (const auto& each : answer.value("webhooks", nlohmann::json::array()))
    add(each);
  std::string text;
  for (const auto& each : names)
    text += (text.empty() ? "not reachable: " : ", ") + each;
  return text;
}

} // namespace boxoffice::cli
