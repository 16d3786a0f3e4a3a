#include "tests/events/explain/explained.hpp"

namespace boxoffice::events::tests {

booking_explainer explained(const std::vector<moment>& facts, booking_number number) {
  booking_explainer explainer{{show_id{"metropolis"}, secret_of(number)}};
  auto now = noon;
  std::uint64_t seq = 0;
  for (const auto& each : facts) {
    now = each.at.value_or(now);
    explainer.take({++seq, now, each.fact});
  }
  return explainer;
}

std::string explanation_of(const std::vector<moment>& facts, booking_number number) {
  auto paragraphs = explained(facts, number).paragraphs();
  REQUIRE(paragraphs);
  std::string text;
  for (const auto& paragraph : *paragraphs)
    text += paragraph + "\n";
  return text;
}

std::string text(const std::string& raw) {
  std::string out;
  for (std::size_t i = 1; i < raw.size(); ++i) {
    auto ends = raw[i] == '\n' && (i + 1 == raw.size() || raw[i + 1] == '\n');
    out += raw[i] == '\n' && !ends ? ' ' : raw[i];
    i += ends ? 1 : 0;
  }
  return out;
}

std::string paragraph(std::size_t which, const std::string& explanation) {
  std::size_t begin = 0;
  for (std::size_t i = 1; i < which; ++i)
    begin = explanation.find('\n', begin) + 1;
  return explanation.substr(begin, explanation.find('\n', begin) + 1 - begin);
}

} // namespace boxoffice::events::tests
