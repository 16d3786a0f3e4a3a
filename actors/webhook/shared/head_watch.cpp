#include "actors/webhook/shared/head_watch.hpp"

#include "storage/stream_head.hpp"

namespace boxoffice::actors {

/// What is seen counts as known only if the whole look succeeds: else nobody is told of it.
storage::result<head_watch::ends> head_watch::look(storage::event_log& log) {
  ends changed;
  auto walked =
      log.scan(storage::table::heads, {}, [&](std::string_view key, std::string_view value) {
        auto head = storage::head_of(key, value);
        if (!head)
          return true; // It is reported when the stream is read.
        auto known = known_.find(head->stream);
        if (known == known_.end() || known->second != head->seq)
          changed.push_back({std::move(head->stream), head->seq});
        return true;
      });
  if (!walked)
    return walked.error();
  for (const auto& each : changed)
    known_[each.show] = each.seq;
  if (!std::exchange(begun_, true))
    changed.clear();
  return changed;
}

void head_watch::forget() {
  known_.clear();
  begun_ = false;
}

} // namespace boxoffice::actors
