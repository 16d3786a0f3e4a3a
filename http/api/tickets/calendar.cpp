#include "http/api/tickets/calendar.hpp"

#include "events/time_text.hpp"

#include <cstdlib>

namespace boxoffice::http {

namespace {

constexpr std::size_t most_line_bytes = 75; ///< RFC 5545, 3.1

/// `20261224T183000Z`.
std::string calendar_time(events::time_ms at) {
  std::string out;
  for (auto c : events::to_rfc3339(at).substr(0, 19))
    if (c != '-' && c != ':')
      out += c;
  return out + 'Z';
}

/// TEXT of RFC 5545, 3.3.11. Texts of shows have no control characters.
std::string calendar_text(std::string_view text) {
  std::string out;
  for (auto c : text) {
    if (c == '\\' || c == ';' || c == ',')
      out += '\\';
    out += c;
  }
  return out;
}

/// Appends a content line, folded between characters of UTF-8.
void append_line(std::string& out, const std::string& line) {
  std::size_t used = 0;
  for (std::size_t i = 0; i < line.size();) {
    auto next = i + 1;
    while (next < line.size() && (static_cast<unsigned char>(line[next]) & 0xC0U) == 0x80U)
      ++next;
    if (used + (next - i) > most_line_bytes) {
      out += "\r\n ";
      used = 1;
    }
    out.append(line, i, next - i);
    used += next - i;
    i = next;
  }
  out += "\r\n";
}

std::string_view calendar_status(events::booking_status status) {
  using enum events::booking_status;
  switch (status) {
  case paid: return "CONFIRMED";
  case in_review:
  case confirmed: return "TENTATIVE";
  case rejected:
  case expired:
  case cancelled: return "CANCELLED";
  }
  std::abort(); // All enumerators return above.
}

/// SEQUENCE of RFC 5545, 3.8.7.4: 0, and more with each change of the show and with the
/// cancellation of the booking, which is final. A status that may still change leaves it to
/// DTSTAMP.
std::uint64_t sequence_of(const actors::booking_view& view) {
  auto is_cancelled = view.booking.status == events::booking_status::cancelled;
  return view.plan->since - (is_cancelled ? 0 : 1);
}

} // namespace

std::string calendar_of(const actors::booking_view& view, events::time_ms now) {
  const auto& body = view.plan->body;
  auto number = std::to_string(view.booking.number);
  std::string seats;
  for (auto seat : view.booking.seats)
    seats.append(seats.empty() ? "" : ", ").append(view.plan->seats[seat].id.text());
  std::string out;
  for (const auto& line : {
           std::string{"BEGIN:VCALENDAR"},
           std::string{"VERSION:2.0"},
           std::string{"PRODID:-//boxoffice//boxoffice//EN"},
           std::string{"BEGIN:VEVENT"},
           "UID:" + view.show.text + '-' + number + "@boxoffice",
           "DTSTAMP:" + calendar_time(now),
           "SEQUENCE:" + std::to_string(sequence_of(view)),
           "DTSTART:" + calendar_time(body.starts_at),
           "SUMMARY:" + calendar_text(body.movie),
           "LOCATION:" + calendar_text(body.hall),
           "DESCRIPTION:" + calendar_text("Booking " + number + ", seats " + seats),
           "STATUS:" + std::string{calendar_status(view.booking.status)},
           std::string{"END:VEVENT"},
           std::string{"END:VCALENDAR"},
       })
    append_line(out, line);
  return out;
}

} // namespace boxoffice::http
