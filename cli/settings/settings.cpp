#include "cli/settings/settings.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <map>
#include <string_view>
#include <utility>

#include <toml++/toml.h>
#include <unistd.h>

#include "cli/files/file_text.hpp"
#include "cli/files/keys.hpp"
#include "cli/settings/settings_rules.hpp"
#include "cli/settings/settings_table.hpp"
#include "cli/terminal/suggestion.hpp"
#include "events/text.hpp"

namespace boxoffice::cli {

namespace {

constexpr std::string_view variable_prefix = "BOXOFFICE_";

/// A value that is no secret as a whole, without secrets in it.
std::string shown_text(const setting& of, std::string_view text) {
  return of.url ? events::without_url_secrets(text) : std::string{text};
}

/// The result of the sources read so far.
struct reading {
  settings values;
  setting_origins given;
  std::map<std::string, std::string, std::less<>> texts; ///< of the settings that are given
  std::vector<settings_error> errors;

  void refuse(const setting_origin& from, std::string_view key, std::string detail) {
    errors.push_back({from.source, from.line, std::string{key}, std::move(detail)});
  }

  void refuse_unknown(const setting_origin& from, std::string_view key) {
    std::vector<std::string_view> keys;
    for (const auto& each : settings_table())
      keys.push_back(each.key);
    auto meant = nearest(key, keys);
    refuse(from, key,
           meant.empty() ? "unknown setting"
                         : "unknown setting, did you mean " + std::string{meant} + '?');
  }

