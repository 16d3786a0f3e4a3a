#include "bench/soak/customers.hpp"

#include <fmt/format.h>

namespace boxoffice::soak {

namespace {

constexpr std::array<std::uint8_t, 32> server_key{1, 2, 3};

} // namespace

std::string customer_list::mail(std::size_t which) const {
  return fmt::format("guest.{:06}@example.org", which);
}

events::customer_id customer_list::id(std::size_t which) const {
  return events::customer_of(server_key, events::mail_address{mail(which)});
}

std::size_t customer_list::differences(storage::event_log& log) const {
  std::size_t found = 0;
  for (std::size_t which = 0; which < size(); ++which) {
    auto key = id(which);
    auto row =
        log.get(storage::table::customers, {reinterpret_cast<const char*>(key.data()), key.size()});
    auto mail_in_log = row.value().value_or(std::string{});
    if (mail_in_log != (remembered(which) ? mail(which) : std::string{}))
      ++found;
  }
  return found;
}

} // namespace boxoffice::soak
