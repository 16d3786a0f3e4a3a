// POST /api/movieshow: opens many shows in one request.
#pragma once

#include "http/api/handlers/handler_support.hpp"
#include "http/api/json/json_in.hpp"

#include <memory>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace boxoffice::http {

/// Why a valid show may not sell a single seat: usually a mistyped year.
[[nodiscard]] std::vector<events::field_error> warnings_of(const events::show_body& body,
                                                           events::time_ms now);
/// Adds the member `warnings`, unless there are none.
void add_warnings(nlohmann::ordered_json& to, const std::vector<events::field_error>& warnings);

/// Opens the shows in slices, one in each turn of the event loop: entries are read and asked for
/// while those under way have fewer seats together than a large hall. So other requests wait for
/// one hall at most, and memory is needed for one hall at a time, however many there are.
class opening_batch : public std::enable_shared_from_this<opening_batch> {
public:
  opening_batch(responder respond, services& with, show_batch entries, events::operator_proof by);

  void open_slice();

private:
  struct outcome {
    unsigned status = 0;
    std::string_view code_name{};
    std::vector<events::field_error> warnings{};
  };

  /// Reads an entry and asks for its show. Returns what it cost this slice, in seats: nothing for
  /// an entry under way, which is counted as such.
  std::size_t begin(std::size_t entry);
  void take(std::size_t entry, std::size_t seats, const actors::reply& reply);
  /// Opens a slice in a turn of its own, after what came in meanwhile.
  void open_slice_later();
  void finish();

  responder respond_;
  services& services_;
  show_batch entries_;
  events::operator_proof by_;
  events::time_ms now_;
  std::vector<outcome> results_;
  std::size_t next_ = 0;
  std::size_t left_ = 0;      ///< entries asked for and without a reply
  std::size_t under_way_ = 0; ///< seats of these
  bool is_scheduled_ = false;
};

} // namespace boxoffice::http
