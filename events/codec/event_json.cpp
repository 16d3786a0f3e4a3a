#include "events/codec/event_json.hpp"

#include "events/codec/absent.hpp"
#include "events/codec/described.hpp"
#include "events/enum_names.hpp"
#include "events/event_types.hpp"
#include "events/members.hpp"
#include "events/time_text.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::events {

namespace {

using json = nlohmann::ordered_json;

class json_writer {
public:
  explicit json_writer(json& out) : out_{out} {}

  template <class T>
  void operator()(std::string_view name, const T& value) {
    if (!is_absent(value))
      out_[std::string{name}] = json_of(value);
  }

  template <class T>
  static json object(const T& value) {
    json object = json::object();
    json_writer writer{object};
    members(writer, value);
    return object;
  }

  static json json_of(std::int64_t value) { return value; }
  static json json_of(std::uint64_t value) { return value; }
  static json json_of(bool value) { return value; }
  static json json_of(time_ref<const time_ms> time) { return to_rfc3339(time.at); }
  static json json_of(time_ref<const std::optional<time_ms>> time) {
    return time.at ? json(to_rfc3339(*time.at)) : json{};
  }
  static json json_of(time_ref<const removable<time_ms>> time) {
    return time.at ? json_of(time_ref{*time.at}) : json{};
  }
  static json json_of(seat_attributes set) {
    auto names = json::array();
    for (auto each : all_values<seat_attribute>)
      if (set.has(each))
        names.push_back(name(each));
    return names;
  }
  static json json_of(const hall_seat& seat) {
    return seat.attributes.empty() ? json(seat.text) : object(seat);
  }
  static json json_of(const std::string& value) { return value; }
  template <class Draw, class Member>
  static json json_of(const drawn_ref<Draw, Member>& drawn) {
    return json_of(drawn.member);
  }
  static json json_of(const request_id& id) { return to_text(id); }
  template <std::size_t N>
  static json json_of(const std::array<std::uint8_t, N>& value) {
    return to_hex(value);
  }
  template <class Tag>
  static json json_of(const strong_id<Tag>& id) {
    return id.text;
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  static json json_of(Enum value) { return name(value); }
  template <class T>
  static json json_of(const std::optional<T>& value) {
    return value ? json_of(*value) : json{};
  }
  template <class T>
  static json json_of(const std::vector<T>& values) {
    auto list = json::array();
    for (const auto& value : values)
      list.push_back(json_of(value));
    return list;
  }
  static json json_of(const seat_rows& rows) { return json_of(rows.all()); }
  template <described T>
  static json json_of(const T& value) {
    return object(value);
  }

private:
  json& out_;
};

} // namespace

json to_json(const recorded& record, const bytes32& hash) {
  json object;
  object["seq"] = record.seq;
  std::visit(
      [&]<class Event>(const Event& fact) {
        object["v"] = current_version_of<Event>;
        object["type"] = type_name_of<Event>;
        object["at"] = to_rfc3339(record.at);
        object["data"] = json_writer::object(fact);
      },
      record.event);
  object["hash"] = to_hex(hash);
  return object;
}

json to_json(const show_body& body) { return json_writer::object(body); }
json to_json(const money& amount) { return json_writer::object(amount); }
json to_json(const seat_class& each) { return json_writer::object(each); }
json to_json(seat_attributes set) { return json_writer::json_of(set); }
json to_json(const std::vector<price_type>& types) { return json_writer::json_of(types); }

} // namespace boxoffice::events
