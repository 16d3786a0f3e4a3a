#include "cli/ticket/trusted_keys.hpp"

#include "cli/files/file_text.hpp"
#include "events/base64.hpp"
#include "http/json/json_tree.hpp"
#include "storage/verify/anchor.hpp"

#include <algorithm>

namespace boxoffice::cli {

namespace {

using nlohmann::json;

std::string text_member(const json& object, const char* name) {
  const auto* text = object.is_object() ? http::text_at(object, name) : nullptr;
  return text == nullptr ? "" : *text;
}

std::vector<events::public_key> keys_of_set(std::string_view text) {
  std::vector<events::public_key> keys;
  auto set = http::read_json(text);
  if (!set || !set->is_object())
    return keys;
  auto list = set->find("keys");
  if (list == set->end() || !list->is_array())
    return keys;
  for (const auto& each : *list) {
    auto bytes = events::from_base64url(text_member(each, "x"));
    events::public_key key{};
    if (text_member(each, "crv") != "Ed25519" || !bytes || bytes->size() != key.size())
      continue;
    std::copy(bytes->begin(), bytes->end(), key.begin());
    keys.push_back(key);
  }
  return keys;
}

} // namespace

storage::result<std::vector<events::public_key>>
read_trusted_keys(const std::filesystem::path& file) {
  auto read = read_file(file, pipes::read);
  if (!read)
    return read.error();
  if (auto key = storage::read_public_key(read->text))
    return std::vector{*key};
  auto keys = keys_of_set(read->text);
  if (keys.empty())
    return storage::storage_error{storage::storage_error::kind::corrupt,
                                  file.string() + " has no Ed25519 key: neither the answer of "
                                                  "GET /api/ticket-key nor a public key in PEM"};
  return keys;
}

} // namespace boxoffice::cli
