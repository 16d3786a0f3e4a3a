#include "storage/witness/log_survey.hpp"

namespace boxoffice::storage {

namespace {

constexpr std::size_t most_shows_named = 10;

std::string range_text(std::uint64_t first, std::uint64_t last) {
  return first == last ? "seq " + std::to_string(first)
                       : "seq " + std::to_string(first) + " to " + std::to_string(last);
}

} // namespace

std::string to_text(const log_loss& what) {
  return "missing " + what.missing + "; expected " + what.expected + "; found " + what.found;
}

storage_error loss_error(const std::string& directory, const log_loss& what) {
  return {storage_error::kind::lost,
          "the log in " + directory + " has less than was durable: " + to_text(what) +
              "; put the missing files back, or restore a backup, or accept the loss with "
              "`boxoffice serve --accept-loss`"};
}

void log_survey::take(std::string_view stream, std::uint64_t seq, byte_view record) {
  auto found = heads.find(std::string{stream});
  auto last = found == heads.end() ? 0 : found->second.seq;
  auto broken = !gaps.empty() && gaps.contains(std::string{stream});
  if (!broken && seq != last + 1)
    gaps.emplace(stream, gap{last + 1, seq});
  if (broken || seq != last + 1) {
    ++cut_off;
    return;
  }
  auto hash = hash_in(record);
  totals.add(hash);
  if (found == heads.end())
    heads.emplace(stream, stream_head{{std::string{stream}}, seq, hash});
  else
    found->second = {{std::string{stream}}, seq, hash};
}

std::string missing_events(const log_survey& found, std::uint64_t expected,
                           const std::vector<stream_head>& known) {
  auto missing = expected > found.present() ? expected - found.present() : 0;
  auto text = std::to_string(missing) + " of " + std::to_string(expected) + " events";
  std::vector<std::string> shows;
  for (const auto& [stream, gap] : found.gaps)
    shows.push_back("show " + stream + ' ' + range_text(gap.first, gap.behind - 1));
  for (const auto& head : known) {
    auto there = found.heads.find(head.stream.text);
    auto last = there == found.heads.end() ? 0 : there->second.seq;
    if (last < head.seq && !found.gaps.contains(head.stream.text))
      shows.push_back("show " + head.stream.text + ' ' + range_text(last + 1, head.seq));
  }
  for (std::size_t i = 0; i < shows.size() && i < most_shows_named; ++i)
    text += (i == 0 ? " (" : ", ") + shows[i];
  if (shows.size() > most_shows_named)
    text += " and " + std::to_string(shows.size() - most_shows_named) + " more";
  return shows.empty() ? text : text + ')';
}

} // namespace boxoffice::storage
