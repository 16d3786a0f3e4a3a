// Messages between nodes and clients, which may be lost, late, reordered and duplicated.
#pragma once

#include "tests/simulation/environment.hpp"

#include <map>

namespace boxoffice::simulation {

/// A client's ask for a show.
struct ask {
  std::uint64_t number{}; ///< of this try, among all
  write_id write{};       ///< 0: it reads
  int show{};
  int client{};
  int entry{};              ///< the node that the client sent it to
  std::uint8_t returns = 0; ///< how often it found no node with the show
};

struct outcome {
  bool available = false;
  std::uint64_t seq{};
};

struct message {
  enum class kind : std::uint8_t { ask, returned, reply } what{};
  ask about;
  outcome content{}; ///< of a reply
};

class network {
public:
  using deliver = std::function<void(int, const message&)>;

  /// Ends below 0 are clients: client n is ~n.
  network(environment& in, deliver to) : in_{in}, deliver_{std::move(to)} {}

  void send(int from, int to, const message& what);
  void cut(int one, int other, duration most);
  void mend() { cuts_.clear(); }

private:
  [[nodiscard]] bool is_cut(int one, int other) const;
  void send_once(int to, const message& what);

  environment& in_;
  deliver deliver_;
  std::map<std::pair<int, int>, instant> cuts_;
};

} // namespace boxoffice::simulation
