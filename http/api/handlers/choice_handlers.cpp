#include "events/choose/best_available.hpp"
#include "events/enum_names.hpp"
#include "events/state/lines.hpp"
#include "http/api/handlers/bulk_responses.hpp"
#include "http/api/json/json_out.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

/// About how many seats a choice looks at within a microsecond.
constexpr std::size_t seats_a_microsecond = 20;

events::standing standing_of(events::seat_status status) {
  switch (status) {
  case events::seat_status::available: return events::standing::free;
  case events::seat_status::in_review: return events::standing::claimed;
  case events::seat_status::held:
  case events::seat_status::sold:
  case events::seat_status::blocked: break;
  }
  return events::standing::taken;
}

/// `wheelchair,companion` as a set; nothing if one of them is no attribute.
std::optional<events::seat_attributes> attributes_of(std::string_view list) {
  events::seat_attributes set;
  for (std::size_t begin = 0; begin <= list.size();) {
    auto end = std::min(list.find(',', begin), list.size());
    auto known = events::from_name<events::seat_attribute>(list.substr(begin, end - begin));
    if (!known)
      return std::nullopt;
    set.add(*known);
    begin = end + 1;
  }
  return set;
}

/// What the show would choose now, or the problem. A cancelled show has no seats.
response suggestion_of(const actors::seat_map& map, const events::seat_wish& wish) {
  const auto& plan = *map.plan;
  if (!wish.seat_class.empty() && find_class(plan.body, wish.seat_class) == nullptr)
    return invalid("class", "is not a class of this show");
  auto is_sold = map.sales != events::sales_status::cancelled;
  auto chosen = best_available(
      plan, wish, [&](events::seat_index seat) { return standing_of(map.seats[seat]); },
      [&](events::seat_index) { return is_sold; });
  if (chosen.empty())
    return problem_response(code::not_enough_seats);
  nlohmann::ordered_json body{{"movieShowId", map.id.text}, {"version", map.version}};
  std::int64_t total = 0;
  for (auto seat : chosen) {
    body["seats"].push_back(plan.seats[seat].id.text());
    total += price_of(plan, seat, nullptr);
  }
  body["amount"] = {{"value", total}, {"currency", plan.body.currency}};
  auto out = json_response(json_text(body));
  out.cache_control = no_cache;
  return out;
}

/// Asks the show for its seats and chooses among them in the thread of large bodies.
shared_reads::make ask_for_suggestion(services& with, const events::show_id& show,
                                      const events::seat_wish& wish) {
  return [&with, show, wish](const logging::request_tag& tag, shared_reads::deliver done) {
    auto then = [&with, wish, done = std::move(done)](const responder&, actors::reply&& reply) {
      auto* map = std::get_if<actors::seat_map>(&reply);
      if (map == nullptr)
        return done(bulk_of(failure(reply)));
      auto kept = std::make_shared<const actors::seat_map>(std::move(*map));
      auto made = std::make_shared<response>();
      with.renderer.render(
          std::chrono::microseconds{kept->seats.size() / seats_a_microsecond},
          [kept, wish, made] {
            *made = suggestion_of(*kept, wish);
            return std::string{};
          },
          [made, done](std::optional<shared_bytes>&& ran) {
            done(bulk_of(ran ? std::move(*made) : problem_response(code::unavailable)));
          });
    };
    with.client.ask({all_readers(tag), std::move(then)}, events::show_id{show}, actors::get_seats{},
                    {});
  };
}

} // namespace

void get_best_available(request&& in, services& with) {
  auto count = number_of(in, "count", 0);
  if (!count)
    return;
  auto most = with.shared.rules.max_seats;
  if (*count < 1 || std::cmp_greater(*count, most))
    return in.respond(invalid("count", "must be 1 to " + std::to_string(most)));
  const auto* in_class = in.target.find("class");
  const auto* listed = in.target.find("attributes");
  auto attributes =
      listed != nullptr ? attributes_of(*listed) : std::optional{events::seat_attributes{}};
  if (!attributes)
    return in.respond(invalid(
        "attributes", "must be wheelchair, companion or restricted_view, separated by commas"));
  events::seat_wish wish{static_cast<std::int64_t>(*count), in_class != nullptr ? *in_class : "",
                         *attributes};
  auto show = show_in_path(in);
  if (!show)
    return;
  // No show id has a colon, so the class, which may be any text, stands last.
  auto what = "best:" + std::to_string(*count) + ':' + std::to_string(attributes->bits) + ':' +
              show->text + ':' + wish.seat_class;
  with.reads.read(what, {std::move(in.respond), std::move(in.message)}, shared_reads::work::light,
                  ask_for_suggestion(with, *show, wish));
}

} // namespace boxoffice::http
