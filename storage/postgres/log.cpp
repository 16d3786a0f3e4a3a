#include "storage/postgres/log.hpp"

#include "storage/files.hpp"
#include "storage/postgres/batch.hpp"
#include "storage/postgres/snapshot.hpp"
#include "storage/probes/recorded_append.hpp"
#include "storage/rocksdb/open.hpp"

#include <limits>
#include <thread>

namespace boxoffice::storage {

namespace {

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

constexpr std::size_t most_idle = 4; ///< connections kept for later readers
constexpr auto between_tries = 100ms;
/// How long an open waits for the lock. After a process has ended, a busy database needs some time
/// to notice it and to release the lock.
constexpr auto most_wait_for_lock = 5s;

const storage_error open_for_reading{storage_error::kind::read_only,
                                     "the log in the database is open for reading only"};

constexpr std::int64_t no_epoch = -1; ///< no shard has it

constexpr const char* append_statement = "append";

/// The server parses and plans it once for each connection.
void prepare_append(pqxx::connection& on) {
  on.prepare(append_statement, "SELECT append_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
}

constexpr const char* lock_guarded_rows = "SELECT pg_advisory_xact_lock(7306005)";

void change_row(pqxx::transaction_base& in, const row_change& row) {
  if (row.value)
    in.exec_params("INSERT INTO side_row VALUES ($1, $2, $3) "
                   "ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value",
                   static_cast<int>(row.in), as_bytea(row.key), as_bytea(*row.value));
  else
    in.exec_params("DELETE FROM side_row WHERE kind = $1 AND key = $2", static_cast<int>(row.in),
                   as_bytea(row.key));
}

bool fits(std::uint64_t seq) {
  return seq < static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
}

/// Whether an SQLSTATE is transient. 40: rolled back because of another transaction; 57P0x: the
/// server stops or starts; 25006: it has become a standby. 23505 after the first attempt: that
/// attempt has not ended yet.
bool is_transient(const std::string& state, bool first) {
  return state.starts_with("40") || state.starts_with("57P") || state == "25006" ||
         (state == "23505" && !first);
}

} // namespace

postgres_log::postgres_log(postgres_options options, access to)
    : options_{std::move(options)}, access_{to}, writer_{connect_to(options_)} {
  if (to == access::reading) {
    opened_ = check_schema(*writer_);
    give_back(std::move(writer_));
    return;
  }
  epochs_.fill(no_epoch);
  prepare_append(*writer_);
  opened_ = upgrade_schema(*writer_);
  if (opened_ && !wait_for_writers_lock())
    opened_ = storage_error{storage_error::kind::in_use,
                            "another process has the log in the database open"};
  if (opened_ && to == access::writing)
    take_over();
}

/// The lock only prevents a second process by mistake. Safety comes from the epochs.
bool postgres_log::lock_writer() {
  const auto* sql = access_ == access::sharing ? "SELECT pg_try_advisory_lock_shared(7306001)"
                                               : "SELECT pg_try_advisory_lock(7306001)";
  return pqxx::nontransaction{*writer_}.exec1(sql)[0].as<bool>();
}

bool postgres_log::wait_for_writers_lock() {
  const auto give_up = clock::now() + most_wait_for_lock;
  while (!lock_writer()) {
    if (clock::now() >= give_up)
      return false;
    std::this_thread::sleep_for(between_tries);
  }
  return true;
}

void postgres_log::take_over() {
  pqxx::work taking{*writer_};
  auto rows = taking.exec_params("UPDATE shard SET epoch = epoch + 1, node = $1, holder = NULL "
                                 "RETURNING shard, epoch",
                                 options_.node);
  taking.commit();
  for (const auto& row : rows)
    epochs_.at(row[0].as<std::size_t>()) = row[1].as<std::int64_t>();
}

/// For a shared log, a lost epoch or connection does not affect later appends.
status postgres_log::fail(storage_error error) {
  auto transient =
      error.what == storage_error::kind::deposed || error.what == storage_error::kind::unreachable;
  if (!(access_ == access::sharing && transient) && !failure_)
    failure_ = error;
  return error;
}

status postgres_log::append(const write_batch& batch) {
  if (access_ == access::reading)
    return open_for_reading;
  if (failure_)
    return *failure_;
  if (batch.appends.empty() && batch.rows.empty())
    return {};
  return recorded_append(*probe(), batch, [&] { return write(batch); });
}

/// Retries until it is known whether the batch is written. After a lost connection it looks the
/// batch up by its id first. The epoch prevents a retry after another process took over; the
/// primary key prevents a second copy if the first attempt was still running.
status postgres_log::write(const write_batch& batch) {
  batch_arrays arrays{batch, epochs_};
  auto id = new_batch_id();
  auto give_up = clock::now() + options_.patience;
  for (bool first = true;; first = false) {
    try {
      if (!writer_)
        reconnect();
      if (!first && is_written(batch, id))
        return {};
      call_append(id, arrays);
      return {};
    } catch (const pqxx::broken_connection& gone) {
      writer_.reset();
      if (clock::now() >= give_up)
        return fail(postgres_error("cannot append to", gone));
    } catch (const pqxx::sql_error& refused) {
      if (refused.sqlstate() == deposed_state)
        return fail({storage_error::kind::deposed,
                     "another process has taken over the log in the database"});
      if (!is_transient(refused.sqlstate(), first) || clock::now() >= give_up)
        return fail(postgres_error("cannot append to", refused));
      if (!refused.sqlstate().starts_with("40"))
        writer_.reset();
    } catch (const pqxx::failure& other) {
      return fail(postgres_error("cannot append to", other));
    }
    std::this_thread::sleep_for(between_tries);
  }
}

/// A single statement is its own transaction.
void postgres_log::call_append(const std::string& id, const batch_arrays& arrays) {
  confirmed(*writer_, [&](pqxx::connection& on) {
    return pqxx::nontransaction{on}.exec_prepared(
        append_statement, id, arrays.shards, arrays.epochs, arrays.streams, arrays.seqs,
        arrays.stream_epochs, arrays.records, arrays.kinds, arrays.keys, arrays.values);
  });
}

void postgres_log::reconnect() {
  writer_ = connect_to(options_);
  prepare_append(*writer_);
  static_cast<void>(lock_writer());
}

/// Whether the batch with this id is in the database. If its session ended while the commit waited
/// for the standby, the rows are visible but may be lost with the primary; the barrier confirms
/// them.
bool postgres_log::is_written(const write_batch& batch, const std::string& id) {
  for (const auto& part : batch.appends) {
    if (part.records.empty())
      continue;
    auto found = pqxx::work{*writer_}.exec_params(
        "SELECT FROM event WHERE stream = $1 AND seq = $2 AND batch = $3", part.stream.text,
        static_cast<std::int64_t>(part.first_seq), id);
    if (!found.empty())
      commit_barrier(*writer_);
    return !found.empty();
  }
  return false; // Writing only rows twice is harmless.
}

postgres_log::connection_ptr postgres_log::borrow() {
  {
    std::lock_guard lock{idle_guard_};
    if (!idle_.empty()) {
      auto one = std::move(idle_.back());
      idle_.pop_back();
      return one;
    }
  }
  return connect_to(options_);
}

void postgres_log::give_back(connection_ptr one) {
  std::lock_guard lock{idle_guard_};
  if (idle_.size() < most_idle)
    idle_.push_back(std::move(one));
}

template <class Ask>
auto postgres_log::in_snapshot(const char* what, Ask ask)
    -> decltype(ask(std::declval<postgres_snapshot&>())) {
  for (bool fresh = false;; fresh = true) {
    bool begun = false;
    try {
      auto connection = fresh ? connect_to(options_) : borrow();
      auto outcome = [&] {
        postgres_snapshot now{*connection};
        begun = true;
        return ask(now);
      }();
      give_back(std::move(connection));
      return outcome;
    } catch (const pqxx::broken_connection& gone) {
      // An idle connection may have been lost in a failover: retry with a new one.
      if (fresh || begun)
        return postgres_error(what, gone);
    } catch (const pqxx::failure& refused) {
      return postgres_error(what, refused);
    }
  }
}

status postgres_log::read(const show_id& stream, std::uint64_t after, const record_visitor& visit) {
  return in_snapshot("cannot read a stream from", [&](postgres_snapshot& now) -> status {
    for (auto from = after; fits(from);) {
      auto rows = now.exec_params("SELECT seq, record FROM event WHERE stream = $1 AND seq > $2 "
                                  "ORDER BY seq LIMIT $3",
                                  stream.text, static_cast<std::int64_t>(from), rows_a_fetch);
      for (const auto& row : rows) {
        from = row[0].as<std::uint64_t>();
        if (!visit(from, events::bytes_of(text_in(pqxx::binarystring{row[1]}))))
          return {};
      }
      if (rows.size() < rows_a_fetch)
        return {};
    }
    return {};
  });
}

status postgres_log::read_all(std::string_view after, std::string_view last,
                              const stream_visitor& visit) {
  return in_snapshot("cannot read events from", [&](postgres_snapshot& now) -> status {
    read_events(now, after, last, visit);
    return {};
  });
}

result<std::uint64_t> postgres_log::last_seq(const show_id& stream) {
  return in_snapshot(
      "cannot read the end of a stream from", [&](postgres_snapshot& now) -> result<std::uint64_t> {
        return now
            .exec_params1("SELECT coalesce(max(seq), 0) FROM event WHERE stream = $1",
                          stream.text)[0]
            .as<std::uint64_t>();
      });
}

result<std::optional<std::string>> postgres_log::get(table in, std::string_view key) {
  return in_snapshot(
      "cannot read a row from", [&](postgres_snapshot& now) -> result<std::optional<std::string>> {
        auto rows = now.exec_params("SELECT value FROM side_row WHERE kind = $1 AND key = $2",
                                    static_cast<int>(in), as_bytea(key));
        if (rows.empty())
          return std::optional<std::string>{};
        return std::optional{std::string{text_in(pqxx::binarystring{rows[0][0]})}};
      });
}

status postgres_log::scan(table in, std::string_view after, const row_visitor& visit) {
  return in_snapshot("cannot read rows from", [&](postgres_snapshot& now) -> status {
    read_rows(now, in, after, visit);
    return {};
  });
}

/// One statement, because nodes that share the log may add the same row at the same time. A row
/// that is there is written again as it is.
result<bool> postgres_log::add_row(const row_change& row) {
  if (access_ == access::reading)
    return open_for_reading;
  try {
    auto connection = connect_to(options_);
    pqxx::work adding{*connection};
    auto added = adding.exec_params1(
        "INSERT INTO side_row AS kept VALUES ($1, $2, $3) "
        "ON CONFLICT (kind, key) DO UPDATE SET value = kept.value RETURNING value",
        static_cast<int>(row.in), as_bytea(row.key), as_bytea(row.value.value_or("")));
    auto is_ours = text_in(pqxx::binarystring{added[0]}) == row.value;
    adding.commit();
    return is_ours;
  } catch (const pqxx::failure& refused) {
    auto error = postgres_error("cannot add a row to", refused);
    return storage_error{storage_error::kind::unreachable, std::move(error.detail)};
  }
}

/// The lock makes the changes of nodes that share the log one after another, also of a row that is
/// not there yet.
result<bool> postgres_log::append_if(const row_change& guard, const std::vector<row_change>& rows) {
  if (access_ == access::reading)
    return open_for_reading;
  try {
    auto connection = connect_to(options_);
    pqxx::work changing{*connection};
    changing.exec(lock_guarded_rows);
    auto present = changing.exec_params("SELECT value FROM side_row WHERE kind = $1 AND key = $2",
                                        static_cast<int>(guard.in), as_bytea(guard.key));
    std::optional<std::string> value;
    if (!present.empty())
      value = text_in(pqxx::binarystring{present[0][0]});
    if (value != guard.value)
      return false;
    for (const auto& row : rows)
      change_row(changing, row);
    changing.commit();
    return true;
  } catch (const pqxx::failure& refused) {
    auto error = postgres_error("cannot change rows of", refused);
    return storage_error{storage_error::kind::unreachable, std::move(error.detail)};
  }
}

/// Rewrites the partition, because a deleted row stays in its page until the space is reused. The
/// copy in PostgreSQL's WAL is deleted with the WAL.
result<bool> postgres_log::purge(table in, std::string_view key) {
  if (access_ == access::reading)
    return open_for_reading;
  try {
    auto connection = connect_to(options_);
    pqxx::nontransaction purging{*connection};
    auto gone = purging.exec_params("DELETE FROM side_row WHERE kind = $1 AND key = $2",
                                    static_cast<int>(in), as_bytea(key));
    purging.exec(in == table::customers ? "VACUUM (FULL) side_row_customers"
                                        : "VACUUM (FULL) side_row_others");
    return gone.affected_rows() != 0;
  } catch (const pqxx::failure& refused) {
    return postgres_error("cannot erase a row from", refused);
  }
}

status postgres_log::back_up(const std::filesystem::path& directory) {
  staged_directory staged{directory};
  if (auto made = staged.make(); !made)
    return made;
  auto copied = in_snapshot("cannot copy the log from", [&](postgres_snapshot& now) -> status {
    auto copy = open_rocksdb_log({.directory = staged.content()});
    if (!copy)
      return copy.error();
    return copy_snapshot(now, **copy);
  });
  return copied ? staged.finish() : copied;
}

} // namespace boxoffice::storage
