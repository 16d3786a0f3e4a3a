#include "cli/ticket/scan_file.hpp"

#include "cli/files/file_text.hpp"
#include "events/time_text.hpp"
#include "http/api/json/gate_json.hpp"

#include <sstream>

namespace boxoffice::cli {

namespace {

storage::result<scan> scan_in(const std::string& line, std::size_t number,
                              const std::filesystem::path& file) {
  auto wrong = [&](const std::string& why) {
    return storage::storage_error{storage::storage_error::kind::corrupt,
                                  file.string() + ':' + std::to_string(number) + ": " + why};
  };
  auto read = http::read_admission(line);
  if (!read && !read.error().errors.empty())
    return wrong(read.error().errors.front().field + ' ' + read.error().errors.front().detail);
  if (!read)
    return wrong("is not one JSON object {code, gate?, at}");
  if (!read->scanned_at)
    return wrong("at is missing; without it the scan could not be sent twice");
  return scan{number, std::move(read->code), read->gate.value_or(""),
              events::to_rfc3339(*read->scanned_at), line};
}

} // namespace

storage::result<std::vector<scan>> read_scans(const std::filesystem::path& file) {
  auto read = read_file(file, pipes::read);
  if (!read)
    return read.error();
  std::vector<scan> scans;
  std::istringstream lines{read->text};
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos)
      continue;
    auto one = scan_in(line, number, file);
    if (!one)
      return one.error();
    scans.push_back(std::move(*one));
  }
  return scans;
}

} // namespace boxoffice::cli
