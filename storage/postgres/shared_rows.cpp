#include "storage/postgres/shared_rows.hpp"

#include "storage/postgres/batch.hpp"
#include "storage/postgres/schema.hpp"
#include "storage/postgres/snapshot.hpp"

namespace boxoffice::storage {

namespace {

// A node that vanishes within a change must not keep the lock.
constexpr const char* time_limits = "SET LOCAL lock_timeout = '5s'; "
                                    "SET LOCAL idle_in_transaction_session_timeout = '10s'";

// The first 8 bytes of both values are the seq, big-endian, so they compare as bytes. A cursor that
// is missing is 0.
constexpr const char* streams_behind =
    "SELECT head.key, head.value, cursor.value FROM side_row AS head "
    "LEFT JOIN side_row AS cursor ON cursor.kind = $1 AND cursor.key = $2::bytea || head.key "
    "WHERE head.kind = $3 AND (cursor.value IS NULL "
    "OR substring(head.value FROM 1 FOR 8) > substring(cursor.value FROM 1 FOR 8))";

// For each webhook: shows behind, events behind, dead letters. The keys of cursors and dead letters
// have a '/' behind the id, and '0' is the next byte.
constexpr const char* backlog_of_each =
    "WITH hook AS (SELECT substring(key FROM length($2::bytea) + 1) AS id FROM side_row "
    "WHERE kind = $1 AND key > $2::bytea AND key < $3::bytea), "
    "ends AS (SELECT hook.id, head.value AS head, cursor.value AS cursor FROM hook "
    "CROSS JOIN side_row AS head LEFT JOIN side_row AS cursor ON cursor.kind = $1 "
    "AND cursor.key = $4::bytea || hook.id || '/'::bytea || head.key WHERE head.kind = $6), "
    "seqs AS (SELECT id, "
    "('x' || encode(substring(head FROM 1 FOR 8), 'hex'))::bit(64)::bigint AS last, "
    "coalesce(('x' || encode(substring(cursor FROM 1 FOR 8), 'hex'))::bit(64)::bigint, 0) AS done "
    "FROM ends), "
    "behind AS (SELECT id, count(*) AS shows, sum(last - done)::bigint AS events FROM seqs "
    "WHERE last > done GROUP BY id) "
    "SELECT hook.id, coalesce(behind.shows, 0), coalesce(behind.events, 0), "
    "(SELECT count(*) FROM side_row AS dead WHERE dead.kind = $1 "
    "AND dead.key > $5::bytea || hook.id || '/'::bytea "
    "AND dead.key < $5::bytea || hook.id || '0'::bytea) "
    "FROM hook LEFT JOIN behind USING (id)";

/// The least key behind all keys with this prefix, which ends with '/'.
std::string behind_keys_of(std::string_view prefix) {
  std::string key{prefix};
  ++key.back();
  return key;
}

const storage_error rows_only{storage_error::kind::io,
                              "a change of shared rows reads and writes rows only"};

/// The rows of the log in one transaction. Throws what pqxx throws.
class transaction_rows final : public event_log {
public:
  explicit transaction_rows(pqxx::transaction_base& in) : in_{in} { no_epochs_.fill(-1); }

  status append(const write_batch& batch) override {
    batch_arrays arrays{batch, no_epochs_};
    in_.exec_params("SELECT append_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", new_batch_id(),
                    arrays.shards, arrays.epochs, arrays.streams, arrays.seqs, arrays.stream_epochs,
                    arrays.records, arrays.kinds, arrays.keys, arrays.values);
    return {};
  }
  result<std::optional<std::string>> get(table in, std::string_view key) override {
    auto rows = in_.exec_params("SELECT value FROM side_row WHERE kind = $1 AND key = $2",
                                static_cast<int>(in), as_bytea(key));
    if (rows.empty())
      return std::optional<std::string>{};
    return std::optional{std::string{text_in(pqxx::binarystring{rows[0][0]})}};
  }
  status scan(table in, std::string_view after, const row_visitor& visit) override {
    read_rows(in_, in, after, visit);
    return {};
  }

