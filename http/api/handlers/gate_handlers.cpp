#include "http/api/handlers/handler_support.hpp"
#include "http/api/json/gate_json.hpp"
#include "http/api/json/json_out.hpp"
#include "http/api/tickets/calendar.hpp"
#include "http/api/tickets/qr_code.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

/// `A1` of `A1.svg`; nothing for any other text.
std::optional<std::string> seat_of_image(std::string_view file) {
  constexpr std::string_view ending = ".svg";
  if (!file.ends_with(ending))
    return std::nullopt;
  return std::string{file.substr(0, file.size() - ending.size())};
}

response image_response(const std::string& code) {
  auto out = json_response(qr_svg(code));
  out.content_type = "image/svg+xml";
  return out;
}

} // namespace

void get_codes(request&& in, services& with) {
  ask_as_holder<actors::codes_view, actors::get_codes>(
      std::move(in), with, [](actors::codes_view&& view) { return json_response(to_json(view)); });
}

void get_code_image(request&& in, services& with) {
  auto seat = seat_of_image(in.args[1]);
  if (!seat)
    return in.respond(problem_response(code::not_found));
  ask_as_holder<actors::codes_view, actors::get_codes>(
      std::move(in), with, [seat = std::move(*seat)](actors::codes_view&& view) {
        auto found = std::ranges::find(view.codes, events::seat_id{seat}, &actors::seat_code::seat);
        return found == view.codes.end() ? problem_response(code::not_found)
                                         : image_response(found->code);
      });
}

void get_calendar(request&& in, services& with) {
  ask_as_holder<actors::booking_view, actors::get_booking>(
      std::move(in), with, [&with](actors::booking_view&& view) {
        auto out = json_response(calendar_of(view, with.now()));
        out.content_type = "text/calendar; charset=utf-8";
        return out;
      });
}

void admit(request&& in, services& with) {
  auto scan = read_admission(in.message.body());
  if (!scan)
    return in.respond(to_response(scan.error()));
  if (const auto* show = in.target.find("show")) {
    if (!events::is_id(*show, events::most_show_id_chars))
      return in.respond(invalid("show", "must be a show id"));
    scan->only = events::show_id{*show};
  }
  scan->by = in.by;
  auto says = events::unverified_ticket_code(scan->code);
  if (!says)
    return in.respond(problem_response(code::invalid_code));
  ask_show<actors::admitted_view>(
      with, in.respond, std::move(says->show), std::move(*scan),
      [](actors::admitted_view&& view) { return json_response(to_json(view)); });
}

void get_ticket_key(request&& in, services& with) {
  ask_node<actors::ticket_keys_view>(with, in.respond, actors::get_ticket_keys{},
                                     [](actors::ticket_keys_view&& view) {
                                       auto out = json_response(to_json(view));
                                       out.cache_control = no_cache;
                                       return out;
                                     });
}

} // namespace boxoffice::http
