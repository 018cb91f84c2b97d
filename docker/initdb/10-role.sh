#!/bin/sh
# Runs once, when the database is empty. The server's role owns its database and is no superuser: row-level security
# has to bind it.
set -eu

psql --set ON_ERROR_STOP=1 --set password="$ALARMCALL_DB_PASSWORD" --username "$POSTGRES_USER" --dbname postgres <<'SQL'
CREATE ROLE alarmcall LOGIN PASSWORD :'password' NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
CREATE DATABASE alarmcall OWNER alarmcall ENCODING 'UTF8' TEMPLATE template0;
SQL