  status read(const show_id&, std::uint64_t, const record_visitor&) override { return rows_only; }
  status read_all(std::string_view, std::string_view, const stream_visitor&) override {
    return rows_only;
  }
  result<std::uint64_t> last_seq(const show_id&) override { return rows_only; }
  result<bool> purge(table, std::string_view) override { return rows_only; }
  status back_up(const std::filesystem::path&) override { return rows_only; }

private:
  pqxx::transaction_base& in_;
  std::array<std::int64_t, shards_in_all> no_epochs_{};
};

status visit_behind(const pqxx::result& rows, const postgres_shared_rows::behind_visitor& visit) {
  for (const auto& row : rows) {
    pqxx::binarystring key{row[0]};
    auto head = head_of(text_in(key), text_in(pqxx::binarystring{row[1]}));
    auto cursor = row[2].is_null() ? std::optional{webhook_cursor{}}
                                   : webhook_cursor_in(text_in(pqxx::binarystring{row[2]}));
    if (!head || !cursor)
      return storage_error{storage_error::kind::corrupt,
                           "the end of show " + std::string{text_in(key)} +
                               " or a webhook's cursor for it cannot be decoded"};
    visit(std::move(*head), *cursor);
  }
  return {};
}

} // namespace

status postgres_shared_rows::each_behind(const std::string& webhook, const behind_visitor& visit) {
  return read([&](pqxx::transaction_base& in) {
    return visit_behind(in.exec_params(streams_behind, static_cast<int>(table::node),
                                       as_bytea(webhook_cursor_keys(webhook)),
                                       static_cast<int>(table::heads)),
                        visit);
  });
}

result<webhook_backlogs> postgres_shared_rows::backlogs() {
  webhook_backlogs all;
  auto done = read([&](pqxx::transaction_base& in) -> status {
    auto rows = in.exec_params(
        backlog_of_each, static_cast<int>(table::node), as_bytea(webhook_endpoint_prefix),
        as_bytea(behind_keys_of(webhook_endpoint_prefix)), as_bytea(webhook_cursor_prefix),
        as_bytea(dead_letter_prefix), static_cast<int>(table::heads));
    for (const auto& row : rows)
      all[std::string{text_in(pqxx::binarystring{row[0]})}] = {
          row[1].as<std::uint64_t>(), row[2].as<std::uint64_t>(), row[3].as<std::size_t>()};
    return {};
  });
  if (!done)
    return done.error();
  return all;
}

status postgres_shared_rows::read(const std::function<status(pqxx::transaction_base& in)>& what) {
  std::lock_guard held{reading_guard_};
  constexpr const char* failed = "cannot read what a webhook has not delivered from";
  for (bool fresh = false;; fresh = true) {
    try {
      if (!reading_)
        reading_ = connect_to(options_);
      pqxx::nontransaction in{*reading_};
      return what(in);
    } catch (const pqxx::broken_connection& gone) {
      reading_.reset(); // It may have been idle and lost in a failover: retry with a new one.
      if (fresh)
        return postgres_error(failed, gone);
    } catch (const pqxx::failure& refused) {
      reading_.reset();
      return postgres_error(failed, refused);
    }
  }
}

status postgres_shared_rows::call(const std::string& lock, const change& what) {
  std::lock_guard held{guard_};
  constexpr const char* failed = "cannot change shared rows in";
  for (bool fresh = false;; fresh = true) {
    bool begun = false;
    try {
      if (!connection_)
        connection_ = connect_to(options_);
      return confirmed(*connection_, [&](pqxx::connection& on) -> status {
        pqxx::work changing{on};
        changing.exec(time_limits);
        changing.exec("SELECT " + lock + "(7306004)");
        begun = true;
        transaction_rows rows{changing};
        auto done = what(rows);
        if (done)
          changing.commit();
        return done;
      });
    } catch (const pqxx::broken_connection& gone) {
      connection_.reset();
      if (fresh || begun) // Else an idle connection was lost, and nothing was tried yet.
        return postgres_error(failed, gone);
    } catch (const pqxx::sql_error& refused) {
      if (refused.sqlstate() == deposed_state)
        return storage_error{storage_error::kind::deposed,
                             "another node has taken over the shard in the database"};
      connection_.reset();
      return postgres_error(failed, refused);
    } catch (const pqxx::failure& other) {
      connection_.reset();
      return postgres_error(failed, other);
    }
  }
}

} // namespace boxoffice::storage
