#include "cli/files/clock_file.hpp"

#include "cli/files/file_text.hpp"
#include "events/text.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace boxoffice::cli {

namespace {

namespace fs = std::filesystem;
using events::time_ms;

constexpr std::string_view first_line = "boxoffice-clock 1";
constexpr std::chrono::seconds check_interval{1};
/// The file is written when the last event is this much later than in the file.
constexpr time_ms news_ms = 10'000;

/// Takes the first line off the text. Returns false if there is no complete line.
bool take_line(std::string_view& text, std::string_view& line) {
  auto end = text.find('\n');
  if (end == std::string_view::npos)
    return false;
  line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return true;
}

/// The text after the word and a blank.
std::optional<std::string_view> after(std::string_view word, std::string_view line) {
  if (line.size() <= word.size() || !line.starts_with(word) || line[word.size()] != ' ')
    return std::nullopt;
  return line.substr(word.size() + 1);
}

std::optional<time_ms> number_after(std::string_view word, std::string_view line) {
  auto digits = after(word, line);
  return digits ? events::whole_number<time_ms>(*digits) : std::nullopt;
}

/// Returns 0 or an errno. Not synced: after a power cut the lines would be of another boot anyway.
int replace(const fs::path& file, const std::string& text) {
  auto fresh = file;
  fresh += ".new";
  if (auto error = write_file(fresh, O_TRUNC, text, sync_to_disk::no); error != 0)
    return error;
  return ::rename(fresh.c_str(), file.c_str()) == 0 ? 0 : errno;
}

} // namespace

std::string boot_id() {
  std::ifstream in{"/proc/sys/kernel/random/boot_id"};
  std::string id;
  in >> id;
  return id;
}

std::string clock_text(const actors::clock_memory& memory, std::string_view boot) {
  std::string text{first_line};
  text.append("\nboot ").append(boot);
  text += "\nlast-event " + std::to_string(memory.last_event) + '\n';
  for (auto line : memory.lines)
    text += "line " + std::to_string(line) + '\n';
  return text;
}

std::optional<actors::clock_memory> read_clock_text(std::string_view text, std::string_view boot) {
  std::string_view line;
  if (!take_line(text, line) || line != first_line || !take_line(text, line))
    return std::nullopt;
  auto of_boot = after("boot", line);
  auto last = of_boot && take_line(text, line) ? number_after("last-event", line) : std::nullopt;
  if (!last)
    return std::nullopt;
  actors::clock_memory memory{{}, *last};
  while (take_line(text, line)) {
    auto number = number_after("line", line);
    if (!number)
      return std::nullopt;
    memory.lines.push_back(*number);
  }
  if (!text.empty())
    return std::nullopt;
  if (boot.empty() || *of_boot != boot)
    memory.lines.clear();
  return memory;
}

actors::clock_memory read_clock_file(const fs::path& file, std::string_view boot,
                                     const logging::logger& log) {
  auto read = read_file(file);
  if (!read && read.error().what == storage::storage_error::kind::absent)
    return {};
  if (read)
    if (auto memory = read_clock_text(read->text, boot))
      return *memory;
  log.warn(logging::log_module::node, "{} cannot be read: this start does not check the clock",
           file.string());
  return {};
}

clock_keeper::clock_keeper(std::shared_ptr<actors::node_clock> clock, fs::path file,
                           logging::logger log)
    : clock_{std::move(clock)},
      file_{std::move(file)},
      log_{std::move(log)},
      boot_{boot_id()},
      thread_{[this](const std::stop_token& ended) { watch(ended); }} {}

clock_keeper::~clock_keeper() {
  thread_.request_stop();
  thread_.join();
  if (clock_->memory() != written_)
    write(clock_->memory());
}

void clock_keeper::watch(const std::stop_token& ended) {
  std::unique_lock lock{guard_};
  while (!ended.stop_requested()) {
    static_cast<void>(clock_->now()); // Warns.
    auto memory = clock_->memory();
    if (memory.lines != written_.lines || memory.last_event - written_.last_event >= news_ms)
      write(memory);
    wake_.wait_for(lock, ended, check_interval, [] { return false; });
  }
}

void clock_keeper::write(const actors::clock_memory& memory) {
  auto error = replace(file_, clock_text(memory, boot_));
  if (error == 0) {
    written_ = memory;
    failed_ = false;
  } else if (!std::exchange(failed_, true)) {
    log_.error(logging::log_module::node, "cannot write {}: {}", file_.string(),
               std::strerror(error));
  }
}

} // namespace boxoffice::cli
