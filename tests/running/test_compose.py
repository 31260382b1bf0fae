"""docker-compose.yml, .env.example, the Dockerfile and the Caddyfile, held to each other and to their formats."""

import json
import re
from importlib.resources import files
from urllib.parse import urlsplit

import jsonschema
from django.urls import reverse

from accounts.access import routes
from tests.running.files import BASE, compose, example, settings_of_the_environment

CONTAINERS_OWN = {"POSTGRES_PASSWORD"}


def test_the_file_is_one_of_the_compose_specification():
    schema = json.loads((files("check_jsonschema") / "builtin_schemas/vendor/compose-spec.json").read_text())
    jsonschema.Draft7Validator(schema).validate(compose())


def test_the_processes_are_these():
    assert sorted(compose()["services"]) == [
        "beat", "caddy", "mailpit", "migrate", "postgres", "redis", "stream", "web", "worker",
    ]  # fmt: skip


def test_everything_that_keeps_running_says_whether_it_is_well():
    without = {name for name, service in compose()["services"].items() if "healthcheck" not in service}
    assert without == {"migrate", "mailpit"}


def test_there_is_exactly_one_beat():
    services = compose()["services"]
    assert [name for name, service in services.items() if " beat " in str(service.get("command"))] == ["beat"]
    assert "-B" not in services["worker"]["command"].split()
    # a container with a name cannot be scaled
    assert services["beat"]["container_name"] == "plumbline-beat"


def test_mail_is_caught_in_development_only():
    assert compose()["services"]["mailpit"]["profiles"] == ["dev"]


def test_only_the_migration_knows_the_owner_of_the_tables():
    services = compose()["services"]
    knowing = {name for name, service in services.items() if "DATABASE_OWNER_URL" in service.get("environment", {})}
    assert knowing == {"migrate", "postgres"}


def test_the_pages_do_not_know_the_login_of_the_worker():
    services = compose()["services"]
    knowing = {name for name, service in services.items() if "DATABASE_WORKER_URL" in service.get("environment", {})}
    assert knowing == {"worker", "migrate", "postgres"}


def test_only_the_worker_knows_the_keys_of_the_trail():
    services = compose()["services"]
    knowing = {name for name, service in services.items() if "TRAIL_KEYS" in service.get("environment", {})}
    assert knowing == {"worker"}


def test_the_example_names_every_setting_and_no_other():
    assert set(example()) == settings_of_the_environment() | CONTAINERS_OWN


def test_the_containers_are_given_every_setting_but_those_of_developers():
    services = compose()["services"]
    given = set(services["migrate"]["environment"]) | set(services["worker"]["environment"])
    assert settings_of_the_environment() - given == {"DEBUG", "DEMO", "PLUMBLINE_TESTING", "VAR_DIR"}
    assert given <= settings_of_the_environment()
    assert "VAR_DIR=/srv/plumbline/var" in (BASE / "Dockerfile").read_text()


def test_every_variable_that_is_filled_in_stands_in_the_example():
    asked = set(re.findall(r"\$\{([A-Z_]+)", (BASE / "docker-compose.yml").read_text()))
    assert asked <= set(example())
    assert "POSTGRES_PASSWORD" in asked


def test_the_example_holds_no_secret():
    assert (example()["SECRET_KEY"], example()["POSTGRES_PASSWORD"]) == ("", "")
    addresses = {name: urlsplit(address) for name, address in example().items() if name.endswith("_URL") and address}
    assert {name for name, parts in addresses.items() if parts.password} == set()
    assert {name for name, parts in addresses.items() if parts.username} == {
        "DATABASE_URL", "DATABASE_WORKER_URL", "DATABASE_OWNER_URL", "EMAIL_URL",
    }  # fmt: skip


def test_what_git_keeps_is_out_of_reach_of_the_site():
    assert ".git" in (BASE / ".dockerignore").read_text().splitlines()
    unit = (BASE / "docs" / "running.md").read_text().split("\n[Service]\n")[1].split("\n[Install]\n")[0]
    assert "InaccessiblePaths=-/srv/plumbline/.git" in unit.splitlines()


def test_the_image_runs_as_nobody_in_particular():
    lines = (BASE / "Dockerfile").read_text().splitlines()
    assert lines[-3].startswith("USER plumbline")
    assert not any("plumbline" not in line for line in lines if line.startswith("USER "))


def test_images_are_named_plainly():
    images = {service["image"] for service in compose()["services"].values()}
    assert images == {"plumbline", "caddy:2", "postgres:17", "redis:7", "axllent/mailpit"}
    assert re.findall(r"^FROM (\S+)", (BASE / "Dockerfile").read_text(), re.MULTILINE) == [
        "python:3.13-slim", "python:3.13-slim",
    ]  # fmt: skip


def test_the_proxy_knows_the_event_streams_by_the_end_of_their_path():
    text = (BASE / "deploy" / "Caddyfile").read_text()
    assert "@stream path */events/\n" in text
    assert re.findall(r"reverse_proxy (\S+)", text) == ["stream:8001", "web:8000"]


def test_the_proxy_sets_no_header_that_the_application_sets():
    text = (BASE / "deploy" / "Caddyfile").read_text()
    assert re.findall(r"^\s*header (.+)$", text, re.MULTILINE) == ["-Server"]


def test_the_event_streams_are_these():
    """By its path the proxy knows where a stream goes; no page may look like one."""
    assert sorted(path for _, path, _ in routes() if path.endswith("events/")) == [
        "meetings/<uuid:pk>/events/",
        "room/events/",
    ]


def test_the_page_asked_for_its_health_is_open_to_all():
    assert reverse("account_login") == "/sign-in/"
    commands = [compose()["services"][name]["healthcheck"]["test"] for name in ("web", "stream")]
    assert commands == [
        "python deploy/healthy.py http://127.0.0.1:8000/sign-in/",
        "python deploy/healthy.py http://127.0.0.1:8001/sign-in/",
    ]
