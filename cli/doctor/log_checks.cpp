#include "cli/command.hpp"
#include "cli/doctor/checks.hpp"
#include "cli/node/control.hpp"

#include <array>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace boxoffice::cli {

namespace {

using severity = finding::severity;
using storage::storage_error;

constexpr auto connect_time = std::chrono::seconds{2};

std::string_view name_of(const settings& chosen) {
  return chosen.storage.engine == storage_engine::postgres ? "database" : "log";
}

std::string_view advice_about(const storage_error& error) {
  switch (error.what) {
  case storage_error::kind::absent:
    return "the first start makes it, if --data-dir is the right one";
  case storage_error::kind::lost:
    return "do not delete anything; docs/audit.md has the three steps";
  case storage_error::kind::corrupt: return "restore a backup";
  case storage_error::kind::device: return "make room on its disk, or replace the disk";
  default: return "see that it exists, runs, and that this user may open it";
  }
}

/// Whether somebody accepts connections there.
bool is_reachable(const host_port& where) {
  using boost::asio::ip::tcp;
  boost::asio::io_context io;
  boost::system::error_code failed;
  auto found = tcp::resolver{io}.resolve(where.host, std::to_string(where.port), failed);
  if (failed)
    return false;
  tcp::socket socket{io};
  auto connected = false;
  for (const auto& each : found) {
    boost::system::error_code ignored; // Of an earlier address.
    socket.close(ignored);
    socket.async_connect(each.endpoint(),
                         [&](boost::system::error_code error) { connected = connected || !error; });
    io.restart();
    io.run_for(connect_time);
    if (connected)
      return true;
  }
  return false;
}

/// Whether this machine has that address, and nobody uses the port.
finding address_finding(const std::string& key, const host_port& where) {
  using boost::asio::ip::tcp;
  auto at = key + ' ' + to_text(where);
  try {
    boost::asio::io_context io;
    auto found = tcp::resolver{io}.resolve(where.host, std::to_string(where.port));
    const tcp::acceptor trial{io, found.begin()->endpoint()}; // Listens.
    return {severity::ok, "address", at + " is free"};
  } catch (const boost::system::system_error& failed) {
    if (failed.code() == boost::asio::error::access_denied)
      return {severity::warning, "address", at + " may not be used by this user",
              "run this as the user of the server, which needs CAP_NET_BIND_SERVICE below 1024"};
    return {severity::problem, "address", at + ": " + failed.code().message(),
            "end what uses it (ss -ltnp), or name another address of this machine"};
  }
}

} // namespace

std::optional<finding> running_server(const settings& chosen) {
  auto ready = call_server(chosen.storage.data_dir, http::verb::get, "/readyz", {});
  if (!ready)
    return std::nullopt;
  if (ready->status == 200)
    return finding{severity::ok, "server", "it runs and is ready"};
  return finding{severity::problem, "server", "it runs and is not ready: " + error_text(*ready),
                 "look at its log; it starts, drains, or is cut off from its database or cluster"};
}

findings check_addresses(const settings& chosen) {
  findings all{address_finding("http.listen", chosen.http.listen)};
  if (const auto& redirect = chosen.listener.tls_redirect_listen)
    all.push_back(address_finding("http.tls.redirect_listen", *redirect));
  if (chosen.cluster.enabled)
    all.push_back(address_finding("cluster.listen", chosen.cluster.listen));
  return all;
}

findings check_log(const settings& chosen, const environment& env) {
  findings all{{severity::ok, "server", "none runs on this data directory"}};
  auto began = std::chrono::steady_clock::now();
  auto log = open_for_reading(chosen, env);
  if (!log) {
    auto is_new = log.error().what == storage_error::kind::absent;
    all.push_back({is_new ? severity::warning : severity::problem, std::string{name_of(chosen)},
                   one_line(log.error().detail), std::string{advice_about(log.error())}});
    return all;
  }
  auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - began);
  auto stands = (*log)->completeness();
  if (stands && stands->missing)
    all.push_back({severity::problem, std::string{name_of(chosen)}, *stands->missing,
                   "do not delete anything; docs/audit.md has the three steps"});
  else
    all.push_back({severity::ok, std::string{name_of(chosen)},
                   "it opens in " + std::to_string(took.count()) + " ms and is complete"});
  return all;
}

findings check_cluster(const settings& chosen) {
  findings all;
  if (!chosen.cluster.enabled)
    return all;
  for (const auto& [name, address] : chosen.cluster.peers) {
    if (name == chosen.cluster.node)
      continue;
    auto at = name + " at " + to_text(address);
    if (is_reachable(address))
      all.push_back({severity::ok, "cluster", at + " accepts connections"});
    else
      all.push_back({severity::warning, "cluster", at + " does not accept connections",
                     "see that it runs, and that no firewall is between"});
  }
  return all;
}

} // namespace boxoffice::cli
