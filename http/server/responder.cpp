#include "http/server/responder.hpp"

#include "http/server/session.hpp"

namespace boxoffice::http {

responder::responder(std::shared_ptr<session> to, std::uint64_t slot)
    : to_{std::move(to)}, slot_{slot} {}

void responder::operator()(response&& answer) const {
  if (to_)
    to_->complete(slot_, std::move(answer));
}

std::optional<stream_socket> responder::release() const { return to_->release(slot_); }

bool responder::begin_bulk(bool charged) const { return to_->begin_bulk(charged); }

bool responder::is_void() const { return to_ && to_->gone(); }

const peer& responder::from() const { return to_->from(); }

worker& responder::home() const { return to_->home(); }

} // namespace boxoffice::http
