#include "storage/postgres_store.hpp"

#include "storage/postgres_array.hpp"
#include "storage/postgres_walks.hpp"
#include "storage/rocksdb_files.hpp"
#include "storage/rocksdb_log.hpp"
#include "storage/stream_head.hpp"

#include <cassert>
#include <limits>
#include <map>
#include <thread>

#include <openssl/rand.h>

namespace boxoffice::storage {

namespace {

using snapshot = postgres_snapshot;
using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

constexpr std::size_t most_idle = 4; ///< connections that wait for the next reader
constexpr auto between_tries = 100ms;

/// Held by the session that writes; the number is any, and the same in every boxoffice.
constexpr const char* try_lock_writer = "SELECT pg_try_advisory_lock(7306001)";

storage_error io_error(const char* doing, const std::exception& why) {
  return {storage_error::kind::io, std::string{doing} + " PostgreSQL: " + why.what()};
}

const storage_error for_reading{storage_error::kind::read_only,
                                "the log in the database is open for reading"};

/// A name for an append that no other has: a random UUID.
std::string new_name() {
  std::array<std::uint8_t, 16> random{};
  if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1)
    std::abort();
  return events::to_hex(random); // PostgreSQL takes a UUID without its hyphens too.
}

bool fits(std::uint64_t seq) {
  return seq < static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
}

/// All that append_batch() takes but the batch's name. Of a row that is changed twice the last
/// counts.
struct batch_arrays {
  std::string shards, epochs, streams, seqs, stream_epochs, records, kinds, keys, values;

  batch_arrays(const write_batch& batch,
               const std::array<std::int64_t, shards_in_all>& known_epochs) {
    std::map<int, std::int64_t> touched;
    std::map<std::pair<table, std::string>, std::optional<std::string>> rows;
    postgres_array stream, seq, epoch, record;
    for (const auto& part : batch.appends) {
      auto shard = shard_of(part.stream);
      auto its_epoch = known_epochs[static_cast<std::size_t>(shard)];
      touched[shard] = its_epoch;
      auto number = part.first_seq;
      for (const auto& each : part.records) {
        stream.add_text(part.stream.text);
        seq.add(static_cast<std::int64_t>(number++));
        epoch.add(its_epoch);
        record.add_bytes(each);
      }
      if (!part.records.empty())
        rows[{table::heads, part.stream.text}] =
            head_row(number - 1, hash_in(events::bytes_of(part.records.back())));
    }
    for (const auto& row : batch.rows) {
      assert(row.in != table::heads);
      rows[{row.in, row.key}] = row.value;
    }
    postgres_array kind, key, value;
    for (const auto& [place, content] : rows) {
      kind.add(static_cast<std::int64_t>(place.first));
      key.add_bytes(place.second);
      content ? value.add_bytes(*content) : value.add_null();
    }
    postgres_array shard, shard_epoch;
    for (const auto& [number, its_epoch] : touched) {
      shard.add(number);
      shard_epoch.add(its_epoch);
    }
    shards = shard.take(), epochs = shard_epoch.take(), streams = stream.take(), seqs = seq.take();
    stream_epochs = epoch.take(), records = record.take(), kinds = kind.take(), keys = key.take();
    values = value.take();
  }
};

} // namespace

postgres_log::postgres_log(postgres_options options, access to)
    : options_{std::move(options)}, access_{to}, writer_{connect()} {
  opened_ = to == access::writing ? bring_up_schema(*writer_) : check_schema(*writer_);
  if (to == access::reading)
    give_back(std::move(writer_));
  else if (opened_)
    opened_ = take_over();
}

postgres_log::connection_ptr postgres_log::connect() const {
  auto made = std::make_unique<pqxx::connection>(options_.connection);
  // A session that comes back of its own accord would go on without its lock. Deprecated because
  // libpqxx 7 has no such sessions any more.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  made->inhibit_reactivation(true);
#pragma GCC diagnostic pop
  // Whatever the server's defaults are: nothing is acknowledged that is not on the device.
  made->set_variable("synchronous_commit", "on");
  made->set_variable("application_name", "'boxoffice " + made->esc(options_.node) + "'");
  return made;
}

