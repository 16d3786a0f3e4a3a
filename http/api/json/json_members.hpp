// Takes members out of a JSON object and gathers what is wrong with them; for json_in only.
#pragma once

#include "events/money.hpp"
#include "http/api/json/json_tree.hpp"
#include "http/api/json/problem.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::http {

class fault_log {
public:
  void add(std::string name, std::string detail) {
    if (faults_.size() < 20)
      faults_.push_back({std::move(name), std::move(detail)});
  }
  void add_all(std::vector<events::field_error>&& more) {
    for (auto& each : more)
      add(std::move(each.field), std::move(each.detail));
  }
  [[nodiscard]] bool empty() const { return faults_.empty(); }
  [[nodiscard]] problem take() { return {code::invalid_request, {}, std::move(faults_), {}, {}}; }

private:
  std::vector<events::field_error> faults_;
};

/// The members of one object, under a path such as `rows[3].`.
class members {
public:
  members(const json& object, std::string path, fault_log& faults)
      : object_{object}, path_{std::move(path)}, faults_{faults} {}

  [[nodiscard]] const json* find(const char* name) {
    names_.push_back(name);
    auto found = object_.is_object() ? object_.find(name) : object_.end();
    return found == object_.end() ? nullptr : &*found;
  }
  void fault(const char* name, std::string detail) { faults_.add(path_ + name, std::move(detail)); }

  /// Text, or an empty one and a fault.
  std::string text(const char* name);
  /// Text or an integer in decimal: how ids may be given.
  std::string id(const char* name);
  std::int64_t integer(const char* name);
  events::time_ms time(const char* name);
  /// An array, or nothing and a fault.
  const json* array(const char* name);
  events::money amount(const char* name);

  /// Adds a fault for each member that was not asked for by now.
  void refuse_others();

  [[nodiscard]] const std::string& path() const { return path_; }

private:
  const json& object_;
  std::string path_;
  fault_log& faults_;
  std::vector<std::string_view> names_; ///< asked for
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
