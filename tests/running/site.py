"""A site's processes as docker-compose.yml starts them, on the tests' own database, and how they are asked."""

import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from tests.running.files import BASE

SITE = "https://reviews.company.example"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(var: Path) -> dict[str, str]:
    """As .env would say it, on the tests' database; the demo's clock only makes beat tick every five seconds."""
    given = connection.settings_dict
    role = quote(given["USER"]) + (f":{quote(given['PASSWORD'])}" if given["PASSWORD"] else "")
    return {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(var),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "only-for-this-test-" + "x" * 40,
        "SITE_URL": SITE,
        "ALLOWED_HOSTS": "reviews.company.example",
        "TRUSTED_PROXY": "1",
        "DATABASE_URL": f"postgres://{role}@{given['HOST']}:{given['PORT'] or 5432}/{given['NAME']}",
        "REDIS_URL": settings.REDIS_URL,
        "VAR_DIR": str(var),
        "DEMO": "1",
        "LOG_LEVEL": "WARNING",
    }


def healthy(port: int, env: dict[str, str]) -> bool:
    """The container's own question, asked for up to twenty seconds."""
    for _ in range(40):
        words = [sys.executable, "deploy/healthy.py", f"http://127.0.0.1:{port}/sign-in/"]
        if subprocess.run(words, cwd=BASE, env=env).returncode == 0:
            return True
        time.sleep(0.5)
    return False


def ask(port: int, path: str, **headers: str):
    """Status, headers and body of one request that comes through the proxy."""
    there = HTTPConnection("127.0.0.1", port, timeout=10)
    through = {"Host": "reviews.company.example", "X-Forwarded-Proto": "https"}
    there.request("GET", path, headers=through | headers)
    answer = there.getresponse()
    found = answer.status, answer.headers, answer.read()
    there.close()
    return found
