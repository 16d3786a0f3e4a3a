#include "actors/log/log_reader.hpp"

#include "actors/protocol/reply_port.hpp"

namespace boxoffice::actors {

using namespace events;

log_reader::log_reader(caf::actor_config& config, storage::event_log& log, environment env)
    : log_reader_actor::base{config}, log_{log}, env_{std::move(env)} {
  set_exception_handler(ends_process(env_));
}

log_reader::behavior_type log_reader::make_behavior() {
  return {
      [this](const recover_show& wanted) { bring_back(wanted); },
      [this](const read_history& wanted) { tell_history(wanted); },
      [this](const node_ask& ask) { tell(ask); },
  };
}

void log_reader::bring_back(const recover_show& wanted) {
  auto show = std::make_shared<storage::result<storage::recovered_show>>(
      storage::recover(log_, wanted.show));
  if (!*show)
    env_.warn("show " + wanted.show.text + " cannot be read: " + show->error().detail);
  if (auto asker = caf::actor_cast<caf::strong_actor_ptr>(wanted.asker))
    caf::anon_send(caf::actor_cast<show_actor>(asker), recovered{std::move(show)});
}

reply log_reader::unreadable(const storage::storage_error& error) {
  env_.warn("the log cannot be read: " + error.detail);
  return unavailable{error.detail};
}

template <class T>
reply log_reader::reply_of(storage::result<T>&& read) {
  if (read)
    return std::move(*read);
  return unreadable(read.error());
}

void log_reader::tell_history(const read_history& wanted) {
  auto told = storage::history_of(log_, wanted.show, wanted.number);
  if (told)
    send_replies({{wanted.reply_to, history_view{std::move(*told)}}});
  else
    send_replies({{wanted.reply_to, unreadable(told.error())}});
}

void log_reader::tell(const node_ask& ask) {
  std::visit(
      [&](const auto& wanted) {
        if constexpr (requires { on(wanted); })
          send_replies({{ask.reply_to, on(wanted)}});
      },
      ask.what);
}

reply log_reader::on(const list_shows& wanted) {
  auto read = storage::list_shows(log_, wanted.after, wanted.limit);
  if (!read)
    return unreadable(read.error());
  return show_page{std::move(*read), {}};
}

reply log_reader::on(const list_refunds& wanted) {
  return reply_of(storage::list_refunds(log_, wanted.after, wanted.limit));
}

reply log_reader::on(const get_past_seats& wanted) {
  auto read = storage::show_at(log_, wanted.show, wanted.when);
  if (!read)
    return unreadable(read.error());
  if (*read)
    return seat_map_of((*read)->state);
  if (read->error() == storage::past_errc::no_such_seq)
    return refusal{errc::invalid_request, {}, {{"seq", "must be 1 to the last event's"}}};
  return refused(errc::show_not_found);
}

reply log_reader::on(const get_events& wanted) {
  // One more than asked for tells whether this is the last page.
  auto read = storage::events_of(log_, wanted.show, wanted.after, wanted.limit + 1);
  if (!read)
    return unreadable(read.error());
  auto last = read->empty() ? log_.last_seq(wanted.show) : 1;
  if (!last)
    return unreadable(last.error());
  if (*last == 0)
    return refused(errc::show_not_found);
  events_page page{std::move(*read), std::nullopt};
  if (page.events.size() > wanted.limit) {
    page.events.pop_back();
    page.next = page.events.back().record.seq;
  }
  return page;
}

} // namespace boxoffice::actors
