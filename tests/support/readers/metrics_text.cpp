#include "tests/support/readers/metrics_text.hpp"

#include <algorithm>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace boxoffice::tests {

namespace {

metric_labels labels_in(std::string text) {
  static const std::regex one{R"re(([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)",?)re"};
  metric_labels all;
  for (std::smatch found;
       std::regex_search(text, found, one, std::regex_constants::match_continuous);
       text = found.suffix())
    all[found[1]] = found[2];
  if (!text.empty())
    throw std::runtime_error{"not labels: " + text};
  return all;
}

metric_sample sample_in(const std::string& line) {
  static const std::regex form{R"(([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+))"};
  std::smatch found;
  if (!std::regex_match(line, found, form))
    throw std::runtime_error{"not a sample: " + line};
  return {found[1], labels_in(found[2]), std::stod(found[3])};
}

} // namespace

metrics_text::metrics_text(const std::string& text) {
  static const std::regex about{R"(# (HELP|TYPE) (\S+) (.*))"};
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) {
    std::smatch found;
    if (!line.starts_with('#'))
      samples.push_back(sample_in(line));
    else if (std::regex_match(line, found, about))
      (found[1] == "HELP" ? helps : types)[found[2]] = found[3];
    else
      throw std::runtime_error{"not a comment: " + line};
  }
}

double metrics_text::sum(const std::string& name, const metric_labels& labels) const {
  double sum = 0;
  for (const auto& one : samples)
    if (one.name == name && std::ranges::includes(one.labels, labels))
      sum += one.value;
  return sum;
}

std::string metrics_text::family_of(const metric_sample& one) const {
  for (const auto* ending : {"_bucket", "_sum", "_count"})
    if (one.name.ends_with(ending)) {
      auto family = one.name.substr(0, one.name.rfind('_'));
      if (auto found = types.find(family); found != types.end() && found->second == "histogram")
        return family;
    }
  return one.name;
}

std::set<std::string> metrics_text::labels_of(const std::string& family) const {
  std::set<std::string> names;
  for (const auto& one : samples)
    if (family_of(one) == family)
      for (const auto& [name, value] : one.labels)
        names.insert(name);
  names.erase("le");
  return names;
}

} // namespace boxoffice::tests
