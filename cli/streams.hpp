// Walks over the log as the commands need them.
#pragma once

#include "storage/replay/stored_events.hpp"

#include <functional>
#include <optional>
#include <string_view>

namespace boxoffice::cli {

using event_visitor = std::function<bool(const storage::stored_event& event)>;

/// The events of a stream with seq > `after`, in order; the visitor returns false to end the walk.
/// True where it came to the end of the stream. Before an error all events that are sound are
/// visited.
[[nodiscard]] storage::result<bool> each_event(storage::event_log& log,
                                               const storage::show_id& show, std::uint64_t after,
                                               const event_visitor& visit);

/// The stream with the smallest id > `after`.
[[nodiscard]] storage::result<std::optional<storage::show_id>> next_stream(storage::event_log& log,
                                                                           std::string_view after);

} // namespace boxoffice::cli
