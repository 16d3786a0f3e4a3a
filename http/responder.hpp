// The way back to the connection that a request came on.
#pragma once

#include "http/response.hpp"

#include <cstdint>
#include <memory>

namespace boxoffice::http {

class session;
class worker;

/// Answers one request, once, in its worker's thread. Where the connection is gone the answer goes
/// nowhere.
class responder {
public:
  responder(std::shared_ptr<session> to, std::uint64_t slot);
  void operator()(response&& answer) const;
  [[nodiscard]] worker& home() const;

private:
  std::shared_ptr<session> to_;
  std::uint64_t slot_;
};

} // namespace boxoffice::http
