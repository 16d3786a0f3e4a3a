#include "http/auth/token_set.hpp"

#include "events/base64.hpp"
#include "events/time_text.hpp"
#include "http/json/json_tree.hpp"

#include <algorithm>
#include <cctype>
#include <cstring>

#include <openssl/crypto.h>

namespace boxoffice::http {

namespace {

using nlohmann::ordered_json;

constexpr int document_version = 1;

std::uint64_t first_bytes(const events::bytes32& hash) {
  std::uint64_t first = 0;
  std::memcpy(&first, hash.data(), sizeof first);
  return first;
}

bool has_only(const json& object, std::initializer_list<std::string_view> names) {
  return std::ranges::all_of(object.items(), [&](const auto& item) {
    return std::ranges::find(names, item.key()) != names.end();
  });
}

std::optional<events::bytes32> hash_in(const json& entry) {
  const auto* text = text_at(entry, "sha256");
  auto bytes = text != nullptr ? events::parse_hex(*text) : std::nullopt;
  events::bytes32 hash{};
  if (!bytes || bytes->size() != hash.size())
    return std::nullopt;
  std::ranges::copy(*bytes, hash.begin());
  return hash;
}

std::optional<scope_set> scopes_in(const json& entry) {
  auto found = entry.find("scopes");
  if (found == entry.end() || !found->is_array())
    return std::nullopt;
  scope_set scopes;
  for (const auto& each : *found) {
    auto known = each.is_string() ? scope_of(each.get_ref<const std::string&>()) : std::nullopt;
    if (!known)
      return std::nullopt;
    scopes.add(*known);
  }
  return scopes.is_empty() ? std::nullopt : std::optional{scopes};
}

std::optional<events::time_ms> time_in(const json& entry, const char* name) {
  const auto* text = text_at(entry, name);
  return text != nullptr ? events::parse_rfc3339(*text) : std::nullopt;
}

/// The token of an entry; nothing if the entry is not one.
std::optional<named_token> token_in(const json& entry) {
  if (!entry.is_object() || !has_only(entry, {"name", "sha256", "scopes", "created", "expires"}))
    return std::nullopt;
  const auto* name = text_at(entry, "name");
  auto hash = hash_in(entry);
  auto scopes = scopes_in(entry);
  auto created = time_in(entry, "created");
  auto expires = time_in(entry, "expires");
  if (name == nullptr || !is_token_name(*name) || !hash || !scopes || !created ||
      expires.has_value() != entry.contains("expires"))
    return std::nullopt;
  return named_token{*name, *hash, *scopes, *created, expires};
}

} // namespace

bool is_token_name(std::string_view text) {
  return !text.empty() && text.size() <= most_token_name_chars &&
         std::ranges::all_of(text, [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '.' || c == '_' || c == '-';
         });
}

std::string token_of(const events::bytes32& random) {
  return std::string{token_prefix} + events::to_base64url(random);
}

boost::system::result<token_set, std::string> token_set::parse(std::string_view text) {
  auto document = read_json(text);
  if (!document || !document->is_object())
    return std::string{"is not a JSON object"};
  auto version = document->find("version");
  if (version == document->end() || *version != document_version)
    return "has not the version " + std::to_string(document_version) +
           ": a newer boxoffice may have written it";
  auto tokens = document->find("tokens");
  if (tokens == document->end() || !tokens->is_array() ||
      !has_only(*document, {"version", "tokens"}))
    return std::string{"has other members than version and an array of tokens"};
  if (tokens->size() > most_named_tokens)
    return "has more than " + std::to_string(most_named_tokens) + " tokens";
  token_set out;
  for (std::size_t i = 0; i < tokens->size(); ++i) {
    auto token = token_in((*tokens)[i]);
    if (!token || !out.add(std::move(*token)))
      return "has a wrong entry tokens[" + std::to_string(i) + ']';
  }
  return out;
}

std::string token_set::to_text() const {
  auto tokens = ordered_json::array();
  for (const auto& each : tokens_) {
    auto scopes = ordered_json::array();
    for (auto one : all_scopes)
      if (each.scopes.has(one))
        scopes.push_back(http::to_text(one));
    ordered_json entry{{"name", each.name},
                       {"sha256", events::to_hex(each.hash)},
                       {"scopes", std::move(scopes)},
                       {"created", events::to_rfc3339(each.created)}};
    if (each.expires)
      entry["expires"] = events::to_rfc3339(*each.expires);
    tokens.push_back(std::move(entry));
  }
  return ordered_json{{"version", document_version}, {"tokens", std::move(tokens)}}.dump(2) + '\n';
}

const named_token* token_set::find(std::string_view token, events::time_ms now) const {
  auto hash = events::sha256({events::bytes_of(token)});
  auto [begin, end] = by_hash_.equal_range(first_bytes(hash));
  for (auto at = begin; at != end; ++at) {
    const auto& one = tokens_[at->second];
    if (CRYPTO_memcmp(one.hash.data(), hash.data(), hash.size()) == 0)
      return one.has_expired(now) ? nullptr : &one;
  }
  return nullptr;
}

bool token_set::add(named_token added) {
  if (std::ranges::find(tokens_, added.name, &named_token::name) != tokens_.end())
    return false;
  by_hash_.emplace(first_bytes(added.hash), tokens_.size());
  tokens_.push_back(std::move(added));
  return true;
}

bool token_set::remove(std::string_view name) {
  auto found = std::ranges::find(tokens_, name, &named_token::name);
  if (found == tokens_.end())
    return false;
  tokens_.erase(found);
  by_hash_.clear();
  for (std::size_t i = 0; i < tokens_.size(); ++i)
    by_hash_.emplace(first_bytes(tokens_[i].hash), i);
  return true;
}

} // namespace boxoffice::http
