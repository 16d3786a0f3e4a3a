#include "http/api/json/wish_json.hpp"

#include "events/enum_names.hpp"

namespace boxoffice::http {

wish_body read_wish(const json& value, std::string path, error_list& errors,
                    unknown_members others) {
  wish_body read;
  if (!value.is_object()) {
    errors.add(path.substr(0, path.size() - 1), "must be {count, class, types, attributes}");
    return read;
  }
  members from{value, std::move(path), errors};
  read.wish.count = from.integer("count");
  if (from.has("class"))
    read.wish.seat_class = from.given_id("class");
  const auto* types = from.has("types") ? from.array("types") : nullptr;
  for (std::size_t i = 0; types != nullptr && i < types->size(); ++i) {
    auto text = id_text((*types)[i]).value_or("");
    if (text.empty())
      errors.add(from.path() + "types[" + std::to_string(i) + ']', "must be a price type's id");
    read.types.push_back({std::move(text)});
  }
  if (types != nullptr && types->empty())
    from.refuse("types", "must name one for each seat");
  const auto* attributes = from.has("attributes") ? from.array("attributes") : nullptr;
  for (std::size_t i = 0; attributes != nullptr && i < attributes->size(); ++i) {
    const auto& each = (*attributes)[i];
    auto known = each.is_string()
                     ? events::from_name<events::seat_attribute>(each.get<std::string>())
                     : std::nullopt;
    if (known)
      read.wish.attributes.add(*known);
    else
      errors.add(from.path() + "attributes[" + std::to_string(i) + ']',
                 "must be wheelchair, companion or restricted_view");
  }
  if (others == unknown_members::refused)
    from.refuse_others();
  return read;
}

} // namespace boxoffice::http
