// Requests, connections, WebSockets.
#include "http/api/json/problem.hpp"
#include "http/api/routes.hpp"
#include "http/api/services.hpp"
#include "http/metrics/exposition.hpp"
#include "http/probes/worker_probe.hpp"
#include "logging/access_log.hpp"

#include <map>
#include <tuple>

namespace boxoffice::http {

namespace {

/// Of a request without a route: an unknown path or method, or malformed HTTP.
constexpr std::string_view no_route_label = "unmatched";

constexpr std::string_view booking_path = "/api/ticket/book";

struct route_label {
  std::string_view method;
  std::string_view path;
  auto operator<=>(const route_label&) const = default;
};

route_label label_of(std::size_t route) {
  if (route == 0)
    return {"", no_route_label};
  const auto& one = all_routes()[route - 1];
  auto method = boost::beast::http::to_string(one.method);
  return {{method.data(), method.size()}, one.path};
}

void add_requests(metric_families& to, const metrics_sources& from) {
  // Two routes may differ in their query only.
  std::map<std::tuple<route_label, unsigned>, metrics::histogram_values> all;
  for (const auto* worker : from.workers)
    worker->requests.each([&](auto route, auto status, const metrics::histogram& times) {
      auto [place, added] = all.try_emplace({label_of(route), status}, times.values());
      if (!added)
        place->second += times.values();
    });
  auto count = counter_family("boxoffice_http_requests_total", "Answered HTTP requests.");
  auto seconds = histogram_family("boxoffice_http_request_seconds",
                                  "Time from a complete request to its answer.");
  for (const auto& [key, times] : all) {
    const auto& [route, status] = key;
    auto status_text = std::to_string(status);
    metric_labels labels{{"method", route.method}, {"route", route.path}, {"status", status_text}};
    std::uint64_t answered = 0;
    for (auto each : times.counts)
      answered += each;
    count.add(labels, sample(answered));
    seconds.add(labels, times);
  }
  count.to(to);
  seconds.to(to);
}

void add_refusals(metric_families& to, const metrics_sources& from) {
  auto all = counter_family("boxoffice_http_refused_total", "Problems answered, by code.");
  auto bookings = counter_family("boxoffice_bookings_refused_total",
                                 "Problems answered to requests for a booking, by code.");
  for (auto each : all_codes()) {
    std::uint64_t count = 0;
    std::uint64_t of_bookings = 0;
    for (const auto* worker : from.workers)
      for (std::size_t route = 0; route <= all_routes().size(); ++route) {
        auto here = worker->requests.problems(route, problem_number(each));
        count += here;
        if (label_of(route).path == booking_path)
          of_bookings += here;
      }
    all.add({{"code", name_of(each)}}, sample(count));
    bookings.add({{"code", name_of(each)}}, sample(of_bookings));
  }
  all.to(to);
  bookings.to(to);
}

template <class Read>
double sum_of(const metrics_sources& from, Read read) {
  double sum = 0;
  for (const auto* worker : from.workers)
    sum += sample(read(*worker));
  return sum;
}

void add_connections(metric_families& to, const metrics_sources& from) {
  auto& state = from.shared.state;
  gauge_family("boxoffice_http_connections", "Open connections, WebSockets included.")
      .add({}, sample(state.usage.connections()))
      .to(to);
  counter_family("boxoffice_http_connections_total", "Accepted connections.")
      .add({}, sum_of(from, [](const auto& one) { return one.connections.value(); }))
      .to(to);
  counter_family("boxoffice_http_connections_refused_total",
                 "Connections that got a 503 because the node or their address had too many.")
      .add({}, sum_of(from, [](const auto& one) { return one.connections_refused.value(); }))
      .to(to);
  counter_family("boxoffice_http_shed_total",
                 "Requests that got a 503 because too many were under way or waited too long.")
      .add({}, sum_of(from, [](const auto& one) { return one.shed.value(); }))
      .to(to);
  const auto& access = state.options.access;
  counter_family("boxoffice_access_log_dropped_total", "Lines of the access log that were dropped.")
      .add({}, sample(access ? access->dropped() : 0))
      .to(to);
  gauge_family("boxoffice_http_unwritten_bytes", "Bytes of responses that are not written yet.")
      .add({}, sample(state.unwritten->load()))
      .to(to);
  gauge_family("boxoffice_websockets", "Open WebSockets.")
      .add({}, sum_of(from, [](const auto& one) { return one.websockets.value(); }))
      .to(to);
  counter_family("boxoffice_websocket_messages_total", "Messages queued for WebSockets.")
      .add({}, sum_of(from, [](const auto& one) { return one.frames.value(); }))
      .to(to);
  counter_family("boxoffice_websockets_dropped_total",
                 "WebSockets closed with 1013 because their client was too far behind.")
      .add({}, sum_of(from, [](const auto& one) { return one.websockets_dropped.value(); }))
      .to(to);
}

} // namespace

void add_http_families(metric_families& to, const metrics_sources& from) {
  add_requests(to, from);
  add_refusals(to, from);
  add_connections(to, from);
}

} // namespace boxoffice::http
