#include "storage/postgres/schema.hpp"

#include <array>

namespace boxoffice::storage {

namespace {

constexpr int newest_version = 3;

/// An arbitrary number, the same in every boxoffice: only one of two that start at once creates the
/// tables.
constexpr const char* lock_schema = "SELECT pg_advisory_xact_lock(7306002)";

// An append is one call: one round trip, one transaction. FOR SHARE makes a process that raises an
// epoch wait for the appends under the old epoch, so that it then reads the end of the stream.
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

// Membership. Each change takes the lock, so that it sees the result of the change before it. A
// renewal of a lease needs no lock: it updates only its own row, if that still exists.
constexpr const char* version_2 = R"sql(
CREATE TABLE cluster (id uuid NOT NULL);
INSERT INTO cluster VALUES (gen_random_uuid());

CREATE TABLE node (
  node text PRIMARY KEY,
  incarnation uuid NOT NULL UNIQUE,
  address text NOT NULL,
  lease_ms int NOT NULL,
  renewals bigint NOT NULL DEFAULT 0,
  lease_until timestamptz NOT NULL,
  leaving boolean NOT NULL DEFAULT false
);
ALTER TABLE shard ADD COLUMN holder uuid;

CREATE FUNCTION one_change_at_a_time() RETURNS void LANGUAGE sql AS
  'SELECT pg_advisory_xact_lock(7306003)';

CREATE FUNCTION join_cluster(its_name text, its_incarnation uuid, its_address text, its_lease int)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM one_change_at_a_time();
  INSERT INTO node (node, incarnation, address, lease_ms, lease_until)
    VALUES (its_name, its_incarnation, its_address, its_lease,
            clock_timestamp() + its_lease * interval '1 ms')
    ON CONFLICT (node) DO NOTHING;
  RETURN EXISTS (SELECT FROM node WHERE incarnation = its_incarnation);
END $$;

CREATE FUNCTION is_over(lease_until timestamptz, lease_ms int) RETURNS boolean LANGUAGE sql AS
  'SELECT clock_timestamp() NOT BETWEEN lease_until - lease_ms * interval ''1 ms'' AND lease_until';

CREATE FUNCTION expel(its_incarnation uuid, its_renewals bigint)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM one_change_at_a_time();
  DELETE FROM node WHERE incarnation = its_incarnation AND renewals = its_renewals
    AND is_over(lease_until, lease_ms);
  RETURN FOUND;
END $$;

CREATE FUNCTION claim_shards(by uuid, wanted int[])
RETURNS TABLE (number int, its_epoch bigint) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM one_change_at_a_time();
  RETURN QUERY UPDATE shard SET epoch = epoch + 1, holder = by, node = claimer.node
    FROM node AS claimer
    WHERE claimer.incarnation = by AND shard.shard = ANY (wanted)
      AND NOT EXISTS (SELECT FROM node AS other WHERE other.incarnation = shard.holder)
    RETURNING shard.shard, shard.epoch;
END $$;

CREATE FUNCTION hand_over(giver uuid, given int[], its_epochs bigint[], heir uuid)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM one_change_at_a_time();
  UPDATE shard SET epoch = epoch + 1, holder = next.incarnation, node = coalesce(next.node, '')
    FROM unnest(given, its_epochs) AS gift(number, its_epoch)
      LEFT JOIN node AS next ON next.incarnation = heir
    WHERE shard.holder = giver AND shard.shard = gift.number AND shard.epoch = gift.its_epoch;
END $$;

CREATE FUNCTION leave_cluster(its_incarnation uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM one_change_at_a_time();
  UPDATE shard SET epoch = epoch + 1, holder = NULL, node = '' WHERE holder = its_incarnation;
  DELETE FROM node WHERE incarnation = its_incarnation;
END $$;

UPDATE schema_version SET version = 2;
)sql";

constexpr const char* version_3 = R"sql(
CREATE TABLE operator_tokens (document text NOT NULL);
INSERT INTO operator_tokens VALUES ('');

UPDATE schema_version SET version = 3;
)sql";

/// Entry N upgrades a schema of version N to the next; 0 is an empty database.
constexpr std::array changes_by_version{version_1, version_2, version_3};
static_assert(changes_by_version.size() == newest_version);

bool has_schema(pqxx::transaction_base& in) {
  return in.exec1("SELECT to_regclass('schema_version') IS NOT NULL")[0].as<bool>();
}

int version_of(pqxx::transaction_base& in) {
  if (!has_schema(in))
    return 0;
  return in.exec1("SELECT version FROM schema_version")[0].as<int>();
}

status not_newer(int version) {
  if (version <= newest_version)
    return {};
  return storage_error{storage_error::kind::bad_format,
                       "the database has schema " + std::to_string(version) +
                           ", but this boxoffice knows up to " + std::to_string(newest_version) +
                           "; use a newer one"};
}

} // namespace

status upgrade_schema(pqxx::connection& to) {
  pqxx::work changes{to};
  changes.exec(lock_schema);
  auto version = version_of(changes);
  for (auto next = version; next < newest_version; ++next)
    changes.exec(changes_by_version.at(static_cast<std::size_t>(next)));
  changes.commit();
  return not_newer(version);
}

status check_schema(pqxx::connection& of) {
  pqxx::read_transaction reading{of};
  if (auto version = version_of(reading))
    return not_newer(version);
  return storage_error{storage_error::kind::absent,
                       std::string{"there is no log in the database "} + of.dbname()};
}

} // namespace boxoffice::storage
