#include "actors/log/log_writer.hpp"

#include "actors/protocol/reply_port.hpp"
#include "storage/accounts.hpp"

#include <algorithm>
#include <cstdlib>

namespace boxoffice::actors {

namespace {

/// To change a hall that another node changes too.
constexpr int most_attempts = 100;

} // namespace

log_writer::log_writer(caf::actor_config& config, storage::event_log& log, log_keeper_actor keeper,
                       std::size_t batch_limit, environment env)
    : log_writer_actor::base{config},
      log_{log},
      links_{log},
      keeper_{std::move(keeper)},
      batch_limit_{batch_limit},
      env_{std::move(env)} {
  set_exception_handler(ends_process(env_));
}

log_writer::behavior_type log_writer::make_behavior() {
  return {
      [this](append& more) { gather(std::move(more)); },
      [this](flush) { write(); },
      [this](barrier& what) { reach_barrier(std::move(what)); },
      [this](node_ask& ask) {
        if (const auto* account = std::get_if<add_account>(&ask.what))
          add(std::move(ask.reply_to), *account);
        else if (const auto* forgotten = std::get_if<reset_account>(&ask.what))
          reset(std::move(ask.reply_to), *forgotten);
        else if (const auto* kept = std::get_if<keep_hall>(&ask.what))
          change(std::move(ask.reply_to), *kept);
        else if (const auto* removed = std::get_if<remove_hall>(&ask.what))
          change(std::move(ask.reply_to), *removed);
        else
          pass_to_keeper(std::move(ask));
      },
      [this](change_link& what) { change(std::move(what)); },
      [this](write_rows& more) { gather_rows(std::move(more)); },
      [this](watch_appends& who) { watcher_ = std::move(who.watcher); },
  };
}

void log_writer::gather(append&& more) {
  env_.probe->appends.left.add();
  auto& queue = more.batch.appends.empty() ? pending_reads_ : replies_;
  for (auto& part : more.batch.appends) {
    records_ += part.records.size();
    watermarks_.push_back({more.durable, part.first_seq + part.records.size() - 1});
    batch_.appends.push_back(std::move(part));
  }
  std::move(more.batch.rows.begin(), more.batch.rows.end(), std::back_inserter(batch_.rows));
  std::move(more.replies.begin(), more.replies.end(), std::back_inserter(queue));
  if (records_ >= batch_limit_)
    return write();
  write_soon();
}

void log_writer::gather_rows(write_rows&& more) {
  std::move(more.rows.begin(), more.rows.end(), std::back_inserter(batch_.rows));
  if (more.then)
    rows_then_.push_back(std::move(more.then));
  write_soon();
}

void log_writer::write_soon() {
  // This message arrives behind all that waits in the mailbox now, which is the batch.
  if (!std::exchange(flush_sent_, true))
    send(this, flush{});
}

void log_writer::write() {
  flush_sent_ = false;
  if (!batch_.appends.empty() || !batch_.rows.empty()) {
    if (auto written = log_.append(batch_); !written) {
      if (env_.outlives(written.error()))
        return refuse(written.error().detail);
      env_.fail_stop(written.error());
      std::abort(); // fail_stop() must not return: what is not durable must not be acknowledged.
    }
  }
  release();
}

void log_writer::release() {
  for (const auto& each : watermarks_)
    each.durable->seq.store(each.seq, std::memory_order_release);
  // The append has proven the lease on its own shows only, not on the shows that were read.
  if (!pending_reads_.empty() && !env_.holds_lease())
    for (auto& each : pending_reads_)
      each.reply = unavailable{"the node's lease on its shows is over"};
  end_rows(true);
  notify_watcher();
  auto out = std::exchange(replies_, {});
  std::move(pending_reads_.begin(), pending_reads_.end(), std::back_inserter(out));
  clear();
  send_replies(std::move(out));
}

/// The state of the shows whose appends failed is void. The cluster member ends them.
void log_writer::refuse(const std::string& why) {
  auto out = std::exchange(replies_, {});
  std::move(pending_reads_.begin(), pending_reads_.end(), std::back_inserter(out));
  for (auto& each : out)
    each.reply = unavailable{why};
  end_rows(false);
  clear();
  send_replies(std::move(out));
}

void log_writer::end_rows(bool durable) {
  for (const auto& then : std::exchange(rows_then_, {}))
    then(durable);
}

/// Takes the ids of the streams, which the batch does not need any more.
void log_writer::notify_watcher() {
  if (!watcher_ || batch_.appends.empty())
    return;
  auto ends = std::make_shared<std::vector<stream_end>>();
  ends->reserve(batch_.appends.size());
  for (auto& each : batch_.appends)
    if (!each.records.empty())
      ends->push_back({std::move(each.stream), each.first_seq + each.records.size() - 1});
  anon_send(watcher_, streams_appended{std::move(ends)});
}

void log_writer::clear() {
  watermarks_.clear();
  batch_.appends.clear();
  batch_.rows.clear();
  records_ = 0;
  pending_reads_.clear();
}

void log_writer::add(return_address&& reply_to, const add_account& request) {
  write();
  // Only copies of logs have accounts under other ids than the first, so none appears meanwhile.
  auto place = storage::account_place(log_, request.customers);
  if (!place)
    return send_replies({{std::move(reply_to), unavailable{place.error().detail}}});
  auto added = log_.add_row(storage::account_row(*place, {env_.now(), request.password_hash}));
  if (added)
    send_replies({{std::move(reply_to), account_added{}}});
  else
    send_replies({{std::move(reply_to), unwritten(added.error())}});
}

/// The reply after rows of their own were not written; returns only if the log can be written on.
unavailable log_writer::unwritten(const storage::storage_error& error) {
  if (error.what != storage::storage_error::kind::unreachable) {
    env_.fail_stop(error);
    std::abort(); // As after a failed append.
  }
  return {error.detail};
}

void log_writer::reset(return_address&& reply_to, const reset_account& request) {
  write();
  auto rows = storage::account_removal(log_, request.customers);
  if (!rows)
    return send_replies({{std::move(reply_to), unavailable{rows.error().detail}}});
  auto existed = !rows->empty();
  gather_rows({std::move(*rows), [reply_to = std::move(reply_to), existed](bool durable) {
                 if (durable)
                   send_replies({{reply_to, account_reset{existed}}});
                 else
                   send_replies({{reply_to, unavailable{"the account was not reset"}}});
               }});
  write();
}

void log_writer::change(return_address&& reply_to, const keep_hall& request) {
  write();
  const auto& wanted = request.wanted;
  auto decide = [&] { return storage::hall_change_of(log_, wanted, env_.now()); };
  auto made = [&](storage::hall_change&& change) -> reply {
    return hall_view{{std::move(change.after), wanted.plan}, change.is_new};
  };
  send_replies({{std::move(reply_to), changed_hall(decide, made)}});
}

void log_writer::change(return_address&& reply_to, const remove_hall& request) {
  write();
  auto decide = [&] { return storage::hall_removal_of(log_, request.id); };
  auto made = [](storage::hall_change&&) -> reply { return hall_removed{}; };
  send_replies({{std::move(reply_to), changed_hall(decide, made)}});
}

template <class Decide, class Made>
reply log_writer::changed_hall(Decide decide, Made made) {
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    storage::result<storage::hall_change> change = decide();
    if (!change)
      return unavailable{change.error().detail};
    if (change->refused)
      return hall_refused{*change->refused, change->after.version};
    if (change->rows.empty())
      return made(std::move(*change));
    auto written = log_.append_if(change->guard, change->rows);
    if (!written)
      return unwritten(written.error());
    if (*written)
      return made(std::move(*change));
  }
  return unavailable{"other nodes change the hall all the time"};
}

