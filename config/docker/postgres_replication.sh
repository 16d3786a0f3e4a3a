#!/bin/bash
# Run by the image of PostgreSQL when it has made its database: lets the standby connect.
set -eu
echo "host replication $POSTGRES_USER samenet scram-sha-256" >>"$PGDATA/pg_hba.conf"
