"""The site under attack: asks one request as one person, says what came of it and what was written, and undoes it."""

import io
import logging
import re
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_to_bytes

from django.apps import apps
from django.core.cache import cache
from django.core.signals import got_request_exception
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client, RequestFactory
from django.test.client import ClientHandler

from accounts import readings
from accounts.models import Event, Person
from calibration import pairing
from calibration.models import Device
from config.charset import without_charset
from tests.access.asking import Undo
from tests.access.table import PERSONS
from tests.attacks.hostile.forms import Found, forms_in
from tests.attacks.hostile.requests import Asked
from tests.privacy.crawl import LINK

WRITING = re.compile(r'\s*(INSERT|UPDATE|DELETE|REPLACE)\b[^"]*"(\w+)"')
# what requests leave behind by themselves: sessions and the trail
BOOKS = {"accounts_session", "accounts_event", "accounts_reading", "django_session"}
OF_THE_FORM = "a" * 32  # the token that a browser sends along with forms of ours
OURS = ("accounts", "frameworks", "reviews", "promotions", "calibration", "figures", "candidates", "mfa")


@dataclass(frozen=True)
class Change:
    """One row that is otherwise than before: its model, what became of it, the row, and which columns differ."""

    label: str
    kind: str
    row: dict[str, Any]
    columns: frozenset[str]

    @property
    def about(self) -> Any:
        """Whom the row is about, by id; None where that is not said."""
        return self.row.get("subject_id", self.row.get("person_id"))


@dataclass
class Came:
    """What came of one request."""

    status: int
    headers: dict[str, str]
    cookies: set[str]
    text: str
    seconds: float
    error: str = ""
    writes: set[tuple[str, str]] = field(default_factory=set)  # (statement, table)
    changes: list[Change] = field(default_factory=list)
    events: int = 0


def latin(text: str) -> str:
    """A header as a server hands it on."""
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


