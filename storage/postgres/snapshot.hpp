// Reads from one snapshot of a PostgreSQL database, page by page. All functions throw what pqxx
// throws.
#pragma once

#include "storage/event_log.hpp"

#include <pqxx/pqxx>

namespace boxoffice::storage {

/// A read-only transaction that sees one state of the database.
using postgres_snapshot = pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>;

inline constexpr std::size_t rows_a_fetch = 2'000;

[[nodiscard]] pqxx::binarystring as_bytea(std::string_view bytes);
[[nodiscard]] std::string_view text_in(const pqxx::binarystring& bytes);

/// See event_log::read_all.
void read_events(postgres_snapshot& now, std::string_view after, std::string_view last,
                 const stream_visitor& visit);
/// See event_log::scan.
void read_rows(pqxx::transaction_base& now, table in, std::string_view after,
               const row_visitor& visit);

/// Copies everything to an empty log.
[[nodiscard]] status copy_snapshot(postgres_snapshot& now, event_log& to);

} // namespace boxoffice::storage
