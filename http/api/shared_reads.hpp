// Bulk answers: made once for all who ask for the same meanwhile, and not for clients that are
// gone.
#pragma once

#include "http/api/fair_queue.hpp"
#include "http/server/coarse_clock.hpp"
#include "http/server/message.hpp"
#include "http/server/responder.hpp"
#include "http/server/response.hpp"

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace boxoffice::http {

/// An answer for all who asked. Its body is best shared, for each gets a copy of it.
struct bulk_answer {
  response answer;
  std::string etag{}; ///< whoever has it already gets 304; empty: nobody
};

/// Those who ask while an answer is being made get the next one, which is begun when this one is
/// there. So each sees what had happened before it asked, as if it had asked alone, and there is
/// one question under way however many ask. Not safe to use from several threads.
class shared_reads {
public:
  using deliver = std::function<void(bulk_answer&&)>;
  /// Begins to make the answer; calls `deliver` once, then or later.
  using make = std::function<void(deliver)>;
  enum class work {
    light, ///< of a show, which has it in memory
    heavy, ///< of a log reader; a few at a time, in turn by address
  };
  struct reader {
    responder answer;
    message in;
  };

  /// `heavy` answers of one I/O thread are made at a time.
  explicit shared_reads(std::size_t heavy) : heavy_{heavy} {}

  /// Answers the reader. `what` names what is read: the same answer for all.
  void read(const std::string& what, reader&& one, work kind, make how);
  /// The same for an answer that nobody else can want.
  void read_alone(reader&& one, work kind, make how);

private:
  struct flight {
    std::string what;
    work kind;
    make how;
    std::vector<reader> readers; ///< get the answer that is being made, or will be
    std::vector<reader> late{};  ///< came after it was begun
    bool begun = false;
    bool replaced = false; ///< it was given up, and others are not to wait for it
    coarse_clock::time_point begun_at{};
  };

  void launch(const std::shared_ptr<flight>& one);
  void begin(const std::shared_ptr<flight>& one);
  void land(const std::shared_ptr<flight>& one, bulk_answer&& made);
  void end(const flight& one);

  fair_queue heavy_;
  std::uint64_t last_alone_ = 0;
  std::unordered_map<std::string, std::shared_ptr<flight>> flights_;
};

} // namespace boxoffice::http
