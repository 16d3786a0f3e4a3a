// Templates of halls.
#include "http/api/halls/hall_json.hpp"
#include "http/api/handlers/bulk_responses.hpp"
#include "http/api/json/json_out.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

/// The hall id of a path; if it cannot be one the request is refused with HALL_NOT_FOUND.
std::optional<storage::hall_id> hall_in_path(const request& in) {
  if (events::is_id(in.args[0], events::most_show_id_chars))
    return storage::hall_id{in.args[0]};
  in.respond(problem_response(code::hall_not_found));
  return std::nullopt;
}

/// A hall belongs to no show, so no event says who changed it.
void log_change(services& with, const responder& respond, const std::string& id,
                const std::string& how, const events::operator_proof& by) {
  with.env.log.write(logging::level::info, logging::log_module::http, respond.tag(),
                     "the hall {} is {} by {}", id, how, by.value_or(""));
}

} // namespace

void list_halls(request&& in, services& with) {
  auto limit = limit_of(in);
  if (!limit)
    return;
  const auto* after = in.target.find("after");
  if (after != nullptr && !events::is_id(*after, events::most_show_id_chars))
    return in.respond(wrong_after());
  actors::list_halls wanted{after != nullptr ? *after : std::string{}, *limit};
  auto what = "halls:" + std::to_string(*limit) + ':' + wanted.after;
  read_heavy<actors::hall_page>(
      std::move(in), with, what, std::move(wanted),
      [](const actors::hall_page& page) { return json_text(to_json(page)); });
}

void get_hall(request&& in, services& with) {
  auto id = hall_in_path(in);
  if (!id)
    return;
  auto what = "hall:" + id->text;
  read_heavy<actors::hall_view>(std::move(in), with, what, actors::find_hall{std::move(*id)},
                                [](const actors::hall_view& view) { return hall_text(view.hall); });
}

void put_hall(request&& in, services& with) {
  if (!events::is_id(in.args[0], events::most_show_id_chars))
    return in.respond(invalid("id", "must be 1 to 64 of A-Z a-z 0-9 _ -"));
  auto wanted = read_hall(in.message.body());
  if (!wanted)
    return in.respond(to_response(wanted.error()));
  wanted->id = {in.args[0]};
  auto then = [&with, by = in.by](const responder& respond, actors::reply&& reply) {
    const auto* view = std::get_if<actors::hall_view>(&reply);
    if (view == nullptr)
      return respond(failure(reply));
    const auto& head = view->hall.head;
    log_change(with, respond, head.id.text, "kept as version " + std::to_string(head.version), by);
    respond(json_response(hall_text(view->hall), view->is_new ? 201 : 200));
  };
  with.client.ask({std::move(in.respond), std::move(then)}, actors::keep_hall{std::move(*wanted)});
}

void remove_hall(request&& in, services& with) {
  auto id = hall_in_path(in);
  if (!id)
    return;
  auto then = [&with, by = in.by, id = id->text](const responder& respond, actors::reply&& reply) {
    if (!std::holds_alternative<actors::hall_removed>(reply))
      return respond(failure(reply));
    log_change(with, respond, id, "removed", by);
    respond(json_response(nlohmann::ordered_json::object()));
  };
  with.client.ask({std::move(in.respond), std::move(then)}, actors::remove_hall{std::move(*id)});
}

} // namespace boxoffice::http
