#include "events/show_body.hpp"

#include "events/text.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace boxoffice::events {

namespace {

constexpr std::size_t most_text_chars = 200; ///< code points
constexpr std::size_t most_bytes_a_char = 4;
constexpr std::size_t most_classes = 100;

constexpr std::size_t most_zone_chars = 64;

constexpr auto text_wanted = "must be 1 to 200 characters of text without control characters";
constexpr auto label_wanted = "must be 1 to 64 characters of text without control characters";

/// Collects errors under a path such as `rows[3].seats`.
class error_list {
public:
  void add(std::string field, std::string detail) {
    errors_.push_back({std::move(field), std::move(detail)});
  }
  void need(bool holds, std::string field, std::string detail) {
    if (!holds)
      add(std::move(field), std::move(detail));
  }
  /// Enough errors: a hall of wrong seats is described by its first few.
  [[nodiscard]] bool full() const { return errors_.size() >= 20; }
  [[nodiscard]] std::vector<field_error> take() { return std::move(errors_); }

private:
  std::vector<field_error> errors_;
};

std::string at(std::string_view list, std::size_t index, std::string_view member) {
  auto path = std::string{list} + '[' + std::to_string(index) + ']';
  return member.empty() ? path : path + '.' + std::string{member};
}

bool has_length(const std::string& text, std::size_t most) {
  return !text.empty() && text.size() <= most * most_bytes_a_char;
}

bool is_price(std::int64_t price) { return price >= 0 && price <= most_price; }

/// The detail of an error: `verb` and the range of prices.
std::string price_wanted(std::string_view verb) {
  return std::string{verb} + " 0 to " + std::to_string(most_price) + " minor units";
}

/// Whether the sum is a price. Prices out of bounds are not added up, and those of a hall without a
/// show are not known.
bool is_seat_price(std::optional<std::int64_t> of_show, std::int64_t of_class) {
  return of_class >= -most_price && of_class <= most_price &&
         (!of_show || !is_price(*of_show) || is_price(*of_show + of_class));
}

void check_head(const show_body& body, error_list& errors) {
  errors.need(has_length(body.movie, most_text_chars), "movie", text_wanted);
  errors.need(has_length(body.hall, most_text_chars), "hall", text_wanted);
  errors.need(body.sales_close_at <= body.starts_at, "salesCloseAt", "must not be after startsAt");
  errors.need(is_currency(body.currency), "currency", "must be an ISO 4217 code of three capitals");
  errors.need(is_price(body.price), "price", price_wanted("must be"));
}

/// `price` is that of the show, if there is one.
void check_classes(const show_body& body, std::optional<std::int64_t> price, error_list& errors) {
  errors.need(body.classes.size() <= most_classes, "classes", "must be at most 100");
  std::unordered_set<std::string> seen;
  for (std::size_t i = 0; i < body.classes.size() && !errors.full(); ++i) {
    const auto& each = body.classes[i];
    errors.need(has_length(each.id, most_label_chars), at("classes", i, "id"), label_wanted);
    errors.need(has_length(each.name, most_text_chars), at("classes", i, "name"), text_wanted);
    errors.need(seen.insert(each.id).second, at("classes", i, "id"), "is given twice");
    errors.need(is_seat_price(price, each.price), at("classes", i, "price"),
                price_wanted("must leave a seat at"));
  }
}

bool has_zone_form(const std::string& zone) {
  auto is_part = [](char c) { return is_id({&c, 1}, 1) || c == '/' || c == '+'; };
  return !zone.empty() && zone.size() <= most_zone_chars &&
         std::all_of(zone.begin(), zone.end(), is_part);
}

void check_zone(const show_body& body, error_list& errors) {
  errors.need(!body.time_zone || has_zone_form(*body.time_zone), "timeZone",
              "must be the name of an IANA time zone");
}

void check_sales(const show_body& body, error_list& errors) {
  errors.need(!body.opens_at || *body.opens_at < body.sales_close_at, "opensAt",
              "must be before salesCloseAt");
  auto most = body.max_seats_per_customer;
  errors.need(!most || (*most >= 1 && *most <= static_cast<std::int64_t>(seat_limit)),
              "maxSeatsPerCustomer", "must be 1 to 10000");
}

/// What the programme says of the movie.
void check_movie(const show_body& body, error_list& errors) {
  errors.need(!body.poster ||
                  (body.poster->size() <= most_poster_chars && is_https_url(*body.poster)),
              "poster", "must be an https URL of at most 500 characters");
  auto minutes = body.running_time;
  errors.need(!minutes || (*minutes >= 1 && *minutes <= most_running_minutes), "runningTime",
              "must be 1 to 1440 minutes");
  errors.need(!body.rating || has_length(*body.rating, most_label_chars), "rating", label_wanted);
  errors.need(!body.language || (body.language->size() <= most_language_chars &&
                                 has_language_form(*body.language)),
              "language", "must be a BCP 47 language tag of at most 35 characters, such as en-GB");
}

/// Whether that type leaves each seat of the class at a price.
bool fits_class(const show_body& body, const seat_class& in, const price_type& type) {
  auto is_sum = [&](std::int64_t part) { return part >= -most_price && part <= most_price; };
  return is_sum(type.price) && (!is_price(body.price) || !is_sum(in.price) ||
                                is_price(body.price + in.price + type.price));
}

void check_price_types(const show_body& body, error_list& errors) {
  errors.need(body.price_types.size() <= most_price_types, "priceTypes", "must be at most 20");
  std::unordered_set<price_type_id> seen;
  for (std::size_t i = 0; i < body.price_types.size() && !errors.full(); ++i) {
    const auto& each = body.price_types[i];
    errors.need(is_id(each.id.text, most_price_type_id_chars), at("priceTypes", i, "id"),
                "must be 1 to 16 of A-Z a-z 0-9 _ -");
    errors.need(has_length(each.name, most_text_chars), at("priceTypes", i, "name"), text_wanted);
    errors.need(seen.insert(each.id).second, at("priceTypes", i, "id"), "is given twice");
    errors.need(std::all_of(body.classes.begin(), body.classes.end(),
                            [&](const seat_class& in) { return fits_class(body, in, each); }),
                at("priceTypes", i, "price"), price_wanted("must leave each seat at"));
  }
}

/// The error of a seat of row `again` whose name another seat has.
std::string named_again(const show_body& body, const std::pair<const seat_id, std::size_t>& seat,
                        std::size_t again) {
  if (seat.second == again)
    return "names seat " + seat.first.text + " twice";
  return "names seat " + seat.first.text + " of row " + body.rows[seat.second].row +
         " again: give ids that differ, such as " + body.rows[again].row + "-1";
}

void check_rows(const show_body& body, error_list& errors) {
  std::unordered_set<std::string> rows;
  std::unordered_map<seat_id, std::size_t> seats; // with the row of each
  for (std::size_t i = 0; i < body.rows.size(); ++i) {
    const auto& row = body.rows[i];
    errors.need(has_length(row.row, most_label_chars), at("rows", i, "row"), label_wanted);
    errors.need(rows.insert(row.row).second, at("rows", i, "row"), "is given twice");
    errors.need(find_class(body, row.seat_class) != nullptr, at("rows", i, "class"),
                "is not the id of a class");
    errors.need(!row.offset || (*row.offset >= 0 && *row.offset <= most_row_offset),
                at("rows", i, "offset"), "must be 0 to 50");
    for (std::size_t j = 0; j < row.seats.size() && !errors.full(); ++j) {
      if (!row.seats[j])
        continue;
      auto place = at("rows", i, at("seats", j, ""));
      errors.need(is_id(row.seats[j]->text, most_seat_id_chars), place,
                  "must be 1 to 16 of A-Z a-z 0-9 _ -");
      const auto [seat, added] = seats.emplace(*row.seats[j], i);
      if (!added)
        errors.add(place, named_again(body, *seat, i));
    }
    if (errors.full())
      return;
  }
  errors.need(!seats.empty(), "rows", "must hold a seat");
  errors.need(seats.size() <= seat_limit, "rows", "must hold at most 10000 seats");
}

} // namespace

const seat_class* find_class(const show_body& body, const std::string& id) {
  auto found = std::find_if(body.classes.begin(), body.classes.end(),
                            [&](const seat_class& candidate) { return candidate.id == id; });
  return found == body.classes.end() ? nullptr : &*found;
}

const price_type* find_price_type(const show_body& body, const price_type_id& id) {
  auto found = std::find_if(body.price_types.begin(), body.price_types.end(),
                            [&](const price_type& candidate) { return candidate.id == id; });
  return found == body.price_types.end() ? nullptr : &*found;
}

std::vector<field_error> errors_in(const show_body& body) {
  error_list errors;
  check_head(body, errors);
  check_zone(body, errors);
  check_sales(body, errors);
  check_movie(body, errors);
  check_classes(body, body.price, errors);
  check_price_types(body, errors);
  check_rows(body, errors);
  return errors.take();
}

std::vector<field_error> errors_in_hall(const show_body& body) {
  error_list errors;
  check_zone(body, errors);
  check_classes(body, std::nullopt, errors);
  check_rows(body, errors);
  return errors.take();
}

} // namespace boxoffice::events
