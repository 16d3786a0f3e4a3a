#include "http/answering.hpp"
#include "http/json_in.hpp"
#include "http/json_out.hpp"

#include "events/time_text.hpp"

#include <boost/asio/post.hpp>
#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

/// What anyone may see and a cache may keep, as long as it asks before each use.
response in_public(response&& answer) {
  answer.cache_control = no_cache;
  return std::move(answer);
}

response shown(actors::show_view&& view) { return json_response(to_json(view)); }

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

response opened(actors::show_view&& view, const std::vector<events::field_fault>& warnings) {
  auto body = to_json(view);
  add_warnings(body, warnings);
  return json_response(body, view.opened_now ? 201 : 200);
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
    answer_.home().talk().ask(
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
      [now](actors::show_page&& page) { return in_public(json_response(to_json(page, now))); });
}

void get_show(call&& in) {
  if (auto show = show_in_path(in))
    ask_show<actors::show_view>(in.answer, *show, actors::get_show{}, [](actors::show_view&& view) {
      return in_public(shown(std::move(view)));
    });
}

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
        return in_public(mapped(in, map.version, [&] {
          if (known && known->version == map.version)
            return known->json;
          auto told = std::make_shared<const told_map>(told_map{map.version, seats_json(map)});
          maps.keep(map.id, told);
          return told->json;
        }));
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
      return in_public(json_response(available_json(map)));
    });
}

void put_show(call&& in) {
  if (!events::is_id(in.args[0], events::most_show_id_chars))
    return in.answer(invalid("id", "must be 1 to 64 of A-Z a-z 0-9 _ -"));
  auto body = read_show(in.in.body());
  if (!body)
    return in.answer(to_response(body.error()));
  auto warnings = warnings_of(*body, in.now());
  ask_show<actors::show_view>(in.answer, {in.args[0]},
                              events::open_show{0, std::move(*body), proof_of(in)},
                              [warnings = std::move(warnings)](actors::show_view&& view) {
                                return opened(std::move(view), warnings);
                              });
}

void post_shows(call&& in) {
  auto entries = read_shows(in.in.body());
  if (!entries)
    return in.answer(to_response(entries.error()));
  std::make_shared<opening_batch>(in.answer, std::move(*entries), proof_of(in), in.now())
      ->go_on();
}

void pause_show(call&& in) { command_show(std::move(in), events::pause_sales{}); }
void resume_show(call&& in) { command_show(std::move(in), events::resume_sales{}); }
void cancel_show(call&& in) { command_show(std::move(in), events::cancel_show{}); }
void block_seats(call&& in) { command_seats<events::block_seats>(std::move(in)); }
void unblock_seats(call&& in) { command_seats<events::unblock_seats>(std::move(in)); }

} // namespace boxoffice::http
