#include "http/api/handlers/bulk_responses.hpp"
#include "http/api/json/json_in.hpp"
#include "http/api/json/json_out.hpp"

#include "events/time_text.hpp"

#include <boost/asio/post.hpp>
#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

/// Beyond so many shows of a page every so many count in the rate limit as a further call.
constexpr std::size_t shows_of_the_call = 100;
constexpr double shows_of_a_call = 50;

/// What anyone may see and a cache may keep, as long as it asks before each use.
response in_public(response&& answer) {
  answer.cache_control = no_cache;
  return std::move(answer);
}

/// What keeps a sound show from selling a single seat: most of all a mistyped year.
std::vector<events::field_fault> warnings_of(const events::show_body& body, events::time_ms now) {
  if (body.starts_at <= now)
    return {{"startsAt", "is in the past: no seat will be sold"}};
  if (body.sales_close_at <= now)
    return {{"salesCloseAt", "is in the past: no seat will be sold"}};
  return {};
}

void add_warnings(nlohmann::ordered_json& to, const std::vector<events::field_fault>& warnings) {
  for (const auto& each : warnings)
    to["warnings"].push_back({{"field", each.field}, {"detail", each.detail}});
}

/// Answers with a show, and with what it is opened with `warnings` for; its layout is made once and
/// shared.
void tell_show(worker& home, const actors::show_view& view,
               const std::vector<events::field_fault>& warnings,
               std::function<void(response&&)> then) {
  auto head = show_head_json(view);
  if (!warnings.empty()) {
    nlohmann::ordered_json extra;
    add_warnings(extra, warnings);
    head.append(R"("warnings":)").append(json_text(extra.at("warnings"))).append(",");
  }
  auto told = [head = std::move(head), now = view.opened_now](shared_bytes layout) {
    auto answer = json_response(head, now ? 201 : 200);
    answer.tail = std::move(layout);
    return answer;
  };
  if (auto known = home.layouts().find(view.id, *view.plan))
    return then(told(std::move(*known)));
  auto plan = view.plan;
  home.render(
      std::chrono::microseconds{plan->seats.size() / 2},
      [plan] { return show_layout_json(plan->body); },
      [&home, id = view.id, plan, told = std::move(told),
       then = std::move(then)](std::optional<shared_bytes>&& made) {
        if (!made)
          return then(problem_response(code::unavailable));
        home.layouts().keep(id, plan, *made);
        then(told(std::move(*made)));
      });
}

/// What comes of a command that is answered with its show.
on_reply told_show(std::vector<events::field_fault> warnings = {}) {
  return [warnings = std::move(warnings)](const responder& answer, actors::reply&& said) {
    const auto* view = std::get_if<actors::show_view>(&said);
    if (view == nullptr)
      return answer(failure(said));
    tell_show(answer.home(), *view, warnings,
              [answer](response&& told) { answer(std::move(told)); });
  };
}

/// Opens the shows of one call in slices: entries are read and asked for while those under way have
/// less than a large hall's seats together, and one slice is one turn of the loop. So other calls
/// wait for one hall at most, and one hall at a time takes memory, however many there are.
class opening_batch : public std::enable_shared_from_this<opening_batch> {
public:
  opening_batch(responder answer, show_batch entries, events::operator_proof by,
                events::time_ms now)
      : answer_{std::move(answer)},
        entries_{std::move(entries)},
        by_{std::move(by)},
        now_{now},
        results_(entries_.size()) {}

  void go_on() {
    std::size_t cost = 0;
    while (next_ < results_.size() && under_way_ + cost < events::seat_limit)
      cost += begin(next_++);
    if (next_ < results_.size() && under_way_ == 0)
      later(); // All of this slice was refused, and nothing will call back.
    if (left_ == 0 && next_ == results_.size())
      finish();
  }

private:
  struct outcome {
    unsigned status = 0;
    std::string_view code_name{};
    std::vector<events::field_fault> warnings{};
  };

