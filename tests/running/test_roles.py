"""PostgreSQL's two roles, made by the script that the container runs: the application owns nothing."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import dj_database_url
import psycopg
import pytest
from psycopg import errors, sql

from tests.running.files import BASE


@pytest.fixture
def roles():
    """Addresses of an owner and an application of a database made for this test; all three go afterwards."""
    # as given, not as in the settings: while tests run, those name the application's role
    given = dj_database_url.parse(os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"])
    host, port = given["HOST"], given["PORT"] or 5432
    name = f"roles_{secrets.token_hex(4)}"
    # a password that has to be percent-encoded in an address
    application = f"postgres://{name}_app:w%3A%40%2F%27x@{host}:{port}/{name}"
    owner = f"postgres://{name}_owner:plain@{host}:{port}/{name}?sslmode=prefer"
    env = {
        "PATH": os.environ["PATH"],
        "PGHOST": host,
        "PGPORT": str(port),
        "PGPASSWORD": given["PASSWORD"],
        "POSTGRES_USER": given["USER"],
        "ROLES_SQL": str(BASE / "deploy" / "postgres-roles.sql"),
        "DATABASE_URL": application,
        "DATABASE_OWNER_URL": owner,
    }
    script = ["bash", str(BASE / "deploy" / "postgres-roles.sh")]
    as_who = {"host": host, "port": port, "user": given["USER"], "password": given["PASSWORD"], "dbname": "postgres"}
    try:
        for _ in range(2):  # safe to run again
            subprocess.run(script, env=env, check=True)
        yield {"owner": owner, "application": application}
    finally:
        with psycopg.connect(**as_who, autocommit=True) as maker:
            maker.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            for role in (f"{name}_app", f"{name}_owner"):
                maker.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))


@pytest.mark.postgres
def test_the_owner_makes_tables_and_the_application_cannot(roles):
    with psycopg.connect(roles["owner"], autocommit=True) as owner:
        owner.execute("CREATE TABLE held (word text)")
    with psycopg.connect(roles["application"], autocommit=True) as application:
        assert application.execute("SELECT current_user LIKE '%_app'").fetchone() == (True,)
        with pytest.raises(errors.InsufficientPrivilege):
            application.execute("CREATE TABLE own (word text)")
        with pytest.raises(errors.InsufficientPrivilege):
            application.execute("SELECT * FROM held")
        with pytest.raises(errors.InsufficientPrivilege):
            application.execute("DROP TABLE held")


@pytest.mark.postgres
def test_the_migration_lets_the_application_in_and_the_trail_can_only_grow(roles, tmp_path):
    env = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "only-for-this-test-" + "x" * 40,
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": roles["application"],
        "DATABASE_OWNER_URL": roles["owner"],
    }
    words = ["manage.py", "migrate", "--database", "owner", "--noinput", "-v0"]
    subprocess.run([sys.executable, *words], cwd=BASE, env=env, check=True)
    with psycopg.connect(roles["application"], autocommit=True) as application:
        assert application.execute("SELECT count(*) FROM accounts_person").fetchone() == (0,)
        application.execute("INSERT INTO accounts_team (id, name) VALUES (gen_random_uuid(), 'Storage')")
        application.execute("DELETE FROM accounts_team")
        for act in ("DELETE FROM accounts_event", "UPDATE accounts_event SET verb = 'x'", "TRUNCATE accounts_event"):
            with pytest.raises(errors.InsufficientPrivilege):
                application.execute(act)
        with pytest.raises(errors.InsufficientPrivilege):
            application.execute("ALTER TABLE accounts_person ADD COLUMN more text")


@pytest.mark.postgres
def test_a_backup_is_restored_by_the_two_commands_of_the_guide(roles, tmp_path):
    env = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "VAR_DIR": str(tmp_path),
        "SECRET_KEY": "x" * 40,
    }
    env |= {"DATABASE_URL": roles["application"], "DATABASE_OWNER_URL": roles["owner"]}
    env |= {"DJANGO_SETTINGS_MODULE": "config.settings"}
    guide = (BASE / "docs" / "running.md").read_text()
    dump = 'pg_dump --format=custom --no-owner --no-privileges --file=plumbline.dump "$DATABASE_OWNER_URL"'
    restore = (
        'pg_restore --exit-on-error --no-owner --no-privileges --dbname="$DATABASE_OWNER_URL" plumbline.dump\n'
        "python manage.py migrate --database owner --noinput\n"
    )
    assert dump in guide
    assert restore in guide

    def run(command: str) -> None:
        moved = command.replace("plumbline.dump", str(tmp_path / "plumbline.dump"))
        subprocess.run(["bash", "-ec", moved], cwd=BASE, env=env, check=True, stdout=subprocess.DEVNULL)

    run("python manage.py migrate --database owner --noinput")
    with psycopg.connect(roles["application"], autocommit=True) as application:
        application.execute("INSERT INTO accounts_team (id, name) VALUES (gen_random_uuid(), 'Storage')")
    run(dump)
    with psycopg.connect(roles["owner"], autocommit=True) as owner:
        owner.execute("DROP OWNED BY CURRENT_USER")
        owner.execute("CREATE SCHEMA IF NOT EXISTS public")
    run(restore)
    with psycopg.connect(roles["application"], autocommit=True) as application:
        assert application.execute("SELECT name FROM accounts_team").fetchall() == [("Storage",)]
        with pytest.raises(errors.InsufficientPrivilege):
            application.execute("DELETE FROM accounts_event")
