#include "http/limits/address_usage.hpp"

namespace boxoffice::http {

namespace {

/// The control socket has no address, and a trusted proxy has the connections of many clients.
bool counts_connections_of(const client_address& client) {
  return !client.at_control_socket && !client.is_trusted_proxy;
}

} // namespace

address_usage::place address_usage::connect(const client_address& client) {
  std::lock_guard lock{mutex_};
  if (counts_connections_of(client)) {
    auto address = limited_as(client.address);
    if (addresses_[address].connections >= most_.address_connections)
      return place::address_full;
    ++addresses_[address].connections;
  }
  auto most = client.at_control_socket ? most_.control_connections : most_.connections;
  return ++total_of(client) > most ? place::node_full : place::free;
}

bool address_usage::has_room_for_forwarded(const client_address& client) {
  if (!client.is_forwarded)
    return true;
  std::lock_guard lock{mutex_};
  auto found = addresses_.find(limited_as(client.address));
  return found == addresses_.end() || found->second.connections < most_.address_connections;
}

void address_usage::replace(const client_address& client) {
  std::lock_guard lock{mutex_};
  ++total_of(client);
  if (counts_connections_of(client))
    ++addresses_[limited_as(client.address)].connections;
}

void address_usage::disconnect(const client_address& client) {
  std::lock_guard lock{mutex_};
  --total_of(client);
  if (!counts_connections_of(client))
    return;
  auto address = limited_as(client.address);
  --addresses_[address].connections;
  forget_if_unused(address);
}

std::size_t address_usage::connections() {
  std::lock_guard lock{mutex_};
  return connections_;
}

bool address_usage::begin_bulk(const client_address& client) {
  if (client.at_control_socket)
    return true;
  std::lock_guard lock{mutex_};
  auto& used = addresses_[limited_as(client.address)];
  if (used.bulk >= most_.address_bulk || used.bulk_bytes >= most_.address_bulk_bytes)
    return false;
  ++used.bulk;
  return true;
}

void address_usage::grow_bulk(const client_address& client, std::size_t bytes) {
  if (client.at_control_socket)
    return;
  std::lock_guard lock{mutex_};
  addresses_[limited_as(client.address)].bulk_bytes += bytes;
}

void address_usage::end_bulk(const client_address& client, std::size_t bytes) {
  if (client.at_control_socket)
    return;
  std::lock_guard lock{mutex_};
  auto address = limited_as(client.address);
  auto& used = addresses_[address];
  --used.bulk;
  used.bulk_bytes -= bytes;
  forget_if_unused(address);
}

void address_usage::forget_if_unused(const boost::asio::ip::address& address) {
  auto found = addresses_.find(address);
  if (found->second.connections == 0 && found->second.bulk == 0)
    addresses_.erase(found);
}

} // namespace boxoffice::http
