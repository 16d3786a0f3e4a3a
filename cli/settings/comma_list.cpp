#include "cli/settings/comma_list.hpp"

#include <algorithm>

namespace boxoffice::cli {

std::vector<std::string_view> comma_list(std::string_view text) {
  std::vector<std::string_view> entries;
  for (std::size_t begin = 0; begin <= text.size();) {
    auto end = std::min(text.find(',', begin), text.size());
    auto entry = text.substr(begin, end - begin);
    entry.remove_prefix(std::min(entry.find_first_not_of(' '), entry.size()));
    entries.push_back(entry.substr(0, entry.find_last_not_of(' ') + 1));
    begin = end + 1;
  }
  return entries;
}

} // namespace boxoffice::cli
