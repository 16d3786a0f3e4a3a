// What a dispatcher reads from the log: which events are behind its cursors, and the events.
#include "actors/boot_clock.hpp"
#include "actors/webhook/endpoint_dispatcher.hpp"

#include <algorithm>

namespace boxoffice::actors {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t events_a_read = 64;
/// Between two looks at what other nodes appended.
constexpr boot_clock::duration shortest_look_pause = 250ms;
/// A look costs more with more shows; the database must not be busy with it.
constexpr int pause_by_duration = 4;
/// A process that is stopped within a look must not pause for long afterwards.
constexpr boot_clock::duration longest_look_pause = 5s;

} // namespace

storage::status endpoint_dispatcher::find_what_is_behind() {
  std::vector<storage::row_change> rewound;
  auto walked = storage::each_head_and_cursor(
      deps_->log, endpoint_.id,
      [&](const storage::stream_head& head, const storage::webhook_cursor& cursor) {
        if (cursor.seq > head.seq) // An operator accepted a loss; the stream goes on from there.
          rewound.push_back(
              storage::webhook_cursor_row(endpoint_.id, head.stream, {head.seq, 0, 0}));
        else if (cursor.seq < head.seq)
          add_show(head.stream, cursor, head.seq);
      });
  if (!walked)
    return walked;
  write_changes(std::move(rewound));
  return find_dead_letters();
}

void endpoint_dispatcher::add_show(const events::show_id& show, storage::webhook_cursor cursor,
                                   std::uint64_t head) {
  if (cursor.since < endpoint_.switched_at)
    cursor = {cursor.seq, 0, 0};
  run_->plan.add(show, cursor, head);
}

/// Counts them, and takes those that are to be sent once more.
storage::status endpoint_dispatcher::find_dead_letters() {
  dead_ = 0;
  run_->resends.clear();
  std::string after;
  for (;;) {
    auto page = storage::list_dead_letters(deps_->log, endpoint_.id, after, most_resent);
    if (!page)
      return page.error();
    dead_ += page->items.size();
    std::ranges::copy_if(page->items, std::back_inserter(run_->resends), [this](const auto& each) {
      return each.due && !run_->resent.contains(run::key_of(each.show, each.seq));
    });
    if (!page->next)
      return {};
    after = *page->next;
  }
}

void endpoint_dispatcher::note(const streams_appended& news) {
  if (!run_)
    return;
  for (const auto& each : *news.ends) {
    if (run_->plan.knows(each.show)) {
      run_->plan.append(each.show, each.seq);
      continue;
    }
    auto cursor = storage::webhook_cursor_of(deps_->log, endpoint_.id, each.show);
    if (!cursor) { // It begins again, and finds this event in the log.
      run_.reset();
      return arm(deps_->env.now());
    }
    add_show(each.show, *cursor, each.seq);
  }
  pump();
}

/// Compares the ends of all streams with the cursors, without regard to earlier looks and to news:
/// what one look does not see, the next one does.
void endpoint_dispatcher::look() {
  if (!run_ || when_ended_ || !may_deliver())
    return;
  auto looked = deps_->shared->each_behind(
      endpoint_.id, [this](storage::stream_head&& head, const storage::webhook_cursor& cursor) {
        if (run_->plan.knows(head.stream))
          run_->plan.append(head.stream, head.seq);
        else
          add_show(head.stream, cursor, head.seq);
      });
  if (!looked && !look_failed_)
    deps_->env.log.error(logging::log_module::webhook, "webhook {}: {}", endpoint_.id,
                         looked.error().detail);
  look_failed_ = !looked.has_value();
  pump();
}

void endpoint_dispatcher::look_and_rearm() {
  auto began = boot_clock::now();
  look();
  auto took = boot_clock::now() - began;
  delayed_send(this, std::clamp(took * pause_by_duration, shortest_look_pause, longest_look_pause),
               look_due{});
}

bool endpoint_dispatcher::read(const delivery_plan::read_step& step) {
  auto read = storage::events_of(deps_->log, step.show, step.after, events_a_read);
  if (!read) {
    note_result({0, "the events of show " + step.show.text + " cannot be read", 0},
                deps_->env.now());
    deps_->env.log.error(logging::log_module::webhook, "webhook {}: {}", endpoint_.id,
                         read.error().detail);
    return false;
  }
  auto read_to = read->empty() ? step.after : read->back().record.seq;
  if (!wanted_.empty())
    std::erase_if(*read, [&](const auto& each) { return !wanted_.contains(type_of(each)); });
  run_->plan.load(step, std::move(*read), read_to);
  return true;
}

} // namespace boxoffice::actors
