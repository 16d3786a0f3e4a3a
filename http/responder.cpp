#include "http/responder.hpp"

#include "http/session.hpp"

namespace boxoffice::http {

responder::responder(std::shared_ptr<session> to, std::uint64_t slot)
    : to_{std::move(to)}, slot_{slot} {}

void responder::operator()(response&& answer) const { to_->complete(slot_, std::move(answer)); }

std::optional<stream_socket> responder::release() const { return to_->release(slot_); }

const peer& responder::from() const { return to_->from(); }

worker& responder::home() const { return to_->home(); }

} // namespace boxoffice::http
