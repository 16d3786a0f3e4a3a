#include "storage/replay/recover.hpp"

#include "events/codec/snapshot.hpp"
#include "storage/replay/replayer.hpp"

namespace boxoffice::storage {

namespace {

using namespace events;

/// The show from its snapshot and the records after it. Nothing if the snapshot cannot be used:
/// the caller then replays the whole stream, which also reports any error.
std::optional<recovered_show> by_snapshot(event_log& log, const show_id& show,
                                          std::string_view stored, layout_source* layouts) {
  auto bytes = bytes_of(stored);
  auto seq = snapshot_seq(bytes, show);
  if (!seq)
    return std::nullopt;
  replayer opening{show, {1, std::nullopt}, layouts};
  if (!replay(log, show, 0, opening) || opening.error() || !opening.state().opened())
    return std::nullopt;
  auto found = decode_snapshot(bytes, show, opening.state().plan, layouts);
  if (!found)
    return std::nullopt;
  replayer rest{show, {}, layouts};
  rest.begin_at(std::move(*found));
  if (!replay(log, show, *seq - 1, rest) || rest.error() || rest.misses_snapshot_record())
    return std::nullopt;
  return rest.finish(*seq);
}

} // namespace

result<recovered_show> recover(event_log& log, const show_id& show, layout_source* layouts) {
  auto stored = log.get(table::snapshots, show.text);
  if (!stored)
    return stored.error();
  if (*stored)
    if (auto found = by_snapshot(log, show, **stored, layouts))
      return std::move(*found);
  replayer whole{show, {}, layouts};
  if (auto read = replay(log, show, 0, whole); !read)
    return read.error();
  if (whole.error())
    return error_of(show, *whole.error());
  return whole.finish(0);
}

} // namespace boxoffice::storage
