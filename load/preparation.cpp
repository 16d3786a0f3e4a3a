#include "load/preparation.hpp"

#include "load/signature.hpp"
#include "load/unix_time.hpp"

#include <chrono>

#include <nlohmann/json.hpp>

namespace boxoffice::load {

namespace {

using json = nlohmann::json;

load_error unexpected(const std::string& what, const response& got) {
  return {what + ": response " + std::to_string(got.status) + ": " + got.body};
}

/// The first show that was not opened; empty if all were.
std::string not_opened(const json& results) {
  if (!results.is_object() || !results.contains("results"))
    return results.dump();
  for (const auto& each : results["results"])
    if (!each.is_object() || each.value("status", 0) != 201)
      return each.dump();
  return {};
}

} // namespace

result<void> open_shows(client& server, const halls& shows, const std::string& token) {
  for (std::uint64_t next = 0; next < shows.shows;) {
    auto body = opening_body(shows, next);
    auto got = server.post("/api/movieshow", body, {{"Authorization", "Bearer " + token}});
    if (!got)
      return got.error();
    if (got->status == 401)
      return load_error{
          "the server refused the operator token; set BOXOFFICE_ADMIN_TOKEN or --token, or "
          "name the server's data directory by --data-dir"};
    if (got->status != 200)
      return unexpected("opening the shows", *got);
    if (auto left = not_opened(json::parse(got->body, nullptr, false)); !left.empty())
      return load_error{"a show could not be opened: " + left};
  }
  return {};
}

result<void> check_payments(client& server, const payment_plan& payments) {
  // An invalid body: a server that gets as far as the body refuses it.
  const std::string body = "[]";
  auto by_sandbox = !payments.webhook_secret;
  const auto* target = by_sandbox ? "/api/sandbox/pay" : "/api/payment/callback";
  client::header_list headers;
  if (!by_sandbox) {
    auto now_s = unix_seconds();
    headers = {{"webhook-id", "bench"},
               {"webhook-timestamp", std::to_string(now_s)},
               {"webhook-signature", signature_of(*payments.webhook_secret, "bench", now_s, body)}};
  }
  auto got = server.post(target, body, headers);
  if (!got)
    return got.error();
  if (got->status == 400 || got->status == 422)
    return {};
  if (got->status == 404 && by_sandbox)
    return load_error{
        "`mixed` pays: set payment.webhook_secret to the server's, or start the server "
        "with payment.sandbox"};
  if (got->status == 401)
    return load_error{"the server refused the signature: its payment.webhook_secret differs"};
  return unexpected(std::string{"a payment by "} + target, *got);
}

} // namespace boxoffice::load
