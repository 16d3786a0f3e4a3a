#include "http/api/lists/booking_list.hpp"

#include "events/time_text.hpp"
#include "http/api/json/json_out.hpp"
#include "http/api/lists/csv.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::http {

using namespace events;
using nlohmann::ordered_json;

namespace {

ordered_json listed_json(const actors::listed_booking& one, const checkout& pages) {
  const auto& body = one.view.plan->body;
  auto out = pages.ticket(one.view);
  out["movie"] = body.movie;
  out["hall"] = body.hall;
  out["startsAt"] = to_rfc3339(body.starts_at);
  if (one.view.booking.customer != customer_id{}) // A sale at the counter to somebody unnamed.
    out["customer"] = to_hex(one.view.booking.customer);
  if (one.mail)
    out["userMail"] = *one.mail;
  if (const auto& paid_by = one.view.booking.details->paid_by)
    out["paymentId"] = paid_by->text;
  return out;
}

std::string text_at(const ordered_json& booking, const char* member) {
  auto found = booking.find(member);
  return found == booking.end() ? std::string{} : found->get<std::string>();
}

std::string seats_text(const ordered_json& seats) {
  std::string out;
  for (const auto& seat : seats)
    out.append(out.empty() ? "" : " ").append(seat.get<std::string>());
  return out;
}

void write_line(csv_writer& out, const actors::listed_booking& one, const checkout& pages) {
  auto booking = listed_json(one, pages);
  out.cell(text_at(booking, "reqId"));
  out.cell(static_cast<std::int64_t>(one.view.booking.number));
  out.cell(text_at(booking, "movieShowId"));
  out.free_text(text_at(booking, "movie"));
  out.free_text(text_at(booking, "hall"));
  for (const auto* member : {"startsAt", "status", "reason"})
    out.cell(text_at(booking, member));
  out.cell(seats_text(booking["seats"]));
  const auto& currency = one.view.plan->body.currency;
  out.amount(one.view.booking.amount, currency);
  out.cell(currency);
  for (const auto* member : {"requestedAt", "decidedAt", "payBy", "paidAt", "customer"})
    out.cell(text_at(booking, member));
  out.free_text(text_at(booking, "userMail"));
  out.free_text(text_at(booking, "paymentId"));
  out.cell(text_at(booking, "reference"));
  out.cell(text_at(booking, "checkoutUrl"));
  out.end_line();
}

} // namespace

std::string bookings_json(const actors::booking_page& page, const std::optional<std::string>& next,
                          const checkout& pages) {
  auto list = ordered_json::array();
  for (const auto& each : page.items)
    list.push_back(listed_json(each, pages));
  ordered_json out{{"bookings", std::move(list)}};
  if (next)
    out["next"] = *next;
  return json_text(out);
}

std::string bookings_csv(const actors::booking_page& page, const checkout& pages) {
  csv_writer out;
  for (const auto* column :
       {"reqId",  "number",   "movieShowId", "movie",     "hall",        "startsAt",   "status",
        "reason", "seats",    "amount",      "currency",  "requestedAt", "decidedAt",  "payBy",
        "paidAt", "customer", "userMail",    "paymentId", "reference",   "checkoutUrl"})
    out.cell(column);
  out.end_line();
  for (const auto& each : page.items)
    write_line(out, each, pages);
  return out.take();
}

} // namespace boxoffice::http
