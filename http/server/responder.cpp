#include "http/server/responder.hpp"

#include "http/server/session.hpp"

namespace boxoffice::http {

responder::responder(std::shared_ptr<session> connection, std::uint64_t request,
                     const client_address& client, logging::request_tag tag)
    : connection_{std::move(connection)},
      request_{request},
      client_{client},
      tag_{std::move(tag)} {}

void responder::operator()(response&& what) const {
  if (connection_)
    connection_->complete(request_, what, tag_);
}

std::optional<transport> responder::release() const { return connection_->release(request_); }

bool responder::begin_bulk(bool charged) const { return connection_->begin_bulk(client_, charged); }

bool responder::is_abandoned() const { return connection_ && connection_->is_client_gone(); }

} // namespace boxoffice::http
