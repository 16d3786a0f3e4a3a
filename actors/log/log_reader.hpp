// Reads the log on a thread that may block. It sees only what is durable, so its replies need not
// wait. A node has two readers: one recovers shows, and one reads lists and the past. The second
// may read long streams, and a show that starts must not wait behind it.
#pragma once

#include "actors/environment.hpp"
#include "actors/log/attempt_limit.hpp"
#include "actors/log/list_reader.hpp"
#include "actors/protocol/interfaces.hpp"
#include "actors/protocol/line_limit.hpp"

namespace boxoffice::actors {

class log_reader : public log_reader_actor::base {
public:
  /// `attempts` limits find_account.
  log_reader(caf::actor_config& config, storage::event_log& log, environment env,
             attempt_limit attempts = attempt_limit::none());

  behavior_type make_behavior() override;

private:
  void recover(const recover_show& request);
  void send_history(const read_history& request);
  void send_node_reply(const node_ask& ask);
  reply on(const list_shows& request);
  reply on(const get_programme& request);
  reply on(const list_bookings& request);
  reply on(const list_customer_bookings& request);
  reply on(const list_sales& request);
  reply on(const list_refunds& request);
  reply on(const get_past_seats& request);
  reply on(const get_events& request);
  reply on(const find_account& request);
  reply on(const find_payment& request);
  reply on(const list_halls& request);
  reply on(const find_hall& request);

  void report(const std::string& what, const storage::storage_error& error);
  reply unreadable(const storage::storage_error& error);
  template <class T>
  reply reply_of(storage::result<T>&& read);

  storage::event_log& log_;
  environment env_;
  attempt_limit attempts_;
  list_reader lists_;
  line_limit unreadable_lines_;
};

} // namespace boxoffice::actors