status postgres_log::take_over() {
  pqxx::nontransaction locking{*writer_};
  if (!locking.exec1(try_lock_writer)[0].as<bool>())
    return storage_error{storage_error::kind::in_use,
                         "another process has the log in the database open"};
  locking.commit();
  pqxx::work taking{*writer_};
  auto rows = taking.exec_params(
      "UPDATE shard SET epoch = epoch + 1, node = $1 RETURNING shard, epoch", options_.node);
  taking.commit();
  for (const auto& row : rows)
    epochs_.at(row[0].as<std::size_t>()) = row[1].as<std::int64_t>();
  return {};
}

status postgres_log::fail(storage_error error) {
  if (!failure_)
    failure_ = std::move(error);
  return *failure_;
}

status postgres_log::append(const write_batch& batch) {
  if (access_ == access::reading)
    return for_reading;
  if (failure_)
    return *failure_;
  if (batch.appends.empty() && batch.rows.empty())
    return {};
  return write(batch);
}

/// Until it is known that the batch is in or that it cannot be: where the connection went, it is
/// looked up under its name before it is tried again. The epoch keeps whoever took over meanwhile
/// safe from a second try, and the primary key keeps us safe from our own first one.
status postgres_log::write(const write_batch& batch) {
  batch_arrays arrays{batch, epochs_};
  auto name = new_name();
  auto give_up = clock::now() + options_.patience;
  for (bool first = true;; first = false) {
    try {
      if (!writer_)
        reconnect();
      if (!first && went_through(batch, name))
        return {};
      pqxx::nontransaction call{*writer_}; // One statement, so that it commits by itself.
      call.exec_params("SELECT append_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", name,
                       arrays.shards, arrays.epochs, arrays.streams, arrays.seqs,
                       arrays.stream_epochs, arrays.records, arrays.kinds, arrays.keys,
                       arrays.values);
      return {};
    } catch (const pqxx::broken_connection& gone) {
      writer_.reset();
      if (clock::now() >= give_up)
        return fail(io_error("appending to", gone));
    } catch (const pqxx::sql_error& refused) {
      if (refused.sqlstate() == deposed_state)
        return fail({storage_error::kind::deposed, "another process has taken the log over"});
      auto of_class = refused.sqlstate().substr(0, 2);
      // 40: rolled back for another's sake; 57P0x: the server is going down or coming up.
      if ((of_class != "40" && of_class != "57") || clock::now() >= give_up)
        return fail(io_error("appending to", refused));
      if (of_class == "57")
        writer_.reset();
    } catch (const pqxx::failure& other) {
      return fail(io_error("appending to", other));
    }
    std::this_thread::sleep_for(between_tries);
  }
}

/// The lock only spares operators a second process by mistake; what is safe is so by the epochs.
void postgres_log::reconnect() {
  writer_ = connect();
  pqxx::nontransaction{*writer_}.exec(try_lock_writer);
}

bool postgres_log::went_through(const write_batch& batch, const std::string& name) {
  for (const auto& part : batch.appends) {
    if (part.records.empty())
      continue;
    pqxx::work looking{*writer_};
    auto found =
        looking.exec_params("SELECT FROM event WHERE stream = $1 AND seq = $2 AND batch = $3",
                            part.stream.text, static_cast<std::int64_t>(part.first_seq), name);
    return !found.empty();
  }
  return false; // Rows alone may be written twice.
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
  return connect();
}

void postgres_log::give_back(connection_ptr one) {
  std::lock_guard lock{idle_guard_};
  if (idle_.size() < most_idle)
    idle_.push_back(std::move(one));
}

