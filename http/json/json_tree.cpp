#include "http/json/json_tree.hpp"

#include <limits>
#include <utility>
#include <vector>

namespace boxoffice::http {

namespace {

/// The library's own builder makes a long integer a floating point number, and its digits are lost.
/// Here it becomes a binary value, which no other JSON text makes.
class tree_builder {
public:
  bool null() { return put(nullptr); }
  bool boolean(bool value) { return put(value); }
  bool number_integer(std::int64_t value) { return put(value); }
  bool number_unsigned(std::uint64_t value) { return put(value); }
  bool number_float(double value, const std::string& text) {
    auto is_integer = text.find_first_not_of("-0123456789") == std::string::npos;
    return is_integer ? put(digits_of(text)) : put(value);
  }
  bool string(std::string& value) { return put(std::move(value)); }
  bool binary(json::binary_t&) { return false; }

  bool start_object(std::size_t) { return open(json::object()); }
  bool key(std::string& name) {
    auto& object = open_.back()->get_ref<json::object_t&>();
    auto [place, is_new] = object.try_emplace(name, nullptr);
    member_ = &place->second;
    return is_new;
  }
  bool end_object() { return close(); }
  bool start_array(std::size_t) { return open(json::array()); }
  bool end_array() { return close(); }

  bool parse_error(std::size_t, const std::string&, const json::exception& error) {
    constexpr int number_overflow = 406;
    error_found = error.id == number_overflow ? json_error::out_of_range : json_error::malformed;
    return false;
  }

  json root;
  json_error error_found = json_error::malformed;

private:
  static json digits_of(const std::string& text) {
    return json::binary(json::binary_t::container_type(text.begin(), text.end()));
  }

  /// Where a value goes; stays in its place until its parent is closed.
  json& place(json&& value) {
    if (open_.empty())
      return root = std::move(value);
    auto& parent = *open_.back();
    if (parent.is_array())
      return parent.emplace_back(std::move(value));
    return *member_ = std::move(value);
  }
  bool put(json&& value) {
    place(std::move(value));
    return true;
  }
  bool open(json&& value) {
    open_.push_back(&place(std::move(value)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  std::vector<json*> open_;
  json* member_ = nullptr;
};

} // namespace

boost::system::result<json, json_error> read_json(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  // To the library a NUL is the end of the text.
  if (text.find('\0') != std::string_view::npos || text.starts_with(byte_order_mark))
    return {boost::system::in_place_error, json_error::malformed};
  tree_builder builder;
  if (!json::sax_parse(text, &builder))
    return {boost::system::in_place_error, builder.error_found};
  return {boost::system::in_place_value, std::move(builder.root)};
}

const std::string* text_at(const json& object, const char* name) {
  auto found = object.find(name);
  return found != object.end() && found->is_string() ? &found->get_ref<const std::string&>()
                                                     : nullptr;
}

std::optional<std::string> digits_in(const json& value) {
  if (value.is_number_unsigned())
    return std::to_string(value.get<std::uint64_t>());
  if (value.is_number_integer())
    return std::to_string(value.get<std::int64_t>());
  if (!value.is_binary())
    return std::nullopt;
  const auto& digits = value.get_binary();
  return std::string{digits.begin(), digits.end()};
}

std::optional<double> number_in(const json& value) {
  if (value.is_number())
    return value.get<double>();
  if (!value.is_binary())
    return std::nullopt;
  constexpr auto most = std::numeric_limits<double>::infinity();
  return value.get_binary().front() == '-' ? -most : most;
}

} // namespace boxoffice::http
