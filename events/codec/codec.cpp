#include "events/codec/codec.hpp"

#include "events/codec/absent.hpp"
#include "events/codec/field_writer.hpp"
#include "events/enum_names.hpp"
#include "events/event_types.hpp"
#include "events/members.hpp"

#include <algorithm>

namespace boxoffice::events {

namespace {

/// Reserved for a record; most are shorter.
constexpr std::size_t record_room = 320;

// ---- reading: an envelope, whose version and type decide how its data is read

struct envelope_form {
  event& fact;
  std::span<const upcaster> chain;
  std::int64_t version{};
  std::string_view type{};
  time_ms at{};
  std::optional<codec_errc> refused{};
};

/// In the order in which the reader needs them.
template <class Io>
void members(Io& io, envelope_form& form) {
  io("v", form.version), io("type", form.type), io("at", time_ref{form.at}), io("data", form);
}

// ---- reading: the members of a map may come in any order, with unknown ones among them. Members
// in the order of our own writer are read without a search.

class field_reader {
public:
  field_reader(cbor_reader& in, layout_source* layouts) : in_{in}, layouts_{layouts} {}

  template <class T>
  void map_of(T& value) {
    auto outer = std::exchange(members_, {in_.map()});
    members(*this, value);
    for (; members_.left != 0 && !in_.failed(); --members_.left)
      skip_member();
    members_ = outer;
  }

  template <class T>
  void operator()(std::string_view name, T&& member) {
    if (members_.left != 0 && in_.text_is(name)) {
      --members_.left;
      return read(member);
    }
    auto next = in_.place();
    if (members_.left != 0 && find(name))
      read(member);
    else
      leave_out(member);
    in_.go_to(next);
  }

private:
  struct members_of_map {
    std::size_t left = 0; ///< from the reader's place on; those before it are read
  };

  void skip_member() {
    static_cast<void>(in_.text());
    in_.skip();
  }

  /// Moves to the member's value, anywhere in the rest of the map.
  bool find(std::string_view name) {
    for (std::size_t i = 0; i < members_.left && !in_.failed(); ++i) {
      if (in_.text() == name)
        return true;
      in_.skip();
    }
    return false;
  }

  /// The data of an envelope whose other members are known.
  void read(envelope_form& form);
  template <class Event>
  void read_data(envelope_form& form);

  template <class T>
  void leave_out(std::optional<T>& member) {
    member.reset();
  }
  template <class T>
  void leave_out(time_ref<std::optional<T>>& member) {
    member.at.reset();
  }
  void leave_out(paid_how& how) { how = paid_how::in_time; }
  /// Both members of a draw or none.
  void leave_out(drawn_ref<round_draw, std::uint64_t>& round) { round.member = 0; }
  void leave_out(drawn_ref<round_draw, bytes16>& seed) {
    if (seed.drawn.round != 0)
      in_.fail();
    seed.member = {};
  }
  void leave_out(sales_channel& channel) { channel = sales_channel::online; }
  void leave_out(single_seats& rule) { rule = single_seats::allow; }
  void leave_out(bool& flag) { flag = false; }
  void leave_out(std::vector<price_type>& types) { types.clear(); }
  void leave_out(std::vector<price_type_id>& types) { types.clear(); }
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
  void read(bool& value) {
    value = in_.boolean();
    if (is_absent(value)) // As of enumerations: left out instead.
      in_.fail();
  }
  template <class Time>
  void read(time_ref<Time> time) {
    read(time.at);
  }
  void read(seat_attributes& set) {
    for (auto left = in_.array(); left != 0 && !in_.failed(); --left) {
      seat_attribute one{};
      read(one);
      auto before = set.bits;
      set.add(one);
      if ((set.bits ^ before) <= before) // Each once, in their order.
        in_.fail();
    }
  }
  void read(hall_seat& seat) {
    if (!in_.map_is_next()) {
      seat.text = in_.text();
      return;
    }
    map_of(seat);
    if (seat.attributes.empty())
      in_.fail();
  }
  template <class Member>
  void read(drawn_ref<round_draw, Member>& drawn) {
    read(drawn.member);
    if (drawn.drawn.round == 0)
      in_.fail();
  }
  void read(std::string& value) { value = in_.text(); }
  void read(std::string_view& value) { value = in_.text(); }
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
    auto known = from_name<Enum>(in_.text());
    if (known && !is_absent(*known))
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
  /// A null is a member that is removed.
  template <class T>
  void read(std::optional<std::optional<T>>& value) {
    read(value.emplace());
  }
  template <class T>
  void read(std::vector<T>& values) {
    auto items = in_.array();
    values.clear();
    values.reserve(items);
    for (std::size_t i = 0; i < items && !in_.failed(); ++i)
      read(values.emplace_back());
    if (is_absent(values))
      in_.fail();
  }
  void read(seat_rows& rows) {
    if (layouts_ == nullptr)
      return read(rows.edit());
    auto first = in_.place();
    auto item = in_.take_item();
    const std::string_view stored{reinterpret_cast<const char*>(item.data()), item.size()};
    if (auto known = layouts_->find(stored)) {
      rows = std::move(*known);
      return;
    }
    in_.go_to(first);
    read(rows.edit());
    if (!in_.failed())
      layouts_->add(stored, rows);
  }
  template <described T>
  void read(T& value) {
    map_of(value);
  }

