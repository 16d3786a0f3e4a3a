#include "storage/postgres_schema.hpp"

#include "events/hash.hpp"

namespace boxoffice::storage {

namespace {

constexpr int newest_version = 1;

/// Any number, the same in every boxoffice: two that start at once must not both make the tables.
constexpr const char* lock_schema = "SELECT pg_advisory_xact_lock(7306002)";

// An append is one call, so that it costs one round trip and is whole by itself. FOR SHARE makes
// who would raise an epoch wait until appends under the old one are in: what it reads afterwards is
// the end of the stream.
constexpr const char* version_1 = R"sql(
CREATE TABLE schema_version (version int NOT NULL);
INSERT INTO schema_version VALUES (1);

CREATE TABLE shard (
  shard int PRIMARY KEY,
  epoch bigint NOT NULL,
  node text NOT NULL
);
INSERT INTO shard SELECT n, 0, '' FROM generate_series(0, 255) AS n;

CREATE TABLE event (
  stream text COLLATE "C" NOT NULL,
  seq bigint NOT NULL,
  epoch bigint NOT NULL,
  batch uuid NOT NULL,
  record bytea NOT NULL,
  PRIMARY KEY (stream, seq)
);
ALTER TABLE event ALTER COLUMN record SET STORAGE EXTERNAL;

CREATE TABLE side_row (
  kind smallint NOT NULL,
  key bytea NOT NULL,
  value bytea NOT NULL,
  PRIMARY KEY (kind, key)
) PARTITION BY LIST (kind);
CREATE TABLE side_row_customers PARTITION OF side_row FOR VALUES IN (3);
CREATE TABLE side_row_others PARTITION OF side_row DEFAULT WITH (fillfactor = 70);

CREATE FUNCTION append_batch(
  its_batch uuid, its_shards int[], its_epochs bigint[],
  streams text[], seqs bigint[], stream_epochs bigint[], records bytea[],
  kinds smallint[], keys bytea[], row_values bytea[]
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM shard JOIN unnest(its_shards, its_epochs) AS mine(number, its_epoch)
    ON shard.shard = mine.number AND shard.epoch = mine.its_epoch
    ORDER BY shard.shard FOR SHARE OF shard;
  IF (SELECT count(*) FROM shard JOIN unnest(its_shards, its_epochs) AS mine(number, its_epoch)
      ON shard.shard = mine.number AND shard.epoch = mine.its_epoch)
     <> cardinality(its_shards) THEN
    RAISE EXCEPTION 'another node has taken over' USING ERRCODE = 'BX001';
  END IF;
  INSERT INTO event SELECT one.stream, one.seq, one.epoch, its_batch, one.record
    FROM unnest(streams, seqs, stream_epochs, records) AS one(stream, seq, epoch, record);
  INSERT INTO side_row SELECT one.kind, one.key, one.value
    FROM unnest(kinds, keys, row_values) AS one(kind, key, value) WHERE one.value IS NOT NULL
    ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value;
  DELETE FROM side_row USING unnest(kinds, keys, row_values) AS one(kind, key, value)
    WHERE one.value IS NULL AND side_row.kind = one.kind AND side_row.key = one.key;
END $$;
)sql";

bool has_schema(pqxx::transaction_base& in) {
  return in.exec1("SELECT to_regclass('schema_version') IS NOT NULL")[0].as<bool>();
}

status check_version(pqxx::transaction_base& in) {
  auto version = in.exec1("SELECT version FROM schema_version")[0].as<int>();
  if (version <= newest_version)
    return {};
  return storage_error{storage_error::kind::bad_format,
                       "the database has schema " + std::to_string(version) +
                           ", this boxoffice knows " + std::to_string(newest_version)};
}

} // namespace

int shard_of(const show_id& stream) {
  auto hash = events::sha256({events::bytes_of(stream.text)});
  static_assert(shards_in_all == 256); // So that the last of the 8 bytes says it.
  return hash[7];
}

status bring_up_schema(pqxx::connection& to) {
  pqxx::work changes{to};
  changes.exec(lock_schema);
  if (has_schema(changes))
    return check_version(changes);
  changes.exec(version_1);
  changes.commit();
  return {};
}

status check_schema(pqxx::connection& of) {
  pqxx::read_transaction looking{of};
  if (has_schema(looking))
    return check_version(looking);
  return storage_error{storage_error::kind::absent,
                       std::string{"there is no log in the database "} + of.dbname()};
}

} // namespace boxoffice::storage
