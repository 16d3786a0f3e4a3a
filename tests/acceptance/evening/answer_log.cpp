#include "tests/acceptance/evening/answer_log.hpp"

#include "tests/support/processes/child_process.hpp"

#include <stdexcept>
#include <utility>

namespace boxoffice::tests {

json printed_by_script(const std::string& script, const std::vector<std::string>& arguments) {
  const auto folder = std::filesystem::path{BOXOFFICE_SOURCE_DIR} / "tests/acceptance/evening";
  std::vector<std::string> all{"-B", (folder / script).string()}; // -B: writes no byte code.
  all.insert(all.end(), arguments.begin(), arguments.end());
  const auto ended = run_command({"/usr/bin/python3", std::move(all), {}}, std::chrono::minutes{5});
  if (ended.status != exit_status{0, 0})
    throw std::runtime_error{script + " failed: " + ended.errors};
  return json::parse(ended.output);
}

void answer_log::write(const std::string& kind, const std::string& reader, const json& body,
                       json more) {
  more["kind"] = kind;
  more["reader"] = reader;
  more["body"] = body;
  const auto line = more.dump();
  const std::lock_guard lock{mutex_};
  out_ << line << '\n';
  if (kind == "receipt" || kind == "ticket")
    bookings_.insert(body.at("reqId"));
}

void answer_log::receipt(const std::string& reader, const json& body) {
  write("receipt", reader, body);
}

void answer_log::ticket(const std::string& reader, const json& body) {
  write("ticket", reader, body);
}

void answer_log::seats(const std::string& reader, const json& body) {
  write("seats", reader, body);
}

void answer_log::show(const std::string& reader, json body) {
  body.erase("warnings");
  write("show", reader, body);
}

void answer_log::frame(const std::string& reader, const std::string& show, const json& body,
                       std::optional<std::uint64_t> after) {
  json more{{"show", show}};
  if (after)
    more["after"] = *after;
  write("frame", reader, body, std::move(more));
}

void answer_log::past(const std::string& show, const json& query, const json& body) {
  write("past", "past", body, {{"show", show}, {"query", query}});
}

void answer_log::payment(const std::string& reader, const notice& what, const json& body) {
  write("payment", reader, body,
        {{"booking", what.booking},
         {"payment", what.payment},
         {"status", what.status},
         {"amount", {{"value", what.value}, {"currency", what.currency}}}});
}

void answer_log::unexpected(const std::string& what) {
  const std::lock_guard lock{mutex_};
  unexpected_.push_back(what);
}

std::set<std::string> answer_log::bookings() const {
  const std::lock_guard lock{mutex_};
  return bookings_;
}

std::vector<std::string> answer_log::unexpected_answers() const {
  const std::lock_guard lock{mutex_};
  return unexpected_;
}

json answer_log::compare(const std::filesystem::path& events) {
  {
    const std::lock_guard lock{mutex_};
    out_.flush();
  }
  return printed_by_script("answers.py", {events.string(), file_.string()});
}

void money_ledger::received(const std::string& booking, const std::string& payment,
                            std::int64_t value) {
  const std::lock_guard lock{mutex_};
  received_[booking][payment] = value;
}

void money_ledger::returned(const std::string& booking, std::int64_t value) {
  const std::lock_guard lock{mutex_};
  returned_[booking] += value;
}

std::int64_t money_ledger::left(const std::string& booking) const {
  const std::lock_guard lock{mutex_};
  std::int64_t sum = 0;
  if (const auto found = received_.find(booking); found != received_.end())
    for (const auto& [payment, value] : found->second)
      sum += value;
  const auto returned = returned_.find(booking);
  return returned == returned_.end() ? sum : sum - returned->second;
}

std::int64_t money_ledger::left() const {
  const std::lock_guard lock{mutex_};
  std::int64_t sum = 0;
  for (const auto& [booking, payments] : received_)
    for (const auto& [payment, value] : payments)
      sum += value;
  for (const auto& [booking, value] : returned_)
    sum -= value;
  return sum;
}

} // namespace boxoffice::tests
