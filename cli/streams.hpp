// Iteration over the log for the commands.
#pragma once

#include "storage/replay/stored_events.hpp"

#include <functional>
#include <optional>
#include <string_view>

namespace boxoffice::cli {

using event_visitor = std::function<bool(const storage::stored_event& event)>;

/// Visits the events of a stream with seq > `after` in order, until the visitor returns false.
/// Returns true if it reached the end of the stream. Visits all intact events before it returns an
/// error.
[[nodiscard]] storage::result<bool> each_event(storage::event_log& log,
                                               const storage::show_id& show, std::uint64_t after,
                                               const event_visitor& visit);

/// The stream with the smallest id > `after`.
[[nodiscard]] storage::result<std::optional<storage::show_id>> next_stream(storage::event_log& log,
                                                                           std::string_view after);

} // namespace boxoffice::cli
