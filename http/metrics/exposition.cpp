#include "http/metrics/exposition.hpp"

#include "http/api/handlers/handler_support.hpp"

#include <prometheus/text_serializer.h>

namespace boxoffice::http {

namespace {

/// More than a text that is made at once may take (body_renderer.hpp).
constexpr std::chrono::microseconds scrape_time{2'000};

} // namespace

std::string exposition::text() const {
  metric_families all;
  add_http_families(all, sources_);
  add_booking_families(all, sources_);
  add_log_families(all, sources_);
  add_cluster_families(all, sources_);
  add_webhook_families(all, sources_);
  add_process_families(all, sources_);
  return prometheus::TextSerializer{}.Serialize(all);
}

void get_metrics(request&& in, services& with) {
  with.renderer.render(
      scrape_time, [&all = *with.shared.metrics] { return all.text(); },
      [respond = in.respond](std::optional<shared_bytes>&& made) {
        if (!made)
          return respond(problem_response(code::unavailable));
        response out;
        out.content_type = "text/plain; version=0.0.4; charset=utf-8";
        out.tail = std::move(*made);
        respond(std::move(out));
      });
}

} // namespace boxoffice::http
