"""The main pages in a generated company: for each who opens it, where, and how many queries it asks."""

import secrets
from dataclasses import replace

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import second_step
from accounts.models import Person
from accounts.sessions import SessionStore
from benchmarks.asking import BARE, Target
from calibration import pairing
from calibration.models import Device, Meeting
from reviews.models import Assessment, Cycle, Group, Part, Participant, Result


def cookie_of(person: Person) -> str:
    """A real session of the person, as the cookie of a request. Who must have a second step has one."""
    if second_step.lacks_one(person):
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def cookie_of_a_screen(meeting: Meeting) -> str:
    """A screen paired with the meeting, as the cookie of a request."""
    token = secrets.token_urlsafe(32)
    Device.objects.create(
        token_hash=pairing.digest("token", token),
        meeting=meeting,
        paired_by=meeting.scribe,
        paired_at=timezone.now(),
    )
    return f"{pairing.COOKIE}={token}"


def main_pages() -> list[Target]:
    """The pages, on a database that `generate_company --under-way` has filled."""
    ops = Person.objects.get(email="ops@synthetic.example")
    cycle = Cycle.objects.get(name="2026 Q4")
    writes, meets = Group.objects.filter(cycle=cycle).order_by("name")[:2]
    drafts = Assessment.objects.filter(group=writes, state="draft").select_related("author")
    draft = drafts.order_by("subject__email")[0]
    meeting = Meeting.objects.select_related("scribe", "round").get(group=meets)
    on_board = meeting.stops.filter(meeting.round.board()).count()
    subject = Person.objects.get(email="p12@synthetic.example")
    mine, boss = cookie_of(subject), cookie_of(ops)
    return [
        Target(BARE, reverse("bare"), mine, rows=50),
        Target("my level", reverse("my_level"), mine),
        Target("framework table", reverse("framework", args=["engineering"]), mine),
        Target("cycle", reverse("cycle", args=[cycle.pk]), boss),
        Target("cycle board", reverse("group", args=[writes.pk]), boss, rows=100),
        Target("assessment form", reverse("assessment", args=[draft.pk]), cookie_of(draft.author)),
        Target("level board", reverse("meeting", args=[meets.pk]), cookie_of(meeting.scribe), rows=on_board),
        Target("room display", reverse("room"), cookie_of_a_screen(meeting), 60_000, rows=on_board),
        Target("person", reverse("person", args=[subject.pk]), boss),
        Target("people list", reverse("people"), mine, rows=50),
    ]


def confidential_pages() -> list[Target]:
    """More pages that read much from tables with policies of their own."""
    reading = [Group.State.PREVIEWING, Group.State.CALIBRATING]
    read = Group.objects.filter(state__in=reading).order_by("-state", "name")[0]
    closed = Group.objects.filter(state=Group.State.CLOSED).order_by("name")[0]
    reader = Participant.objects.filter(group=read, part=Part.DIRECTOR).select_related("person")[0].person
    told = Result.objects.filter(group=closed).select_related("subject", "author").order_by("subject__email")[0]
    boss = cookie_of(Person.objects.get(email="ops@synthetic.example"))
    return [
        Target("reading", reverse("reading", args=[read.pk]), cookie_of(reader)),
        Target("what is owed", reverse("home"), cookie_of(told.author)),
        Target("to be told", reverse("telling"), cookie_of(told.author)),
        Target("words of a group", reverse("finalising", args=[closed.pk]), boss),
        Target("my result", reverse("my_result", args=[told.pk]), cookie_of(told.subject)),
        Target("decisions", reverse("decisions", args=[closed.pk]), boss),
    ]


def counted(targets: list[Target]) -> list[Target]:
    """The same with the number of queries of a second visit (the first fills the process's memory of frameworks).

    Raises RuntimeError for a page that does not answer 200.
    """
    found = []
    for target in targets:
        for _ in range(2):
            client = Client(headers={"cookie": target.cookie, "host": "localhost"})
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(target.path)
            if answer.status_code != 200:
                raise RuntimeError(f"{target.name} ({target.path}) answers {answer.status_code}")
        found.append(replace(target, queries=len(asked)))
    return found
