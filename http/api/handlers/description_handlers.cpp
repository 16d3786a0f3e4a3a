#include "http/api/handlers/handler_support.hpp"

namespace boxoffice::http {

void get_description(request&& in, services& with) {
  auto made = with.shared.description.get();
  response out;
  out.cache_control = no_cache;
  out.add_header("ETag", made->etag);
  if (has_already(in.message, made->etag))
    out.status = 304;
  else
    out.tail = {made->text, made};
  in.respond(std::move(out));
}

} // namespace boxoffice::http
