#include "http/api/checkout/checkout.hpp"

#include "events/hash.hpp"
#include "events/text.hpp"
#include "events/time_text.hpp"
#include "http/api/json/json_out.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

/// A value for each placeholder, in the order in which they are signed, and the signature.
using checkout_values = std::array<std::pair<std::string_view, std::string>, 6>;

/// HMAC-SHA-256 over "checkout" and the values, each on a line of its own, in hex.
void sign_values(checkout_values& values, std::string_view secret) {
  std::string content = "checkout";
  for (std::size_t i = 0; i + 1 < values.size(); ++i)
    content.append("\n").append(values[i].second);
  values.back() = {"{signature}",
                   events::to_hex(events::hmac_sha256(events::bytes_of(secret), content))};
}

std::string filled_in(std::string_view pattern, const checkout_values& values) {
  std::string url;
  while (!pattern.empty()) {
    const auto* found = std::find_if(values.begin(), values.end(), [&](const auto& each) {
      return pattern.starts_with(each.first);
    });
    if (found == values.end()) {
      url += pattern.front();
      pattern.remove_prefix(1);
    } else {
      url += events::percent_encoded(found->second);
      pattern.remove_prefix(found->first.size());
    }
  }
  return url;
}

} // namespace

checkout::checkout(const gateway_options& options)
    : template_{options.has_checkout() ? options.checkout_url : std::string{}},
      return_url_{options.return_url},
      own_address_{options.own_address},
      secret_{options.webhook_secret.value_or(std::string{})} {}

nlohmann::ordered_json checkout::ticket(const actors::booking_view& view) const {
  auto out = to_json(view);
  if (!template_.empty() && view.booking.status == events::booking_status::confirmed)
    out["checkoutUrl"] = url_of(view);
  return out;
}

std::string checkout::url_of(const actors::booking_view& view) const {
  const auto& booked = view.booking;
  auto reference = to_text(reference_of(view.show, booked.number, booked.secret));
  auto back = return_url_.empty() ? *own_address_ : return_url_;
  if (!back.empty())
    back.append(back.find('?') == std::string::npos ? "?payment=" : "&payment=").append(reference);
  checkout_values values{{{"{reference}", reference},
                          {"{amount}", std::to_string(booked.amount)},
                          {"{currency}", view.plan->body.currency},
                          {"{payBy}", events::to_rfc3339(booked.pay_by)},
                          {"{returnUrl}", back}}};
  sign_values(values, secret_);
  return filled_in(template_, values);
}

} // namespace boxoffice::http
