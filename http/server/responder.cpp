#include "http/server/responder.hpp"

#include "http/server/session.hpp"

namespace boxoffice::http {

responder::responder(std::shared_ptr<session> connection, std::uint64_t request,
                     request_origin from)
    : connection_{std::move(connection)}, request_{request}, from_{std::move(from)} {}

void responder::operator()(response&& what) const {
  if (connection_)
    connection_->complete(request_, what, from_);
}

std::optional<transport> responder::release() const {
  return connection_->release(request_, from_);
}

bool responder::begin_bulk(bool charged) const {
  return connection_->begin_bulk(from_.client, charged);
}

bool responder::is_abandoned() const { return connection_ && connection_->is_client_gone(); }

bool responder::has_hung_up() const { return connection_ && connection_->has_hung_up(); }

} // namespace boxoffice::http
