#include "http/api/signatures/key_set.hpp"

#include "events/base64.hpp"
#include "http/api/signatures/jwt.hpp"
#include "http/json/json_tree.hpp"

#include <algorithm>
#include <variant>

namespace boxoffice::http {

namespace {

constexpr std::size_t most_keys = 100;

/// A key, or why it is not used.
using read_key = std::variant<key_set::entry, std::string>;

bool is_text(const json& of, const char* name, std::string_view expected) {
  const auto* found = text_at(of, name);
  return found != nullptr && *found == expected;
}

std::string bytes_in(const json& of, const char* name) {
  const auto* text = text_at(of, name);
  return text != nullptr ? events::from_base64url(*text).value_or(std::string{}) : std::string{};
}

/// Whether the key may verify: `use` and `key_ops` say what it is for, if they are there.
bool may_verify(const json& key) {
  if (key.contains("use") && !is_text(key, "use", "sig"))
    return false;
  auto operations = key.find("key_ops");
  return operations == key.end() ||
         (operations->is_array() && std::ranges::find(*operations, "verify") != operations->end());
}

std::variant<public_key, std::string> key_in(const json& key) {
  auto usable = [](std::optional<public_key>&& made, const char* why) {
    return made ? std::variant<public_key, std::string>{std::move(*made)}
                : std::variant<public_key, std::string>{std::string{why}};
  };
  if (is_text(key, "kty", "RSA"))
    return usable(public_key::rsa(bytes_in(key, "n"), bytes_in(key, "e")),
                  "is no RSA key of 2,048 to 8,192 bits");
  if (is_text(key, "kty", "EC") && is_text(key, "crv", "P-256"))
    return usable(public_key::p256(bytes_in(key, "x"), bytes_in(key, "y")),
                  "is no point of the curve P-256");
  if (is_text(key, "kty", "OKP") && is_text(key, "crv", "Ed25519"))
    return usable(public_key::ed25519(bytes_in(key, "x")), "is no Ed25519 key");
  return "is of a type or curve that is not supported";
}

read_key entry_in(const json& key) {
  if (!key.is_object())
    return "is no JSON object";
  if (key.contains("d") || key.contains("k"))
    return "is a secret one, which a public set must not have";
  if (!may_verify(key))
    return "is not for signatures";
  std::optional<std::string> name;
  if (key.contains("kid")) {
    const auto* text = text_at(key, "kid");
    if (text == nullptr || text->empty() || text->size() > most_kid_chars)
      return "has a kid that is not 1 to 256 characters";
    name = *text;
  }
  auto made = key_in(key);
  if (auto* why = std::get_if<std::string>(&made))
    return std::move(*why);
  auto& usable = std::get<public_key>(made);
  if (key.contains("alg") && !is_text(key, "alg", name_of(usable.algorithm())))
    return "is for another algorithm";
  return key_set::entry{std::move(name), std::move(usable)};
}

bool is_same(const key_set::entry& a, const key_set::entry& b) {
  return a.name == b.name && a.name && a.key.algorithm() == b.key.algorithm();
}

} // namespace

const public_key* key_set::find(const std::optional<std::string>& name,
                                std::string_view algorithm) const {
  const public_key* found = nullptr;
  for (const auto& each : entries_) {
    if (name_of(each.key.algorithm()) != algorithm || (name && each.name != name))
      continue;
    if (found != nullptr)
      return nullptr;
    found = &each.key;
  }
  return found;
}

bool key_set::has(const std::string& name) const {
  return std::ranges::any_of(entries_, [&](const entry& each) { return each.name == name; });
}

read_keys read_key_set(std::string_view text) {
  auto set = read_json(text);
  if (!set || !set->is_object() || !set->contains("keys") || !(*set)["keys"].is_array())
    return {std::nullopt, "is no JSON Web Key Set", {}};
  const auto& keys = (*set)["keys"];
  if (keys.size() > most_keys)
    return {std::nullopt, "has more than 100 keys", {}};
  read_keys out;
  std::vector<key_set::entry> entries;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    auto read = entry_in(keys[i]);
    if (auto* entry = std::get_if<key_set::entry>(&read))
      entries.push_back(std::move(*entry));
    else
      out.ignored.push_back("key " + std::to_string(i + 1) + " " + std::get<std::string>(read));
  }
  std::vector<key_set::entry> distinct;
  for (const auto& each : entries) {
    auto same = std::ranges::count_if(entries, [&](const auto& one) { return is_same(one, each); });
    if (same <= 1)
      distinct.push_back(each);
    else
      out.ignored.push_back("a key has the kid and algorithm of another one");
  }
  if (distinct.empty())
    out.error = "has no key for RS256, ES256 or EdDSA";
  else
    out.keys.emplace(std::move(distinct));
  return out;
}

} // namespace boxoffice::http
