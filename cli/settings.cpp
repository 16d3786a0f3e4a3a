#include "cli/settings.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

#include <boost/asio/ip/host_name.hpp>
#include <toml++/toml.h>

#include "cli/settings_table.hpp"

namespace boxoffice::cli {

namespace {

constexpr std::string_view variable_prefix = "BOXOFFICE_";
constexpr std::string_view token_variable = "BOXOFFICE_ADMIN_TOKEN";

/// Where a value was found, as the error will say it.
struct origin {
  std::string source;
  std::size_t line = 0;
};

/// What the sources read so far have given.
struct reading {
  settings values;
  std::vector<settings_error> errors;

  void refuse(const origin& from, std::string_view key, std::string detail) {
    errors.push_back({from.source, from.line, std::string{key}, std::move(detail)});
  }

  void assign(const origin& from, const setting& wanted, std::string_view text) {
    auto bad = wanted.assign(values, text);
    if (!bad)
      return;
    if (!wanted.secret)
      bad->wants.append(", got \"").append(text).append("\"");
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

void read_node(reading& into, const origin& at, const std::string& key, const toml::node& node) {
  const auto* wanted = find_setting(key);
  if (wanted == nullptr)
    into.refuse(at, key, "unknown setting");
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

void read_file(reading& into, const std::filesystem::path& path) {
  std::ifstream stream{path, std::ios::binary};
  std::error_code ignored; // What cannot be looked at cannot be opened either.
  if (!stream || std::filesystem::is_directory(path, ignored))
    return into.refuse({path.string()}, "", "cannot be read");
  const std::string content{std::istreambuf_iterator<char>{stream}, {}};
  try {
    read_table(into, path.string(), "", toml::parse(content));
  } catch (const toml::parse_error& error) { // The library's edge: its error becomes a value.
    into.refuse({path.string(), error.source().begin.line}, "", std::string{error.description()});
  }
}

const setting* find_variable(std::string_view name) {
  const auto table = settings_table();
  const auto found = std::ranges::find_if(
      table, [&](const setting& one) { return environment_name(one.key) == name; });
  return found == table.end() ? nullptr : &*found;
}

void read_environment(reading& into, std::span<const std::string> environment) {
  for (const std::string_view entry : environment) {
    const auto split = std::min(entry.find('='), entry.size());
    const auto name = entry.substr(0, split);
    if (!name.starts_with(variable_prefix) || name == token_variable)
      continue;
    const origin from{std::string{name}};
    if (const auto* wanted = find_variable(name))
      into.assign(from, *wanted, entry.substr(std::min(split + 1, entry.size())));
    else
      into.refuse(from, "", "unknown variable: no setting has this name");
  }
}

void read_options(reading& into, std::span<const std::string> options) {
  const origin from{"--set"};
  for (const std::string_view option : options) {
    const auto split = option.find('=');
    const auto key = option.substr(0, split);
    // Without a key the text may be anything, a secret too, so it is not repeated.
    if (split == std::string_view::npos)
      into.refuse(from, "", "wants KEY=VALUE");
    else if (const auto* wanted = find_setting(key))
      into.assign(from, *wanted, option.substr(split + 1));
    else
      into.refuse(from, key, "unknown setting");
  }
}

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

/// What stands for all addresses, or for any port, leads nobody here.
bool reaches_nobody(const host_port& advertised) {
  return advertised.port == 0 || advertised.host == "0.0.0.0" || advertised.host == "::";
}

void check_cluster(reading& into) {
  auto& cluster = into.values.cluster;
  if (!cluster.enabled)
    return;
  if (cluster.node.empty())
    cluster.node = boost::asio::ip::host_name();
  auto partitioned = into.values.storage.engine == storage_engine::rocksdb;
  auto in_list = std::ranges::any_of(
      cluster.peers, [&](const named_host& each) { return each.name == cluster.node; });
  if (!partitioned && !cluster.peers.empty())
    into.refuse({}, "cluster.peers",
                "is for storage.engine rocksdb: nodes that share a database find each other there");
  else if (partitioned && cluster.peers.empty())
    into.refuse({}, "cluster.peers", "is required where cluster.enabled is true");
  else if (partitioned && !in_list)
    into.refuse({}, "cluster.node",
                "is \"" + cluster.node + "\", which cluster.peers does not name");
  auto files =
      !cluster.tls_certificate.empty() + !cluster.tls_key.empty() + !cluster.tls_ca.empty();
  if (!partitioned && !cluster.advertise)
    cluster.advertise = cluster.listen;
  if (!partitioned && reaches_nobody(*cluster.advertise))
    into.refuse({}, "cluster.advertise",
                "must be an address and port that the other nodes can reach");
  if (files != 0 && files != 3)
    into.refuse({}, "cluster.tls", "wants all of certificate, key and ca, or none");
  if (files == 0 && !is_loopback(cluster.listen.host))
    into.refuse({}, "cluster.tls",
                "is required where cluster.listen is not loopback: without it anyone who reaches "
                "the port could book and read as if a node");
}

void check_together(reading& into) {
  const auto& values = into.values;
  if (values.auth.mode == auth_mode::jwt && !values.auth.jwt_secret)
    into.refuse({}, "auth.jwt_secret", "is required where auth.mode is jwt");
  if (values.payment.sandbox && !values.payment.webhook_secret)
    into.refuse({}, "payment.webhook_secret", "is required where payment.sandbox is true");
  if (values.storage.engine == storage_engine::postgres && !values.storage.postgres)
    into.refuse({}, "storage.postgres", "is required where storage.engine is postgres");
  check_cluster(into);
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

boost::system::result<settings, std::vector<settings_error>>
load_settings(const std::optional<std::filesystem::path>& file,
              std::span<const std::string> environment, std::span<const std::string> set_options) {
  reading result;
  if (file)
    read_file(result, *file);
  read_environment(result, environment);
  read_options(result, set_options);
  // A value that was refused would be missed here, which says nothing new.
  if (result.errors.empty())
    check_together(result);
  if (!result.errors.empty())
    return result.errors;
  return result.values;
}

} // namespace boxoffice::cli