  void assign(const setting_origin& from, const setting& wanted, std::string_view text) {
    auto bad = wanted.assign(values, text);
    if (!bad) {
      given.insert_or_assign(wanted.key, from);
      texts.insert_or_assign(wanted.key, text);
      return;
    }
    if (!wanted.secret)
      bad->wants.append(", got \"").append(shown_text(wanted, text)).append("\"");
    refuse(from, wanted.key, std::move(bad->wants));
  }
};

std::optional<std::string> plain_text(const toml::node& node) {
  if (const auto* text = node.as_string())
    return text->get();
  if (const auto* number = node.as_integer())
    return std::to_string(number->get());
  if (const auto* flag = node.as_boolean())
    return flag->get() ? "true" : "false";
  return std::nullopt;
}

void read_node(reading& into, const setting_origin& at, const std::string& key,
               const toml::node& node) {
  const auto* wanted = find_setting(key);
  if (wanted == nullptr)
    into.refuse_unknown(at, key);
  else if (auto text = plain_text(node))
    into.assign(at, *wanted, *text);
  else
    into.refuse(at, key, "wants a string, an integer or a boolean");
}

void read_table(reading& into, const std::string& file, const std::string& section,
                const toml::table& table) {
  for (const auto& [name, node] : table) {
    const auto key =
        section.empty() ? std::string{name.str()} : section + "." + std::string{name.str()};
    const auto* inner = node.as_table();
    if (inner != nullptr && !inner->empty())
      read_table(into, file, key, *inner);
    else if (inner == nullptr)
      read_node(into, {file, name.source().begin.line}, key, node);
  }
}

void read_settings_file(reading& into, const std::filesystem::path& path) {
  auto content = read_file(path, pipes::read);
  if (!content)
    return into.refuse({"--config"}, "", std::move(content.error().detail));
  try {
    read_table(into, path.string(), "", toml::parse(content->text));
  } catch (const toml::parse_error& error) { // The exception of the library becomes a value.
    into.refuse({path.string(), error.source().begin.line}, "", std::string{error.description()});
  }
}

const setting* find_variable(std::string_view name) {
  const auto table = settings_table();
  const auto found = std::ranges::find_if(
      table, [&](const setting& one) { return environment_name(one.key) == name; });
  return found == table.end() ? nullptr : &*found;
}

bool is_of_orchestrator(std::string_view name) {
  return name == "BOXOFFICE_PORT" || name.starts_with("BOXOFFICE_PORT_") ||
         name.starts_with("BOXOFFICE_SERVICE_");
}

std::string_view name_in(std::string_view entry) { return entry.substr(0, entry.find('=')); }

void read_environment(reading& into, std::span<const std::string> environment) {
  for (const std::string_view entry : environment) {
    const auto split = std::min(entry.find('='), entry.size());
    const auto name = entry.substr(0, split);
    if (!name.starts_with(variable_prefix) || name == token_variable)
      continue;
    const setting_origin from{std::string{name}};
    if (const auto* wanted = find_variable(name))
      into.assign(from, *wanted, entry.substr(std::min(split + 1, entry.size())));
    else if (!is_of_orchestrator(name))
      into.refuse(from, "", "unknown variable: no setting has this name");
  }
}

void read_options(reading& into, std::span<const std::string> options) {
  const setting_origin from{"--set"};
  for (const std::string_view option : options) {
    const auto split = option.find('=');
    const auto key = option.substr(0, split);
    // Without a key the text may be a secret, so it is not printed.
    if (split == std::string_view::npos)
      into.refuse(from, "", "wants KEY=VALUE");
    else if (const auto* wanted = find_setting(key))
      into.assign(from, *wanted, option.substr(split + 1));
    else
      into.refuse_unknown(from, key);
  }
}

void read_flags(reading& into, std::span<const settings_flag> flags) {
  for (const auto& flag : flags)
    into.assign({flag.name}, *find_setting(flag.key), flag.value);
}

reading read_all(const std::optional<std::filesystem::path>& file,
                 std::span<const std::string> environment, std::span<const std::string> set_options,
                 std::span<const settings_flag> flags) {
  reading result;
  if (file)
    read_settings_file(result, *file);
  read_environment(result, environment);
  read_flags(result, flags);
  read_options(result, set_options);
  // After an invalid value the rules would only report that it is missing.
  if (result.errors.empty())
    result.errors = check_together(result.values, result.given);
  return result;
}

/// The text as the value of a TOML key. A default without quotes is a number or a flag.
std::string toml_value(const setting& of, const std::string& text) {
  auto is_plain = !of.default_text.empty() && !of.default_text.starts_with('"');
  if (is_plain)
    return text;
  std::string quoted = "\"";
  for (const unsigned char c : text) {
    if (c < 0x20 || c == 0x7f) {
      std::array<char, 8> code{};
      std::snprintf(code.data(), code.size(), "\\u%04x", unsigned{c});
      quoted += code.data();
      continue;
    }
    if (c == '"' || c == '\\')
      quoted += '\\';
    quoted += static_cast<char>(c);
  }
  return quoted + '"';
}

} // namespace

std::string to_text(const settings_error& error) {
  std::string text = error.source;
  if (error.line != 0)
    text += ":" + std::to_string(error.line);
  for (const auto& part : {error.key, error.detail})
    if (!part.empty())
      text.append(text.empty() ? "" : ": ").append(part);
  return text;
}

std::vector<std::string> environment_strings() {
  std::vector<std::string> all;
  for (auto** each = environ; *each != nullptr; ++each)
    all.emplace_back(*each);
  return all;
}

std::vector<std::string> orchestrator_variables(std::span<const std::string> environment) {
  std::vector<std::string> found;
  for (const auto& each : environment)
    if (is_of_orchestrator(name_in(each)))
      found.emplace_back(name_in(each));
  return found;
}

loaded_settings load_settings(const std::optional<std::filesystem::path>& file,
                              std::span<const std::string> environment,
                              std::span<const std::string> set_options,
                              std::span<const settings_flag> flags) {
  auto result = read_all(file, environment, set_options, flags);
  if (!result.errors.empty())
    return result.errors;
  return result.values;
}

boost::system::result<std::vector<effective_setting>, std::vector<settings_error>>
effective_settings(const std::optional<std::filesystem::path>& file,
                   std::span<const std::string> environment,
                   std::span<const std::string> set_options, std::span<const settings_flag> flags) {
  auto read = read_all(file, environment, set_options, flags);
  if (!read.errors.empty())
    return read.errors;
  std::vector<effective_setting> all;
  for (const auto& each : settings_table()) {
    auto origin = read.given.find(each.key);
    if (origin == read.given.end()) {
      all.push_back({each.key, each.default_text, "default"});
      continue;
    }
    const auto& [source, line] = origin->second;
    all.push_back({each.key,
                   each.secret
                       ? "\"(hidden)\""
                       : toml_value(each, shown_text(each, read.texts.find(each.key)->second)),
                   line == 0 ? source : source + ':' + std::to_string(line)});
  }
  return all;
}

} // namespace boxoffice::cli
