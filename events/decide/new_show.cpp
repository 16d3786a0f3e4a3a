#include "events/decide/new_show.hpp"

#include "events/currencies.hpp"
#include "events/text.hpp"
#include "events/time_text.hpp"

#include <unordered_map>
#include <utility>

namespace boxoffice::events {

namespace {

constexpr std::size_t most_name_chars = 200;
constexpr std::size_t most_member_errors = 20; ///< that are listed

/// Collects the errors of members, up to a few.
class member_check {
public:
  void currency(const std::string& code) {
    need(find_currency(code) != nullptr, "currency",
         "must be the ISO 4217 code of a currency in use");
  }
  void name(const std::string& text, std::string field) {
    need(is_plain_text(text, most_name_chars), std::move(field),
         "must be 1 to 200 characters of text without control characters");
  }
  void label(const std::string& text, std::string field) {
    need(is_plain_text(text, most_label_chars), std::move(field),
         "must be 1 to 64 characters of text without control characters");
  }
  void zone(const std::string& zone) {
    need(is_time_zone(zone), "timeZone", "must be the name of an IANA time zone");
  }
  void language(const std::string& tag) {
    need(is_language_tag(tag), "language",
         "must be a BCP 47 language tag of at most 35 characters, such as en-GB");
  }
  [[nodiscard]] std::vector<field_error> take() { return std::move(errors_); }

private:
  void need(bool holds, std::string field, const char* detail) {
    if (!holds && errors_.size() < most_member_errors)
      errors_.push_back({std::move(field), detail});
  }

  std::vector<field_error> errors_;
};

void check_hall(const show_body& body, member_check& check) {
  if (body.time_zone)
    check.zone(*body.time_zone);
  for (std::size_t i = 0; i < body.classes.size(); ++i) {
    auto place = "classes[" + std::to_string(i) + ']';
    check.label(body.classes[i].id, place + ".id");
    check.name(body.classes[i].name, place + ".name");
  }
  for (std::size_t i = 0; i < body.rows.size(); ++i)
    check.label(body.rows[i].row, "rows[" + std::to_string(i) + "].row");
}

} // namespace

std::vector<field_error> errors_in_new(const show_body& body) {
  if (auto errors = errors_in(body); !errors.empty())
    return errors;
  member_check check;
  check.currency(body.currency);
  check.name(body.movie, "movie");
  check.name(body.hall, "hall");
  check_hall(body, check);
  if (body.rating)
    check.label(*body.rating, "rating");
  if (body.language)
    check.language(*body.language);
  for (std::size_t i = 0; i < body.price_types.size(); ++i)
    check.name(body.price_types[i].name, "priceTypes[" + std::to_string(i) + "].name");
  return check.take();
}

std::vector<field_error> errors_in_new_hall(const show_body& body) {
  if (auto errors = errors_in_hall(body); !errors.empty())
    return errors;
  member_check check;
  check.name(body.hall, "name");
  check_hall(body, check);
  return check.take();
}

std::vector<field_error> errors_in_blocked(const show_body& hall,
                                           const std::vector<seat_id>& blocked) {
  std::vector<field_error> errors;
  if (blocked.empty())
    return errors;
  std::unordered_map<seat_id, bool> is_blocked;
  for (const auto& row : hall.rows)
    for (const auto& seat : row.seats)
      if (seat)
        is_blocked.emplace(*seat, false);
  for (std::size_t i = 0; i < blocked.size() && errors.size() < most_member_errors; ++i) {
    auto place = "blocked[" + std::to_string(i) + ']';
    if (auto seat = is_blocked.find(blocked[i]); seat == is_blocked.end())
      errors.push_back({std::move(place), "is not the id of a seat of the rows"});
    else if (std::exchange(seat->second, true))
      errors.push_back({std::move(place), "is given twice"});
  }
  return errors;
}

} // namespace boxoffice::events
