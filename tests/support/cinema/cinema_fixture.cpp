#include "tests/support/cinema/cinema_fixture.hpp"

#include "tests/support/eventually.hpp"

#include <stdexcept>

namespace boxoffice::tests {

namespace {

settings with_defaults(const settings& more, const provider& bank) {
  settings all = {{"limits.enabled", "false"},
                  {"http.queue_target", "0ms"},
                  {"payment.webhook_secret", bank.secret()}};
  for (const auto& [key, value] : more)
    all[key] = value;
  return all;
}

} // namespace

const response& require_status(const response& got, unsigned status, const std::string& what) {
  if (got.status != status)
    throw std::runtime_error{what + ": expected " + std::to_string(status) + ", got " +
                             got.summary()};
  return got;
}

json all_pages(http_client& client, const std::string& target, const std::string& member,
               unsigned limit, const header_list& headers) {
  json all = json::array();
  const auto mark = target.find('?') == std::string::npos ? "?limit=" : "&limit=";
  const auto first = target + mark + std::to_string(limit);
  for (auto page = first;;) {
    const auto body = require_status(client.get(page, headers), 200, "GET " + page).body;
    if (body.at(member).size() > limit)
      throw std::runtime_error{page + ": more than the limit"};
    for (const auto& item : body.at(member))
      all.push_back(item);
    if (!body.contains("next"))
      return all;
    if (body.at(member).empty())
      throw std::runtime_error{page + ": an empty page that has a next one"};
    const auto& next = body.at("next");
    page = first +
           "&after=" + percent_encoded(next.is_string() ? next.get<std::string>() : next.dump());
  }
}

cinema_fixture::cinema_fixture(const std::filesystem::path& binary, const settings& more)
    : bank_{provider::with_random_secret()} {
  options_.binary = binary;
  options_.data_dir = directory_.path();
  options_.set = with_defaults(more, bank_);
  start();
}

void cinema_fixture::start() {
  client_.reset();
  server_.reset();
  server_ = std::make_unique<server_process>(options_);
  client_ = std::make_unique<http_client>(server_->port());
}

void cinema_fixture::restart() {
  const auto status = server_->terminate();
  if (status != exit_status{0, 0})
    throw std::runtime_error{"SIGTERM did not end with 0; stderr: " + server_->errors()};
  start();
}

void cinema_fixture::crash() {
  server_->kill();
  start();
}

json cinema_fixture::open_show(const std::string& id, const json& body) {
  const auto target = "/api/movieshow/" + id;
  return require_status(client_->put(target, body, as_operator()), 201, "PUT " + target).body;
}

response cinema_fixture::ask(const std::string& show, const json& seats, const std::string& mail,
                             const header_list& headers) {
  const json body = {{"userMail", mail}, {"movieShowId", show}, {"seats", seats}};
  return client_->post("/api/ticket/book", body, headers);
}

json cinema_fixture::book(const std::string& show, const json& seats, const std::string& mail) {
  auto receipt = require_status(ask(show, seats, mail), 202, "book " + seats.dump()).body;
  receipt["movieShowId"] = show;
  receipt["seats"] = seats;
  return receipt;
}

json cinema_fixture::ticket(const std::string& booking) {
  return require_status(client_->get("/api/ticket/" + booking), 200, "ticket " + booking).body;
}

json cinema_fixture::decided(const std::string& booking) {
  json seen;
  if (!eventually(patience, [&] { return (seen = ticket(booking)).at("status") != "IN_REVIEW"; }))
    throw std::runtime_error{"still under review: " + seen.dump()};
  return seen;
}

json cinema_fixture::once(const std::string& booking, const std::string& status) {
  json seen;
  if (!eventually(patience, [&] { return (seen = ticket(booking)).at("status") == status; }))
    throw std::runtime_error{"never became " + status + ": " + seen.dump()};
  return seen;
}

json cinema_fixture::confirmed(const std::string& show, const json& seats) {
  auto seen = decided(book(show, seats).at("reqId"));
  if (seen.at("status") != "CONFIRMED")
    throw std::runtime_error{"not confirmed: " + seen.dump()};
  return seen;
}

json cinema_fixture::paid(const std::string& show, const json& seats, const std::string& payment) {
  const auto held = confirmed(show, seats);
  const auto received = require_status(notify(payment_for(held, payment)), 200, "pay").body;
  if (received.at("outcome") != "PAID")
    throw std::runtime_error{"not paid: " + received.dump()};
  return ticket(held.at("reqId"));
}

response cinema_fixture::cancel(const std::string& booking) {
  return client_->del("/api/ticket/" + booking);
}

response cinema_fixture::operate(const std::string& target) {
  return client_->post_nothing(target, as_operator());
}

response cinema_fixture::operate(const std::string& target, const json& body) {
  return client_->post(target, body, as_operator());
}

notice cinema_fixture::payment_for(const json& ticket, const std::string& payment) const {
  notice what;
  what.booking = ticket.at("reqId");
  what.payment = payment;
  what.value = ticket.at("amount").at("value");
  what.currency = ticket.at("amount").at("currency");
  what.paid_at = rfc3339(wall_now());
  return what;
}

json cinema_fixture::seats(const std::string& show) {
  const auto target = "/api/movieshow/" + show + "/seats";
  return require_status(client_->get(target), 200, "GET " + target).body.at("seats");
}

std::string cinema_fixture::seat(const std::string& show, const std::string& seat) {
  return seats(show).at(seat);
}

std::uint64_t cinema_fixture::version(const std::string& show) {
  const auto target = "/api/movieshow/" + show + "/seats";
  return require_status(client_->get(target), 200, "GET " + target).body.at("version");
}

json cinema_fixture::refunds() {
  return all_pages(*client_, "/api/refund", "refunds", 1000, as_operator());
}

} // namespace boxoffice::tests
