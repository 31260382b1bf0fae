"""The services of docker-compose.yml, started by hand."""

import shlex
import subprocess
import sys

import pytest
from django.conf import settings

from tests.redis_numbers import number_of_its_own
from tests.running.files import BASE, compose
from tests.running.site import environment


@pytest.fixture
def own_redis():
    """The tests' Redis under a number of this test's own; nothing where the run was given none."""
    if not settings.REDIS_URL:
        yield ""
        return
    with number_of_its_own(settings.REDIS_URL) as url:
        yield url


@pytest.fixture
def started(tmp_path, own_redis):
    """Starts services of docker-compose.yml by their commands, only the addresses being this test's own."""
    running: list[subprocess.Popen] = []
    env = environment(tmp_path) | {"REDIS_URL": own_redis}
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], cwd=BASE, env=env, check=True)

    def start(name: str, **changed: str) -> subprocess.Popen:
        command = compose()["services"][name]["command"]
        for old, new in changed.values():
            assert old in command
            command = command.replace(old, new)
        with (tmp_path / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(shlex.split(command), cwd=BASE, env=env, stdout=log, stderr=subprocess.STDOUT)
        running.append(process)
        return process

    start.env = env
    yield start
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
