#include "cli/settings/settings_rows.hpp"
#include "events/limits.hpp"

namespace boxoffice::cli {

std::vector<setting> limits_rows() {
  using part = limits_settings;
  const settings_section in{"limits", &settings::limits};
  return {
      in.row("enabled", &part::enabled, kind::flag(),
             "Whether the limits of this section apply. Set it to false for load tests."),
      in.row("rate", &part::rate, kind::count(1, 1'000'000),
             "Requests a second of one address, on average; further ones are refused with 429. The "
             "operator, signed callbacks of the payment provider and health checks are exempt."),
      in.row("burst", &part::burst, kind::count(1, 10'000'000),
             "Requests that one address may send at once before `rate` applies."),
      in.row("addresses", &part::addresses, kind::count(1, 100'000'000),
             "Maximum number of addresses tracked, which bounds the memory for them."),
      in.row("unpaid_seats_per_customer", &part::unpaid_seats_per_customer, kind::count(0, 100'000),
             "Maximum number of seats that one customer may have in one show under review or "
             "confirmed and not yet paid. A request for more is refused with 409 CUSTOMER_LIMIT. 0 "
             "means no limit; any other value must not be less than booking.max_seats."),
      in.row("rebook_wait", &part::rebook_wait,
             kind::duration(0ms, milliseconds{events::longest_rebook_wait_ms}),
             "How long a customer whose claim or hold of a seat ended unpaid, by expiry or "
             "cancellation, cannot claim that seat again (409 SEATS_UNAVAILABLE, reason WAIT). "
             "Other customers can book it at once."),
      in.row("seats_per_address", &part::seats_per_address, kind::count(0, 1'000'000),
             "Maximum number of seats that may be requested from one address (IPv6: one /64), over "
             "all shows; further requests are refused with 429. Seats of a booking that is paid, "
             "rejected or refused are credited back at once, others by `seats_per_minute`, also "
             "those that cost nothing. Each node counts its own requests. 0 means no limit; any "
             "other value must not be less than booking.max_seats. Behind a proxy that is not in "
             "http.trusted_proxies all clients together have this limit."),
      in.row("seats_per_minute", &part::seats_per_minute, kind::count(1, 1'000'000),
             "Seats that are credited back to an address each minute."),
  };
}

} // namespace boxoffice::cli
