// The way back to the connection of a request.
#pragma once

#include "http/limits/client_address.hpp"
#include "http/server/response.hpp"
#include "http/transport/transport.hpp"

#include <cstdint>
#include <memory>
#include <optional>

namespace boxoffice::http {

class session;

/// Responds to one request, once, in its worker's thread. If the connection has ended the response
/// is dropped. Without a connection it belongs to no request and drops every response.
class responder {
public:
  /// `client` is that of the request, whose connection may be a proxy's.
  responder(std::shared_ptr<session> connection, std::uint64_t request,
            const client_address& client, logging::request_tag tag);
  void operator()(response&& what) const;
  /// Gives up the connection itself, for another protocol, instead of a response. Nothing if it has
  /// other requests: then it still wants a response.
  [[nodiscard]] std::optional<transport> release() const;
  /// Counts the response as bulk until it is written (session.hpp). False: too many are under way.
  [[nodiscard]] bool begin_bulk(bool charged) const;
  /// True if the connection has ended, so that no response need be made.
  [[nodiscard]] bool is_abandoned() const;
  /// Of the request.
  [[nodiscard]] const client_address& client() const { return client_; }
  [[nodiscard]] const logging::request_tag& tag() const { return tag_; }

private:
  std::shared_ptr<session> connection_;
  std::uint64_t request_;
  client_address client_;
  logging::request_tag tag_;
};

} // namespace boxoffice::http
