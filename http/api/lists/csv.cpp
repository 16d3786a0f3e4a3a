#include "http/api/lists/csv.hpp"

#include "events/explain/money_text.hpp"
#include "events/text.hpp"

#include <algorithm>

namespace boxoffice::http {

namespace {

constexpr int whole_weight = 1'000;

/// `0.5` in thousandths.
int weight_in(std::string_view text) {
  if (text.empty() || text.front() != '0')
    return whole_weight;
  int weight = 0;
  text.remove_prefix(std::min<std::size_t>(text.size(), 2));
  for (std::size_t place = 0; place < 3; ++place) {
    auto is_digit = place < text.size() && text[place] >= '0' && text[place] <= '9';
    weight = weight * 10 + (is_digit ? text[place] - '0' : 0);
  }
  return weight;
}

std::string_view before(std::string_view text, char mark) {
  return events::trimmed(text.substr(0, text.find(mark)));
}

/// Takes the part before the mark off the text.
std::string_view next_part(std::string_view& text, char mark) {
  auto end = std::min(text.find(mark), text.size());
  auto part = events::trimmed(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

/// The weight of a range in a list of Accept; 0 if it does not name the type itself.
int weight_of(std::string_view range, std::string_view type) {
  if (events::lower_case(before(range, ';')) != type)
    return 0;
  auto weight = whole_weight;
  next_part(range, ';');
  while (!range.empty()) {
    auto parameter = events::lower_case(next_part(range, ';'));
    if (parameter.starts_with("q="))
      weight = weight_in(std::string_view{parameter}.substr(2));
  }
  return weight;
}

} // namespace

bool prefers_csv(const message& from) {
  auto rest = header(from, field::accept);
  int csv_weight = 0;
  int json_weight = 0;
  while (!rest.empty()) {
    auto range = next_part(rest, ',');
    csv_weight = std::max(csv_weight, weight_of(range, "text/csv"));
    json_weight = std::max(json_weight, weight_of(range, "application/json"));
  }
  return csv_weight > 0 && csv_weight >= json_weight;
}

void csv_writer::cell(std::string_view text) {
  if (!std::exchange(begins_line_, false))
    out_ += ',';
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out_ += text;
    return;
  }
  out_ += '"';
  for (auto c : text)
    out_.append(c == '"' ? 2 : 1, c);
  out_ += '"';
}

void csv_writer::free_text(std::string_view text) {
  auto is_formula =
      !text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos;
  cell(is_formula ? '\'' + std::string{text} : std::string{text});
}

void csv_writer::amount(std::int64_t minor_units, std::string_view currency) {
  auto text = to_text(events::money{minor_units, std::string{currency}});
  cell(std::string_view{text}.substr(0, text.rfind(' ')));
}

void csv_writer::end_line() {
  out_ += "\r\n";
  begins_line_ = true;
}

} // namespace boxoffice::http
