#include "cli/settings/payment_values.hpp"
#include "cli/settings/settings_rows.hpp"
#include "events/text.hpp"
#include "events/time_text.hpp"
#include "http/mail/message.hpp"

namespace boxoffice::cli {

namespace {

std::vector<setting> review_rows() {
  using part = review_settings;
  const settings_section in{"review", &settings::review};
  return {
      in.row("interval", &part::interval, kind::duration(1ms, 1h),
             "Delay between the end of one review of a show and the start of the next. A booking "
             "waits about this long for its decision."),
      in.row(
          "contention_window", &part::contention_window, kind::duration(0ms, 1h),
          "How long other bookings may contest a seat after its first open claim. Later requests "
          "for the seat are refused at once. Not longer than hold."),
      in.row("hold", &part::hold, kind::duration(1ms, 24h),
             "How long a claim keeps its seats from other customers if no review decides it, for "
             "example across a restart. Must be longer than review.interval by 100ms or more, "
             "because a review may begin late."),
  };
}

std::vector<setting> payment_rows() {
  using part = payment_settings;
  const settings_section in{"payment", &settings::payment};
  std::vector<setting> rows{
      in.row("window", &part::window, kind::duration(200ms, 168h),
             "How long a confirmed booking may stay unpaid before its seats go back on sale."),
      in.hidden("webhook_secret", &part::webhook_secret, value_kind<secret>{read_webhook_secret},
                "The secret with which the payment provider signs its callbacks (Standard "
                "Webhooks): whsec_ and the base64 of 24 to 64 random bytes. Without it callbacks "
                "are refused with 503. To make one: "
                "echo \"whsec_$(head -c 32 /dev/urandom | base64)\""),
      in.row("sandbox", &part::sandbox, kind::flag(),
             "Plays the payment provider at POST /api/sandbox/pay, so that the whole flow can be "
             "tried without one. Anyone can then pay without money: never use it where seats are "
             "sold. Needs webhook_secret."),
      in.hidden("stripe_secret", &part::stripe_secret, value_kind<secret>{read_stripe_secret},
                "The signing secret of the endpoint at Stripe that sends its events to "
                "POST /api/payment/stripe (whsec_...). Without it they are refused with "
                "503. Needs http.body_limit of 64KiB or more."),
      in.row("checkout_url", &part::checkout_url, value_kind<std::string>{read_checkout_url},
             "Where the customer's page sends customers to pay: an http or https URL "
             "in which {reference}, which is required, {amount} in minor units, "
             "{currency}, {payBy}, {returnUrl} and {signature} are filled in and "
             "percent-encoded. The payment provider names the booking by the "
             "reference. With the sandbox it is not used."),
      in.row("return_url", &part::return_url, value_kind<std::string>{read_return_url},
             "The address of the customer's page, to which the checkout sends "
             "customers back, such as \"https://tickets.example.org/\". It is "
             "{returnUrl} of checkout_url, with the payment reference added as "
             "?payment=. By default the address that the server listens on."),
      in.row("instructions", &part::instructions, value_kind<std::string>{read_instructions},
             "How customers pay if there is neither checkout_url nor the sandbox: one "
             "line that the page shows with the amount and the payment reference."),
  };
  for (auto& row : rows)
    row.url = row.key == "payment.checkout_url" || row.key == "payment.return_url";
  return rows;
}

std::vector<setting> booking_rows() {
  const settings_section in{"booking", &settings::booking};
  return {in.row("max_seats", &booking_settings::max_seats, kind::count(1, 100),
                 "Maximum number of seats in one booking.")};
}

value_result<std::string> read_time_zone(std::string_view text) {
  if (!events::is_time_zone(text))
    return bad_value{"wants the name of an IANA time zone, such as Europe/Berlin"};
  return {boost::system::in_place_value, text};
}

value_result<std::string> read_cinema_name(std::string_view text) {
  if (!events::is_plain_text(text, 200))
    return bad_value{"wants a text of one line with 1 to 200 characters"};
  return {boost::system::in_place_value, text};
}

std::vector<setting> cinema_rows() {
  const settings_section in{"cinema", &settings::cinema};
  return {
      in.row("name", &cinema_settings::name, value_kind<std::string>{read_cinema_name},
             "Name of the cinema, which the customer's page shows: 1 to 200 characters of one "
             "line."),
      in.row("time_zone", &cinema_settings::time_zone, value_kind<std::string>{read_time_zone},
             "Time zone of the halls, in which pages show the times of shows: an IANA name such "
             "as \"Europe/Berlin\". A show opened without a timeZone gets it. Without this "
             "setting it is UTC."),
      in.row("url", &cinema_settings::url, value_kind<std::string>{read_cinema_url},
             "The address of the customer's page for everybody, such as "
             "\"https://tickets.example.org/\": an http or https URL without a path. Links in "
             "mails begin with it. Required with mail.outbox."),
  };
}

value_result<std::string> read_mail_address(std::string_view text) {
  if (!http::address_in_header(text))
    return bad_value{"wants a mail address, such as tickets@example.org"};
  return {boost::system::in_place_value, text};
}

std::vector<setting> mail_rows() {
  const settings_section in{"mail", &settings::mail};
  return {
      in.row("outbox", &mail_settings::outbox, value_kind<std::filesystem::path>{read_path},
             "A directory into which the server writes mails to customers, each as a file "
             "NAME.eml (RFC 5322) that another program sends and deletes; it must exist. With "
             "10,000 files there, calls that send a mail get 503. Without it there is no \"find my "
             "booking\". Needs from and cinema.url."),
      in.row("from", &mail_settings::from, value_kind<std::string>{read_mail_address},
             "The address that these mails are from. Required with outbox."),
  };
}

} // namespace

std::vector<setting> sales_rows() {
  return joined({review_rows, payment_rows, booking_rows, cinema_rows, mail_rows});
}

} // namespace boxoffice::cli
