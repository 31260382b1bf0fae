"""Everything that is kept, as text: every row of every table, the cache, and the files of the site."""

from pathlib import Path

from django.conf import settings
from django.core import mail
from django.db import connection


def whole_database() -> str:
    """Every row of every table: SQLite's own dump, or on PostgreSQL each row as text."""
    if connection.vendor == "sqlite":
        return "\n".join(connection.connection.iterdump())
    said = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT "{table}"::text FROM "{table}"')
            said += [f"{table} {row}" for (row,) in cursor.fetchall()]
    return "\n".join(said)


def whole_cache() -> str:
    """Every key and value in Redis; empty where there is none."""
    if not settings.REDIS_URL:
        return ""
    import redis

    server = redis.Redis.from_url(settings.REDIS_URL)
    said = []
    for key in server.scan_iter():
        kind = server.type(key)
        value = server.get(key) if kind == b"string" else server.lrange(key, 0, -1) if kind == b"list" else b""
        said.append(f"{key!r} {value!r}")
    return "\n".join(said)


def whole_folder(folder: Path) -> str:
    """Every file below a folder."""
    return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in folder.rglob("*") if path.is_file())


def waiting_mails() -> str:
    """What was handed to the mail server in this test."""
    return "\n".join(f"{one.to} {one.subject} {one.body}" for one in mail.outbox)
