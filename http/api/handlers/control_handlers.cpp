// Handlers of routes that exist at the control socket only.
#include "http/api/handlers/handler_support.hpp"
#include "http/api/json/json_in.hpp"

namespace boxoffice::http {

void back_up(request&& in, services& with) {
  auto directory = read_directory(in.message.body());
  if (!directory)
    return in.respond(to_response(directory.error()));
  ask_node<actors::backed_up>(with, in.respond, actors::back_up{std::move(*directory)},
                              [](actors::backed_up&& done) {
                                // Usually the directory exists already.
                                if (done.failed)
                                  return invalid("directory", std::move(done.failed->detail));
                                return json_response(std::string{"{}"});
                              });
}

} // namespace boxoffice::http
