#include "actors/webhook/stopped_webhooks.hpp"

#include <algorithm>

namespace boxoffice::actors {

using storage::event_log;
using storage::result;
using storage::row_change;

namespace {

constexpr std::size_t rows_a_write = 2'000;

using answered = result<webhook_answer>;

storage::status write_in_pieces(event_log& log, std::vector<row_change>&& rows) {
  for (std::size_t begin = 0; begin < rows.size(); begin += rows_a_write) {
    auto end = std::min(begin + rows_a_write, rows.size());
    auto at = [&](std::size_t place) {
      return std::make_move_iterator(rows.begin() + static_cast<std::ptrdiff_t>(place));
    };
    if (auto written = log.append({{}, {at(begin), at(end)}}); !written)
      return written;
  }
  return {};
}

answered then_written(event_log& log, std::vector<row_change>&& rows, webhook_answer&& then) {
  if (auto done = write_in_pieces(log, std::move(rows)); !done)
    return done.error();
  return std::move(then);
}

result<webhook_view> stopped_view(event_log& log, storage::webhook_endpoint&& endpoint) {
  auto dead = storage::count_dead_letters(log, endpoint.id);
  if (!dead)
    return dead.error();
  storage::webhook_backlog backlog{0, 0, *dead};
  auto walked = storage::each_head_and_cursor(
      log, endpoint.id, [&](const storage::stream_head& head, const auto& cursor) {
        if (cursor.seq < head.seq)
          ++backlog.shows, backlog.events += head.seq - cursor.seq;
      });
  if (!walked)
    return walked.error();
  return view_of(std::move(endpoint), backlog);
}

/// `then` of the endpoint with this id, or not_found.
template <class Then>
answered with_endpoint(event_log& log, const std::string& id, Then then) {
  auto found = storage::find_webhook(log, id);
  if (!found)
    return found.error();
  if (!*found)
    return webhook_answer{webhook_refusal::not_found};
  return then(std::move(**found));
}

answered on(event_log& log, add_webhook&& wanted, const webhook_origin& origin) {
  auto known = storage::webhook_endpoints(log);
  if (!known)
    return known.error();
  if (known->size() >= origin.most_endpoints)
    return webhook_answer{webhook_refusal::too_many};
  auto from_start = wanted.from_start;
  auto endpoint = new_webhook(std::move(wanted), origin);
  auto rows = storage::webhook_addition(log, endpoint, from_start);
  if (!rows)
    return rows.error();
  return then_written(log, std::move(*rows), webhook_added{webhook_view{std::move(endpoint)}});
}

answered on(event_log& log, const list_webhooks&, const webhook_origin&) {
  auto known = storage::webhook_endpoints(log);
  if (!known)
    return known.error();
  webhook_list list;
  for (auto& each : *known) {
    auto view = stopped_view(log, std::move(each));
    if (!view)
      return view.error();
    list.push_back(std::move(*view));
  }
  sort_by_age(list);
  return webhook_answer{std::move(list)};
}

answered on(event_log& log, const get_webhook& question, const webhook_origin&) {
  return with_endpoint(log, question.id, [&](storage::webhook_endpoint&& found) -> answered {
    auto view = stopped_view(log, std::move(found));
    if (!view)
      return view.error();
    return webhook_answer{std::move(*view)};
  });
}

answered on(event_log& log, const remove_webhook& wanted, const webhook_origin&) {
  return with_endpoint(log, wanted.id, [&](storage::webhook_endpoint&&) -> answered {
    auto rows = storage::webhook_removal(log, wanted.id);
    if (!rows)
      return rows.error();
    return then_written(log, std::move(*rows), webhook_removed{});
  });
}

answered change_stopped(event_log& log, const std::string& id, const endpoint_change& change) {
  return with_endpoint(log, id, [&](storage::webhook_endpoint&& found) -> answered {
    if (auto refused = change(found))
      return webhook_answer{*refused};
    ++found.revision;
    if (auto done = write_in_pieces(log, {storage::webhook_row(found)}); !done)
      return done.error();
    auto view = stopped_view(log, std::move(found));
    if (!view)
      return view.error();
    return webhook_answer{std::move(*view)};
  });
}

answered on(event_log& log, change_webhook&& wanted, const webhook_origin& origin) {
  auto id = wanted.id;
  return change_stopped(log, id, change_of(std::move(wanted), origin));
}

answered on(event_log& log, const rotate_secret& wanted, const webhook_origin& origin) {
  auto answer = change_stopped(log, wanted.id, change_of(wanted, origin));
  if (auto* view = answer ? std::get_if<webhook_view>(&*answer) : nullptr)
    return webhook_answer{secret_rotated{std::move(*view)}};
  return answer;
}

answered on(event_log& log, const list_dead& question, const webhook_origin&) {
  return with_endpoint(log, question.id, [&](storage::webhook_endpoint&&) -> answered {
    auto page = storage::list_dead_letters(log, question.id, question.after, question.limit);
    if (!page)
      return page.error();
    return webhook_answer{dead_letters{std::move(*page), {}}};
  });
}

answered on(event_log& log, const resend_webhook& wanted, const webhook_origin&) {
  return with_endpoint(log, wanted.id, [&](storage::webhook_endpoint&& found) -> answered {
    if (!found.disabled.empty())
      return webhook_answer{webhook_refusal::disabled};
    auto due = due_letters_for(log, wanted);
    if (!due)
      return due.error();
    if (!*due)
      return webhook_answer{webhook_refusal::not_dead};
    auto count = (*due)->rows.size();
    ++found.revision; // So that a node that delivers notices it.
    (*due)->rows.push_back(storage::webhook_row(found));
    return then_written(log, std::move((*due)->rows), dead_resent{count});
  });
}

} // namespace

answered answer_stopped(event_log& log, webhook_question&& question, const webhook_origin& origin) {
  return std::visit([&](auto& what) { return on(log, std::move(what), origin); }, question);
}

} // namespace boxoffice::actors
