#include "cli/doctor/finding.hpp"

#include "logging/line.hpp"

#include <algorithm>
#include <string_view>

namespace boxoffice::cli {

namespace {

std::string_view word_of(finding::severity how) {
  switch (how) {
  case finding::severity::ok: return "ok      ";
  case finding::severity::warning: return "warning ";
  case finding::severity::problem: return "problem ";
  }
  return {};
}

} // namespace

std::string to_text(std::span<const finding> all) {
  std::string text;
  for (const auto& each : all) {
    text.append(word_of(each.how))
        .append(each.subject)
        .append(": ")
        .append(logging::escaped(each.what)) += '\n';
    if (!each.advice.empty())
      text.append("         -> ").append(logging::escaped(each.advice)) += '\n';
  }
  return text;
}

bool has_problem(std::span<const finding> all) {
  return std::ranges::any_of(
      all, [](const finding& each) { return each.how == finding::severity::problem; });
}

} // namespace boxoffice::cli
