// GET /show/{id}: the page of customers with what it needs to draw that show, so that a browser
// draws the seats after one response instead of four.
#include "events/report/local_days.hpp"
#include "events/time_text.hpp"
#include "http/api/handlers/show_bodies.hpp"
#include "http/api/pages/pages.hpp"
#include "http/api/pages/settings_body.hpp"

#include <cstdlib>

namespace boxoffice::http {

namespace {

/// The page around what is put into it.
struct page_parts {
  std::string_view to_title; ///< its begin
  std::string_view to_early; ///< behind the title, up to the script that sends requests early
  std::string_view to_end;   ///< behind that script, up to the end of the body
  std::string_view end;      ///< behind the body
};

/// Cuts `text` behind `mark`: returns what stands before the mark.
std::string_view cut(std::string_view& text, std::string_view mark) {
  auto at = text.find(mark);
  if (at == std::string_view::npos)
    std::abort(); // tests/http/pages/show_page_test.cpp
  auto before = text.substr(0, at);
  text.remove_prefix(at + mark.size());
  return before;
}

page_parts parts_of(std::string_view page) {
  page_parts parts;
  parts.to_title = cut(page, "<title>boxoffice</title>");
  parts.to_early = cut(page, R"(<script src="/assets/early-)");
  cut(page, "</script>");
  parts.to_end = cut(page, "</body>");
  parts.end = page;
  return parts;
}

/// A text in HTML, also within an attribute.
std::string escaped(std::string_view text) {
  std::string out;
  for (auto c : text) {
    switch (c) {
    case '&': out += "&amp;"; break;
    case '<': out += "&lt;"; break;
    case '>': out += "&gt;"; break;
    case '"': out += "&quot;"; break;
    default: out += c;
    }
  }
  return out;
}

/// What keeps the show's seats from being bought for good.
std::string_view state_of(const actors::show_view& show) {
  if (show.sales == events::sales_status::cancelled)
    return "Cancelled: ";
  return show.at >= show.plan->body.starts_at ? "Over: " : "";
}

/// What browsers, messengers and search engines call the page.
std::string head_of(const actors::show_view& show, std::string_view cinema) {
  const auto& body = show.plan->body;
  auto when = events::local_time_text(body.starts_at, body.time_zone.value_or(""));
  auto meta = [](std::string_view name, std::string_view content) {
    return std::string{"<meta property=\""}.append(name).append("\" content=\"") +
           escaped(content) + "\">";
  };
  auto head = "<title>" + escaped(body.movie) + " \xC2\xB7 " + escaped(cinema) + "</title>" +
              meta("og:title", body.movie) + meta("og:site_name", cinema) +
              meta("og:type", "website") +
              meta("og:description", std::string{state_of(show)} + when + ", " + body.hall);
  if (body.poster)
    head += meta("og:image", *body.poster);
  return head;
}

/// Appends JSON to the text of a script element: no text in it can end the element.
void append_json(std::string& out, std::string_view json) {
  for (std::size_t from = 0;;) {
    auto at = json.find('<', from);
    out += json.substr(from, at - from);
    if (at == std::string_view::npos)
      return;
    out += R"(\u003c)"; // It can only stand within a string.
    from = at + 1;
  }
}

/// The responses that the page would request, as web/customer/brought.js reads them.
struct brought {
  events::show_id show;
  std::string settings;
  response about;
  response seats;
  std::string head;

  [[nodiscard]] std::size_t size() const {
    return settings.size() + about.body.size() + about.tail.bytes.size() + seats.tail.bytes.size();
  }
};

std::string page_with(const brought& what, events::time_ms now) {
  static const auto parts = parts_of(customer_page_text());
  const auto path = "/api/movieshow/" + what.show.text;
  std::string page;
  page.reserve(customer_page_text().size() + what.head.size() + what.size() + 512);
  page.append(parts.to_title).append(what.head).append(parts.to_early).append(parts.to_end);
  page.append(R"(<script type="application/json" id="brought">{"date":")");
  page.append(events::to_rfc3339(now)).append(R"(","bodies":{"/api/settings":)");
  append_json(page, what.settings);
  page.append(",\"").append(path).append("\":");
  append_json(page, what.about.body);
  append_json(page, what.about.tail.bytes);
  page.append(",\"").append(path).append("/seats\":");
  append_json(page, what.seats.tail.bytes);
  page.append("}}</script></body>").append(parts.end);
  return page;
}

/// The page as `/` has it: it requests what it needs, and says why it is refused.
bulk_response bare_page(unsigned status) {
  auto page = customer_page({customer_page_text(), nullptr});
  page.status = status;
  return bulk_of(std::move(page));
}

/// Takes the seats of `what.show` in, and makes the page.
shared_reads::deliver complete(services& with, std::shared_ptr<brought> what,
                               shared_reads::deliver done) {
  return [&with, what = std::move(what), done = std::move(done)](bulk_response&& seats) {
    if (seats.response.status != 200)
      return done(bare_page(200));
    what->seats = std::move(seats.response);
    with.renderer.render(
        std::chrono::microseconds{what->size() / 1000},
        [what, now = with.now()] { return page_with(*what, now); },
        [done](std::optional<shared_bytes>&& text) {
          done(text ? bulk_of(customer_page(std::move(*text))) : bare_page(200));
        });
  };
}

shared_reads::make make_page(services& with, const events::show_id& show) {
  return [&with, show](const logging::request_tag& tag, shared_reads::deliver done) {
    ask_for_show(with, show, tag, [=, &with](response&& about, const actors::show_view* view) {
      if (view == nullptr)
        return done(bare_page(about.status == 404 ? 404 : 200));
      auto what = std::make_shared<brought>(
          brought{show,
                  settings_body(with),
                  std::move(about),
                  {},
                  head_of(*view, with.options.cinema_name.value_or("boxoffice"))});
      ask_for_seats(with, show, all_seats)(tag, complete(with, std::move(what), done));
    });
  };
}

} // namespace

void get_show_page(request&& in, services& with) {
  if (!events::is_id(in.args[0], events::most_show_id_chars))
    return in.respond(std::move(bare_page(404).response));
  // Who opens a page cannot do anything with a problem.
  if (with.client.is_overloaded() || !in.respond.begin_bulk(with.options.limit_rate && !in.by))
    return get_customer_page(std::move(in), with);
  const events::show_id show{in.args[0]};
  with.reads.read("page:" + show.text, {std::move(in.respond), std::move(in.message)},
                  shared_reads::work::light, make_page(with, show));
}

} // namespace boxoffice::http
