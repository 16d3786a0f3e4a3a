#include "http/api/services.hpp"

#include "http/server/worker.hpp"

#include <algorithm>
#include <cstdlib>

#include <openssl/rand.h>

namespace boxoffice::http {

namespace {

/// Responses from the log reader under way at a time: one that is read, one that is rendered, and
/// the next of each.
constexpr std::size_t heavy_at_a_time = 4;

/// How old a programme may be.
constexpr std::chrono::seconds programme_lifetime{2};

/// Bytes of each of the three caches of a worker. All of them count among the unwritten bytes, of
/// which they take up to a half.
std::size_t cache_bytes(const gateway_options& options) {
  return options.max_unwritten_total / (6 * std::max(std::size_t{1}, options.threads));
}

std::string random_secret() {
  std::string bytes(32, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) !=
      1)
    std::abort();
  return bytes;
}

std::unique_ptr<accounts> accounts_of(const gateway_options& options) {
  if (options.auth.mode != auth_mode::accounts)
    return nullptr;
  return std::make_unique<accounts>(options.auth, options.addresses);
}

std::unique_ptr<outbox> outbox_of(const gateway_state& common) {
  if (!common.options.mail.enabled())
    return nullptr;
  return std::make_unique<outbox>(common.options.mail, common.env.log);
}

/// As many attempts as to sign in.
rate_limit finding_limit(const gateway_options& options) {
  constexpr double seconds_of_a_minute = 60;
  auto attempts = static_cast<double>(options.auth.attempts_per_minute);
  return {attempts / seconds_of_a_minute, attempts, options.addresses};
}

std::unique_ptr<seat_allowance> seat_allowance_of(const gateway_options& options) {
  if (!options.limit_rate || options.seats_per_address == 0)
    return nullptr;
  return std::make_unique<seat_allowance>(options.seats_per_address, options.seats_per_minute,
                                          options.addresses);
}

} // namespace

shared_services::shared_services(gateway_state& common, const events::rules& chosen)
    : state{common},
      rules{chosen},
      sandbox_secret{random_secret()},
      accounts{accounts_of(common.options)},
      seats{seat_allowance_of(common.options)},
      mails{outbox_of(common)},
      finding{finding_limit(common.options)} {}

std::string_view shared_services::why_not_ready() const {
  if (draining)
    return "The server is shutting down.";
  if (!ready)
    return "The server is starting.";
  if (!state.env.holds_lease())
    return "The node does not hold the lease of its shows.";
  return {};
}

services::services(shared_services& all, http::worker& home, push_hub& hub,
                   caf::actor_system& system, const actors::entrance_actor& entrance,
                   boost::asio::thread_pool& render_thread)
    : options{all.state.options},
      env{all.state.env},
      rates{all.state.rates},
      shared{all},
      worker{home},
      pushes{hub},
      client{home.io(),
             system,
             entrance,
             home.probe().questions,
             load_shedder{options.queue_target,
                          std::max(std::size_t{1}, options.max_in_flight / options.threads)},
             [&home] { home.write_responses(); }},
      webhooks{home.io(), [&home] { home.write_responses(); }},
      renderer{home, render_thread},
      reads{heavy_at_a_time},
      maps{cache_bytes(options)},
      available{cache_bytes(options)},
      layouts{cache_bytes(options)},
      programmes{programme_lifetime} {}

services::~services() { client.close(); }

} // namespace boxoffice::http
