// Checks requests in the order of spec section 11 and passes them to the handlers of their routes.
#pragma once

#include "http/api/routes.hpp"
#include "http/server/dispatcher.hpp"

namespace boxoffice::http {

/// The dispatcher of one worker.
class api_dispatcher final : public dispatcher {
public:
  explicit api_dispatcher(services& used) : services_{used} {}

  [[nodiscard]] route_match match(const message& head, const client_address& client) const override;
  void serve(route_match&& match, message&& received, const client_address& client,
             responder&& respond) override;

  [[nodiscard]] response malformed(const refused_request& what, std::string detail) const override;
  void body_too_large(const refused_request& what, const route_match& match,
                      responder&& respond) override;
  [[nodiscard]] response too_many_connections() const override;

private:
  services& services_;
};

} // namespace boxoffice::http
