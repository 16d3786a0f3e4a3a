// The state of a node's clock (actors/node_clock.hpp), kept in the data directory for the next
// process. Lines of text:
//
//   boxoffice-clock 1
//   boot ID                 of /proc/sys/kernel/random/boot_id: lines of another boot are ignored
//   last-event MS           Unix time of the last event, in ms
//   line MS                 for each line, oldest first
//
// The file may be deleted. The next start then does not notice a wrong clock, and a stream that is
// ahead of the clock continues from its last event.
#pragma once

#include "actors/node_clock.hpp"

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace boxoffice::cli {

/// In the data directory.
inline constexpr const char* clock_file_name = "clock";

/// The id of this boot of the machine; empty if it cannot be read.
[[nodiscard]] std::string boot_id();

[[nodiscard]] std::string clock_text(const actors::clock_memory& memory, std::string_view boot);
/// Returns nothing if the text is malformed. Drops the lines of another boot.
[[nodiscard]] std::optional<actors::clock_memory> read_clock_text(std::string_view text,
                                                                  std::string_view boot);
/// Reads the file. Returns an empty state if it is missing or, after a warning, if it is malformed.
[[nodiscard]] actors::clock_memory read_clock_file(const std::filesystem::path& file,
                                                   std::string_view boot,
                                                   const logging::logger& log);

/// Reads the clock once a second, so that a step is noticed without traffic. Writes the file when
/// the lines change, when the last event is 10 s later than in the file, and at its destruction.
class clock_keeper {
public:
  clock_keeper(std::shared_ptr<actors::node_clock> clock, std::filesystem::path file,
               logging::logger log);
  ~clock_keeper();
  clock_keeper(const clock_keeper&) = delete;
  clock_keeper& operator=(const clock_keeper&) = delete;

private:
  void watch(const std::stop_token& ended);
  void write(const actors::clock_memory& memory);

  std::shared_ptr<actors::node_clock> clock_;
  std::filesystem::path file_;
  logging::logger log_;
  std::string boot_;
  actors::clock_memory written_;
  bool failed_ = false; ///< whether the last write failed; it was logged
  std::mutex guard_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

} // namespace boxoffice::cli
