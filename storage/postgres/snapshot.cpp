#include "storage/postgres/snapshot.hpp"

#include "storage/log_copy.hpp"

#include <limits>

namespace boxoffice::storage {

pqxx::binarystring as_bytea(std::string_view bytes) { return {bytes.data(), bytes.size()}; }

std::string_view text_in(const pqxx::binarystring& bytes) { return {bytes.get(), bytes.size()}; }

void read_events(postgres_snapshot& now, std::string_view after, std::string_view last,
                 const stream_visitor& visit) {
  std::string stream{after};
  auto seq = after.empty() ? -1 : std::numeric_limits<std::int64_t>::max();
  for (;;) {
    auto rows =
        now.exec_params("SELECT stream, seq, record FROM event WHERE (stream, seq) > ($1, $2) "
                        "AND ($3 = '' OR stream <= $3) ORDER BY stream, seq LIMIT $4",
                        stream, seq, std::string{last}, rows_a_fetch);
    for (const auto& row : rows) {
      stream = row[0].as<std::string>();
      seq = row[1].as<std::int64_t>();
      if (!visit(stream, static_cast<std::uint64_t>(seq),
                 events::bytes_of(text_in(pqxx::binarystring{row[2]}))))
        return;
    }
    if (rows.size() < rows_a_fetch)
      return;
  }
}

void read_rows(pqxx::transaction_base& now, table in, std::string_view after,
               const row_visitor& visit) {
  std::string from{after};
  for (bool all = after.empty();; all = false) { // An empty key is a key too.
    auto rows = now.exec_params("SELECT key, value FROM side_row WHERE kind = $1 "
                                "AND (key > $2 OR $3) ORDER BY key LIMIT $4",
                                static_cast<int>(in), as_bytea(from), all, rows_a_fetch);
    for (const auto& row : rows) {
      pqxx::binarystring key{row[0]};
      from = text_in(key);
      if (!visit(from, text_in(pqxx::binarystring{row[1]})))
        return;
    }
    if (rows.size() < rows_a_fetch)
      return;
  }
}

status copy_snapshot(postgres_snapshot& now, event_log& to) {
  log_copier copy{to};
  read_events(now, {}, {}, [&](std::string_view stream, std::uint64_t seq, byte_view record) {
    return copy.add(stream, seq, record);
  });
  for (auto in : copied_tables)
    read_rows(now, in, {}, [&](std::string_view key, std::string_view value) {
      return copy.add(in, key, value);
    });
  return copy.finish();
}

} // namespace boxoffice::storage
