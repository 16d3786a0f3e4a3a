// Reports over all shows.
#include "events/enum_names.hpp"
#include "events/report/sales_report.hpp"
#include "http/api/handlers/bulk_responses.hpp"
#include "http/api/json/json_out.hpp"
#include "http/api/lists/csv.hpp"
#include "http/api/lists/sales_text.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

constexpr std::size_t most_report_rows = 10'000;

/// `?name=` as a bound of the report; false if the request was refused with 422.
bool read_bound(const request& in, const char* name, events::report_bound& into) {
  const auto* text = in.target.find(name);
  if (text == nullptr)
    return true;
  auto bound = events::parse_bound(*text);
  if (!bound) {
    in.respond(invalid(name, "must be an RFC 3339 time or date"));
    return false;
  }
  into = *bound;
  return true;
}

std::optional<events::sales_query> sales_query_in(const request& in, const services& with) {
  events::sales_query query;
  query.time_zone = with.options.time_zone.value_or("");
  if (!read_bound(in, "from", query.from) || !read_bound(in, "to", query.to))
    return std::nullopt;
  if (is_empty(query)) {
    in.respond(invalid("to", "must be later than `from`"));
    return std::nullopt;
  }
  if (const auto* text = in.target.find("by")) {
    auto by = events::from_name<events::sales_grouping>(*text);
    if (!by) {
      in.respond(invalid("by", "must be show, movie, hall, day or method"));
      return std::nullopt;
    }
    query.by = *by;
  }
  return query;
}

/// Asks for the pages of a report one after another, so that other lists are made between them, and
/// adds them up.
class report_pages : public std::enable_shared_from_this<report_pages> {
public:
  report_pages(services& with, const logging::request_tag& tag, const events::sales_query& query,
               bool as_csv, shared_reads::deliver done)
      : with_{with}, tag_{tag}, report_{query}, as_csv_{as_csv}, done_{std::move(done)} {}

  void ask(std::string after) {
    auto then = [self = shared_from_this()](const responder&, actors::reply&& reply) {
      self->take(std::move(reply));
    };
    with_.client.ask({all_readers(tag_), std::move(then)},
                     actors::node_question{actors::list_sales{std::move(after), report_.query()}});
  }

private:
  void take(actors::reply&& reply) {
    auto* page = std::get_if<actors::sales_page>(&reply);
    if (page == nullptr)
      return done_(bulk_of(failure(reply)));
    for (const auto& each : page->items)
      report_.add(each);
    if (report_.rows().size() > most_report_rows)
      return done_(bulk_of(invalid("by", "has more than 10000 rows")));
    if (page->next)
      return ask(std::move(*page->next));
    render();
  }

  void render() {
    with_.renderer.render(
        std::chrono::microseconds{report_.rows().size() * 10},
        [self = shared_from_this()] {
          return self->as_csv_ ? sales_csv(self->report_) : json_text(to_json(self->report_));
        },
        [self = shared_from_this()](std::optional<shared_bytes>&& body) {
          auto made = bulk_of(std::move(body), no_store);
          if (self->as_csv_ && made.response.status == 200)
            made.response.content_type = csv_type;
          self->done_(std::move(made));
        });
  }

  services& with_;
  logging::request_tag tag_;
  events::sales_report report_;
  bool as_csv_;
  shared_reads::deliver done_;
};

std::string text_in(const request& in, const char* name) {
  const auto* text = in.target.find(name);
  return text == nullptr ? std::string{} : *text;
}

} // namespace

void get_sales_report(request&& in, services& with) {
  auto query = sales_query_in(in, with);
  if (!query)
    return;
  auto as_csv = prefers_csv(in.message);
  auto what = std::string{as_csv ? "csv" : "json"} + " sales:" + std::string{name(query->by)} +
              ':' + text_in(in, "from") + ':' + text_in(in, "to");
  auto how = [&with, query = *query, as_csv](const logging::request_tag& tag,
                                             shared_reads::deliver done) {
    std::make_shared<report_pages>(with, tag, query, as_csv, std::move(done))->ask({});
  };
  with.reads.read(what, {std::move(in.respond), std::move(in.message)}, shared_reads::work::heavy,
                  std::move(how));
}

} // namespace boxoffice::http
