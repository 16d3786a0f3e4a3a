#include "load/tally.hpp"

namespace boxoffice::load {

void call_tally::merge(const call_tally& other) {
  confirmed += other.confirmed;
  refused += other.refused;
  errors += other.errors;
  latency.merge(other.latency);
}

void call_tally::clear() {
  confirmed = refused = errors = 0;
  latency.clear();
}

call_tally tally::sum() const {
  call_tally all;
  for (const auto& each : calls)
    all.merge(each);
  return all;
}

void tally::merge(const tally& other) {
  for (std::size_t i = 0; i < calls.size(); ++i)
    calls[i].merge(other.calls[i]);
  broken += other.broken;
  timed_out += other.timed_out;
  for (auto [status, count] : other.wrong_answers)
    wrong_answers[status] += count;
  dropped += other.dropped;
}

verdict judge(call kind, unsigned status, std::string_view body) {
  if (status == 409 || status == 422)
    return verdict::refused;
  if (status < 200 || status > 299)
    return verdict::error;
  // A payment that will be refunded has status 200 too.
  if (kind == call::pay && body.find(R"("outcome":"PAID")") == std::string_view::npos)
    return verdict::refused;
  return verdict::confirmed;
}

} // namespace boxoffice::load
