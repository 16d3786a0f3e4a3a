// Questions about the templates of halls, to the node that has them, and their replies.
#pragma once

#include "storage/hall/hall_rows.hpp"

#include <string>
#include <vector>

namespace boxoffice::actors {

/// Halls by id -> hall_page.
struct list_halls {
  std::string after; ///< the last id of the page before; empty: the first page
  std::size_t limit{};
};
/// -> hall_view or hall_refused.
struct find_hall {
  storage::hall_id id;
};
/// Makes or changes a hall -> hall_view or hall_refused.
struct keep_hall {
  storage::wanted_hall wanted;
};
/// -> hall_removed or hall_refused.
struct remove_hall {
  storage::hall_id id;
};

struct hall_page : storage::page<storage::hall_summary> {
  std::vector<std::string> missing; ///< nodes that are not reachable: their halls are not in it
};
struct hall_view {
  storage::hall_template hall;
  bool is_new = false; ///< the keep_hall of this reply has made it
};
struct hall_removed {};
/// Nothing was changed.
struct hall_refused {
  storage::hall_refusal why{};
  std::uint64_t version{}; ///< with hall_refusal::changed: that of the hall
};

} // namespace boxoffice::actors
