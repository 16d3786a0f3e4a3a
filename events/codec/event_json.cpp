#include "events/codec/event_json.hpp"

#include "events/codec/absent.hpp"
#include "events/described.hpp"
#include "events/enum_names.hpp"
#include "events/event_types.hpp"
#include "events/members.hpp"
#include "events/time_text.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::events {

namespace {

using json = nlohmann::ordered_json;

class field_teller {
public:
  explicit field_teller(json& out) : out_{out} {}

  template <class T>
  void operator()(std::string_view name, const T& value) {
    if (!is_absent(value))
      out_[std::string{name}] = tell(value);
  }

  template <class T>
  static json object(const T& value) {
    json object = json::object();
    field_teller teller{object};
    members(teller, value);
    return object;
  }

private:
  static json tell(std::int64_t value) { return value; }
  static json tell(std::uint64_t value) { return value; }
  static json tell(time_ref<const time_ms> time) { return to_rfc3339(time.at); }
  static json tell(const std::string& value) { return value; }
  static json tell(const request_id& id) { return to_text(id); }
  template <std::size_t N>
  static json tell(const std::array<std::uint8_t, N>& value) {
    return to_hex(value);
  }
  template <class Tag>
  static json tell(const strong_id<Tag>& id) {
    return id.text;
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  static json tell(Enum value) { return name(value); }
  template <class T>
  static json tell(const std::optional<T>& value) {
    return value ? tell(*value) : json{};
  }
  template <class T>
  static json tell(const std::vector<T>& values) {
    auto list = json::array();
    for (const auto& value : values)
      list.push_back(tell(value));
    return list;
  }
  template <described T>
  static json tell(const T& value) {
    return object(value);
  }

  json& out_;
};

} // namespace

json to_json(const recorded& record, const bytes32& hash) {
  json told;
  told["seq"] = record.seq;
  std::visit(
      [&]<class Event>(const Event& fact) {
        told["v"] = current_version_of<Event>;
        told["type"] = type_name_of<Event>;
        told["at"] = to_rfc3339(record.at);
        told["data"] = field_teller::object(fact);
      },
      record.event);
  told["hash"] = to_hex(hash);
  return told;
}

json to_json(const show_body& body) { return field_teller::object(body); }
json to_json(const money& amount) { return field_teller::object(amount); }
json to_json(const seat_class& each) { return field_teller::object(each); }

} // namespace boxoffice::events
