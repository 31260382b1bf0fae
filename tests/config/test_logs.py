"""Lines of the log: when in UTC, and who asked, by id and never by name."""

import logging
import re

import pytest
from django.test import RequestFactory
from django.utils.functional import SimpleLazyObject

from accounts.models import Person
from config.settings import LOGGING
from tests.accounts.signing_in import WORD, ask_for_a_link, link_in

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (WARNING|ERROR) (\S+) (.*)")


def formatter() -> logging.Formatter:
    """The site's own, as its settings say it."""
    from accounts.logs import OneLine

    line = LOGGING["formatters"]["line"]
    assert line["()"] == "accounts.logs.OneLine"
    return OneLine(line["format"])


@pytest.mark.parametrize(("zone", "hour"), [("Europe/Berlin", "06:30:00.250Z"), ("Asia/Tokyo", "06:30:00.250Z")])
def test_a_line_says_when_in_utc_whatever_the_zone_of_the_machine(monkeypatch, zone, hour):
    import time

    monkeypatch.setenv("TZ", zone)
    time.tzset()
    record = logging.LogRecord("plumbline", logging.WARNING, __file__, 1, "something", (), None)
    record.created, record.msecs = 1_785_306_600.25, 250
    said = formatter().format(record)
    monkeypatch.undo()
    time.tzset()
    assert said == f"2026-07-29T{hour} WARNING plumbline something"


@pytest.mark.parametrize(
    ("path", "status"), [("/people/permissions-of-others/", 404), ("/people/{pk}/second-step/", 404)]
)
def test_what_is_refused_stands_in_the_log_with_who_asked(sign_in, cast, caplog, path, status):
    caplog.handler.setFormatter(formatter())
    answer = sign_in(cast.ivan).get(path.format(pk=cast.lena.pk))
    assert answer.status_code == status
    [line] = caplog.text.splitlines()
    assert LINE.fullmatch(line)[3] == f"Not Found: {path.format(pk=cast.lena.pk)} by={cast.ivan.pk}"


def test_of_a_stranger_the_line_says_nobody(client, db, caplog):
    caplog.handler.setFormatter(formatter())
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/nowhere/").status_code == 404
    [line] = caplog.text.splitlines()
    assert LINE.fullmatch(line)[3] == "Not Found: /nowhere/"


def test_the_secret_of_a_link_to_choose_a_password_is_left_out(client, cast, mailoutbox, settings, caplog):
    cast.ivan.set_password(WORD)
    cast.ivan.save()
    ask_for_a_link(client)
    path = link_in(mailoutbox[0])
    caplog.handler.setFormatter(formatter())
    settings.PASSWORD_SIGN_IN = False
    assert client.get(path).status_code == 404
    [line] = caplog.text.splitlines()
    assert LINE.fullmatch(line)[3] == "Not Found: /password/reset/key/…/"


def test_a_line_asks_the_database_nothing(cast, django_assert_num_queries):
    request = RequestFactory().get("/nowhere/")
    request.user = SimpleLazyObject(lambda: Person.objects.get(pk=cast.ivan.pk))
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, "Not Found", (), None)
    record.request = request
    with django_assert_num_queries(0):
        assert formatter().format(record).endswith(" Not Found")
