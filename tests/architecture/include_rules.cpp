#include "tests/architecture/include_rules.hpp"

#include "tests/architecture/sources.hpp"

#include <algorithm>
#include <map>

namespace boxoffice::architecture {

namespace fs = std::filesystem;

const std::vector<room>& rooms() {
  static const std::vector<room> all{
      {"events", {"events/kinds", "events/layout"}},
      {"events/kinds", {"events"}},
      {"events/layout", {"events"}},
      {"events/state", {"events", "events/layout"}},
      {"events/choose", {"events", "events/state"}},
      {"events/decide", {"events", "events/state", "events/choose"}},
      {"events/codec", {"events", "events/layout", "events/state"}},
      // The auditor judges what was decided, so it shares no code with what decides.
      {"events/audit", {"events", "events/state"}},
      {"events/explain", {"events", "events/state"}},
      {"events/report", {"events", "events/state"}},
      {"events/signing", {"events", "events/codec"}},

      {"metrics", {}},
      {"logging", {}},

      {"storage",
       {"events", "events/state", "events/codec", "storage/hall", "storage/link", "storage/payment",
        "storage/probes", "storage/ticket", "storage/webhook"}},
      {"storage/hall", {"events", "storage"}},
      {"storage/link", {"events", "storage"}},
      {"storage/probes", {"events", "metrics", "storage"}},
      {"storage/witness", {"events", "logging", "storage"}},
      {"storage/replay", {"events", "events/state", "events/codec", "storage"}},
      {"storage/lists",
       {"events", "events/state", "events/codec", "events/report", "storage", "storage/replay"}},
      {"storage/rocksdb",
       {"events", "logging", "storage", "storage/probes", "storage/rocksdb/background",
        "storage/rocksdb/wal", "storage/witness"}},
      {"storage/rocksdb/background", {}},
      {"storage/rocksdb/wal", {"storage"}},
      {"storage/postgres",
       {"events", "storage", "storage/probes", "storage/rocksdb", "storage/webhook"}},
      {"storage/webhook", {"events", "storage", "storage/replay"}},
      {"storage/ticket", {"events", "events/signing", "storage"}},
      {"storage/payment", {"events", "events/state", "storage"}},
      {"storage/verify",
       {"events", "events/codec", "events/audit", "events/signing", "logging", "storage",
        "storage/payment", "storage/probes", "storage/witness"}},

      {"actors",
       {"events", "events/layout", "events/signing", "logging", "metrics", "storage",
        "storage/probes"}},
      {"actors/protocol",
       {"events", "events/layout", "events/report", "events/signing", "events/state", "logging",
        "storage", "storage/hall", "storage/link", "storage/lists", "storage/payment",
        "storage/replay", "storage/postgres", "storage/webhook"}},
      {"actors/show",
       {"events", "events/state", "events/decide", "events/codec", "events/signing", "logging",
        "storage", "actors", "actors/protocol"}},
      {"actors/log",
       {"events", "logging", "storage", "storage/hall", "storage/link", "storage/lists",
        "storage/payment", "actors", "actors/protocol"}},
      {"actors/webhook",
       {"events", "events/codec", "events/signing", "logging", "storage", "storage/replay",
        "storage/webhook", "actors", "actors/protocol", "actors/webhook/partitioned",
        "actors/webhook/shared"}},
      {"actors/webhook/shared",
       {"events", "logging", "storage", "storage/webhook", "actors", "actors/protocol",
        "actors/webhook"}},
      {"actors/webhook/partitioned", {"actors", "actors/protocol", "actors/webhook"}},
      {"actors/feed", {"events", "actors", "actors/protocol"}},
      {"actors/cluster",
       {"events", "logging", "storage/postgres", "actors", "actors/protocol", "actors/cluster/link",
        "actors/cluster/membership", "actors/cluster/wire"}},
      {"actors/cluster/membership", {"events", "storage", "storage/postgres", "actors"}},
      {"actors/cluster/link",
       {"events", "logging", "actors", "actors/protocol", "actors/cluster", "actors/cluster/wire"}},
      {"actors/cluster/wire",
       {"events", "events/codec", "events/signing", "events/state", "logging", "actors/protocol"}},
      // The composition roots, of a node and of a cluster.
      {"actors/engine", {"events/*", "logging", "storage/*", "actors/*"}},
      {"actors/cluster/cluster", {"events/*", "logging", "storage/*", "actors/*"}},
      {"actors/cluster/shared_cluster", {"events/*", "logging", "storage/*", "actors/*"}},

      {"http/json", {}},
      {"http/limits", {"events"}},
      {"http/auth", {"events", "http/json"}},
      {"http/mail", {"events", "logging"}},
      {"http/probes", {"events", "metrics", "actors"}},
      {"http/transport", {"events"}},
      {"http/webhook", {"events", "actors/webhook", "http/limits", "http/auth"}},
      {"http/server",
       {"events", "logging", "actors", "http/limits", "http/auth", "http/mail", "http/probes",
        "http/transport", "http/webhook"}},
      {"http/api/*",
       {"events/*", "logging", "metrics", "actors", "actors/protocol", "actors/webhook",
        "http/json", "http/limits", "http/auth", "http/mail", "http/probes", "http/server",
        "http/transport", "http/webhook", "http/api/*"}},
      {"http/api/json",
       {"events", "events/state", "events/codec", "events/decide", "storage/webhook",
        "actors/protocol", "http/json", "http/server"}},
      {"http/api/tickets", {"events", "events/state", "actors/protocol"}},
      {"http/api/signatures",
       {"events", "events/signing", "http/auth", "http/json", "http/server", "http/api/json"}},
      {"http/push", {"events/*", "actors/protocol", "http/server", "http/api/*"}},
      // Reads the probes of all modules.
      {"http/metrics",
       {"events", "logging", "metrics", "storage/probes", "actors", "http/probes", "http/server",
        "http/api/*"}},
      // The composition of a gateway.
      {"http/gateway",
       {"events/*", "logging", "actors", "actors/protocol", "actors/feed", "http/*"}},

      {"load", {}},

      {"cli/*", {"events/*", "logging", "storage/*", "actors/*", "http/*", "load", "cli/*"}},
      {"cli/settings",
       {"events", "logging", "http/auth", "http/mail", "cli/files", "cli/terminal"}},
      {"cli/files",
       {"events", "events/signing", "logging", "storage", "storage/postgres", "storage/ticket",
        "storage/verify", "actors", "cli/settings"}},
      {"cli/terminal", {"events", "cli/*"}},

      // They run the program, so that they cannot lean on what they test.
      {"tests/support/*", {}},
      {"tests/support_self", {"tests/support/*"}},
      {"tests/acceptance/*", {"tests/support/*"}},
      {"tests/cluster", {"tests/support/*"}},
      {"tests/crash", {"tests/support/*"}},
      {"tests/architecture", {"tests/support/*"}},
  };
  return all;
}

const std::vector<library>& libraries() {
  static const std::vector<library> all{
      {"<spdlog/", {"logging"}},
      {"<rocksdb/",
       {"storage/rocksdb", "storage/rocksdb/background", "storage/rocksdb/wal",
        "tests/storage/rocksdb", "tests/storage/rocksdb/background", "bench/storage/rocksdb"}},
      {"<pqxx/", {"storage/postgres", "tests/storage/postgres"}},
      {"<caf/", {"actors/*", "http/*", "cli/*", "tests/*", "bench/*"}},
      {"<boost/asio", {"actors/*", "http/*", "load", "cli/*", "tests/*", "bench/*"}},
      {"<boost/beast", {"http/*", "load", "cli/*", "tests/*", "bench/*"}},
      {"<prometheus/", {"http/metrics"}},
      {"<qrencode", {"http/api/tickets", "cli/commands/version"}},
      {"<doctest/", {"tests/*"}},
      {"<rapidcheck", {"tests/*"}},
      {"<benchmark/", {"bench/*"}},
  };
  return all;
}

const std::vector<std::string_view>& headers_of_events() {
  static const std::vector<std::string_view> all{
      "<boost/assert",     "<boost/container/",  "<boost/system/",
      "<boost/unordered/", "<nlohmann/",         "<openssl/core_names.h>",
      "<openssl/evp.h>",   "<openssl/params.h>", "<unicode/"};
  return all;
}

namespace {

constexpr std::size_t most_sources = 25;

// Folders that hold more, each with its own limit.
const std::map<std::string, std::size_t, std::less<>> larger_folders{
    {"events", 36}, // The vocabulary: a header for each of its small types.
    {"storage", 26},
    {"actors/cluster", 30},
    {"storage/rocksdb", 27},
    {"http/server", 34},
    {"load", 30},
    {"actors/protocol", 28},
    {"http/api/handlers", 28},
    {"bench/soak", 26},
    {"tests/simulation", 30},
    {"cli/settings", 40},
};

std::string folder_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return std::string{slash == std::string_view::npos ? "" : path.substr(0, slash)};
}

std::string stem_of(std::string_view path) { return std::string{path.substr(0, path.rfind('.'))}; }

// Whether the file at `path` is in the folder, folder tree or file pair of that name.
bool is_in(std::string_view path, std::string_view name) {
  if (name.ends_with("/*"))
    return path.starts_with(name.substr(0, name.size() - 1));
  return folder_of(path) == name || stem_of(path) == name;
}

bool is_in_any(std::string_view path, const std::vector<std::string_view>& names) {
  return std::ranges::any_of(names, [&](auto name) { return is_in(path, name); });
}

const room* room_of(std::string_view path) {
  const room* found = nullptr;
  for (const room& one : rooms())
    if (is_in(path, one.name) && (found == nullptr || one.name.size() > found->name.size()))
      found = &one;
  return found;
}

bool needs_a_room(std::string_view path) {
  return !path.starts_with("tests/") && !path.starts_with("bench/");
}

bool may_include_own(const room& from, std::string_view target) {
  const room* to = room_of(target);
  if (to == &from)
    return true;
  return std::ranges::any_of(from.may_include, [&](std::string_view name) {
    return name.ends_with("/*") ? is_in(target, name) : to != nullptr && to->name == name;
  });
}

// The standard library's headers have neither a folder nor an ending.
bool is_standard(std::string_view target) {
  return target.find_first_of("/.") == std::string_view::npos;
}

bool is_allowed(const room* from, const include& one) {
  const std::string_view target = one.target;
  if (target.starts_with('"'))
    return from == nullptr || may_include_own(*from, target.substr(1, target.size() - 2));
  const auto starts_it = [&](std::string_view prefix) { return target.starts_with(prefix); };
  if (one.file.starts_with("events/") && !is_standard(target) &&
      std::ranges::none_of(headers_of_events(), starts_it))
    return false;
  return std::ranges::all_of(libraries(), [&](const library& each) {
    return !starts_it(each.prefix) || is_in_any(one.file, each.only_in);
  });
}

} // namespace

std::vector<std::string> include_violations(const fs::path& root) {
  std::vector<std::string> found;
  for (const auto* folder : source_folders)
    for (const source& file : sources_under(root, folder)) {
      const room* from = room_of(file.path);
      if (from == nullptr && needs_a_room(file.path))
        found.push_back(file.path + " belongs to no room of the table in include_rules.cpp");
      for (const include& one : includes_of(file))
        if (!is_allowed(from, one))
          found.push_back(one.text());
    }
  return found;
}

std::vector<std::string> crowded_folders(const fs::path& root) {
  std::map<std::string, std::size_t> sources;
  for (const auto* folder : source_folders)
    for (const source& file : sources_under(root, folder))
      ++sources[folder_of(file.path)];
  std::vector<std::string> found;
  for (const auto& [folder, held] : sources) {
    const auto larger = larger_folders.find(folder);
    if (held > (larger == larger_folders.end() ? most_sources : larger->second))
      found.push_back(folder + " holds " + std::to_string(held) + " sources");
  }
  return found;
}

} // namespace boxoffice::architecture
