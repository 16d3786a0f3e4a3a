// The webhook endpoints in a log that several nodes share. The rows of the log are the truth: any
// node answers the operator from them and changes them. This node delivers to the endpoints of its
// shards, and looks twice a second what other nodes have changed.
#pragma once

#include "actors/protocol/shared_webhook_interfaces.hpp"
#include "actors/webhook/endpoint_dispatcher.hpp"
#include "actors/webhook/shared/endpoint_assignment.hpp"

#include <map>

namespace boxoffice::actors {

class shared_registry : public shared_registry_actor::base {
public:
  shared_registry(caf::actor_config& config, std::shared_ptr<const dispatcher_deps> deps,
                  std::size_t most_endpoints);

  behavior_type make_behavior() override;

private:
  struct entry {
    endpoint_dispatcher_actor dispatcher;
    std::shared_ptr<shared_webhook_view> view;
  };

  void answer(webhook_ask&& ask);
  [[nodiscard]] storage::result<webhook_answer> answer_read(const webhook_question& what);
  [[nodiscard]] storage::result<webhook_answer> list() const;
  [[nodiscard]] storage::result<webhook_answer> change(const webhook_question& what);
  /// What this node's dispatcher knows of the endpoint, if it has one that knows its latest change.
  void put_live(webhook_view& view) const;
  void give_up(give_up_shards&& request);
  void end_all(const std::vector<std::string>& ids, const std::function<void()>& then);

  void look_and_rearm();
  [[nodiscard]] storage::status look();
  void act_on(endpoint_assignment::steps&& steps);
  void spawn_dispatcher(endpoint_assignment::assigned&& what);
  /// Logs an error once, until things are well again.
  void note_outcome(const storage::status& outcome);
  void note(const storage::storage_error& error);

  std::shared_ptr<const dispatcher_deps> deps_;
  std::size_t most_endpoints_;
  endpoint_assignment assignment_;
  std::map<std::string, entry> endpoints_; ///< by id, those of this node
  bool watching_ = false;                  ///< the writer's appends
  bool ended_ = false;
  std::string noted_; ///< the last error
};

} // namespace boxoffice::actors
