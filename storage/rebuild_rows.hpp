// The rows beside the streams made anew from the events (side_rows.hpp), after a loss that left
// some of them without their events or the other way round.
#pragma once

#include "storage/event_log.hpp"

namespace boxoffice::storage {

/// Makes the rows of shows, open_work and refunds what the events say, and takes out the snapshots
/// that are ahead of their streams. Streams whose records do not fit one another keep theirs;
/// verify() and recover() tell of them. Changes only rows that are wrong.
[[nodiscard]] status rebuild_rows(event_log& log);

} // namespace boxoffice::storage
