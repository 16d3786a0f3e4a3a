#include "cli/streams.hpp"

namespace boxoffice::cli {

namespace {

constexpr std::size_t events_at_once = 1'000;

} // namespace

storage::result<bool> each_event(storage::event_log& log, const storage::show_id& show,
                                 std::uint64_t after, const event_visitor& visit) {
  auto at_once = events_at_once;
  for (;;) {
    auto page = storage::events_of(log, show, after, at_once);
    if (!page && at_once == 1)
      return page.error();
    if (!page) {
      at_once = 1; // Up to the damaged record: the records before it are intact.
      continue;
    }
    for (const auto& event : *page)
      if (!visit(event))
        return false;
    if (page->size() < at_once)
      return true;
    after = page->back().record.seq;
  }
}

storage::result<std::optional<storage::show_id>> next_stream(storage::event_log& log,
                                                             std::string_view after) {
  std::optional<storage::show_id> found;
  auto walked =
      log.read_all(after, {}, [&](std::string_view stream, std::uint64_t, storage::byte_view) {
        found = storage::show_id{std::string{stream}};
        return false;
      });
  if (!walked)
    return walked.error();
  return found;
}

} // namespace boxoffice::cli
