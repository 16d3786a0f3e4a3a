#include "http/api/handlers/show_bodies.hpp"

#include "http/api/handlers/opening_batch.hpp"
#include "http/api/json/json_out.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

/// For anyone; a cache may keep it and must revalidate it before each use.
response in_public(response&& what) {
  what.cache_control = no_cache;
  return std::move(what);
}

bulk_response seats_response(const cached_map& map, const seat_listing& kind) {
  auto etag = kind.has_etag ? '"' + std::to_string(map.version) + '"' : std::string{};
  return bulk_of(map.json, no_cache, std::move(etag));
}

} // namespace

const seat_listing all_seats{"seats:", seats_json, &services::maps, true};
const seat_listing available_seats{"available:", available_json, &services::available, false};

void show_response(services& with, const actors::show_view& view,
                   const std::vector<events::field_error>& warnings,
                   std::function<void(response&&)> then) {
  auto head = show_head_json(view);
  if (!warnings.empty()) {
    nlohmann::ordered_json extra;
    add_warnings(extra, warnings);
    head.append(R"("warnings":)").append(json_text(extra.at("warnings"))).append(",");
  }
  auto respond = [head = std::move(head), now = view.opened_now](shared_bytes layout) {
    auto out = json_response(head, now ? 201 : 200);
    out.tail = std::move(layout);
    return out;
  };
  if (auto known = with.layouts.find(view.id, *view.plan))
    return then(respond(std::move(*known)));
  auto plan = view.plan;
  with.renderer.render(
      std::chrono::microseconds{plan->seats.size() / 2},
      [plan] { return show_layout_json(plan->body); },
      [&with, id = view.id, plan, respond = std::move(respond),
       then = std::move(then)](std::optional<shared_bytes>&& layout) {
        if (!layout)
          return then(problem_response(code::unavailable));
        with.layouts.keep(id, plan, *layout);
        then(respond(std::move(*layout)));
      });
}

void ask_for_show(services& with, const events::show_id& show, const logging::request_tag& tag,
                  take_show done) {
  auto then = [&with, done = std::move(done)](const responder&, actors::reply&& reply) {
    const auto* view = std::get_if<actors::show_view>(&reply);
    if (view == nullptr)
      return done(failure(reply), nullptr);
    show_response(with, *view, {}, [done, view = *view](response&& what) {
      const auto* shown = what.status == 200 ? &view : nullptr;
      done(in_public(std::move(what)), shown);
    });
  };
  with.client.ask({all_readers(tag), std::move(then)}, events::show_id{show}, actors::get_show{},
                  {});
}

shared_reads::make ask_for_seats(services& with, const events::show_id& show,
                                 const seat_listing& kind) {
  return [&with, show, &kind](const logging::request_tag& tag, shared_reads::deliver done) {
    auto known = (with.*kind.cache).find(show);
    actors::get_seats question{known ? known->version : 0};
    auto then = [&with, &kind, known = std::move(known),
                 done = std::move(done)](const responder&, actors::reply&& reply) {
      auto* map = std::get_if<actors::seat_map>(&reply);
      if (map == nullptr)
        return done(bulk_of(failure(reply)));
      if (known && known->version == map->version)
        return done(seats_response(*known, kind));
      auto kept = std::make_shared<const actors::seat_map>(std::move(*map));
      with.renderer.render(
          render_time(*kept), [&kind, kept] { return kind.render(*kept); },
          [&with, &kind, kept, done](std::optional<shared_bytes>&& body) {
            if (!body)
              return done(bulk_of(problem_response(code::unavailable)));
            auto made =
                std::make_shared<const cached_map>(cached_map{kept->version, std::move(*body)});
            (with.*kind.cache).keep(kept->id, made);
            done(seats_response(*made, kind));
          });
    };
    with.client.ask({all_readers(tag), std::move(then)}, events::show_id{show}, question, {});
  };
}

} // namespace boxoffice::http
