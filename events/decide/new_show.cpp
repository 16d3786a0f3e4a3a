#include "events/decide/new_show.hpp"

#include "events/currencies.hpp"
#include "events/text.hpp"
#include "events/time_text.hpp"

namespace boxoffice::events {

namespace {

constexpr std::size_t most_name_chars = 200;

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
  static constexpr std::size_t most_errors = 20;

  void need(bool holds, std::string field, const char* detail) {
    if (!holds && errors_.size() < most_errors)
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

} // namespace boxoffice::events
