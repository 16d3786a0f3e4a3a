#include "events/codec/snapshot_plan.hpp"

#include "events/codec/codec.hpp"

namespace boxoffice::events {

namespace {

constexpr std::size_t places_of_plan = 3;

} // namespace

void write_plan(cbor_writer& out, const show_plan& plan) {
  if (plan.since == 1)
    return out.array(0);
  out.array(places_of_plan);
  out.integer(static_cast<std::int64_t>(plan.since));
  out.bytes(bytes_of(encode(show_opened{plan.body, {}, {}}, 0)));
  auto former = plan.seats.former();
  out.array(former.size());
  for (const auto& id : former)
    out.text(id.text);
}

void read_plan(cbor_reader& from, std::shared_ptr<const show_plan>& plan, layout_source* layouts) {
  auto places = from.array();
  if (places == 0)
    return;
  auto since = from.integer();
  auto stored = decode(from.bytes(), upcasters(), layouts);
  auto* opened = stored ? std::get_if<show_opened>(&stored->event) : nullptr;
  std::vector<seat_id> former;
  for (auto left = from.array(); left != 0 && !from.failed(); --left)
    former.push_back({std::string{from.text()}});
  if (from.failed() || places != places_of_plan || opened == nullptr || since < 1)
    return from.fail();
  plan = plan_of(std::move(opened->body), static_cast<std::uint64_t>(since), former);
}

} // namespace boxoffice::events
