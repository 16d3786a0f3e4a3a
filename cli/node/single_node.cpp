#include "cli/node/single_node.hpp"

#include "cli/files/keys.hpp"

namespace boxoffice::cli {

namespace {

class single_node final : public node {
public:
  single_node(const settings& chosen, storage::event_log& log, const node_keys& keys)
      : runtime_{chosen, log, server_environment(chosen), keys} {}

  node_runtime& runtime() override { return runtime_; }
  actors::entrance_actor entrance() override {
    return actors::entrance_actor{runtime_.engine().directory()};
  }
  std::optional<std::string> listen() override { return std::nullopt; }
  void start(std::function<void()> ready) override { runtime_.engine().start(std::move(ready)); }
  std::chrono::milliseconds leave(std::chrono::milliseconds most) override { return most; }

private:
  node_runtime runtime_;
};

} // namespace

opened_node open_single_node(const settings& chosen, storage::event_log& log) {
  auto keys = find_node_keys(log);
  if (!keys)
    return keys.error();
  return std::make_unique<single_node>(chosen, log, *keys);
}

} // namespace boxoffice::cli
