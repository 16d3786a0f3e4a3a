// What a node's clock knows (actors/node_clock.hpp), kept in the data directory for the process
// after this one. Lines of text:
//
//   boxoffice-clock 1
//   boot ID                 of /proc/sys/kernel/random/boot_id: lines of another boot say nothing
//   last-event MS           Unix time of the last event, in ms
//   line MS                 for each line, oldest first
//
// Without the file nothing is lost but what it is for: a start does not notice that its clock is
// wrong, and a stream that is ahead of the clock goes on from its last event.
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

/// The name of this boot of the machine; empty where it has none.
[[nodiscard]] std::string boot_id();

[[nodiscard]] std::string clock_text(const actors::clock_memory& memory, std::string_view boot);
/// Nothing where it is no such text.
[[nodiscard]] std::optional<actors::clock_memory> read_clock_text(std::string_view text,
                                                                  std::string_view boot);
/// What the file says; nothing known where it is missing, and where it cannot be read, after a
/// warning.
[[nodiscard]] actors::clock_memory read_clock_file(const std::filesystem::path& file,
                                                   std::string_view boot,
                                                   const actors::node_clock::warning& warn);

/// Looks at the clock once a second, so that a step is noticed while nothing happens, and writes
/// the file where the lines have changed or the last event is 10 s later than it says, and at its
/// end.
class clock_keeper {
public:
  clock_keeper(std::shared_ptr<actors::node_clock> clock, std::filesystem::path file,
               actors::node_clock::warning warn);
  ~clock_keeper();
  clock_keeper(const clock_keeper&) = delete;
  clock_keeper& operator=(const clock_keeper&) = delete;

private:
  void watch(const std::stop_token& ended);
  void write(const actors::clock_memory& memory);

  std::shared_ptr<actors::node_clock> clock_;
  std::filesystem::path file_;
  actors::node_clock::warning warn_;
  std::string boot_;
  actors::clock_memory written_;
  bool failed_ = false; ///< the last write, which was warned of
  std::mutex guard_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

} // namespace boxoffice::cli
