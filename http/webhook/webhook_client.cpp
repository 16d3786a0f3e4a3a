#include "http/webhook/webhook_client.hpp"

#include <algorithm>

#include <boost/asio/post.hpp>
#include <sys/resource.h>

namespace boxoffice::http {

namespace {

/// Beside busy threads of normal priority it gets about a tenth of a core.
constexpr int client_niceness = 10;

/// Everything that a connection depends on: the address, whose check it has passed, and TLS with
/// the name in the certificate.
std::string receiver_of(const http_url& to) {
  return (to.tls ? "https://" : "http://") + to.host + ' ' + to.port;
}

} // namespace

webhook_client::webhook_client(const webhook_client_options& options) : options_{options} {
  static_cast<void>(verify_servers(tls_)); // Without authorities every verification fails.
  thread_ = std::thread{[this] {
    // Linux counts priorities by thread, and 0 is the calling one.
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, client_niceness));
    io_.run();
  }};
}

webhook_client::~webhook_client() {
  io_.stop();
  thread_.join();
}

void webhook_client::send(actors::delivery&& what, handler then) {
  boost::asio::post(io_, [this, next = job{std::move(what), std::move(then)}]() mutable {
    if (in_flight_ >= options_.max_in_flight)
      waiting_.push_back(std::move(next));
    else
      start(std::move(next));
  });
}

void webhook_client::start(job&& next) {
  ++in_flight_;
  auto url = parse_http_url(next.what.url);
  if (!url) // Checked when it was added.
    return finish(next, {0, "the URL cannot be read", 0});
  next.to = std::move(*url);
  auto what = std::make_shared<job>(std::move(next));
  if (auto kept = take_kept(receiver_of(what->to)))
    return send_on(std::move(kept), std::move(what), true);
  drop_kept_if_full();
  send_on_new(std::move(what));
}

void webhook_client::send_on_new(std::shared_ptr<job> what) {
  auto connection = make_receiver_connection(io_, tls_, what->to, options_.limits);
  send_on(std::move(connection), std::move(what), false);
}

void webhook_client::send_on(std::shared_ptr<receiver_connection> connection,
                             std::shared_ptr<job> what, bool kept) {
  auto& on = *connection;
  const auto& next = *what;
  on.send(next.to.target, next.what,
          [this, connection = std::move(connection), what = std::move(what),
           kept](receiver_connection::result&& ended) mutable {
            if (kept && ended.untouched) // The receiver had closed it meanwhile.
              return send_on_new(std::move(what));
            if (ended.reusable)
              keep(receiver_of(what->to), std::move(connection));
            finish(*what, std::move(ended.outcome));
          });
}

void webhook_client::finish(job& done, actors::delivery_outcome&& outcome) {
  --in_flight_;
  done.then(std::move(outcome));
  if (waiting_.empty() || in_flight_ >= options_.max_in_flight)
    return;
  auto next = std::move(waiting_.front());
  waiting_.pop_front();
  start(std::move(next));
}

/// Kept connections count in the limit of all.
void webhook_client::drop_kept_if_full() {
  auto kept = in_flight_;
  for (const auto& [to, all] : kept_)
    kept += all.size();
  if (kept > options_.max_in_flight)
    kept_.clear();
}

void webhook_client::keep(receiver to, std::shared_ptr<receiver_connection> connection) {
  auto& all = kept_[std::move(to)];
  if (all.size() < options_.max_in_flight)
    all.push_back({std::move(connection), clock::now()});
}

/// The one that was used last. Drops those that were not used for long, of all receivers.
std::shared_ptr<receiver_connection> webhook_client::take_kept(const receiver& to) {
  const auto oldest = clock::now() - options_.idle_timeout;
  for (auto each = kept_.begin(); each != kept_.end();) {
    std::erase_if(each->second, [&](const auto& one) { return one.since < oldest; });
    each = each->second.empty() ? kept_.erase(each) : std::next(each);
  }
  auto found = kept_.find(to);
  if (found == kept_.end())
    return nullptr;
  auto connection = std::move(found->second.back().connection);
  found->second.pop_back();
  return connection;
}

} // namespace boxoffice::http