  /// Reads an entry and asks for its show. What the reading cost of this slice, in seats: of what
  /// is under way nothing, for that counts itself.
  std::size_t begin(std::size_t entry) {
    auto read = entries_.read(entry);
    if (!read.body) {
      auto why = read.body.error().code;
      results_[entry] = {status_of(why), name_of(why), {}};
      return events::seat_limit / 8;
    }
    std::size_t seats = 1;
    for (const auto& row : read.body->rows)
      seats += row.seats.size();
    under_way_ += seats;
    ++left_;
    results_[entry].warnings = warnings_of(*read.body, now_);
    answer_.home().client().ask(
        {answer_,
         [self = shared_from_this(), entry, seats](const responder&, actors::reply&& said) {
           self->take(entry, seats, std::move(said));
         }},
        {read.id}, events::open_show{0, std::move(*read.body), by_}, {});
    return 0;
  }

  void take(std::size_t entry, std::size_t seats, actors::reply&& said) {
    under_way_ -= seats;
    --left_;
    if (const auto* view = std::get_if<actors::show_view>(&said)) {
      results_[entry].status = view->opened_now ? 201 : 200;
    } else {
      const auto* refused = std::get_if<events::refusal>(&said);
      auto why = refused != nullptr ? code_of(refused->code) : code::unavailable;
      results_[entry] = {status_of(why), name_of(why), {}};
    }
    later();
  }

  /// A slice in a turn of its own, so that what came in meanwhile has its turn too.
  void later() {
    if (std::exchange(comes_back_, true))
      return;
    boost::asio::post(answer_.home().io(), [self = shared_from_this()] {
      self->comes_back_ = false;
      self->go_on();
      self->answer_.home().write_answers(); // Nobody else does in this turn.
    });
  }

  void finish() {
    auto results = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < results_.size(); ++i) {
      nlohmann::ordered_json one{{"id", entries_.id(i)}, {"status", results_[i].status}};
      if (!results_[i].code_name.empty())
        one["code"] = results_[i].code_name;
      add_warnings(one, results_[i].warnings);
      results.push_back(std::move(one));
    }
    answer_(json_response(nlohmann::ordered_json{{"results", std::move(results)}}));
  }

  responder answer_;
  show_batch entries_;
  events::operator_proof by_;
  events::time_ms now_;
  std::vector<outcome> results_;
  std::size_t next_ = 0;
  std::size_t left_ = 0;      ///< entries that were asked for and not answered
  std::size_t under_way_ = 0; ///< seats of these
  bool comes_back_ = false;
};

template <class Command>
void command_show(call&& in, Command command) {
  if constexpr (requires { command.by; })
    command.by = proof_of(in);
  auto show = show_in_path(in);
  if (!show)
    return;
  auto& client = in.answer.home().client();
  client.ask({std::move(in.answer), told_show()}, std::move(*show), std::move(command), {});
}

template <class Command>
void command_seats(call&& in) {
  auto seats = read_seats(in.in.body());
  if (!seats)
    return in.answer(to_response(seats.error()));
  command_show(std::move(in), Command{0, std::move(*seats)});
}

/// One of the texts that a show's seats are told in, and those of them that were made last.
struct seat_text {
  std::string_view name;
  std::string (*made_of)(const actors::seat_map&);
  map_cache& (worker::*cache)();
  bool has_etag;
};
constexpr seat_text all_seats{"seats:", seats_json, &worker::maps, true};
constexpr seat_text available_seats{"available:", available_json, &worker::available, false};

bulk_answer seats_answer(const told_map& told, const seat_text& kind) {
  auto etag = kind.has_etag ? '"' + std::to_string(told.version) + '"' : std::string{};
  return bulk_of(told.json, no_cache, std::move(etag));
}

/// What the show says to get_seats: a text is made only where the last one is of another version.
shared_reads::make ask_for_seats(worker& home, const events::show_id& show, const seat_text& kind) {
  return [&home, show, &kind](shared_reads::deliver done) {
    auto known = (home.*kind.cache)().find(show);
    actors::get_seats asked{known ? known->version : 0};
    auto then = [&home, &kind, known = std::move(known),
                 done = std::move(done)](const responder&, actors::reply&& said) {
      auto* map = std::get_if<actors::seat_map>(&said);
      if (map == nullptr)
        return done(bulk_of(failure(said)));
      if (known && known->version == map->version)
        return done(seats_answer(*known, kind));
      auto kept = std::make_shared<const actors::seat_map>(std::move(*map));
      home.render(
          time_to_tell(*kept), [&kind, kept] { return kind.made_of(*kept); },
          [&home, &kind, kept, done](std::optional<shared_bytes>&& made) {
            if (!made)
              return done(bulk_of(problem_response(code::unavailable)));
            auto told = std::make_shared<const told_map>(told_map{kept->version, std::move(*made)});
            (home.*kind.cache)().keep(kept->id, told);
            done(seats_answer(*told, kind));
          });
    };
    home.client().ask({all_readers(), std::move(then)}, events::show_id{show}, asked, {});
  };
}

