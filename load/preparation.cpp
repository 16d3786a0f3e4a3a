#include "load/preparation.hpp"

#include "load/signature.hpp"
#include "load/unix_time.hpp"

#include <chrono>

#include <nlohmann/json.hpp>

namespace boxoffice::load {

namespace {

using json = nlohmann::json;

trouble said(const std::string& what, const reply& answer) {
  return {what + " was answered with " + std::to_string(answer.status) + ": " + answer.body};
}

/// The first show of the answer that was not opened; empty where all were.
std::string not_opened(const json& answer) {
  if (!answer.is_object() || !answer.contains("results"))
    return answer.dump();
  for (const auto& each : answer["results"])
    if (!each.is_object() || each.value("status", 0) != 201)
      return each.dump();
  return {};
}

} // namespace

result<void> open_shows(caller& server, const halls& shows, const std::string& token) {
  for (std::uint64_t next = 0; next < shows.shows;) {
    auto body = opening_body(shows, next);
    auto answer = server.post("/api/movieshow", body, {{"Authorization", "Bearer " + token}});
    if (!answer)
      return answer.error();
    if (answer->status == 401)
      return trouble{"the server does not take the operator's token for its own; give it by "
                     "BOXOFFICE_ADMIN_TOKEN or --token, or its data directory by --data-dir"};
    if (answer->status != 200)
      return said("opening the shows", *answer);
    if (auto left = not_opened(json::parse(answer->body, nullptr, false)); !left.empty())
      return trouble{"a show could not be opened: " + left};
  }
  return {};
}

result<void> check_payments(caller& server, const payment_plan& payments) {
  // No proper request: a server that gets as far as the body refuses it for that.
  const std::string body = "[]";
  auto by_sandbox = !payments.webhook_secret;
  const auto* target = by_sandbox ? "/api/sandbox/pay" : "/api/payment/callback";
  caller::header_list headers;
  if (!by_sandbox) {
    auto now_s = unix_seconds();
    headers = {{"webhook-id", "bench"},
               {"webhook-timestamp", std::to_string(now_s)},
               {"webhook-signature", signature_of(*payments.webhook_secret, "bench", now_s, body)}};
  }
  auto answer = server.post(target, body, headers);
  if (!answer)
    return answer.error();
  if (answer->status == 400 || answer->status == 422)
    return {};
  if (answer->status == 404 && by_sandbox)
    return trouble{"`mixed` pays: it wants the payment.webhook_secret of the server in its own "
                   "settings, or a server with payment.sandbox"};
  if (answer->status == 401)
    return trouble{"the server does not take our signature: its payment.webhook_secret is another"};
  return said(std::string{"a payment by "} + target, *answer);
}

} // namespace boxoffice::load
