// What the calls of payment providers have in common.
#pragma once

#include "http/api/handlers/handler_support.hpp"
#include "http/api/json/json_in.hpp"

namespace boxoffice::http {

/// Unix seconds.
[[nodiscard]] std::int64_t now_s(const services& with);

/// Whether the request is the provider's; else it was refused. `unset` is the setting with the
/// provider's secret, if it is not set.
[[nodiscard]] bool accept_provider(const request& in, services& with, bool is_signed,
                                   const char* unset);

/// 200: the message is acknowledged, and nothing was recorded.
[[nodiscard]] response ignored_response(std::string why);

/// Records a payment message that is the provider's, and responds with its outcome.
void take_payment(responder respond, services& with, payment_body&& body);
/// The same for the body of POST /api/payment/callback.
void record_callback(request&& in, services& with);

} // namespace boxoffice::http
