#include "actors/log_reader.hpp"

#include "actors/log_writer.hpp"

namespace boxoffice::actors {

log_reader::log_reader(caf::actor_config& config, storage::event_log& log, surroundings around)
    : log_reader_actor::base{config}, log_{log}, around_{std::move(around)} {
  set_exception_handler(ends_process(around_));
}

log_reader::behavior_type log_reader::make_behavior() {
  return {
      [this](const recover_show& wanted) { bring_back(wanted); },
      [this](const read_history& wanted) { tell_history(wanted); },
      [this](const node_ask& ask) { tell_list(ask); },
  };
}

void log_reader::bring_back(const recover_show& wanted) {
  auto show = std::make_shared<storage::result<storage::recovered_show>>(
      storage::recover(log_, wanted.show));
  if (!*show)
    around_.warn("show " + wanted.show.text + " cannot be read: " + show->error().detail);
  if (auto asker = caf::actor_cast<caf::strong_actor_ptr>(wanted.asker))
    caf::anon_send(caf::actor_cast<show_actor>(asker), recovered{std::move(show)});
}

template <class T>
reply log_reader::reply_of(storage::result<T>&& read) {
  if (read)
    return std::move(*read);
  around_.warn("the log cannot be read: " + read.error().detail);
  return unavailable{read.error().detail};
}

void log_reader::tell_history(const read_history& wanted) {
  auto events = storage::history_of(log_, wanted.show, wanted.number);
  if (events)
    send_out({{wanted.reply_to, history_view{std::move(*events)}}});
  else
    send_out({{wanted.reply_to, unavailable{events.error().detail}}});
}

void log_reader::tell_list(const node_ask& ask) {
  if (const auto* shows = std::get_if<list_shows>(&ask.what))
    send_out({{ask.reply_to, reply_of(storage::list_shows(log_, shows->after, shows->limit))}});
  else if (const auto* refunds = std::get_if<list_refunds>(&ask.what))
    send_out(
        {{ask.reply_to, reply_of(storage::list_refunds(log_, refunds->after, refunds->limit))}});
}

} // namespace boxoffice::actors
