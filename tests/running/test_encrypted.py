"""What is spoken to over TLS, tried with a real server: whom it is not is not spoken to, and who has no certificate."""

import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

import kombu
import pytest
import redis
from kombu.exceptions import OperationalError

from config import addresses
from tests.running.files import BASE
from tests.running.site import free_port

pytestmark = pytest.mark.once("embedded")


def openssl(*words: object) -> None:
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


@pytest.fixture(scope="module")
def papers(tmp_path_factory) -> Path:
    """An authority of one's own, and from it a certificate for `localhost` and one for the site."""
    if not shutil.which("openssl"):
        pytest.skip("needs openssl")
    at = tmp_path_factory.mktemp("papers")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    openssl("req", "-x509", *key, "-keyout", at / "ca.key", "-out", at / "ca.pem", "-days", 2, "-subj", "/CN=Authority")
    (at / "names").write_text("subjectAltName=DNS:localhost\n")
    for name in ("server", "site"):
        openssl("req", *key, "-keyout", at / f"{name}.key", "-out", at / f"{name}.csr", "-subj", f"/CN={name}")
        signed = (
            "-CA",
            at / "ca.pem",
            "-CAkey",
            at / "ca.key",
            "-CAcreateserial",
            "-days",
            2,
            "-extfile",
            at / "names",
        )
        openssl("x509", "-req", "-in", at / f"{name}.csr", "-out", at / f"{name}.pem", *signed)
    return at


def answers(port: int) -> bool:
    with socket.socket() as there:
        return there.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def guarded(papers) -> int:
    """A Redis that speaks TLS only, and only to whoever has a certificate of that authority; its port."""
    if not shutil.which("redis-server"):
        pytest.skip("needs redis-server")
    port = free_port()
    files = ["--tls-cert-file", papers / "server.pem", "--tls-key-file", papers / "server.key"]
    more = ["--tls-ca-cert-file", papers / "ca.pem", "--tls-auth-clients", "yes", "--save", "", "--dir", papers]
    words = ["redis-server", "--port", "0", "--tls-port", str(port), *files, *more]
    running = subprocess.Popen([str(word) for word in words], stdout=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 20
        while not answers(port) and time.monotonic() < end:
            time.sleep(0.1)
        yield port
    finally:
        running.terminate()
        running.wait(10)


def reached(url: str) -> tuple[bool, bool]:
    """Whether the cache's and the live screen's library, and the one that sends tasks, get an answer there."""
    found = []
    with redis.Redis.from_url(url) as client:
        try:
            found.append(bool(client.ping()))
        except redis.ConnectionError:
            found.append(False)
    with kombu.Connection(url) as broker:
        try:
            found.append(bool(broker.default_channel.client.ping()))
        except OperationalError:
            found.append(False)
    return found[0], found[1]


def test_redis_is_spoken_to_by_certificate_only(papers, guarded):
    here = f"rediss://localhost:{guarded}/0"
    trusted = f"{here}?ssl_ca_certs={papers}/ca.pem"
    own = f"&ssl_certfile={papers}/site.pem&ssl_keyfile={papers}/site.key"
    assert reached(addresses.redis(f"{trusted}{own}")) == (True, True)
    assert reached(addresses.redis(trusted)) == (False, False)  # the site has to show who it is
    assert reached(addresses.redis(f"{here}?{own[1:]}")) == (False, False)  # an authority that nobody knows
    other_name = f"{trusted}{own}".replace("localhost", "127.0.0.1")
    assert reached(addresses.redis(other_name)) == (False, False)  # a certificate for another name


def test_without_what_is_said_in_the_address_tasks_would_go_to_anybody(papers, guarded):
    """The library's own way, with nothing said: so the test above can fail."""
    own = f"ssl_certfile={papers}/site.pem&ssl_keyfile={papers}/site.key"
    bare = {"ssl_cert_reqs": ssl.CERT_NONE, "ssl_certfile": f"{papers}/site.pem", "ssl_keyfile": f"{papers}/site.key"}
    with kombu.Connection(f"rediss://localhost:{guarded}/0", ssl=bare) as broker:
        assert broker.default_channel.client.ping()
    assert kombu.Connection(f"rediss://localhost:{guarded}/0").ssl == {"ssl_cert_reqs": ssl.CERT_NONE}
    assert reached(addresses.redis(f"rediss://localhost:{guarded}/0?{own}")) == (False, False)


# the words of docs/running.md for a proxy on another machine: nothing but the environment is different
PAGES = ["gunicorn", "config.wsgi:application", "--worker-class", "gthread", "--no-control-socket"]
STREAM = ["uvicorn", "config.asgi:application", "--lifespan", "off", "--host", "127.0.0.1"]


@pytest.mark.parametrize("process", ["pages", "stream"])
def test_the_processes_speak_https_where_they_are_given_a_certificate(papers, tmp_path, process):
    port, bin_ = free_port(), Path(sys.executable).parent
    env = {"PATH": os.environ["PATH"], "SECRET_KEY": "x" * 50, "VAR_DIR": str(tmp_path), "PLUMBLINE_TESTING": "1"}
    if process == "pages":
        words = [*PAGES, "--bind", f"127.0.0.1:{port}"]
        env["GUNICORN_CMD_ARGS"] = f"--certfile={papers}/server.pem --keyfile={papers}/server.key"
    else:
        words = [*STREAM, "--port", str(port)]
        env |= {"UVICORN_SSL_CERTFILE": f"{papers}/server.pem", "UVICORN_SSL_KEYFILE": f"{papers}/server.key"}
    log = (tmp_path / "log").open("wb")
    running = subprocess.Popen([str(bin_ / words[0]), *words[1:]], env=env, cwd=BASE, stdout=log, stderr=log)
    try:
        end = time.monotonic() + 60
        while not answers(port) and time.monotonic() < end:
            time.sleep(0.2)
        trusting = ssl.create_default_context(cafile=papers / "ca.pem")
        with urllib.request.urlopen(
            f"https://localhost:{port}/static/icon.svg", context=trusting, timeout=30
        ) as answer:
            assert answer.status == 200
        with pytest.raises(URLError):  # to whoever does not know the authority
            urllib.request.urlopen(f"https://localhost:{port}/static/icon.svg", timeout=30)
        with pytest.raises((URLError, OSError)):  # in the open there is nothing
            urllib.request.urlopen(f"http://localhost:{port}/static/icon.svg", timeout=30)
    finally:
        running.terminate()
        running.wait(20)
        log.close()
