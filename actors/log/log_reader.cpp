#include "actors/log/log_reader.hpp"

#include "actors/protocol/reply_port.hpp"

namespace boxoffice::actors {

using namespace events;

log_reader::log_reader(caf::actor_config& config, storage::event_log& log, environment env,
                       attempt_limit attempts)
    : log_reader_actor::base{config},
      log_{log},
      env_{std::move(env)},
      attempts_{std::move(attempts)},
      lists_{log} {
  set_exception_handler(ends_process(env_));
}

log_reader::behavior_type log_reader::make_behavior() {
  return {
      [this](const recover_show& request) { recover(request); },
      [this](const read_history& request) { send_history(request); },
      [this](const node_ask& ask) { send_node_reply(ask); },
  };
}

void log_reader::recover(const recover_show& request) {
  env_.probe->starts.left.add();
  auto show = std::make_shared<storage::result<storage::recovered_show>>(
      storage::recover(log_, request.show, env_.layouts.get()));
  if (!*show)
    report("show " + request.show.text, show->error());
  if (auto asker = caf::actor_cast<caf::strong_actor_ptr>(request.asker))
    caf::anon_send(caf::actor_cast<show_actor>(asker), recovered{std::move(show)});
}

/// Any client can ask for it again and again.
void log_reader::report(const std::string& what, const storage::storage_error& error) {
  if (auto count = unreadable_lines_.one_more())
    env_.log.error(logging::log_module::log,
                   "{} cannot be read; such failures since the last such line: {}; {}", what,
                   *count, error.detail);
}

reply log_reader::unreadable(const storage::storage_error& error) {
  report("the event log", error);
  return unavailable{error.detail};
}

template <class T>
reply log_reader::reply_of(storage::result<T>&& read) {
  if (read)
    return std::move(*read);
  return unreadable(read.error());
}

void log_reader::send_history(const read_history& request) {
  env_.probe->reads.left.add();
  auto history = storage::history_of(log_, request.show, request.number);
  if (history)
    send_replies({{request.reply_to, history_view{std::move(*history)}}});
  else
    send_replies({{request.reply_to, unreadable(history.error())}});
}

void log_reader::send_node_reply(const node_ask& ask) {
  env_.probe->reads.left.add();
  std::visit(
      [&](const auto& request) {
        if constexpr (requires { on(request); })
          send_replies({{ask.reply_to, on(request)}});
      },
      ask.what);
}

reply log_reader::on(const list_shows& request) {
  return reply_of(lists_.list(
      request, env_.now(), [this](const auto& what, const auto& error) { report(what, error); }));
}

reply log_reader::on(const get_programme& request) {
  return reply_of(lists_.read(request, env_.now()));
}

reply log_reader::on(const list_bookings& request) {
  auto page = lists_.list(request);
  if (!page)
    return unreadable(page.error());
  return *page ? reply{std::move(**page)} : reply{refused(errc::show_not_found)};
}

reply log_reader::on(const list_customer_bookings& request) {
  return reply_of(lists_.list(request));
}

reply log_reader::on(const list_sales& request) { return reply_of(lists_.list(request)); }

reply log_reader::on(const list_refunds& request) {
  return reply_of(storage::list_refunds(log_, request.after, request.limit, request.reversed));
}

reply log_reader::on(const get_past_seats& request) {
  auto read = storage::show_at(log_, request.show, request.when);
  if (!read)
    return unreadable(read.error());
  if (*read)
    return seat_map_of((*read)->state);
  if (read->error() == storage::past_errc::no_such_seq)
    return refusal{errc::invalid_request, {}, {{"seq", "must be 1 to the last event's"}}};
  return refused(errc::show_not_found);
}

reply log_reader::on(const get_events& request) {
  // One event more than the limit shows whether there is a next page.
  auto read = storage::events_of(log_, request.show, request.after, request.limit + 1);
  if (!read)
    return unreadable(read.error());
  auto last = read->empty() ? log_.last_seq(request.show) : 1;
  if (!last)
    return unreadable(last.error());
  if (*last == 0)
    return refused(errc::show_not_found);
  events_page page{std::move(*read), std::nullopt};
  if (page.events.size() > request.limit) {
    page.events.pop_back();
    page.next = page.events.back().record.seq;
  }
  return page;
}

reply log_reader::on(const find_payment& request) {
  auto read = storage::find_payment(log_, request.payment);
  if (!read)
    return unreadable(read.error());
  return payment_found{std::move(*read)};
}

reply log_reader::on(const find_account& request) {
  if (request.is_attempt)
    if (auto wait_s = attempts_.refuse(request.customers.front(), clock().now()))
      return too_many_attempts{*wait_s};
  auto read = storage::find_account(log_, request.customers);
  if (!read)
    return unreadable(read.error());
  return account_found{std::move(*read)};
}

reply log_reader::on(const list_halls& request) {
  auto read = storage::list_halls(log_, request.after, request.limit);
  if (!read)
    return unreadable(read.error());
  return hall_page{std::move(*read), {}};
}

reply log_reader::on(const find_hall& request) {
  auto read = storage::find_hall(log_, request.id);
  if (!read)
    return unreadable(read.error());
  if (!*read)
    return hall_refused{storage::hall_refusal::not_found};
  return hall_view{std::move(**read)};
}

} // namespace boxoffice::actors
