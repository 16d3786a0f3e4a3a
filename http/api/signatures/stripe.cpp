#include "http/api/signatures/stripe.hpp"

#include "events/hash.hpp"
#include "events/text.hpp"
#include "http/api/signatures/webhook.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace boxoffice::http {

namespace {

constexpr std::string_view stripe_field = "Stripe-Signature";

struct stripe_header {
  std::string_view time{}; ///< as signed
  std::vector<std::string_view> signatures{};
};

/// Nothing if the header has no time or several: it would be open which one is signed.
std::optional<stripe_header> parse_stripe_header(std::string_view text) {
  stripe_header header;
  while (!text.empty()) {
    auto part = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    part.remove_prefix(std::min(part.size(), part.find_first_not_of(' ')));
    if (part.starts_with("t=")) {
      if (!header.time.empty())
        return std::nullopt;
      header.time = part.substr(2);
    } else if (part.starts_with("v1=")) {
      header.signatures.push_back(part.substr(3));
    }
  }
  return header.time.empty() ? std::nullopt : std::optional{std::move(header)};
}

} // namespace

bool is_signed_by_stripe(const message& in, std::string_view secret, std::int64_t now_s) {
  auto header = parse_stripe_header(only_header(in, stripe_field));
  auto sent_s = header ? events::whole_number<std::int64_t>(header->time) : std::nullopt;
  // Compared without a difference, which could overflow.
  if (!sent_s || *sent_s < now_s - webhook_tolerance_s || *sent_s > now_s + webhook_tolerance_s)
    return false;
  std::string content{header->time};
  content.append(".").append(in.body());
  auto right = events::to_hex(events::hmac_sha256(events::bytes_of(secret), content));
  auto found = false;
  for (auto each : header->signatures)
    found = equal_in_constant_time(each, right) || found;
  return found;
}

} // namespace boxoffice::http
