#include "tests/simulation/database_link.hpp"

#include <algorithm>

namespace boxoffice::simulation {

duration database_link::one_way() {
  if (!in_.luck.happens(in_.now.slow_call))
    return in_.luck.between(100us, 3ms);
  return in_.luck.between(3ms, in_.luck.happens(0.3) ? in_.now.patience : duration{300ms});
}

database_link::journey database_link::plan() {
  journey out;
  auto sent = in_.time.now();
  out.there = sent + one_way();
  out.back = out.there + one_way();
  out.gets_there = reaches() && !in_.luck.happens(in_.now.lost_call);
  out.comes_back = !in_.luck.happens(in_.now.lost_call);
  if (in_.luck.happens(in_.now.late_call)) {
    out.there = sent + in_.now.patience + in_.luck.between(0s, most_late);
    out.comes_back = false;
  }
  if (out.back > sent + in_.now.patience)
    out.comes_back = false;
  // A connection that is reset says so sooner than one that is silent.
  if (!out.gets_there || !out.comes_back)
    out.back = sent + in_.luck.between(1ms, in_.now.patience);
  if (out.gets_there)
    last_effect_ = std::max(last_effect_, out.there);
  return out;
}

} // namespace boxoffice::simulation
