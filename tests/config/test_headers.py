"""What every answer says to the browser, whichever page, part or file it is."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.core.signals import request_finished
from django.db import close_old_connections
from django.template.loader import render_to_string
from django.test import Client, override_settings

# one of each kind of answer: redirect, page, nothing there, file. (The event stream's: tests/running/test_processes.)
ANSWERS = {
    "/": 302,
    "/sign-in/": 200,
    "/no/such/page/": 404,
    "/static/js/live.js": 200,
    "/static/icon.svg": 200,
    "/static/none.js": 404,
}


def whole(answer):
    """The answer, read to its end into `body`: a file is then closed, and the tests' own connection is not."""
    answer.body = b"".join(answer)
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)
    return answer


def policy(answer) -> dict[str, list[str]]:
    """Directive → its sources."""
    parts = [part.split() for part in answer["Content-Security-Policy"].split(";")]
    return {part[0]: part[1:] for part in parts}


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), ANSWERS.items())
def test_every_kind_of_answer_carries_the_same_policy(client, path, status):
    answer = whole(client.get(path))
    assert answer.status_code == status
    said = policy(answer)
    for directive in ("default-src", "object-src", "base-uri", "frame-ancestors"):
        assert said[directive] == ["'none'"], directive
    assert said["style-src"] == ["'self'"]
    assert said["script-src"][0] == "'self'"
    assert [source for source in said["script-src"][1:] if not source.startswith("'nonce-")] == []
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Referrer-Policy"] == "same-origin"
    assert [name for name, _ in answer.items() if name.startswith("Access-Control-")] == []


@pytest.mark.django_db
@override_settings(SECURE_HSTS_SECONDS=365 * 24 * 3600, SECURE_HSTS_INCLUDE_SUBDOMAINS=True, SECURE_HSTS_PRELOAD=True)
@pytest.mark.parametrize(("path", "status"), ANSWERS.items())
def test_with_https_every_kind_of_answer_asks_for_it_from_now_on(client, path, status):
    answer = whole(client.get(path, secure=True))
    assert answer.status_code == status
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/sign-in/", "text/html; charset=utf-8"),
        ("/no/such/page/", "text/html; charset=utf-8"),
        ("/static/js/live.js", 'text/javascript; charset="utf-8"'),
        ("/static/css/base.css", 'text/css; charset="utf-8"'),
        ("/static/icon.svg", "image/svg+xml"),
    ],
)
def test_each_answer_says_what_it_is(client, path, kind):
    assert whole(client.get(path))["Content-Type"] == kind


@pytest.mark.parametrize(
    "path",
    ["/", "/people/", "/account/", "/account/sessions/", "/people/{ivan}/", "/no/such/page/", "/people/{nobody}/"],
)
def test_nothing_that_somebody_saw_signed_in_is_stored(sign_in, cast, path):
    answer = sign_in(cast.petra).get(path.format(ivan=cast.ivan.pk, nobody=uuid4()))
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/people/"])
def test_what_breaks_says_nothing_of_itself(cast, monkeypatch, caplog, path):
    """The page is the static one; why it broke stands in the log, and nowhere else."""

    def breaks(*args, **kwargs):
        raise RuntimeError("a secret of the inside")

    broken = "config.today.owed_by" if path == "/" else "accounts.models.people.PersonQuerySet.visible_to"
    monkeypatch.setattr(broken, breaks)
    client = Client(raise_request_exception=False)
    client.force_login(cast.petra)
    answer = client.get(path)
    assert answer.status_code == 500
    assert answer.content.decode() == render_to_string("500.html")
    assert "a secret of the inside" in caplog.text


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/people/", "/static/js/live.js", "/no/such/page/"])
def test_no_answer_sends_a_request_back(sign_in, cast, path):
    """TRACE would show a script the cookies that it cannot read."""
    answer = whole(sign_in(cast.ivan).generic("TRACE", path, HTTP_COOKIE_OF_MINE="chocolate"))
    assert answer.status_code in (404, 405)
    assert b"chocolate" not in answer.body


@pytest.mark.parametrize("path", ["/static/", "/static/js/", "/static/js", "/.git/config", "/.env", "/static/../.env"])
def test_no_folder_is_listed_and_nothing_else_is_served(sign_in, cast, path):
    assert sign_in(cast.ivan).get(path).status_code == 404


def test_what_a_page_has_to_say_next_time_is_in_no_cookie(sign_in, cast):
    client = sign_in(cast.petra)
    client.post(f"/people/{cast.ivan.pk}/invite/")
    assert set(client.cookies) == {settings.SESSION_COOKIE_NAME}
    said = client.get(f"/people/{cast.ivan.pk}/").content.decode().split('role="status"')[1].split("</div>")[0]
    assert "ivan@demo.example" in said
