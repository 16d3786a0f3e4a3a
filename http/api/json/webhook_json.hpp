// Bodies of the calls of webhooks.
#pragma once

#include "actors/protocol/webhook_questions.hpp"
#include "http/api/json/json_in.hpp"

#include <nlohmann/json_fwd.hpp>

namespace boxoffice::http {

/// `{url, events?, description?, from?}` of POST /api/webhook. The URL is not checked.
[[nodiscard]] reading<actors::add_webhook> read_webhook(std::string_view body);

/// `{url?, events?, description?, enabled?}` of PATCH /api/webhook/{id}, without the id. Null takes
/// `events` or `description` away. The URL is not checked.
[[nodiscard]] reading<actors::change_webhook> read_webhook_change(std::string_view body);

/// `{movieShowId, seq}` or `{}` of POST /api/webhook/{id}/resend, without the id.
[[nodiscard]] reading<actors::resend_webhook> read_resend(std::string_view body);

/// Puts `(hidden)` in place of the query of each URL. It often is the receiver's secret, and who
/// may only read does not need it.
void hide_query(actors::webhook_view& view);
void hide_query(actors::webhook_list& list);

[[nodiscard]] nlohmann::ordered_json to_json(const actors::webhook_view& view);
/// With the secret, which is shown this once.
[[nodiscard]] nlohmann::ordered_json to_json(const actors::webhook_added& added);
[[nodiscard]] nlohmann::ordered_json to_json(const actors::secret_rotated& rotated);
[[nodiscard]] nlohmann::ordered_json to_json(const actors::webhook_list& list);
[[nodiscard]] nlohmann::ordered_json to_json(const actors::dead_letters& page);
[[nodiscard]] nlohmann::ordered_json to_json(const actors::webhook_removed&);
[[nodiscard]] nlohmann::ordered_json to_json(const actors::dead_resent& resent);

[[nodiscard]] problem problem_of(actors::webhook_refusal why);

} // namespace boxoffice::http