  cbor_reader& in_;
  layout_source* layouts_; ///< or null
  members_of_map members_;
};

struct encoder {
  std::string& out;
  time_ms at;

  template <class Event>
  void operator()(const Event& fact) const {
    cbor_writer writer{out};
    auto opened = writer.open_map();
    writer.text("v");
    writer.integer(current_version_of<Event>);
    writer.text("type");
    static_assert(!type_name_of<Event>.empty());
    writer.text(type_name_of<Event>);
    writer.text("at");
    writer.integer(at);
    writer.text("data");
    field_writer{writer}.map_of(fact);
    writer.close_map(opened, 4);
  }
};

/// Calls `f.operator()<Event>()` for the type with this stored name; false if there is none.
template <std::size_t I = 0, class F>
bool with_type(std::string_view type, F f) {
  if constexpr (I == std::variant_size_v<event>) {
    return false;
  } else {
    using candidate = std::variant_alternative_t<I, event>;
    if (type != type_name_of<candidate>)
      return with_type<I + 1>(type, f);
    f.template operator()<candidate>();
    return true;
  }
}

template <class Event>
void field_reader::read_data(envelope_form& form) {
  auto& fact = form.fact.emplace<Event>();
  if (form.version == current_version_of<Event>)
    return map_of(fact);
  auto data = in_.take_item();
  if (form.version > current_version_of<Event>) {
    form.refused = codec_errc::unknown_version;
    return;
  }
  auto lifted =
      lift(data, form.type, form.version, current_version_of<Event>, form.chain).value_or("");
  cbor_reader in{bytes_of(lifted)};
  field_reader{in, layouts_}.map_of(fact);
  if (in.failed())
    form.refused = codec_errc::malformed;
}

void field_reader::read(envelope_form& form) {
  auto known = with_type(form.type, [&]<class Event>() { read_data<Event>(form); });
  if (known)
    return;
  in_.skip();
  form.refused = codec_errc::unknown_type;
}

} // namespace

std::string encode(const event& fact, time_ms at) {
  std::string out;
  std::visit(encoder{out, at}, fact);
  return out;
}

std::string encode_record(const recorded& fact, const show_id& stream, bytes32& head) {
  std::string record(head.size(), '\0');
  record.reserve(record_room);
  std::visit(encoder{record, fact.at}, fact.event);
  head = chain_hash(head, stream, fact.seq, bytes_of(record).subspan(head.size()));
  std::copy(head.begin(), head.end(), record.begin());
  return record;
}

void share(seat_rows& rows, layout_source& layouts) {
  std::string stored;
  {
    cbor_writer out{stored}; // Its end completes the text.
    field_writer{out}.rows(rows);
  }
  if (auto known = layouts.find(stored))
    rows = std::move(*known);
  else
    layouts.add(stored, rows);
}

boost::system::result<stamped_event, codec_errc>
decode(byte_view envelope, std::span<const upcaster> chain, layout_source* layouts) {
  cbor_reader in{envelope};
  stamped_event read;
  envelope_form form{read.event, chain};
  field_reader{in, layouts}.map_of(form);
  if (in.failed() || !in.at_end())
    return codec_errc::malformed;
  if (form.refused)
    return *form.refused;
  read.at = form.at;
  return read;
}

bytes32 chain_hash(const bytes32& previous, const show_id& stream, std::uint64_t seq,
                   byte_view envelope) {
  return sha256({previous, bytes_of(stream.text), big_endian(seq), envelope});
}

} // namespace boxoffice::events
