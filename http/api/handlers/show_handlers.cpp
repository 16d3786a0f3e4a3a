#include "events/time_text.hpp"
#include "http/api/handlers/bulk_responses.hpp"
#include "http/api/handlers/opening_batch.hpp"
#include "http/api/handlers/show_bodies.hpp"
#include "http/api/json/json_in.hpp"
#include "http/api/json/json_out.hpp"
#include "http/api/json/seat_bodies.hpp"
#include "http/api/json/show_patch.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

/// Responds to a command with its show.
on_reply respond_with_show(services& with, std::vector<events::field_error> warnings = {}) {
  return [&with, warnings = std::move(warnings)](const responder& respond, actors::reply&& reply) {
    const auto* view = std::get_if<actors::show_view>(&reply);
    if (view == nullptr)
      return respond(failure(reply));
    with.programmes.forget();
    show_response(with, *view, warnings, [respond](response&& what) { respond(std::move(what)); });
  };
}

/// Responds with the show after a change, and warns as when it is opened.
void respond_with_changed(services& with, const responder& respond, const actors::reply& reply) {
  const auto* view = std::get_if<actors::show_view>(&reply);
  if (view == nullptr)
    return respond(failure(reply));
  with.programmes.forget();
  show_response(with, *view, warnings_of(view->plan->body, view->at),
                [respond](response&& what) { respond(std::move(what)); });
}

template <class Command>
void command_show(request&& in, services& with, Command command) {
  command.by = in.by;
  auto show = show_in_path(in);
  if (!show)
    return;
  with.client.ask({std::move(in.respond), respond_with_show(with)}, std::move(*show),
                  std::move(command), {});
}

template <class Command>
void command_seats(request&& in, services& with) {
  auto seats = read_seats(in.message.body());
  if (!seats)
    return in.respond(to_response(seats.error()));
  command_show(std::move(in), with, Command{0, std::move(*seats)});
}

/// Reads what the show itself has in memory.
void read_light(request&& in, services& with, const std::string& what, shared_reads::make how) {
  with.reads.read(what, {std::move(in.respond), std::move(in.message)}, shared_reads::work::light,
                  std::move(how));
}

void read_seats_as(request&& in, services& with, const seat_listing& kind) {
  auto show = show_in_path(in);
  if (!show)
    return;
  auto how = ask_for_seats(with, *show, kind);
  read_light(std::move(in), with, std::string{kind.name} + show->text, std::move(how));
}

/// What `?seq=` or `?at=` asks for; if it is invalid the request is refused with 422.
std::optional<actors::get_past_seats> past_in_query(const request& in) {
  actors::get_past_seats wanted;
  const auto* at = in.target.find("at");
  if (in.target.find("seq") != nullptr) {
    if (at != nullptr) {
      in.respond(invalid("seq", "must not come together with `at`"));
      return std::nullopt;
    }
    wanted.when.seq = number_of(in, "seq", 0);
    return wanted.when.seq ? std::optional{wanted} : std::nullopt;
  }
  wanted.when.at = events::parse_rfc3339(*at);
  if (wanted.when.at)
    return wanted;
  in.respond(invalid("at", "must be an RFC 3339 time"));
  return std::nullopt;
}

} // namespace

void get_show(request&& in, services& with) {
  auto show = show_in_path(in);
  if (!show)
    return;
  auto how = [&with, show = *show](const logging::request_tag& tag, shared_reads::deliver done) {
    ask_for_show(with, show, tag, [done = std::move(done)](response&& what, const auto*) {
      done(bulk_of(std::move(what)));
    });
  };
  read_light(std::move(in), with, "show:" + show->text, std::move(how));
}

void get_seats(request&& in, services& with) { read_seats_as(std::move(in), with, all_seats); }

void get_available_seats(request&& in, services& with) {
  read_seats_as(std::move(in), with, available_seats);
}

void get_past_seats(request&& in, services& with) {
  auto wanted = past_in_query(in);
  if (!wanted)
    return;
  auto show = show_in_path(in);
  if (!show)
    return;
  wanted->show = std::move(*show);
  auto what = "past:" + *in.target.find(wanted->when.seq ? "seq" : "at") + ':' + wanted->show.text;
  read_heavy<actors::seat_map>(std::move(in), with, what, std::move(*wanted), seats_json);
}

void list_events(request&& in, services& with) {
  auto after = number_of(in, "after", 0);
  if (!after)
    return;
  auto limit = limit_of(in);
  if (!limit)
    return;
  auto show = show_in_path(in);
  if (!show)
    return;
  auto what = "events:" + std::to_string(*limit) + ':' + std::to_string(*after) + ':' + show->text;
  read_heavy<actors::events_page>(
      std::move(in), with, what, actors::get_events{std::move(*show), *after, *limit},
      [](const actors::events_page& page) { return json_text(to_json(page)); });
}

void put_show(request&& in, services& with) {
  if (!events::is_id(in.args[0], events::most_show_id_chars))
    return in.respond(invalid("id", "must be 1 to 64 of A-Z a-z 0-9 _ -"));
  auto command = read_show(in.message.body());
  if (!command)
    return in.respond(to_response(command.error()));
  auto warnings = warnings_of(command->body, with.now());
  command->by = in.by;
  command->time_zone = with.options.time_zone;
  with.client.ask({std::move(in.respond), respond_with_show(with, std::move(warnings))},
                  {in.args[0]}, std::move(*command), {});
}

void change_show(request&& in, services& with) {
  auto changes = read_show_changes(in.message.body());
  if (!changes)
    return in.respond(to_response(changes.error()));
  if (changes->time_zone && !*changes->time_zone) // As of a show that is opened without one.
    changes->time_zone.emplace(with.options.time_zone);
  auto show = show_in_path(in);
  if (!show)
    return;
  auto then = [&with](const responder& respond, actors::reply&& reply) {
    respond_with_changed(with, respond, reply);
  };
  with.client.ask({std::move(in.respond), std::move(then)}, std::move(*show),
                  events::change_show{0, std::move(*changes), std::move(in.by)}, {});
}

void post_shows(request&& in, services& with) {
  auto entries = read_shows(in.message.body());
  if (!entries)
    return in.respond(to_response(entries.error()));
  std::make_shared<opening_batch>(in.respond, with, std::move(*entries), in.by)->open_slice();
}

void pause_show(request&& in, services& with) {
  command_show(std::move(in), with, events::pause_sales{});
}
void resume_show(request&& in, services& with) {
  command_show(std::move(in), with, events::resume_sales{});
}
void cancel_show(request&& in, services& with) {
  command_show(std::move(in), with, events::cancel_show{});
}
void block_seats(request&& in, services& with) {
  command_seats<events::block_seats>(std::move(in), with);
}
void unblock_seats(request&& in, services& with) {
  command_seats<events::unblock_seats>(std::move(in), with);
}

} // namespace boxoffice::http
