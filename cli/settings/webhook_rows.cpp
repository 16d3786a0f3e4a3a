#include "cli/settings/address_ranges.hpp"
#include "cli/settings/settings_rows.hpp"

namespace boxoffice::cli {

namespace {

using webhook_part = webhook_settings;
const settings_section<webhook_part> webhook_section{"webhook", &settings::webhook};

} // namespace

std::vector<setting> webhook_rows() {
  const auto& in = webhook_section;
  return {
      in.row("allow_private", &webhook_part::allow_private, kind::flag(),
             "Whether webhooks may be sent to private addresses and by http. Whoever may add a "
             "webhook can then reach every server that this machine reaches."),
      in.row("allowed_networks", &webhook_part::allowed_networks,
             value_kind<std::vector<boost::asio::ip::network_v6>>{read_address_ranges},
             "Addresses and CIDR ranges, separated by commas, that webhooks may be sent to "
             "although they are private, by http too: 10.0.0.7,10.1.0.0/16. By default none."),
      in.row("give_up", &webhook_part::give_up, kind::duration(1ms, 720h),
             "How long an event is tried. Then it becomes a dead letter if other events got "
             "through meanwhile; if none did, the webhook is disabled and keeps its place."),
      in.row("backoff", &webhook_part::backoff, kind::duration(1ms, 1h),
             "The wait before the second attempt. It doubles with each further one; a random half "
             "of it is left out. Not longer than max_backoff."),
      in.row("max_backoff", &webhook_part::max_backoff, kind::duration(1ms, 24h),
             "The longest wait between two attempts."),
      in.row("timeout", &webhook_part::timeout, kind::duration(1ms, 5min),
             "How long a receiver may take to respond. Look-up of its name and connecting have 5 "
             "s of their own."),
      in.row("in_flight", &webhook_part::in_flight, kind::count(1, 1'000),
             "Maximum number of requests to one receiver at a time, each of another show. Not more "
             "than max_in_flight."),
      in.row("max_in_flight", &webhook_part::max_in_flight, kind::count(1, 10'000),
             "Maximum number of requests to all receivers at a time; it bounds the connections."),
      in.row("max_endpoints", &webhook_part::max_endpoints, kind::count(0, 1'000),
             "Maximum number of webhooks. Each has a thread."),
  };
}

} // namespace boxoffice::cli