template <class Ask>
auto postgres_log::in_snapshot(const char* doing, Ask ask)
    -> decltype(ask(std::declval<snapshot&>())) {
  for (bool fresh = false;; fresh = true) {
    bool begun = false;
    try {
      auto connection = fresh ? connect() : borrow();
      auto told = [&] {
        snapshot now{*connection};
        begun = true;
        return ask(now);
      }();
      give_back(std::move(connection));
      return told;
    } catch (const pqxx::broken_connection& gone) {
      // One that lay idle may have gone with the primary that it led to.
      if (fresh || begun)
        return io_error(doing, gone);
    } catch (const pqxx::failure& refused) {
      return io_error(doing, refused);
    }
  }
}

status postgres_log::read(const show_id& stream, std::uint64_t after, const record_visitor& visit) {
  return in_snapshot("reading a stream from", [&](snapshot& now) -> status {
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
  return in_snapshot("reading events from", [&](snapshot& now) -> status {
    walk_events(now, after, last, visit);
    return {};
  });
}

result<std::uint64_t> postgres_log::last_seq(const show_id& stream) {
  return in_snapshot("reading a stream's end from", [&](snapshot& now) -> result<std::uint64_t> {
    return now
        .exec_params1("SELECT coalesce(max(seq), 0) FROM event WHERE stream = $1", stream.text)[0]
        .as<std::uint64_t>();
  });
}

result<std::optional<std::string>> postgres_log::get(table in, std::string_view key) {
  return in_snapshot(
      "reading a row from", [&](snapshot& now) -> result<std::optional<std::string>> {
        auto rows = now.exec_params("SELECT value FROM side_row WHERE kind = $1 AND key = $2",
                                    static_cast<int>(in), as_bytea(key));
        if (rows.empty())
          return std::optional<std::string>{};
        return std::optional{std::string{text_in(pqxx::binarystring{rows[0][0]})}};
      });
}

status postgres_log::scan(table in, std::string_view after, const row_visitor& visit) {
  return in_snapshot("reading rows from", [&](snapshot& now) -> status {
    walk_rows(now, in, after, visit);
    return {};
  });
}

/// The partition is rewritten, for a row that is gone stays in its page until it is needed for
/// another. What PostgreSQL keeps of it in its WAL goes with the WAL.
result<bool> postgres_log::purge(table in, std::string_view key) {
  if (access_ == access::reading)
    return for_reading;
  try {
    auto connection = connect();
    pqxx::nontransaction purging{*connection};
    auto gone = purging.exec_params("DELETE FROM side_row WHERE kind = $1 AND key = $2",
                                    static_cast<int>(in), as_bytea(key));
    purging.exec(in == table::customers ? "VACUUM (FULL) side_row_customers"
                                        : "VACUUM (FULL) side_row_others");
    return gone.affected_rows() != 0;
  } catch (const pqxx::failure& refused) {
    return io_error("taking a row out of", refused);
  }
}

status postgres_log::back_up(const std::filesystem::path& directory) {
  staged_directory staged{directory};
  if (auto made = staged.make(); !made)
    return made;
  auto copied = in_snapshot("copying", [&](snapshot& now) -> status {
    auto copy = open_rocksdb_log({.directory = staged.content()});
    if (!copy)
      return copy.error();
    return copy_snapshot(now, **copy);
  });
  return copied ? staged.finish() : copied;
}

namespace {

result<std::unique_ptr<event_log>> open(const postgres_options& options, postgres_log::access to) {
  try {
    auto log = std::make_unique<postgres_log>(options, to);
    if (auto opened = log->opened(); !opened)
      return opened.error();
    return std::unique_ptr<event_log>{std::move(log)};
  } catch (const pqxx::failure& refused) {
    return io_error("opening the log in", refused);
  }
}

} // namespace

result<std::unique_ptr<event_log>> open_postgres_log(const postgres_options& options) {
  return open(options, postgres_log::access::writing);
}

result<std::unique_ptr<event_log>> open_postgres_log_for_reading(const postgres_options& options) {
  return open(options, postgres_log::access::reading);
}

} // namespace boxoffice::storage
