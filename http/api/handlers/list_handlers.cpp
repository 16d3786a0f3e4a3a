// Lists of shows and bookings.
#include "events/enum_names.hpp"
#include "events/hash.hpp"
#include "events/mail.hpp"
#include "events/text.hpp"
#include "events/time_text.hpp"
#include "http/api/handlers/bulk_responses.hpp"
#include "http/api/json/json_out.hpp"
#include "http/api/lists/booking_list.hpp"
#include "http/api/lists/csv.hpp"
#include "http/api/lists/next_link.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

/// Shows of a page that are part of the call itself, and those that count in the rate limit as one
/// further call.
constexpr std::size_t shows_of_the_call = 100;
constexpr double shows_of_a_call = 50;
/// Further calls for a filter: the server may look at a thousand times as many shows.
constexpr double calls_of_a_filter = 10;

constexpr std::size_t most_name_chars = 200;   ///< of a movie or hall
constexpr std::size_t most_search_chars = 255; ///< of a paymentId

/// A value that the query may have. Invalid ones are refused with 422, once for a request.
class query_values {
public:
  explicit query_values(const request& in) : in_{in} {}

  [[nodiscard]] bool valid() const { return valid_; }

  std::optional<events::time_ms> time(const char* name) {
    const auto* text = find(name);
    if (text == nullptr)
      return std::nullopt;
    auto at = events::parse_rfc3339(*text);
    if (!at)
      refuse(name, "must be an RFC 3339 time");
    return at;
  }
  std::optional<std::string> plain_text(const char* name, std::size_t most) {
    const auto* text = find(name);
    if (text == nullptr)
      return std::nullopt;
    if (!events::is_plain_text(*text, most))
      refuse(name, "must be 1 to " + std::to_string(most) + " characters, no control characters");
    return *text;
  }
  template <class Enum>
  std::optional<Enum> word(const char* name) {
    const auto* text = find(name);
    if (text == nullptr)
      return std::nullopt;
    auto value = events::from_name<Enum>(*text);
    if (!value)
      refuse(name, "must be a status");
    return value;
  }
  std::optional<storage::show_order> order() {
    const auto* text = find("order");
    if (text == nullptr)
      return storage::show_order::id;
    auto value = events::from_name<storage::show_order>(*text);
    if (!value)
      refuse("order", "must be id or start");
    return value;
  }
  void refuse(const char* name, std::string why) {
    if (std::exchange(valid_, false))
      in_.respond(invalid(name, std::move(why)));
  }

private:
  [[nodiscard]] const std::string* find(const char* name) const { return in_.target.find(name); }

  const request& in_;
  bool valid_ = true;
};

std::optional<storage::show_filter> filter_in(const request& in) {
  query_values query{in};
  storage::show_filter filter;
  filter.from = query.time("from");
  filter.to = query.time("to");
  filter.movie = query.plain_text("movie", most_name_chars);
  filter.hall = query.plain_text("hall", most_name_chars);
  filter.status = query.word<storage::listed_status>("status");
  filter.text = query.plain_text("q", most_name_chars).value_or("");
  if (filter.from && filter.to && *filter.to <= *filter.from)
    query.refuse("to", "must be later than `from`");
  return query.valid() ? std::optional{std::move(filter)} : std::nullopt;
}

/// What makes two filters the same; the parts have no control characters.
std::string name_of(const storage::show_filter& filter) {
  auto number = [](const auto& value) { return value ? std::to_string(*value) : std::string{}; };
  auto status = filter.status ? std::string{storage::name(*filter.status)} : std::string{};
  std::string out;
  for (const auto& part : {number(filter.from), number(filter.to), filter.movie.value_or(""),
                           filter.hall.value_or(""), status, filter.text})
    out.append(part) += '\n';
  return out;
}

/// Asks for a page of bookings and renders it as JSON or CSV. `next_of` is the text of its next.
template <class NextOf>
void read_bookings(request&& in, services& with, const std::string& what,
                   actors::node_question question, NextOf next_of) {
  auto as_csv = prefers_csv(in.message);
  auto how = [&with, question = std::move(question), next_of, as_csv,
              target = in.target](const logging::request_tag& tag, shared_reads::deliver done) {
    auto then = [&with, next_of, as_csv, target, done = std::move(done)](const responder&,
                                                                         actors::reply&& reply) {
      auto* page = std::get_if<actors::booking_page>(&reply);
      if (page == nullptr)
        return done(bulk_of(failure(reply)));
      auto next = page->next ? std::optional<std::string>{next_of(*page->next)} : std::nullopt;
      auto kept = std::make_shared<const actors::booking_page>(std::move(*page));
      with.renderer.render(
          render_time(*kept),
          [kept, next, as_csv, &pages = with.shared.checkout] {
            return as_csv ? bookings_csv(*kept, pages) : bookings_json(*kept, next, pages);
          },
          [next, as_csv, target, done](std::optional<shared_bytes>&& body) {
            auto made = bulk_of(std::move(body), no_store);
            if (as_csv && made.response.status == 200) {
              made.response.content_type = csv_type;
              if (next)
                made.response.add_header("Link", next_link(target, *next));
            }
            done(std::move(made));
          });
    };
    with.client.ask({all_readers(tag), std::move(then)}, actors::node_question{question});
  };
  with.reads.read((as_csv ? "csv " : "json ") + what,
                  {std::move(in.respond), std::move(in.message)}, shared_reads::work::heavy,
                  std::move(how));
}

