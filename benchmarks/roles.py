"""The application's role for a benchmark: one that owns nothing, so that the database's policies hold for it."""

import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

BASE = Path(__file__).resolve().parent.parent


@contextmanager
def application(address: str) -> Iterator[tuple[str, str]]:
    """Name and password of a new role, which is dropped at the end; its databases have to be gone by then."""
    name, word = f"plumbline_bench_{secrets.token_hex(4)}", secrets.token_hex(16)
    maker = urlunsplit(urlsplit(address)._replace(path="/postgres"))
    role = sql.Identifier(name)
    with psycopg.connect(maker, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(role, sql.Literal(word)))
    try:
        yield name, word
    finally:
        with psycopg.connect(maker, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP ROLE {}").format(role))


def signed_in(address: str, role: tuple[str, str]) -> str:
    """The address of the same database for that role."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=f"{role[0]}:{role[1]}@{parts.netloc.rpartition('@')[2]}"))


def let_in(env: dict[str, str], role: tuple[str, str]) -> dict[str, str]:
    """Gives the role its rights, as an upgrade does; the environment in which the site runs as that role."""
    owner = env["DATABASE_URL"]
    own = env | {"DATABASE_URL": signed_in(owner, role)}
    words = [sys.executable, "manage.py", "migrate", "--database", "owner", "--noinput", "-v0"]
    subprocess.run(words, cwd=BASE, env=own | {"DATABASE_OWNER_URL": owner}, check=True)
    return own
