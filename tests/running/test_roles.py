"""PostgreSQL's roles, made by the script that the container runs: pages and worker own nothing."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import dj_database_url
import psycopg
import pytest
from psycopg import errors

from tests.dropping import drop
from tests.running.files import BASE


@pytest.fixture
def roles():
    """Addresses of an owner, an application and a worker of a database made for this test; all go afterwards."""
    # as given, not as in the settings: while tests run, those name the application's role
    given = dj_database_url.parse(os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"])
    host, port = given["HOST"], given["PORT"] or 5432
    name = f"roles_{secrets.token_hex(4)}"
    # a password that has to be percent-encoded in an address
    application = f"postgres://{name}_app:w%3A%40%2F%27x@{host}:{port}/{name}"
    owner = f"postgres://{name}_owner:plain@{host}:{port}/{name}?sslmode=prefer"
    worker = f"postgres://{name}_worker:w%25x@{host}:{port}/{name}"
    env = {
        "PATH": os.environ["PATH"],
        "PGHOST": host,
        "PGPORT": str(port),
        "PGPASSWORD": given["PASSWORD"],
        "POSTGRES_USER": given["USER"],
        "ROLES_SQL": str(BASE / "deploy" / "postgres-roles.sql"),
        "DATABASE_URL": application,
        "DATABASE_OWNER_URL": owner,
        "DATABASE_WORKER_URL": "",
    }
    script = ["bash", str(BASE / "deploy" / "postgres-roles.sh")]
    as_who = {"host": host, "port": port, "user": given["USER"], "password": given["PASSWORD"], "dbname": "postgres"}
    try:
        # without a worker, as before there was one; then with one; and it is safe to run again
        for given_worker in ("", worker, worker):
            subprocess.run(script, env=env | {"DATABASE_WORKER_URL": given_worker}, check=True)
        yield {"owner": owner, "application": application, "worker": worker}
    finally:
        with psycopg.connect(**as_who, autocommit=True) as maker:
            drop(maker, name, f"{name}_app", f"{name}_worker", f"{name}_worker_counting", f"{name}_owner")


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


def refused(address: str, *acts: str) -> list[bool]:
    """Whether PostgreSQL refuses each of these acts to who signs in there."""
    found = []
    with psycopg.connect(address, autocommit=True) as there:
        for act in acts:
            try:
                there.execute(act)
            except errors.InsufficientPrivilege:
                found.append(True)
            else:
                found.append(False)
    return found


@pytest.mark.postgres
def test_a_worker_has_a_login_of_its_own_where_the_migration_is_told_of_it(roles, tmp_path):
    env = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "only-for-this-test-" + "x" * 40,
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": roles["application"],
    }
    migrate = [sys.executable, "manage.py", "migrate", "--database", "owner", "--noinput", "-v0"]
    check = [sys.executable, "manage.py", "check", "--deploy", "--database", "default"]
    counting = f'SET ROLE "{roles["application"].rpartition("/")[2]}_worker_counting"'
    acts = (
        "SELECT 1 FROM accounts_person",
        "SELECT 1 FROM accounts_seal",
        "DELETE FROM accounts_seal",
        "INSERT INTO accounts_seal (number) SELECT 1 WHERE false",
        "INSERT INTO figures_answer (id) SELECT gen_random_uuid() WHERE false",
        f"{counting}; RESET ROLE",
        f"{counting}; SELECT statement FROM reviews_assessment",
        "CREATE TABLE own (word text)",
        "SET ROLE NONE; BEGIN; SET LOCAL plumbline.viewer = 'task reminders'; SELECT plumbline_task(); COMMIT",
    )

    def done(words: list[str], **more: str) -> str:
        return subprocess.run(
            words, cwd=BASE, env=env | more, check=True, stderr=subprocess.PIPE, text=True, stdout=subprocess.DEVNULL
        ).stderr

    # as before there was such a login
    done(migrate, DATABASE_OWNER_URL=roles["owner"])
    assert refused(roles["application"], *acts) == [False, False, True, False, False, True, True, True, False]
    assert refused(roles["worker"], "SELECT 1 FROM accounts_person") == [True]
    assert "plumbline.W005" in done(check)

    done(migrate, DATABASE_OWNER_URL=roles["owner"], DATABASE_WORKER_URL=roles["worker"])
    assert refused(roles["application"], *acts) == [False, False, True, True, False, True, True, True, True]
    assert refused(roles["worker"], *acts) == [False, False, True, False, True, False, True, True, False]
    assert "plumbline.W00" not in done(check)
    assert "(plumbline.W001) The application signs in to PostgreSQL as the owner of its tables." in done(
        check, DATABASE_URL=roles["owner"]
    )
    assert "plumbline.W00" not in done(check, DATABASE_WORKER_URL=roles["worker"], DATABASE_OWNER_URL=roles["owner"])

    # and back
    done(migrate, DATABASE_OWNER_URL=roles["owner"])
    assert refused(roles["application"], *acts) == [False, False, True, False, False, True, True, True, False]


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
