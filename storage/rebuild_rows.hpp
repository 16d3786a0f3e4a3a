// Rebuilds the side rows (side_rows.hpp) from the events after a loss, when some rows have lost
// their events or some events their rows.
#pragma once

#include "storage/event_log.hpp"

namespace boxoffice::storage {

/// Makes the rows of shows, open_work, refunds and payments follow from the events, and deletes
/// snapshots that are ahead of their streams. Changes only rows that are wrong. A stream with a
/// broken hash chain keeps its rows: verify() and recover() report it. Memory: the keys of the rows
/// of all payments.
[[nodiscard]] status rebuild_rows(event_log& log);

} // namespace boxoffice::storage
