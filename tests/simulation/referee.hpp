// What must hold in every run, judged by the replies to clients and by the streams in the database.
#pragma once

#include "tests/simulation/scheduler.hpp"
#include "tests/simulation/shows.hpp"

#include <array>
#include <deque>
#include <map>
#include <optional>
#include <string>

namespace boxoffice::simulation {

class model_database;

using write_id = std::uint64_t; ///< of a client's write, however often it is tried

/// The last lines of what happened. Costs nothing unless wanted.
class trace {
public:
  explicit trace(bool wanted) : wanted_{wanted} {}

  template <class Tell>
  void note(instant now, Tell tell) {
    if (wanted_)
      keep(now, tell());
  }
  [[nodiscard]] const std::deque<std::string>& tail() const { return tail_; }

private:
  void keep(instant now, const std::string& line);

  bool wanted_;
  std::deque<std::string> tail_;
};

/// The rules that can be broken.
enum class rule : std::uint8_t {
  old_epoch,   ///< an append went in under an epoch that is not its shard's
  same_seq,    ///< a node met an append of another at the seq of its own
  gap,         ///< a stream has one
  lost_write,  ///< an acknowledged write is not at the seq of its reply, or is there twice
  stale_reply, ///< a seq lower than one that was known when the ask began
  unborn_read, ///< a seq that the database did not have
  lost_lease,  ///< a node lost shards or its row while its lease held
  stuck,       ///< after the faults something did not recover in time
};

struct violation {
  rule broken;
  std::string how;
};

/// Counts what happened, to see that the run was not idle.
struct tally {
  std::size_t writes{}, reads{}, unavailable{}, returned{};
  std::size_t claims{}, expulsions{}, transfers{}, ended_lives{}, unknown_outcomes{};
  void add(const tally& other);
};

class referee {
public:
  explicit referee(trace& lines) : lines_{lines} {}

  /// Only the first violation is kept: later ones may follow from it.
  void broken(instant now, rule which, std::string how);
  [[nodiscard]] const std::optional<violation>& found() const { return found_; }

  /// The least seq that the reply to an ask that begins now must have.
  [[nodiscard]] std::uint64_t least(int show) const {
    return known_.at(static_cast<std::size_t>(show));
  }
  void was_read(instant now, int show, std::uint64_t least, std::uint64_t seq,
                const model_database& database);
  void was_written(instant now, int show, std::uint64_t least, std::uint64_t seq, write_id write);
  /// At the end: what was acknowledged is in the streams.
  void check_streams(instant now, const model_database& database);

  tally counted;

private:
  void must_reach(instant now, int show, std::uint64_t least, std::uint64_t seq);

  trace& lines_;
  std::optional<violation> found_;
  std::array<std::uint64_t, shows_in_all> known_{}; ///< the highest seq in any reply
  std::array<std::map<write_id, std::uint64_t>, shows_in_all> acknowledged_;
};

[[nodiscard]] std::string to_text(rule which);

} // namespace boxoffice::simulation
