#!/bin/bash
# Run by PostgreSQL's container at its first start: the roles and the database that the addresses name. Without
# DATABASE_WORKER_URL no role is made for the worker.
set -eu

decoded() {
    local text="${1//\\/\\\\}"
    printf '%b' "${text//%/\\x}"
}
user_of() { local rest="${1#*://}"; rest="${rest%%@*}"; decoded "${rest%%:*}"; }
password_of() { local rest="${1#*://}"; rest="${rest%%@*}"; decoded "${rest#*:}"; }
database_of() { local rest="${1##*/}"; decoded "${rest%%\?*}"; }

worker=()
if [ -n "${DATABASE_WORKER_URL:-}" ]; then
    worker=(
        --set worker="$(user_of "$DATABASE_WORKER_URL")"
        --set worker_password="$(password_of "$DATABASE_WORKER_URL")"
    )
fi

psql --no-psqlrc --quiet --username "${POSTGRES_USER:-postgres}" --dbname postgres \
    --set owner="$(user_of "$DATABASE_OWNER_URL")" \
    --set owner_password="$(password_of "$DATABASE_OWNER_URL")" \
    --set application="$(user_of "$DATABASE_URL")" \
    --set application_password="$(password_of "$DATABASE_URL")" \
    "${worker[@]}" \
    --set database="$(database_of "$DATABASE_URL")" \
    --file "${ROLES_SQL:-/deploy/postgres-roles.sql}"
