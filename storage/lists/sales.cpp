#include "storage/lists/sales.hpp"

#include "storage/records.hpp"
#include "storage/replay/stored_events.hpp"

namespace boxoffice::storage {

using namespace events;

namespace {

constexpr std::size_t shows_at_once = 1'000;

/// Whether no event of the show can count, as its row or its last event says.
result<bool> is_out(event_log& log, const show_summary& show, const sales_query& query) {
  const auto& body = show.body;
  if (!selects_events(query.by)) {
    auto day = local_days{body.time_zone.value_or(query.time_zone)}.day_of(body.starts_at);
    return query.from.is_later_than(body.starts_at, day) ||
           (query.to.is_set() && !query.to.is_later_than(body.starts_at, day));
  }
  if (!query.from.at || show.version == 0)
    return false;
  auto last = events_of(log, show.id, show.version - 1, 1);
  if (!last)
    return last.error();
  return !last->empty() && last->front().record.at < *query.from.at;
}

struct folded_show {
  show_sales sales;
  std::size_t events;
};

result<folded_show> fold_show(event_log& log, const show_id& show, const sales_query& query) {
  sales_fold fold{show, query};
  std::size_t count = 0;
  std::optional<record_error> error;
  auto walked = log.read(show, 0, [&](std::uint64_t seq, byte_view record) {
    auto parts = parts_of(record);
    auto read = parts ? decode(parts->envelope) : codec_errc::malformed;
    if (!read) {
      error = record_error_of(seq, read.error());
      return false;
    }
    ++count;
    return fold.take({seq, read->at, std::move(read->event)});
  });
  if (!walked)
    return walked.error();
  if (error)
    return error_of(show, *error);
  return folded_show{fold.finish(), count};
}

} // namespace

result<page<show_sales>> list_sales(event_log& log, const sales_query& query,
                                    std::string_view after, std::size_t most_events) {
  auto shows = list_shows(log, after, shows_at_once);
  if (!shows)
    return shows.error();
  page<show_sales> out;
  out.next = std::move(shows->next);
  std::size_t read = 0;
  for (const auto& show : shows->items) {
    auto out_of_range = is_out(log, show, query);
    if (!out_of_range)
      return out_of_range.error();
    if (*out_of_range)
      continue;
    auto folded = fold_show(log, show.id, query);
    if (!folded)
      return folded.error();
    read += folded->events;
    if (!folded->sales.rows.empty())
      out.items.push_back(std::move(folded->sales));
    if (read >= most_events && &show != &shows->items.back()) {
      out.next = show.id.text;
      break;
    }
  }
  return out;
}

} // namespace boxoffice::storage
