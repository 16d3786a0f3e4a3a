// The operator's named tokens of all nodes that share a PostgreSQL database, as one text
// (http/auth/token_set.hpp).
#pragma once

#include "storage/postgres/connect.hpp"

#include <functional>
#include <string>

namespace boxoffice::storage {

/// One thread at a time. Each call connects if there is no connection. Errors: `absent` if the
/// database has no log, `unreachable`, `io`.
class postgres_token_document {
public:
  explicit postgres_token_document(postgres_options options) : options_{std::move(options)} {}

  /// Empty if there has never been a token.
  [[nodiscard]] result<std::string> read();

  /// Replaces the text by what `change` makes of it, one caller of the database at a time. If
  /// `change` returns an error, that is the result and nothing changes.
  [[nodiscard]] status change(const std::function<result<std::string>(const std::string&)>& change);

private:
  template <class Ask>
  status call(const char* what, Ask ask);

  postgres_options options_;
  postgres_connection connection_;
};

} // namespace boxoffice::storage
