"""How the database of a test or a benchmark is dropped on PostgreSQL by its owner, who is no superuser."""

from psycopg import Connection, sql

# Only people's sessions: an autovacuum worker belongs to no role, so ending it is refused to who is no superuser. For
# the same reason not DROP … WITH (FORCE), which tries to end it; a plain DROP sends such a worker away by itself.
END_SESSIONS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = %s AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
)


def drop(connection: Connection, name: str, *roles: str) -> None:
    """Drops a database, whoever is still in it, and then these roles; none of them has to be there."""
    connection.execute(END_SESSIONS, [name])
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
    for role in roles:
        connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))
