// What others than shows ask of the log writer: rows of their own, and news of appends.
#pragma once

#include "storage/event_log.hpp"

#include <caf/all.hpp>

#include <functional>
#include <memory>
#include <vector>

namespace boxoffice::actors {

/// Writes rows with the next batch. `then` is called in the writer's thread: with true once they
/// are durable, with false if they were not written.
struct write_rows {
  std::vector<storage::row_change> rows;
  std::function<void(bool durable)> then;
};
/// A stream has durable events up to this seq.
struct stream_end {
  events::show_id show;
  std::uint64_t seq{};
};
/// What a batch has appended.
struct streams_appended {
  std::shared_ptr<const std::vector<stream_end>> ends;
};
using append_watcher_actor = caf::typed_actor<caf::reacts_to<streams_appended>>;
/// From now on the watcher is sent streams_appended after each batch.
struct watch_appends {
  append_watcher_actor watcher;
};

} // namespace boxoffice::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::write_rows)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::streams_appended)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::watch_appends)
