#include "actors/protocol/reply_port.hpp"

#include <caf/actor_companion.hpp>
#include <caf/all.hpp>

#include <algorithm>

namespace boxoffice::actors {

namespace {

caf::actor_companion& companion(const caf::actor& handle) {
  return *caf::actor_cast<caf::actor_companion*>(handle);
}

} // namespace

reply_port::reply_port(caf::actor_system& system, std::function<void(replies&&)> arrived)
    : handle_{system.spawn<caf::actor_companion, caf::hidden>()} {
  companion(handle_).on_enqueue([arrived = std::move(arrived)](caf::mailbox_element_ptr letter) {
    auto& content = letter->content();
    if (content.match_elements<replies>())
      arrived(std::move(content.get_mutable_as<replies>(0)));
  });
}

reply_port::~reply_port() { close(); }

void reply_port::close() {
  if (!handle_)
    return;
  // CAF declares disconnect() for this, but its library has none.
  companion(handle_).on_enqueue({});
  handle_ = nullptr;
}

void send_replies(std::vector<addressed_reply>&& ready) {
  std::vector<std::pair<caf::actor, replies>> by_port;
  for (auto& each : ready) {
    auto place = std::find_if(by_port.begin(), by_port.end(),
                              [&](const auto& one) { return one.first == each.to.reply_port; });
    if (place == by_port.end())
      place = by_port.insert(place, {std::move(each.to.reply_port), {}});
    place->second.push_back({each.to.correlation, std::move(each.reply)});
  }
  for (auto& [port, batch] : by_port)
    caf::anon_send(port, std::move(batch));
}

} // namespace boxoffice::actors
