#include "http/api/signatures/webhook.hpp"

#include "events/signing/webhook_signature.hpp"
#include "events/text.hpp"

#include <algorithm>

#include <openssl/crypto.h>

namespace boxoffice::http {

namespace {

constexpr std::string_view id_field = "webhook-id";
constexpr std::string_view time_field = "webhook-timestamp";
constexpr std::string_view signature_field = "webhook-signature";

} // namespace

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  // Lengths are not secret.
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool is_signed(const message& in, std::string_view secret, std::int64_t now_s) {
  auto id = only_header(in, id_field);
  auto time = only_header(in, time_field);
  auto given = only_header(in, signature_field);
  auto sent_s = events::whole_number<std::int64_t>(time);
  if (id.empty() || !sent_s)
    return false;
  // Compared without a difference, which could overflow.
  if (*sent_s < now_s - webhook_tolerance_s || *sent_s > now_s + webhook_tolerance_s)
    return false;
  auto right = events::webhook_signature(id, time, in.body(), secret);
  bool found = false;
  while (!given.empty()) {
    auto one = given.substr(0, given.find(' '));
    given.remove_prefix(std::min(given.size(), one.size() + 1));
    found = equal_in_constant_time(one, right) || found;
  }
  return found;
}

void sign(message& out, std::string_view id, std::string_view secret, std::int64_t now_s) {
  auto time = std::to_string(now_s);
  auto set = [&](std::string_view name, std::string_view value) {
    out.set({name.data(), name.size()}, {value.data(), value.size()});
  };
  set(id_field, id);
  set(time_field, time);
  set(signature_field, events::webhook_signature(id, time, out.body(), secret));
}

} // namespace boxoffice::http
