#include "http/answering.hpp"
#include "http/json_in.hpp"
#include "http/json_out.hpp"

#include "events/time_text.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

response shown(actors::show_view&& view) {
  return json_response(to_json(view), view.opened_now ? 201 : 200);
}

/// Collects what came of each entry of a batch; answers when the last is there.
struct batch {
  responder answer;
  std::vector<nlohmann::ordered_json> results;
  std::size_t left;

  void set(std::size_t entry, unsigned status, std::string_view code_name = {}) {
    results[entry]["status"] = status;
    if (!code_name.empty())
      results[entry]["code"] = code_name;
    if (--left == 0)
      answer(json_response(nlohmann::ordered_json{{"results", results}}));
  }
  void set(std::size_t entry, actors::reply&& said) {
    if (const auto* view = std::get_if<actors::show_view>(&said))
      return set(entry, view->opened_now ? 201 : 200);
    const auto* refused = std::get_if<events::refusal>(&said);
    auto why = refused != nullptr ? code_of(refused->code) : code::unavailable;
    set(entry, status_of(why), name_of(why));
  }
};

template <class Command>
void command_show(call&& in, Command command) {
  if constexpr (requires { command.by; })
    command.by = proof_of(in);
  if (auto show = show_in_path(in))
    ask_show<actors::show_view>(in.answer, *show, std::move(command), shown);
}

template <class Command>
void command_seats(call&& in) {
  auto seats = read_seats(in.in.body());
  if (!seats)
    return in.answer(to_response(seats.error()));
  command_show(std::move(in), Command{0, std::move(*seats)});
}

/// A seat map by its version; who has that version already gets 304. `json` makes its body.
template <class Json>
response mapped(const message& in, std::uint64_t version, const Json& json) {
  auto etag = '"' + std::to_string(version) + '"';
  response answer;
  if (has_already(in, etag))
    answer.status = 304;
  else
    answer.body = json();
  answer.add_header("ETag", etag);
  answer.add_header("Cache-Control", "no-cache");
  return answer;
}

/// What `?seq=` or `?at=` asks for; where it is bad the call is answered with 422.
std::optional<actors::get_past_seats> past_in_query(const call& in) {
  actors::get_past_seats wanted;
  const auto* at = in.at.find("at");
  if (in.at.find("seq") != nullptr) {
    if (at != nullptr) {
      in.answer(invalid("seq", "must not come together with `at`"));
      return std::nullopt;
    }
    wanted.when.seq = number_of(in, "seq", 0);
    return wanted.when.seq ? std::optional{wanted} : std::nullopt;
  }
  wanted.when.at = events::parse_rfc3339(*at);
  if (wanted.when.at)
    return wanted;
  in.answer(invalid("at", "must be an RFC 3339 time"));
  return std::nullopt;
}

} // namespace

bool asks_for_the_past(const target& at) {
  return at.find("at") != nullptr || at.find("seq") != nullptr;
}

void list_shows(call&& in) {
  auto limit = limit_of(in);
  if (!limit)
    return;
  const auto* after = in.at.find("after");
  if (after != nullptr && !events::is_id(*after, events::most_show_id_chars))
    return in.answer(invalid("after", "must be the `next` of a page"));
  auto now = in.now();
  ask_node<actors::show_page>(
      in.answer, actors::list_shows{after != nullptr ? *after : std::string{}, *limit},
      [now](actors::show_page&& page) { return json_response(to_json(page, now)); });
}

void get_show(call&& in) { command_show(std::move(in), actors::get_show{}); }

void get_seats(call&& in) {
  auto show = show_in_path(in);
  if (!show)
    return;
  auto& maps = in.answer.home().maps();
  auto known = maps.find(*show);
  actors::get_seats asked{known ? known->version : 0};
  ask_show<actors::seat_map>(
      in.answer, std::move(*show), asked,
      [&maps, known = std::move(known), in = std::move(in.in)](actors::seat_map&& map) {
        return mapped(in, map.version, [&] {
          if (known && known->version == map.version)
            return known->json;
          auto told = std::make_shared<const told_map>(told_map{map.version, seats_json(map)});
          maps.keep(map.id, told);
          return told->json;
        });
      });
}

void get_past_seats(call&& in) {
  auto wanted = past_in_query(in);
  if (!wanted)
    return;
  auto show = show_in_path(in);
  if (!show)
    return;
  wanted->show = std::move(*show);
  ask_node<actors::seat_map>(in.answer, std::move(*wanted),
                             [in = std::move(in.in)](actors::seat_map&& map) {
                               return mapped(in, map.version, [&] { return seats_json(map); });
                             });
}

void list_events(call&& in) {
  auto after = number_of(in, "after", 0);
  if (!after)
    return;
  auto limit = limit_of(in);
  if (!limit)
    return;
  if (auto show = show_in_path(in))
    ask_node<actors::events_page>(
        in.answer, actors::get_events{std::move(*show), *after, *limit},
        [](actors::events_page&& page) { return json_response(to_json(page)); });
}

void get_available_seats(call&& in) {
  if (auto show = show_in_path(in))
    ask_show<actors::seat_map>(in.answer, *show, actors::get_seats{}, [](actors::seat_map&& map) {
      return json_response(available_json(map));
    });
}

void put_show(call&& in) {
  if (!events::is_id(in.args[0], events::most_show_id_chars))
    return in.answer(invalid("id", "must be 1 to 64 of A-Z a-z 0-9 _ -"));
  auto body = read_show(in.in.body());
  if (!body)
    return in.answer(to_response(body.error()));
  command_show(std::move(in), events::open_show{0, std::move(*body)});
}

void post_shows(call&& in) {
  auto entries = read_shows(in.in.body());
  if (!entries)
    return in.answer(to_response(entries.error()));
  if (entries->empty())
    return in.answer(json_response(std::string{R"({"results":[]})"}));
  auto all = std::make_shared<batch>(batch{in.answer, {}, entries->size()});
  for (const auto& entry : *entries)
    all->results.push_back({{"id", entry.id}});
  for (std::size_t i = 0; i < entries->size(); ++i) {
    auto& entry = (*entries)[i];
    if (entry.body)
      in.answer.home().talk().ask(
          {in.answer,
           [all, i](const responder&, actors::reply&& said) { all->set(i, std::move(said)); }},
          {entry.id}, events::open_show{0, std::move(*entry.body), proof_of(in)}, {});
    else
      all->set(i, status_of(entry.body.error().code), name_of(entry.body.error().code));
  }
}

void pause_show(call&& in) { command_show(std::move(in), events::pause_sales{}); }
void resume_show(call&& in) { command_show(std::move(in), events::resume_sales{}); }
void cancel_show(call&& in) { command_show(std::move(in), events::cancel_show{}); }
void block_seats(call&& in) { command_seats<events::block_seats>(std::move(in)); }
void unblock_seats(call&& in) { command_seats<events::unblock_seats>(std::move(in)); }

} // namespace boxoffice::http
