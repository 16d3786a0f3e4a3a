// Templates of halls, which the operator makes shows from, as rows of table::node:
//
//   hall/head/ID   JSON of an object: version, name, seats, changedAt in Unix milliseconds
//   hall/plan/ID   "1 ", the same changedAt, " ", JSON of an object: classes, rows and, if the hall
//                  has them, blocked and timeZone, as the API sends them
//
// Both are written together. A list reads the heads only. These names never change. A show takes
// nothing from a hall but what the operator sends with it, so a hall is no part of any stream.
#pragma once

#include "events/ids.hpp"
#include "storage/side_rows.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::storage {

/// The characters and the length are those of a show's id.
using hall_id = events::strong_id<struct hall_id_tag>;

/// Most halls of one log. Nodes of a shared log that add halls at the same moment may add one each
/// beyond it.
inline constexpr std::size_t most_halls = 1'000;

/// A hall as it is in lists.
struct hall_summary {
  hall_id id;
  std::uint64_t version{}; ///< 1 when it was made, one more with each change
  std::string name;
  std::uint64_t seats{};
  events::time_ms changed_at{}; ///< later with each change, whatever the clock says
  bool operator==(const hall_summary&) const = default;
};

struct hall_template {
  hall_summary head;
  std::string plan; ///< JSON of an object with members
  bool operator==(const hall_template&) const = default;
};

/// A hall as the operator wants it.
struct wanted_hall {
  hall_id id;
  std::string name;
  std::uint64_t seats{};
  std::string plan; ///< as of hall_template
  /// The version that it is a change of, 0 for a hall that there is not yet; none: any.
  std::optional<std::uint64_t> version{};
};

/// Whether a plan has the form of a JSON object.
[[nodiscard]] inline bool is_plan(std::string_view text) {
  return text.size() >= 2 && text.front() == '{' && text.back() == '}';
}

enum class hall_refusal : std::uint8_t {
  not_found,
  changed,  ///< it has another version
  too_many, ///< there are `most_halls`
};
/// As the API names it. Never stored.
[[nodiscard]] constexpr std::string_view name(hall_refusal value) {
  switch (value) {
  case hall_refusal::not_found: return "HALL_NOT_FOUND";
  case hall_refusal::changed: return "HALL_CHANGED";
  case hall_refusal::too_many: return "HALL_LIMIT";
  }
  return {};
}

/// What a change of a hall does to the log as it is now.
struct hall_change {
  std::optional<hall_refusal> refused{}; ///< then nothing is written
  hall_summary after{};                  ///< the hall with the change; if it is refused, without
  bool is_new = false;
  row_change guard{};             ///< the rows may be written if this is so (append_if())
  std::vector<row_change> rows{}; ///< none: the hall is like that
};

/// Makes or changes a hall; `at` is the present time. Error: `corrupt` if a row cannot be decoded.
[[nodiscard]] result<hall_change> hall_change_of(event_log& log, const wanted_hall& wanted,
                                                 events::time_ms at);
/// Removes a hall. Errors as hall_change_of().
[[nodiscard]] result<hall_change> hall_removal_of(event_log& log, const hall_id& id);

/// Nothing if there is none with this id. Errors as hall_change_of().
[[nodiscard]] result<std::optional<hall_template>> find_hall(event_log& log, const hall_id& id);
/// Up to `limit` halls by id, from the first id greater than `after`. Errors as hall_change_of().
[[nodiscard]] result<page<hall_summary>> list_halls(event_log& log, std::string_view after,
                                                    std::size_t limit);
/// Errors as hall_change_of().
[[nodiscard]] result<std::vector<hall_id>> all_halls(event_log& log);

/// Whose head or plan a row of table::node is; nothing for other rows.
[[nodiscard]] std::optional<hall_id> hall_of_row(std::string_view key);
/// Of two values of one row of a hall that of the later change, else `mine`: for a log that several
/// logs are copied into.
[[nodiscard]] std::string_view later_hall_row(std::string_view key, std::string_view mine,
                                              std::string_view theirs);

} // namespace boxoffice::storage
