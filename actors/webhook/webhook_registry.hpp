// The webhook endpoints of a node: answers the operator's questions and has a dispatcher for each.
// It reads the log in its own thread.
#pragma once

#include "actors/protocol/webhook_registries.hpp"
#include "actors/webhook/endpoint_dispatcher.hpp"
#include "actors/webhook/webhook_changes.hpp"

#include <map>
#include <set>

namespace boxoffice::actors {

class webhook_registry : public webhook_registry_actor::base {
public:
  webhook_registry(caf::actor_config& config, std::shared_ptr<const dispatcher_deps> deps,
                   std::size_t most_endpoints);

  behavior_type make_behavior() override;

private:
  struct entry {
    endpoint_dispatcher_actor dispatcher;
    std::shared_ptr<shared_webhook_view> view;
  };

  void begin();
  void watch();
  void spawn_dispatcher(storage::webhook_endpoint endpoint);
  [[nodiscard]] webhook_origin origin() const;
  void answer(webhook_ask&& ask);
  void on(add_webhook&& wanted, webhook_respond&& respond);
  void on(const list_webhooks& question, webhook_respond&& respond);
  void on(const get_webhook& question, webhook_respond&& respond);
  void on(const remove_webhook& wanted, webhook_respond&& respond);
  void on(change_webhook&& wanted, webhook_respond&& respond);
  void on(const rotate_secret& wanted, webhook_respond&& respond);
  void change(const std::string& id, endpoint_change&& change, webhook_respond&& respond);
  void on(const list_dead& question, webhook_respond&& respond);
  void on(const resend_webhook& wanted, webhook_respond&& respond);
  void finish_add(endpoint_written&& added);
  void finish_removal(dispatch_ended&& removed);
  /// What other nodes know.
  void take(take_endpoints&& theirs);
  void take(storage::webhook_endpoint&& theirs, const std::shared_ptr<void>& taken);
  void take(const storage::removed_webhook& theirs, const std::shared_ptr<void>& taken);
  void tell(const tell_endpoints& request) const;
  /// Writes a new endpoint. The answer is given once its dispatcher is there.
  void write_new(storage::webhook_endpoint&& endpoint, std::vector<storage::row_change>&& rows,
                 webhook_respond&& respond);
  void remove(const std::string& id, webhook_respond&& respond);
  void end(end_webhooks&& request);
  /// In pieces, so that sales do not wait for many rows. `then` as in write_rows, of the last one.
  void write(std::vector<storage::row_change> rows, std::function<void(bool)> then);
  void warn(const storage::storage_error& error);

  std::shared_ptr<const dispatcher_deps> deps_;
  std::size_t most_endpoints_;
  std::map<std::string, entry> endpoints_; ///< by id
  std::set<std::string> adding_;           ///< ids of endpoints that are not durable yet
  /// Ids and times; only if there are other nodes.
  std::map<std::string, events::time_ms> removed_;
  bool watching_ = false;
};

} // namespace boxoffice::actors
