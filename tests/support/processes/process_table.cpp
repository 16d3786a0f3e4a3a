#include "tests/support/processes/process_table.hpp"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>

namespace boxoffice::tests {

namespace {

struct process_line {
  char state = ' ';
  pid_t parent = 0;
};

/// Empty when there is no such process, or it ends meanwhile: then a read fails, and an iterator
/// would throw. See proc(5): `pid (name) state ppid …`, and the name may have any character in it.
std::optional<process_line> look_at(const std::string& process) {
  std::ifstream file{"/proc/" + process + "/stat"};
  std::string text;
  std::getline(file, text, '\0');
  const auto end_of_name = text.rfind(')');
  if (end_of_name == std::string::npos)
    return std::nullopt;
  process_line line;
  std::istringstream rest{text.substr(end_of_name + 1)};
  rest >> line.state >> line.parent;
  return line;
}

bool ended(const process_line& line) { return line.state == 'Z' || line.state == 'X'; }

} // namespace

std::vector<pid_t> children_of(pid_t parent) {
  std::vector<pid_t> found;
  for (const auto& entry : std::filesystem::directory_iterator{"/proc"}) {
    const auto name = entry.path().filename().string();
    pid_t process = 0;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), process);
    if (read.ec != std::errc{} || read.ptr != name.data() + name.size())
      continue;
    if (const auto line = look_at(name); line && line->parent == parent)
      found.push_back(process);
  }
  return found;
}

bool is_gone(pid_t process) {
  const auto line = look_at(std::to_string(process));
  return !line || ended(*line);
}

bool is_still(pid_t process) {
  const auto line = look_at(std::to_string(process));
  return !line || ended(*line) || line->state == 'T';
}

} // namespace boxoffice::tests
