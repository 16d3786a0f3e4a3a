#include "storage/lists/show_order.hpp"

#include "events/report/local_days.hpp"
#include "events/text.hpp"
#include "events/time_text.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace boxoffice::storage {

using namespace events;

namespace {

/// Rows that are looked at for a page in the order of starts, and for a programme.
constexpr std::size_t most_ordered_rows = 100'000;
constexpr char behind_start = ',';
constexpr time_ms ms_of_a_minute = 60'000;

/// Calls `take` for each show that matches.
template <class Take>
status each_match(event_log& log, const show_filter& filter, time_ms now, Take take) {
  const auto text = caseless(filter.text);
  auto look_at = [&](const show_summary& show) {
    if (matches(show, filter, text, now))
      take(show);
    return false; // Nothing is collected there.
  };
  auto walked = list_shows(log, {}, 1, {look_at, most_ordered_rows});
  if (!walked)
    return walked.error();
  return {};
}

bool starts_earlier(const show_summary& a, const show_summary& b) {
  return std::pair{a.body.starts_at, std::string_view{a.id.text}} <
         std::pair{b.body.starts_at, std::string_view{b.id.text}};
}

/// The first few of the shows that are added, by start.
class earliest_shows {
public:
  explicit earliest_shows(std::size_t most) : most_{most} {}

  void add(const show_summary& show) {
    if (shows_.size() == most_) {
      if (!starts_earlier(show, shows_.front()))
        return;
      std::pop_heap(shows_.begin(), shows_.end(), starts_earlier);
      shows_.pop_back();
    }
    shows_.push_back(show);
    std::push_heap(shows_.begin(), shows_.end(), starts_earlier);
  }
  [[nodiscard]] std::vector<show_summary> take() {
    std::sort_heap(shows_.begin(), shows_.end(), starts_earlier);
    return std::move(shows_);
  }

private:
  std::size_t most_;
  std::vector<show_summary> shows_; ///< a heap, the last one first
};

bool is_over(const show_body& body, time_ms now) {
  return body.starts_at + body.running_time.value_or(0) * ms_of_a_minute <= now;
}

/// The first days and halls of the shows that are added.
class programme_sum {
public:
  void add(std::string day, std::int64_t shows) {
    days_[std::move(day)] += shows;
    if (days_.size() > most_programme_days + 1)
      days_.erase(std::prev(days_.end()));
  }
  void add(const std::string& hall) {
    halls_.insert(hall);
    if (halls_.size() > most_programme_halls)
      halls_.erase(std::prev(halls_.end()));
  }
  [[nodiscard]] programme total() const {
    programme all;
    for (const auto& [day, shows] : days_)
      all.days.push_back({day, shows});
    all.halls.assign(halls_.begin(), halls_.end());
    return all;
  }

private:
  std::map<std::string, std::int64_t> days_;
  std::set<std::string> halls_;
};

} // namespace

std::string place_of(const show_summary& show, show_order order) {
  switch (order) {
  case show_order::id: return show.id.text;
  case show_order::start: return to_rfc3339(show.body.starts_at) + behind_start + show.id.text;
  }
  return {};
}

bool is_place(std::string_view text, show_order order) {
  if (text.empty() || order == show_order::id)
    return text.empty() || is_id(text, most_show_id_chars);
  auto end = text.find(behind_start);
  if (end == std::string_view::npos || !is_id(text.substr(end + 1), most_show_id_chars))
    return false;
  auto start = text.substr(0, end);
  auto at = parse_rfc3339(start);
  return at && to_rfc3339(*at) == start;
}

result<page<show_summary>> list_shows_by_start(event_log& log, std::string_view after,
                                               std::size_t limit, const show_filter& filter,
                                               time_ms now) {
  earliest_shows earliest{limit + 1};
  auto walked = each_match(log, filter, now, [&](const show_summary& show) {
    if (after.empty() || place_of(show, show_order::start) > after)
      earliest.add(show);
  });
  if (!walked)
    return walked.error();
  page<show_summary> found{earliest.take(), std::nullopt};
  if (found.items.size() > limit) {
    found.items.pop_back();
    found.next =
        found.items.empty() ? std::string{after} : place_of(found.items.back(), show_order::start);
  }
  for (auto& show : found.items) {
    auto version = log.last_seq(show.id);
    if (!version)
      return version.error();
    show.version = *version;
  }
  return found;
}

result<programme> programme_of(event_log& log, const show_filter& filter,
                               const std::string& time_zone, time_ms now) {
  programme_sum sum;
  auto wanted = filter;
  if (!wanted.from)
    wanted.from = now;
  std::unordered_map<std::string, local_days> zones;
  auto walked = each_match(log, wanted, now, [&](const show_summary& show) {
    const auto& body = show.body;
    if (show.sales == sales_status::cancelled || is_over(body, now))
      return;
    const auto& zone = body.time_zone ? *body.time_zone : time_zone;
    auto day = zones.try_emplace(zone, zone).first->second.day_of(body.starts_at);
    sum.add(date_text(day), 1);
    sum.add(body.hall);
  });
  if (!walked)
    return walked.error();
  return sum.total();
}

programme merged(const std::vector<programme>& parts) {
  programme_sum sum;
  for (const auto& part : parts) {
    for (const auto& each : part.days)
      sum.add(each.day, each.shows);
    for (const auto& hall : part.halls)
      sum.add(hall);
  }
  return sum.total();
}

} // namespace boxoffice::storage
