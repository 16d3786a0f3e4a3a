// The way back to the connection that a request came on.
#pragma once

#include "http/limits/client_address.hpp"
#include "http/server/response.hpp"

#include <cstdint>
#include <memory>
#include <optional>

namespace boxoffice::http {

class session;
class worker;

/// Answers one request, once, in its worker's thread. Where the connection is gone the answer goes
/// nowhere. Without a connection it stands for nobody in particular, and answers nobody.
class responder {
public:
  responder(std::shared_ptr<session> to, std::uint64_t slot);
  void operator()(response&& answer) const;
  /// The connection itself, for another protocol, instead of an answer. Nothing where the request
  /// is not alone on it: then it wants an answer still.
  [[nodiscard]] std::optional<stream_socket> release() const;
  /// Counts the answer as bulk until it is written (session.hpp). False: too many are under way.
  [[nodiscard]] bool begin_bulk(bool charged) const;
  /// Whether the connection is gone, so that no answer need be made.
  [[nodiscard]] bool is_void() const;
  [[nodiscard]] worker& home() const;
  [[nodiscard]] const peer& from() const;

private:
  std::shared_ptr<session> to_;
  std::uint64_t slot_;
};

} // namespace boxoffice::http
