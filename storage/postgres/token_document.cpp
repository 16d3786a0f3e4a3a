#include "storage/postgres/token_document.hpp"

#include "storage/postgres/schema.hpp"

namespace boxoffice::storage {

/// Confirmed, because a revoked token must not come back with a failover.
template <class Ask>
status postgres_token_document::call(const char* what, Ask ask) {
  try {
    if (!connection_) {
      auto fresh = connect_to(options_);
      if (auto known = check_schema(*fresh); !known)
        return known;
      if (auto upgraded = upgrade_schema(*fresh); !upgraded)
        return upgraded;
      connection_ = std::move(fresh);
    }
    return confirmed(*connection_, ask);
  } catch (const pqxx::failure& refused) {
    connection_.reset();
    return postgres_error(what, refused);
  }
}

result<std::string> postgres_token_document::read() {
  std::string text;
  auto done = call("cannot read the operator tokens in", [&](pqxx::connection& on) {
    text = pqxx::nontransaction{on}.exec1("SELECT document FROM operator_tokens")[0].c_str();
    return status{};
  });
  if (!done)
    return done.error();
  return text;
}

status postgres_token_document::change(
    const std::function<result<std::string>(const std::string&)>& change) {
  return call("cannot change the operator tokens in", [&](pqxx::connection& on) -> status {
    pqxx::work changing{on};
    auto now = changing.exec1("SELECT document FROM operator_tokens FOR UPDATE");
    auto changed = change(now[0].c_str());
    if (!changed)
      return changed.error();
    changing.exec_params0("UPDATE operator_tokens SET document = $1", *changed);
    changing.commit();
    return {};
  });
}

} // namespace boxoffice::storage
