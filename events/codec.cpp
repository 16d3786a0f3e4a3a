#include "events/codec.hpp"

#include "events/cbor.hpp"
#include "events/event_fields.hpp"
#include "events/event_names.hpp"

#include <algorithm>
#include <array>

namespace boxoffice::events {

namespace {

// ---- writing: one overload for each form of member

class field_writer {
public:
  explicit field_writer(std::string& out) : out_{out} {}

  template <class T>
  void map_of(const T& value) {
    auto opened = out_.open_map();
    auto before = std::exchange(members_, 0);
    each_field(value, *this);
    out_.close_map(opened, std::exchange(members_, before));
  }

  template <class T>
  void operator()(std::string_view name, const T& value) {
    if (is_absent(value))
      return;
    ++members_;
    out_.text(name);
    write(value);
  }

private:
  void write(std::int64_t value) { out_.integer(value); }
  void write(std::uint64_t value) { out_.integer(static_cast<std::int64_t>(value)); }
  void write(time_ref<const time_ms> time) { out_.integer(time.at); }
  void write(const std::string& value) { out_.text(value); }
  void write(const request_id& id) { out_.text(to_text(id)); }
  template <std::size_t N>
  void write(const std::array<std::uint8_t, N>& value) {
    out_.bytes(value);
  }
  template <class Tag>
  void write(const strong_id<Tag>& id) {
    out_.text(id.text);
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void write(Enum value) { out_.text(name(value)); }
  template <class T>
  void write(const std::optional<T>& value) {
    if (value)
      write(*value);
    else
      out_.null();
  }
  template <class T>
  void write(const std::vector<T>& values) {
    out_.array(values.size());
    for (const auto& value : values)
      write(value);
  }
  template <has_fields T>
  void write(const T& value) {
    map_of(value);
  }

  cbor_writer out_;
  std::size_t members_ = 0;
};

// ---- reading: the members of a map may come in any order, with others among them

class field_reader {
public:
  explicit field_reader(cbor_reader& in) : in_{in} {}

  template <class T>
  void map_of(T& value) {
    auto outer = std::exchange(members_, index());
    auto end = in_.place();
    each_field(value, *this);
    in_.go_to(end);
    members_ = outer;
  }

  template <class T>
  void operator()(std::string_view name, T&& member) {
    if (auto place = find(name)) {
      in_.go_to(*place);
      read(member);
    } else {
      leave_out(member);
    }
  }

private:
  struct index_of_map {
    std::array<std::pair<std::string_view, std::size_t>, 32> entries;
    std::size_t size = 0;
    std::size_t next = 0; ///< where the next member stands if all come in stored order
  };

  index_of_map index() {
    index_of_map found;
    auto members = in_.map();
    if (members > found.entries.size())
      in_.fail();
    for (std::size_t i = 0; i < members && !in_.failed(); ++i) {
      auto name = in_.text();
      found.entries[found.size++] = {name, in_.place()};
      in_.skip();
    }
    return found;
  }

  std::optional<std::size_t> find(std::string_view name) {
    for (std::size_t i = 0; i < members_.size; ++i) {
      auto at = (members_.next + i) % members_.size;
      if (members_.entries[at].first != name)
        continue;
      members_.next = at + 1;
      return members_.entries[at].second;
    }
    return std::nullopt;
  }

  template <class T>
  void leave_out(std::optional<T>& member) {
    member.reset();
  }
  void leave_out(paid_how& how) { how = paid_how::in_time; }
  template <class T>
  void leave_out(T&) {
    in_.fail();
  }

  void read(std::int64_t& value) { value = in_.integer(); }
  void read(std::uint64_t& value) {
    auto read = in_.integer();
    if (read < 0)
      in_.fail();
    value = static_cast<std::uint64_t>(read);
  }
  void read(time_ref<time_ms> time) { time.at = in_.integer(); }
  void read(std::string& value) { value = in_.text(); }
  void read(request_id& id) {
    if (auto parsed = parse_request_id(in_.text()))
      id = std::move(*parsed);
    else
      in_.fail();
  }
  template <std::size_t N>
  void read(std::array<std::uint8_t, N>& value) {
    auto bytes = in_.bytes();
    if (bytes.size() == N)
      std::copy(bytes.begin(), bytes.end(), value.begin());
    else
      in_.fail();
  }
  template <class Tag>
  void read(strong_id<Tag>& id) {
    id.text = in_.text();
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void read(Enum& value) {
    if (auto known = from_name<Enum>(in_.text()))
      value = *known;
    else
      in_.fail();
  }
  template <class T>
  void read(std::optional<T>& value) {
    value.reset();
    if (!in_.null())
      read(value.emplace());
  }
  template <class T>
  void read(std::vector<T>& values) {
    auto items = in_.array();
    values.clear();
    values.reserve(items);
    for (std::size_t i = 0; i < items && !in_.failed(); ++i)
      read(values.emplace_back());
  }
  template <has_fields T>
  void read(T& value) {
    map_of(value);
  }

  cbor_reader& in_;
  index_of_map members_;
};

struct encoder {
  std::string& out;
  time_ms at;

  template <class Event>
  void operator()(const Event& fact) const {
    cbor_writer writer{out};
    auto opened = writer.open_map();
    writer.text("v");
    writer.integer(envelope_version);
    writer.text("type");
    writer.text(type_name_of<Event>::value);
    writer.text("at");
    writer.integer(at);
    writer.text("data");
    field_writer{out}.map_of(fact);
    writer.close_map(opened, 4);
  }
};

/// Reads the data of the alternative whose stored name is `type`.
template <std::size_t I = 0>
bool decode_data(std::string_view type, field_reader& fields, event& fact) {
  if constexpr (I == std::variant_size_v<event>) {
    return false;
  } else {
    using candidate = std::variant_alternative_t<I, event>;
    if (type != type_name_of<candidate>::value)
      return decode_data<I + 1>(type, fields, fact);
    fields.map_of(fact.emplace<I>());
    return true;
  }
}

} // namespace

std::string encode(const event& fact, time_ms at) {
  std::string out;
  out.reserve(256);
  std::visit(encoder{out, at}, fact);
  return out;
}

boost::system::result<stamped_event, codec_errc> decode(byte_view envelope) {
  cbor_reader in{envelope};
  std::optional<std::int64_t> version, at;
  std::optional<std::string_view> type;
  std::optional<std::size_t> data;
  auto members = in.map();
  for (std::size_t i = 0; i < members && !in.failed(); ++i) {
    auto name = in.text();
    if (name == "v") {
      version = in.integer();
    } else if (name == "type") {
      type = in.text();
    } else if (name == "at") {
      at = in.integer();
    } else {
      if (name == "data")
        data = in.place();
      in.skip();
    }
  }
  if (in.failed() || !in.at_end() || !version || !type || !at || !data)
    return codec_errc::malformed;
  if (version != envelope_version)
    return version > envelope_version ? codec_errc::unknown_version : codec_errc::malformed;
  in.go_to(*data);
  field_reader fields{in};
  stamped_event read{*at, {}};
  if (!decode_data(*type, fields, read.event))
    return codec_errc::unknown_type;
  if (in.failed())
    return codec_errc::malformed;
  return read;
}

bytes32 chain_hash(const bytes32& previous, const show_id& stream, std::uint64_t seq,
                   byte_view envelope) {
  return sha256({previous, bytes_of(stream.text), big_endian(seq), envelope});
}

} // namespace boxoffice::events