class Site:
    """The scene with everybody signed in. `ask` leaves it as it was."""

    def __init__(self, scene) -> None:
        self.scene = scene
        self.handler = ClientHandler(enforce_csrf_checks=True)
        self.factory = RequestFactory()
        self.people: dict[str, Any] = {name: getattr(scene.cast, name, None) for name in PERSONS}
        self.sessions = {name: self._session(name) for name in PERSONS}
        Device.objects.filter(pk=scene.screen.pk).update(token_hash=pairing.digest("token", "the-screen"))
        models = [m for m in apps.get_models() if m._meta.app_label in OURS and m._meta.db_table not in BOOKS]
        self.tables = {model._meta.db_table: model for model in models}
        self.before = {table: self._rows(table) for table in self.tables}
        self._errors: list[str] = []
        self.asked = 0

    def _session(self, name: str) -> str:
        client = Client()
        if name == "gone":
            gone = Person.objects.create_user("gone@demo.example", "Gone", employee_id="E999")
            client.force_login(gone)
            Person.objects.filter(pk=gone.pk).update(is_active=False)
            self.people[name] = gone
        elif name != "anon":
            client.force_login(self.people[name])
        return client.cookies["sessionid"].value if "sessionid" in client.cookies else ""

    @contextmanager
    def attacked(self) -> Iterator["Site"]:
        """Notes errors meanwhile, and lets no log line through to the terminal."""
        logging.disable(logging.CRITICAL)
        got_request_exception.connect(self._note)
        try:
            yield self
        finally:
            got_request_exception.disconnect(self._note)
            logging.disable(logging.NOTSET)

    def _note(self, **more: Any) -> None:
        self._errors.append(traceback.format_exc())

    def _rows(self, table: str) -> dict[Any, dict[str, Any]]:
        return {row["pk"]: row for row in self.tables[table]._base_manager.values("pk", *self._columns(table))}

    def _columns(self, table: str) -> list[str]:
        return [column.attname for column in self.tables[table]._meta.concrete_fields]

    def ask(self, asked: Asked, keep: bool = False) -> Came:
        """What comes of the request; unless kept, it is undone."""
        self.asked += 1
        cache.clear()
        readings.forget()
        self._errors = []
        came = None
        try:
            with transaction.atomic():
                came = self._answer(asked)
                if not keep:
                    raise Undo
        except Undo:
            pass
        return came

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Whatever is kept within is undone in the end."""
        try:
            with transaction.atomic():
                yield
                raise Undo
        except Undo:
            pass

    def _answer(self, asked: Asked) -> Came:
        writes: set[tuple[str, str]] = set()

        def noting(execute, sql, params, many, context):
            if found := WRITING.match(sql):
                writes.add((found[1], found[2]))
            return execute(sql, params, many, context)

        later, events = len(connection.run_on_commit), Event.objects.count()
        begun = time.thread_time()
        with connection.execute_wrapper(noting):
            response = self.handler(self._environ(asked))
            text = "" if response.streaming else response.content.decode("utf-8", "replace")
            seconds = time.thread_time() - begun
            for _sids, act, _robust in list(connection.run_on_commit[later:]):
                act()
        came = Came(response.status_code, dict(response.items()), set(response.cookies), text, seconds)
        came.error, came.writes = "\n".join(self._errors), writes
        try:
            came.events = Event.objects.count() - events
            touched = sorted({table for _statement, table in writes} & self.tables.keys())
            came.changes = [change for table in touched for change in self._changes(table)]
            connection.check_constraints(table_names=touched)
        except IntegrityError as broken:
            came.error += f"\n{broken}"
        except DatabaseError:  # after an error of ours PostgreSQL answers nothing more
            came.error = came.error or "the database answers nothing more"
        return came

    def _environ(self, asked: Asked) -> dict[str, Any]:
        cookies = {"sessionid": self.sessions.get(asked.person, ""), "csrftoken": OF_THE_FORM, **asked.cookies}
        if asked.person == "screen":
            cookies = {"room": "the-screen", "csrftoken": OF_THE_FORM} | asked.cookies
        said = "; ".join(f"{name}={value}" for name, value in cookies.items() if value)
        environ = self.factory._base_environ(
            PATH_INFO=unquote_to_bytes(asked.path).decode("latin-1"),
            QUERY_STRING=asked.query,
            REQUEST_METHOD=asked.method,
            CONTENT_TYPE=without_charset(latin(asked.content_type)),
            CONTENT_LENGTH=str(len(asked.body)),
            HTTP_COOKIE=latin(said),
            HTTP_X_CSRFTOKEN=OF_THE_FORM,
            **{"wsgi.input": io.BytesIO(asked.body)},
        )
        return environ | {name: latin(value) for name, value in asked.headers.items()}

    def _changes(self, table: str) -> Iterator[Change]:
        before, after = self.before[table], self._rows(table)
        label = self.tables[table]._meta.label_lower
        for pk in before.keys() | after.keys():
            was, now = before.get(pk), after.get(pk)
            if was == now:
                continue
            row = now or was or {}
            kind = "added" if was is None else "removed" if now is None else "changed"
            columns = frozenset(c for c in row if was is None or now is None or was[c] != now[c])
            yield Change(label, kind, row, columns)

    def find_forms(self, persons: list[str], addresses: list[str], links: int = 3) -> list[Found]:
        """The forms on the pages of these addresses and, of each page, on some it links to; each kind of form once."""
        found: dict[Any, Found] = {}
        for person in persons:
            done: set[str] = set()
            waiting = [(address, 0) for address in addresses]
            for address, depth in waiting:
                path, _, query = address.partition("?")
                if address in done or not path.startswith("/") or path.startswith("/static/"):
                    continue
                done.add(address)
                came = self.ask(Asked(person, "GET", path, query))
                for form in forms_in(came.text, person, address) if came.status == 200 else []:
                    found.setdefault(form.key, form)
                if depth == 0:
                    waiting += [(link.replace("&amp;", "&"), 1) for link in LINK.findall(came.text)[-links:]]
        return list(found.values())