/// Reads what the show itself knows.
void read_light(call&& in, const std::string& what, shared_reads::make how) {
  auto& home = in.answer.home();
  home.reads().read(what, {std::move(in.answer), std::move(in.in)}, shared_reads::work::light,
                    std::move(how));
}

void read_seats_as(call&& in, const seat_text& kind) {
  auto show = show_in_path(in);
  if (!show)
    return;
  auto how = ask_for_seats(in.answer.home(), *show, kind);
  read_light(std::move(in), std::string{kind.name} + show->text, std::move(how));
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
  actors::list_shows wanted{after != nullptr ? *after : std::string{}, *limit};
  if (*limit > shows_of_the_call)
    charge(in, static_cast<double>(*limit - shows_of_the_call) / shows_of_a_call);
  auto what = "shows:" + std::to_string(*limit) + ':' + wanted.after;
  auto text = [env = in.answer.home().common().engine->env()](const actors::show_page& page) {
    return json_text(to_json(page, env.now()));
  };
  read_heavy<actors::show_page>(std::move(in), what, std::move(wanted), std::move(text), no_cache);
}

void get_show(call&& in) {
  auto show = show_in_path(in);
  if (!show)
    return;
  auto how = [&home = in.answer.home(), show = *show](shared_reads::deliver done) {
    auto then = [&home, done = std::move(done)](const responder&, actors::reply&& said) {
      const auto* view = std::get_if<actors::show_view>(&said);
      if (view == nullptr)
        return done(bulk_of(failure(said)));
      tell_show(home, *view, {},
                [done](response&& told) { done(bulk_of(in_public(std::move(told)))); });
    };
    home.client().ask({all_readers(), std::move(then)}, events::show_id{show}, actors::get_show{},
                      {});
  };
  read_light(std::move(in), "show:" + show->text, std::move(how));
}

void get_seats(call&& in) { read_seats_as(std::move(in), all_seats); }

void get_available_seats(call&& in) { read_seats_as(std::move(in), available_seats); }

void get_past_seats(call&& in) {
  auto wanted = past_in_query(in);
  if (!wanted)
    return;
  auto show = show_in_path(in);
  if (!show)
    return;
  wanted->show = std::move(*show);
  auto what = "past:" + *in.at.find(wanted->when.seq ? "seq" : "at") + ':' + wanted->show.text;
  read_heavy<actors::seat_map>(std::move(in), what, std::move(*wanted), seats_json);
}

void list_events(call&& in) {
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
      std::move(in), what, actors::get_events{std::move(*show), *after, *limit},
      [](const actors::events_page& page) { return json_text(to_json(page)); });
}

void put_show(call&& in) {
  if (!events::is_id(in.args[0], events::most_show_id_chars))
    return in.answer(invalid("id", "must be 1 to 64 of A-Z a-z 0-9 _ -"));
  auto body = read_show(in.in.body());
  if (!body)
    return in.answer(to_response(body.error()));
  auto warnings = warnings_of(*body, in.now());
  events::open_show command{0, std::move(*body), proof_of(in)};
  auto& client = in.answer.home().client();
  client.ask({std::move(in.answer), told_show(std::move(warnings))}, {in.args[0]},
             std::move(command), {});
}

void post_shows(call&& in) {
  auto entries = read_shows(in.in.body());
  if (!entries)
    return in.answer(to_response(entries.error()));
  std::make_shared<opening_batch>(in.answer, std::move(*entries), proof_of(in), in.now())->go_on();
}

void pause_show(call&& in) { command_show(std::move(in), events::pause_sales{}); }
void resume_show(call&& in) { command_show(std::move(in), events::resume_sales{}); }
void cancel_show(call&& in) { command_show(std::move(in), events::cancel_show{}); }
void block_seats(call&& in) { command_seats<events::block_seats>(std::move(in)); }
void unblock_seats(call&& in) { command_seats<events::unblock_seats>(std::move(in)); }

} // namespace boxoffice::http
