// Bulk responses: made once for all requests for the same that come meanwhile, and not for clients
// that are gone.
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

/// A response for all readers. Its body is best shared, because each gets a copy of it.
struct bulk_response {
  http::response response;
  std::string etag{}; ///< readers who have it already get 304; empty: nobody does
};

/// Readers that arrive while a response is being made get the next one, which is begun when this
/// one is complete. So each sees what had happened before its request, as if it were alone, and
/// there is one question under way however many readers there are. Not safe to use from several
/// threads.
class shared_reads {
public:
  using deliver = std::function<void(bulk_response&&)>;
  /// Begins to make the response; calls `deliver` once, then or later. The tag is the first
  /// reader's.
  using make = std::function<void(const logging::request_tag&, deliver)>;
  enum class work {
    light, ///< of a show, which has it in memory
    heavy, ///< of a log reader; a few at a time, in turn by address
  };
  struct reader {
    responder respond;
    http::message message;
  };

  /// Makes at most `heavy` heavy responses at a time.
  explicit shared_reads(std::size_t heavy) : heavy_{heavy} {}

  /// Responds to the reader. Readers of the same `what` share a response.
  void read(const std::string& what, reader&& one, work kind, make how);
  /// The same for a response that no other reader can share.
  void read_alone(reader&& one, work kind, make how);

private:
  struct flight {
    std::string what;
    work kind;
    make how;
    std::vector<reader> readers; ///< get the response that is being made, or will be
    std::vector<reader> late{};  ///< arrived after it was begun
    bool begun = false;
    bool has_waited = false; ///< for other heavy responses
    bool replaced = false; ///< it was given up: later readers do not wait for it
    coarse_clock::time_point begun_at{};
  };

  void launch(const std::shared_ptr<flight>& one);
  void begin(const std::shared_ptr<flight>& one);
  void land(const std::shared_ptr<flight>& one, bulk_response&& made);
  void end(const std::shared_ptr<flight>& one);

  fair_queue heavy_;
  std::uint64_t last_alone_ = 0;
  std::unordered_map<std::string, std::shared_ptr<flight>> flights_;
};

} // namespace boxoffice::http
