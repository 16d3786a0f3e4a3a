#include "tests/simulation/network.hpp"

#include <algorithm>

namespace boxoffice::simulation {

void network::send(int from, int to, const message& what) {
  if (is_cut(from, to))
    return;
  send_once(to, what);
  if (in_.luck.happens(in_.now.twice_sent))
    send_once(to, what);
}

void network::send_once(int to, const message& what) {
  if (in_.luck.happens(in_.now.lost_message))
    return;
  auto way = in_.luck.happens(in_.now.slow_message) ? in_.luck.between(1ms, 1s)
                                                    : in_.luck.between(50us, 1ms);
  in_.time.after(way, [this, to, what] { deliver_(to, what); });
}

void network::cut(int one, int other, duration most) {
  cuts_[std::minmax(one, other)] = in_.time.now() + most;
}

bool network::is_cut(int one, int other) const {
  auto found = cuts_.find(std::minmax(one, other));
  return found != cuts_.end() && in_.time.now() < found->second;
}

} // namespace boxoffice::simulation
