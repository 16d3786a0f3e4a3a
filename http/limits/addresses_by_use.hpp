// What is remembered of client addresses, in the order of their last use.
#pragma once

#include "http/limits/client_address.hpp"

#include <list>
#include <unordered_map>
#include <utility>

#include <boost/asio/ip/address.hpp>

namespace boxoffice::http {

/// A Value for each client, who is an IPv4 address or an IPv6 /64 (limited_as). Sets no limit of
/// its own: the owner forgets the longest unseen. Not safe to use from several threads.
template <class Value>
class addresses_by_use {
public:
  using address = boost::asio::ip::address;
  struct entry {
    address client; ///< as limited_as() returns it
    Value value;
  };

  /// The entry of that client becomes the last used one. A new one gets the value that `make()`
  /// returns.
  template <class Make>
  entry& use(const address& from, Make make) {
    auto client = limited_as(from);
    if (auto found = entries_.find(client); found != entries_.end()) {
      by_use_.splice(by_use_.begin(), by_use_, found->second);
    } else {
      by_use_.push_front({client, make()});
      entries_.emplace(client, by_use_.begin());
    }
    return by_use_.front();
  }

  /// Null if the client is not remembered. Does not count as use.
  [[nodiscard]] Value* find(const address& from) {
    auto found = entries_.find(limited_as(from));
    return found == entries_.end() ? nullptr : &found->second->value;
  }

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  /// The longest unused one; there must be one.
  [[nodiscard]] Value& oldest() { return by_use_.back().value; }
  void forget_oldest() {
    entries_.erase(by_use_.back().client);
    by_use_.pop_back();
  }
  /// Forgets the longest unused ones beyond `most`.
  void forget_beyond(std::size_t most) {
    while (size() > most)
      forget_oldest();
  }

private:
  std::list<entry> by_use_; ///< last used first
  std::unordered_map<address, typename std::list<entry>::iterator, address_hash> entries_;
};

} // namespace boxoffice::http
