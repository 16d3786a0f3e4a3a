#include "http/api/mail/booking_mail.hpp"

#include "events/explain/money_text.hpp"
#include "events/report/local_days.hpp"

namespace boxoffice::http {

outgoing_mail booking_mail(const actors::link_made& made, const std::string& cinema_url,
                           const std::string& zone) {
  const auto& view = made.view;
  const auto& body = view.plan->body;
  std::string seats;
  for (auto seat : view.booking.seats)
    seats.append(seats.empty() ? "" : ", ").append(view.plan->seats[seat].id.text());
  auto reference = reference_of(view.show, view.booking.number, view.booking.secret);
  std::string text = "Here is the link to your booking.\n\n";
  for (const auto& [name, value] : {
           std::pair<std::string, std::string>{"Movie", body.movie},
           {"Hall", body.hall},
           {"Start", events::local_time_text(body.starts_at, body.time_zone.value_or(zone))},
           {"Reference", to_text(reference)},
           {"Seats", seats},
           {"Amount", events::to_text(events::money{view.booking.amount, body.currency})},
       })
    text.append(name).append(": ").append(value).append("\n");
  text.append("\n").append(cinema_url).append("#/find/").append(made.token).append("\n\n");
  text.append("It works once, within 30 minutes. Whoever has it has your tickets: do not pass it "
              "on.\nIf you did not ask for it, you can ignore this mail.\n");
  return {made.mail, "Your booking: " + body.movie, std::move(text)};
}

} // namespace boxoffice::http
