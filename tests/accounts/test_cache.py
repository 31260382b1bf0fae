"""The cache that limits are counted in: on Redis, and in the process when Redis is gone."""

import logging
import socket

import pytest
from django.conf import settings

from accounts.cache import RedisElseHere
from tests.accounts.test_sign_in import sign_in_as


@pytest.fixture
def closed_port():
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def gone(closed_port):
    cache = RedisElseHere(f"redis://127.0.0.1:{closed_port}/0", {"OPTIONS": {"socket_connect_timeout": 0.2}})
    cache.clear()
    return cache


def test_with_redis_gone_everything_is_still_counted(gone, caplog):
    with caplog.at_level(logging.WARNING, "plumbline.cache"):
        assert gone.get("tries") is None
        assert gone.add("tries", 1) is True
        assert gone.add("tries", 1) is False
        assert gone.incr("tries") == 2
        gone.set("other", "x", 30)
        assert gone.get_many(["tries", "other"]) == {"tries": 2, "other": "x"}
        assert gone.touch("other", 60) is True
        assert gone.has_key("other") is True
        gone.set_many({"a": 1})
        gone.delete_many(["a"])
        assert gone.delete("other") is True
        assert gone.get("other") is None
    assert "Redis does not answer (ConnectionError)" in caplog.text


def test_with_redis_gone_one_signs_in_and_limits_hold(client, cast, closed_port, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "accounts.cache.RedisElseHere",
            "LOCATION": f"redis://127.0.0.1:{closed_port}/0",
            "OPTIONS": {"socket_connect_timeout": 0.2},
        }
    }
    cast.ivan.set_password("correct horse battery staple")
    cast.ivan.save()
    assert sign_in_as(client)["Location"] == "/"
    client.logout()
    codes = [sign_in_as(client, f"n{n}@demo.example", "wrong").status_code for n in range(61)]
    assert codes[0] == 200
    assert codes[-1] == 429


@pytest.mark.redis
def test_with_redis_two_processes_count_together():
    options = {"KEY_PREFIX": "plumbline-test", "OPTIONS": {"socket_timeout": 1}}
    one, other = RedisElseHere(settings.REDIS_URL, options), RedisElseHere(settings.REDIS_URL, options)
    one.delete("tries")
    one.add("tries", 1, 10)
    assert other.incr("tries") == 2
    assert one.get("tries") == 2
    one.delete("tries")
