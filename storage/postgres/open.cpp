#include "storage/postgres/open.hpp"

#include "storage/postgres/log.hpp"

namespace boxoffice::storage {

namespace {

result<std::unique_ptr<event_log>> open_as(const postgres_options& options,
                                           postgres_log::access to) {
  try {
    auto log = std::make_unique<postgres_log>(options, to);
    if (auto opened = log->opened(); !opened)
      return opened.error();
    return std::unique_ptr<event_log>{std::move(log)};
  } catch (const pqxx::failure& refused) {
    return postgres_error("cannot open the log in", refused);
  }
}

} // namespace

result<std::unique_ptr<event_log>> open_postgres_log(const postgres_options& options) {
  return open_as(options, postgres_log::access::writing);
}

result<std::unique_ptr<event_log>> open_shared_postgres_log(const postgres_options& options) {
  return open_as(options, postgres_log::access::sharing);
}

result<std::unique_ptr<event_log>> open_postgres_log_for_reading(const postgres_options& options) {
  return open_as(options, postgres_log::access::reading);
}

} // namespace boxoffice::storage
