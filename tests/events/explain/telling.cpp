#include "tests/events/explain/telling.hpp"

namespace boxoffice::events::tests {

storyteller told_by(const std::vector<moment>& facts, booking_number number) {
  storyteller teller{{show_id{"metropolis"}, secret_of(number)}};
  auto now = noon;
  std::uint64_t seq = 0;
  for (const auto& each : facts) {
    now = each.at.value_or(now);
    teller.take({++seq, now, each.fact});
  }
  return teller;
}

std::string story_of(const std::vector<moment>& facts, booking_number number) {
  auto story = told_by(facts, number).story();
  REQUIRE(story);
  std::string text;
  for (const auto& paragraph : *story)
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

std::string paragraph(std::size_t which, const std::string& story) {
  std::size_t begin = 0;
  for (std::size_t i = 1; i < which; ++i)
    begin = story.find('\n', begin) + 1;
  return story.substr(begin, story.find('\n', begin) + 1 - begin);
}

} // namespace boxoffice::events::tests
