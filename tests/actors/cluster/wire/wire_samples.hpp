// Each question and each reply that nodes send each other, with a value in each of its members.
#pragma once

#include "actors/protocol/replies.hpp"

#include <string>
#include <utility>
#include <vector>

namespace boxoffice::actors::tests {

/// A name for the golden file and one message.
template <class Batch>
using wire_samples = std::vector<std::pair<std::string, Batch>>;

/// All questions but back_up, which stays within a node. Every value differs from a
/// default-constructed one, except in members that are not encoded (question_members.hpp).
[[nodiscard]] wire_samples<asks> sample_asks();
[[nodiscard]] wire_samples<replies> sample_replies();

/// Members that change, and some that are removed.
[[nodiscard]] events::change_show sample_change();
/// The hall of the samples: rows A1 to A8, and B1, a gap and B2. C1 and C2 are former seats.
[[nodiscard]] std::shared_ptr<const events::show_plan> sample_plan();
/// A booking with a value in each member; its seats are B2 and A2, and it has lost A4 and C2.
[[nodiscard]] events::booking sample_booking();

} // namespace boxoffice::actors::tests
