// Reads the members of a JSON object and collects their errors; for json_in only.
#pragma once

#include "events/money.hpp"
#include "http/api/json/problem.hpp"
#include "http/json/json_tree.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::http {

class error_list {
public:
  void add(std::string name, std::string detail) {
    if (errors_.size() < 20)
      errors_.push_back({std::move(name), std::move(detail)});
  }
  void add_all(std::vector<events::field_error>&& more) {
    for (auto& each : more)
      add(std::move(each.field), std::move(each.detail));
  }
  [[nodiscard]] bool empty() const { return errors_.empty(); }
  [[nodiscard]] problem take() { return {code::invalid_request, {}, std::move(errors_), {}, {}}; }

private:
  std::vector<events::field_error> errors_;
};

/// The members of one object, under a path such as `rows[3].`.
class members {
public:
  members(const json& object, std::string path, error_list& errors)
      : object_{object}, path_{std::move(path)}, errors_{errors} {}

  [[nodiscard]] const json* find(const char* name) {
    names_.push_back(name);
    auto found = object_.is_object() ? object_.find(name) : object_.end();
    return found == object_.end() ? nullptr : &*found;
  }
  /// Whether it is given and not null.
  [[nodiscard]] bool has(const char* name) {
    const auto* found = find(name);
    return found != nullptr && !found->is_null();
  }
  /// Adds an error.
  void refuse(const char* name, std::string detail) {
    errors_.add(path_ + name, std::move(detail));
  }

  /// Text; if it is not, adds an error and returns an empty one.
  std::string text(const char* name);
  /// Text or an integer in decimal: how ids may be given.
  std::string id(const char* name);
  /// The same, and not empty: where an empty one stands for an absent member.
  std::string given_id(const char* name);
  std::int64_t integer(const char* name);
  events::time_ms time(const char* name);
  /// An array; if it is not, adds an error and returns null.
  const json* array(const char* name);
  events::money amount(const char* name);

  /// Adds an error for each member that was not read by now.
  void refuse_others();

  [[nodiscard]] const std::string& path() const { return path_; }

private:
  const json& object_;
  std::string path_;
  error_list& errors_;
  std::vector<std::string_view> names_; ///< that were read
};

/// A whole body that must be an object, or why not.
struct parsed_body {
  json value;
  std::optional<problem> wrong;
};
[[nodiscard]] parsed_body parse_json(std::string_view body);
[[nodiscard]] parsed_body parse_object(std::string_view body);

/// The text of an id given as text or integer; nothing for other JSON.
[[nodiscard]] std::optional<std::string> id_text(const json& value);

} // namespace boxoffice::http
