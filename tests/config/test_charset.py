"""Forms are UTF-8: a charset that a client names is let go before anything is decoded by it."""

import asyncio

import pytest
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from config.charset import of_asgi, of_wsgi, without_charset

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (FORM, FORM),
        (f"{FORM}; charset=utf-8", FORM),
        (f'{FORM};Charset = "idna"', FORM),
        (f"{FORM}; charset=", FORM),
        ("multipart/form-data; charset=utf-7; boundary=b", "multipart/form-data; boundary=b"),
        ("multipart/form-data; boundary=b; charset*=utf-8''idna", "multipart/form-data; boundary=b"),
        ("multipart/form-data; boundary=b;\tcharset", "multipart/form-data"),
        ("", ""),
    ],
)
def test_a_charset_is_taken_out_and_a_boundary_stays(said, left):
    assert without_charset(said) == left


def ask_for_sign_in(application, content_type: str) -> str:
    said = []
    environ = RequestFactory()._base_environ(PATH_INFO="/sign-in/", QUERY_STRING="next=%ff", CONTENT_TYPE=content_type)
    answer = application(environ, lambda status, headers: said.append(status))
    answer.close()
    return said[0]


@pytest.mark.parametrize("charset", ["idna", "punycode", "utf-7", "rot13", "no-such", "utf-8"])
def test_a_page_is_answered_whatever_charset_is_named(db, charset):
    assert ask_for_sign_in(of_wsgi(WSGIHandler()), f"{FORM}; charset={charset}") == "200 OK"


def test_without_it_nothing_could_answer(db):
    with pytest.raises((SuspiciousOperation, UnicodeError)):
        ask_for_sign_in(WSGIHandler(), f"{FORM}; charset=idna")


def test_event_streams_are_asked_without_a_charset_too():
    heard = []

    async def application(scope, receive, send):
        heard.append(scope)

    scope = {"type": "http", "headers": [(b"content-type", b"text/plain; charset=idna"), (b"accept", b"x; charset=y")]}
    asyncio.run(of_asgi(application)(scope, None, None))
    assert heard == [{"type": "http", "headers": [(b"content-type", b"text/plain"), (b"accept", b"x; charset=y")]}]


def test_the_site_s_own_entry_points_are_so(db, capsys):
    from config import asgi, wsgi

    assert ask_for_sign_in(wsgi.application, f"{FORM}; charset=idna") == "200 OK"
    assert asgi.application.__module__ == "config.charset"
