#include "cli/tokens/token_arguments.hpp"

#include "cli/terminal/text_layout.hpp"
#include "events/text.hpp"
#include "events/time_text.hpp"

namespace boxoffice::cli {

namespace {

using events::time_ms;

constexpr time_ms ms_a_day = 24 * 60 * 60 * events::ms_a_second;
constexpr time_ms most_days = 3'660;

/// `90d`, or as read_duration() reads it, in ms.
std::optional<time_ms> lifetime(std::string_view text) {
  if (text.ends_with('d')) {
    auto days = events::whole_number<time_ms>(text.substr(0, text.size() - 1));
    return days && *days >= 1 && *days <= most_days ? std::optional{*days * ms_a_day}
                                                    : std::nullopt;
  }
  auto duration = read_duration(text, std::chrono::milliseconds{1},
                                std::chrono::milliseconds{most_days * ms_a_day});
  return duration ? std::optional<time_ms>{duration->count()} : std::nullopt;
}

} // namespace

value_result<http::named_token> wanted_token(const token_arguments& given, time_ms now) {
  http::named_token out;
  if (!http::is_token_name(given.name))
    return bad_value{"NAME: wants 1 to 64 of A-Z a-z 0-9 . _ -, got \"" + given.name + '"'};
  out.name = given.name;
  for (const auto& each : given.scopes) {
    auto known = http::scope_of(each);
    if (!known)
      return bad_value{"--scope: wants " + http::to_text(http::scope_set::all(), ", ") +
                       ", got \"" + each + '"'};
    out.scopes.add(*known);
  }
  out.created = now;
  if (!given.expires)
    return out;
  out.expires = events::parse_rfc3339(*given.expires);
  if (!out.expires)
    if (auto duration = lifetime(*given.expires))
      out.expires = now + *duration;
  if (!out.expires)
    return bad_value{
        "--expires: wants a time such as 2027-01-31T00:00:00Z, or a duration such as 12h or 90d "
        "of at most " +
        std::to_string(most_days) + "d, got \"" + *given.expires + '"'};
  if (out.has_expired(now))
    return bad_value{"--expires: " + *given.expires + " has passed"};
  return out;
}

std::string tokens_text(const http::token_set& tokens, time_ms now) {
  if (tokens.all().empty())
    return "no tokens\n";
  std::vector<std::vector<std::string>> rows{{"NAME", "SCOPES", "CREATED", "EXPIRES"}};
  for (const auto& each : tokens.all())
    rows.push_back({each.name, http::to_text(each.scopes, ","), events::to_rfc3339(each.created),
                    !each.expires ? "never"
                                  : events::to_rfc3339(*each.expires) +
                                        (each.has_expired(now) ? " (expired)" : "")});
  return in_columns(rows);
}

} // namespace boxoffice::cli
