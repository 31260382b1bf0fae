"""Asks one address as one person by one method, as the server would, and undoes whatever it did."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.test import Client, RequestFactory
from django.test.client import ClientHandler

from accounts.models import Person


class Undo(Exception):
    """Ends a request's transaction, so that every cell starts from the same scene."""


@contextmanager
def quietly() -> Iterator[None]:
    """Without a line of log for each refusal: there are tens of thousands."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def cookie_of(person: Person | None) -> str:
    """What the browser of somebody who signed in sends along; of nobody, nothing."""
    if person is None:
        return ""
    client = Client()
    client.force_login(person)
    session = client.session
    # a moment ago, so that nobody who has a second step is asked for it again
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def said(response) -> str:
    """The answer as the table writes it: `in` is to be led to sign-in, by a redirect, or where somebody had typed a
    text by the page that gives it back and links there."""
    if response.status_code == 302 and response["Location"].startswith("/sign-in/?next="):
        return "in"
    if response.status_code == 401 and b'href="/sign-in/"' in response.content:
        return "in"
    return str(response.status_code)


_requests, _answer = RequestFactory(), ClientHandler(enforce_csrf_checks=False)


def answered(method: str, address: str, cookie: str, **more):
    """The answer; what it did is undone."""
    kept = {}
    try:
        with transaction.atomic():
            request = _requests.generic(method, address, HTTP_COOKIE=cookie, **more)
            kept["answer"] = _answer(request.environ)
            raise Undo
    except Undo:
        return kept["answer"]


def ask(method: str, address: str, cookie: str, **more) -> str:
    """One cell."""
    return said(answered(method, address, cookie, **more))
