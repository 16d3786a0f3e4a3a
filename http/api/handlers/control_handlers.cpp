// What is served at the control socket only.
#include "http/api/handlers/handler_support.hpp"
#include "http/api/json/json_in.hpp"

namespace boxoffice::http {

void back_up(call&& in) {
  auto directory = read_directory(in.in.body());
  if (!directory)
    return in.answer(to_response(directory.error()));
  ask_node<actors::backed_up>(in.answer, actors::back_up{std::move(*directory)},
                              [](actors::backed_up&& done) {
                                // Most of all a directory that is there already; the detail says.
                                if (done.failed)
                                  return invalid("directory", std::move(done.failed->detail));
                                return json_response(std::string{"{}"});
                              });
}

} // namespace boxoffice::http
