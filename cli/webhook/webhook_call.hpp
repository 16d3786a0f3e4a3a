// A question to the webhooks of a running or stopped server.
#pragma once

#include "actors/protocol/webhook_questions.hpp"
#include "cli/command.hpp"
#include "http/server/message.hpp"

#include <string>

namespace boxoffice::cli {

/// One question in both forms: for the log of a stopped server, and as a call of a running one.
struct webhook_call {
  actors::webhook_question what;
  http::verb verb;
  std::string target;
  std::string body{};
};

/// The JSON of the answer, as text. A refusal is an error.
[[nodiscard]] storage::result<std::string> answer_of(const settings& chosen, const environment& env,
                                                     webhook_call&& call);

} // namespace boxoffice::cli
