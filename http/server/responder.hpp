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

/// Whose request it is, and what it is known by.
struct request_origin {
  client_address client; ///< the connection may be a proxy's
  logging::request_tag tag;
};

/// Responds to one request, once, in its worker's thread. If the connection has ended the response
/// is dropped. Without a connection it belongs to no request and drops every response.
class responder {
public:
  responder(std::shared_ptr<session> connection, std::uint64_t request, request_origin from);
  void operator()(response&& what) const;
  /// Gives up the connection itself, for another protocol, instead of a response. Nothing if it has
  /// other requests: then it still wants a response.
  [[nodiscard]] std::optional<transport> release() const;
  /// Counts the response as bulk until it is written (session.hpp). False: too many are under way.
  [[nodiscard]] bool begin_bulk(bool charged) const;
  /// True if the connection has ended, so that no response need be made.
  [[nodiscard]] bool is_abandoned() const;
  /// True also if the client has hung up (session.hpp): it gets no response.
  [[nodiscard]] bool has_hung_up() const;
  [[nodiscard]] const client_address& client() const { return from_.client; }
  [[nodiscard]] const logging::request_tag& tag() const { return from_.tag; }

private:
  std::shared_ptr<session> connection_;
  std::uint64_t request_;
  request_origin from_;
};

} // namespace boxoffice::http
