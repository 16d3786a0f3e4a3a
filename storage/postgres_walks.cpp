#include "storage/postgres_walks.hpp"

#include <limits>

namespace boxoffice::storage {

namespace {

/// Writes what it is given to a log, in batches.
class copier {
public:
  explicit copier(event_log& to) : to_{to} {}

  bool add(std::string_view stream, std::uint64_t seq, byte_view record) {
    auto& parts = batch_.appends;
    if (parts.empty() || parts.back().stream.text != stream ||
        parts.back().first_seq + parts.back().records.size() != seq)
      parts.push_back({{std::string{stream}}, seq, {}});
    parts.back().records.emplace_back(record.begin(), record.end());
    return count();
  }
  bool add(table in, std::string_view key, std::string_view value) {
    batch_.rows.push_back({in, std::string{key}, std::string{value}});
    return count();
  }
  status finish() {
    if (done_)
      done_ = to_.append(batch_);
    batch_ = {};
    return done_;
  }

private:
  bool count() {
    if (++added_ % rows_a_fetch == 0)
      static_cast<void>(finish());
    return done_.has_value();
  }

  event_log& to_;
  write_batch batch_;
  std::size_t added_ = 0;
  status done_;
};

} // namespace

pqxx::binarystring as_bytea(std::string_view bytes) { return {bytes.data(), bytes.size()}; }

std::string_view text_in(const pqxx::binarystring& bytes) { return {bytes.get(), bytes.size()}; }

void walk_events(postgres_snapshot& now, std::string_view after, std::string_view last,
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

void walk_rows(postgres_snapshot& now, table in, std::string_view after, const row_visitor& visit) {
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
  copier copy{to};
  walk_events(now, {}, {}, [&](std::string_view stream, std::uint64_t seq, byte_view record) {
    return copy.add(stream, seq, record);
  });
  for (auto in : {table::shows, table::open_work, table::customers, table::refunds, table::node,
                  table::snapshots}) // The heads come with the events.
    walk_rows(now, in, {}, [&](std::string_view key, std::string_view value) {
      return copy.add(in, key, value);
    });
  return copy.finish();
}

} // namespace boxoffice::storage
