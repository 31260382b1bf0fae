#!/bin/bash
# Run by PostgreSQL's container at its first start: the roles and the database that the two addresses name.
set -eu

decoded() {
    local text="${1//\\/\\\\}"
    printf '%b' "${text//%/\\x}"
}
user_of() { local rest="${1#*://}"; rest="${rest%%@*}"; decoded "${rest%%:*}"; }
password_of() { local rest="${1#*://}"; rest="${rest%%@*}"; decoded "${rest#*:}"; }
database_of() { local rest="${1##*/}"; decoded "${rest%%\?*}"; }

psql --no-psqlrc --quiet --username "${POSTGRES_USER:-postgres}" --dbname postgres \
    --set owner="$(user_of "$DATABASE_OWNER_URL")" \
    --set owner_password="$(password_of "$DATABASE_OWNER_URL")" \
    --set application="$(user_of "$DATABASE_URL")" \
    --set application_password="$(password_of "$DATABASE_URL")" \
    --set database="$(database_of "$DATABASE_URL")" \
    --file "${ROLES_SQL:-/deploy/postgres-roles.sql}"