std::string hex_of_key(const std::string& key) {
  return events::to_hex(reinterpret_cast<const std::uint8_t*>(key.data()), key.size());
}

} // namespace

void list_shows(request&& in, services& with) {
  auto limit = limit_of(in);
  if (!limit)
    return;
  auto order = query_values{in}.order();
  if (!order)
    return;
  const auto* after = in.target.find("after");
  if (after != nullptr && (after->empty() || !storage::is_place(*after, *order)))
    return in.respond(wrong_after());
  auto filter = filter_in(in);
  if (!filter)
    return;
  if (*limit > shows_of_the_call)
    charge(in, with, static_cast<double>(*limit - shows_of_the_call) / shows_of_a_call);
  if (*filter != storage::show_filter{} || *order != storage::show_order::id)
    charge(in, with, calls_of_a_filter);
  actors::list_shows wanted{after != nullptr ? *after : std::string{}, *limit, std::move(*filter),
                            *order};
  auto what = std::string{"shows:"} + std::string{name(*order)} + ':' + std::to_string(*limit) +
              ':' + wanted.after + ':' + name_of(wanted.filter);
  read_heavy<actors::show_page>(
      std::move(in), with, what, std::move(wanted),
      [](const actors::show_page& page) { return json_text(to_json(page)); }, no_cache);
}

void get_programme(request&& in, services& with) {
  auto filter = filter_in(in);
  if (!filter)
    return;
  filter->status.reset();
  auto what = "programme:" + name_of(*filter);
  if (auto known = with.programmes.find(what, coarse_clock::now()))
    return in.respond(bulk_of(std::move(known), no_cache).response);
  if (*filter != storage::show_filter{})
    charge(in, with, calls_of_a_filter);
  actors::get_programme wanted{std::move(*filter), with.options.time_zone.value_or("")};
  auto ask = [wanted = std::move(wanted)](actor_client& client, pending_request&& by) {
    client.ask(std::move(by), actors::node_question{wanted});
  };
  auto make = heavy_response<actors::programme_view>(
      with, std::move(ask),
      [](const actors::programme_view& view) { return json_text(to_json(view)); }, no_cache);
  auto make_and_keep = [&with, what, make = std::move(make)](const logging::request_tag& tag,
                                                             shared_reads::deliver done) {
    make(tag, [&with, what, done = std::move(done)](bulk_response&& made) {
      if (made.response.status == 200)
        with.programmes.keep(what, made.response.tail, coarse_clock::now());
      done(std::move(made));
    });
  };
  with.reads.read(what, {std::move(in.respond), std::move(in.message)}, shared_reads::work::heavy,
                  std::move(make_and_keep));
}

void list_bookings(request&& in, services& with) {
  auto after = number_of(in, "after", 0);
  if (!after)
    return;
  auto limit = limit_of(in);
  if (!limit)
    return;
  query_values query{in};
  auto status = query.word<events::booking_status>("status");
  auto text = query.plain_text("q", most_search_chars).value_or("");
  if (!query.valid())
    return;
  auto show = show_in_path(in);
  if (!show)
    return;
  actors::list_bookings wanted{std::move(*show), *after, *limit, status, text};
  if (events::may_be_stored(text)) {
    wanted.mail = text;
    wanted.customers = with.options.customer_keys->customers_of(events::mail_address{text});
  }
  auto what = "bookings:" + std::to_string(*limit) + ':' + std::to_string(*after) + ':' +
              std::string{status ? name(*status) : ""} + ':' + wanted.show.text + ':' + text;
  read_bookings(std::move(in), with, what, std::move(wanted),
                [](const std::string& number) { return number; });
}

void list_customer_bookings(request&& in, services& with) {
  auto limit = limit_of(in);
  if (!limit)
    return;
  auto key = key_after(in);
  if (!key)
    return;
  if (!key->empty() && !storage::parse_booking_key(*key))
    return in.respond(wrong_after());
  const auto* mail = in.target.find("mail");
  if (mail == nullptr || !events::may_be_stored(*mail))
    return in.respond(wrong_mail());
  auto customers = with.options.customer_keys->customers_of(events::mail_address{*mail});
  auto what = "customer:" + std::to_string(*limit) + ':' + *key + ':' + *mail;
  actors::list_customer_bookings wanted{std::move(*key), *limit, *mail, std::move(customers)};
  read_bookings(std::move(in), with, what, std::move(wanted), hex_of_key);
}

} // namespace boxoffice::http