void log_writer::change(change_link&& what) {
  write();
  auto decided = links_.decide(what);
  if (!decided)
    return send_replies({{std::move(what.reply_to), unavailable{decided.error().detail}}});
  if (decided->rows.empty())
    return send_replies({{std::move(what.reply_to), std::move(decided->reply)}});
  batch_.appends.push_back(std::move(what.fence));
  batch_.rows = std::move(decided->rows);
  replies_.push_back({std::move(what.reply_to), std::move(decided->reply)});
  write();
}

void log_writer::reach_barrier(barrier&& what) {
  write();
  send(caf::actor_cast<show_directory_actor>(current_sender()), barrier_reached{std::move(what)});
}

void log_writer::pass_to_keeper(node_ask&& ask) {
  if (const auto* erase = std::get_if<erase_customer>(&ask.what)) {
    // An event may be ahead of a clock that was set back.
    auto at = std::max(env_.now(), env_.clock->memory().last_event);
    auto rows = storage::erasure_rows(erase->customers, at);
    gather_rows({std::move(rows), [this, ask = std::move(ask)](bool durable) {
                   if (durable)
                     anon_send(keeper_, ask);
                   else
                     send_replies({{ask.reply_to, unavailable{"the erasure was not noted"}}});
                 }});
    return write();
  }
  write();
  anon_send(keeper_, std::move(ask));
}

} // namespace boxoffice::actors
