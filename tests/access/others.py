"""Those of the requirements who are nobody in the scene, and a second group in another population.

Dora directs and decides in the second group only; Sam manages a team that is in neither; Fabio was Ivan's manager and
wrote of him a year ago; Lev has left, and nobody closed his account yet; a screen in the room is paired with the
meeting.
"""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from allauth.mfa.models import Authenticator

from accounts import clock
from accounts import people as acts
from accounts.models import Below, Person, ReportingLine
from calibration.models import Device
from calibration.pairing import COOKIE, digest
from reviews.models import Assessment, Cycle, Group, Participant, Remark, Result, RosterEntry
from tests.access.asking import cookie_of
from tests.access.table import PERSONS
from tests.promotions import rows

SINCE = datetime(2026, 10, 1, 8, tzinfo=UTC)
TOKEN = "the-screen-in-the-room"
MORE = ["hanne", "dora", "fabio", "lev", "screen"]
EVERYONE = PERSONS + MORE


def person(first: str, number: int, manager: Person | None, **more) -> Person:
    """One more of the company, with a manager."""
    made = Person.objects.create(
        **{"name": first.capitalize(), "email": f"{first}@demo.example", "employee_id": f"E{number}", "password": "!"},
        **more,
    )
    if manager:
        ReportingLine.objects.create(person=made, manager=manager, from_on=date(2023, 1, 9))
    return made


def add_others(scene) -> None:
    """Puts `scene.others` (everyone by first name), `scene.second` and `scene.former` there."""
    cast = scene.cast
    yesterday = clock.today() - timedelta(days=1)
    dora, fabio = person("dora", 201, cast.hanne), person("fabio", 202, cast.dana)
    lev = person("lev", 203, cast.hanne, left_on=yesterday)
    acts.rebuild_closure()
    assert Below.objects.filter(manager=cast.hanne, person=dora).exists()
    Device.objects.filter(pk=scene.screen.pk).update(token_hash=digest("token", TOKEN))
    Authenticator.objects.filter(pk=scene.passkey.pk).update(user=lev)  # whom nobody asks for it
    scene.others = SimpleNamespace(hanne=cast.hanne, dora=dora, fabio=fabio, lev=lev)
    scene.second = _second_group(scene, dora)
    scene.former = _a_year_ago(scene, fabio)


def _second_group(scene, dora: Person) -> SimpleNamespace:
    """Support, previewing: Oskar assessed and pitched Tariq, Dora remarks, Pavel observes."""
    cast, version = scene.cast, scene.framework_version
    within = rows.cycle("Support 2026 Q4", date(2026, 10, 1), date(2026, 12, 31))
    group = rows.group(within, "previewing", "Support")
    rows.on_roster(group, cast.tariq, cast.oskar, version, "IC3", director=dora)
    for one, part in ((dora, "director"), (dora, "decider"), (cast.pavel, "observer")):
        rows.takes_part(group, one, part)
    assessment = _assessment(group, cast.tariq, cast.oskar, version, "IC3", "submitted")
    pitch = rows.pitch(group, cast.tariq, cast.oskar, version, "IC3", "IC4", state="submitted", submitted_at=SINCE)
    remark = Remark.objects.create(group=group, subject=cast.tariq, author=dora, kind="asks", text="When was that?")
    return SimpleNamespace(cycle=within, group=group, assessment=assessment, pitch=pitch, remark=remark)


def _a_year_ago(scene, fabio: Person) -> SimpleNamespace:
    """A closed group in which Fabio assessed Ivan, who was told."""
    cast, version = scene.cast, scene.framework_version
    within: Cycle = rows.cycle("Engineering 2025 Q1", date(2025, 1, 1), date(2025, 3, 31))
    group: Group = rows.group(within, "closed", "Engineering")
    RosterEntry.objects.create(
        group=group, subject=cast.ivan, assessor=fabio, version=version, role=rows.role(version, "IC1")
    )
    for one, part in ((cast.ivan, "subject"), (fabio, "assessor"), (cast.dilan, "director"), (cast.petra, "observer")):
        ended = clock.now() if one == fabio else None
        Participant.objects.create(group=group, person=one, part=part, from_at=SINCE, until_at=ended)
    assessment = _assessment(group, cast.ivan, fabio, version, "IC1", "sealed")
    result = rows.result(group, cast.ivan, fabio, version, "IC1", "at")
    Result.objects.filter(pk=result.pk).update(state="told")
    return SimpleNamespace(group=group, assessment=assessment, result=result)


def _assessment(group, subject: Person, author: Person, version, code: str, state: str) -> Assessment:
    return Assessment.objects.create(
        **{"group": group, "subject": subject, "author": author, "role": rows.role(version, code), "state": state},
        overall=rows.point(version, "at"),
        statement="Kept what was promised.",
        submitted_at=SINCE,
    )


def cookies(scene) -> dict[str, str]:
    """What each person's browser sends along. `gone`: a session of somebody whose account was closed afterwards."""
    sent = {first: cookie_of(getattr(scene.cast, first)) for first in PERSONS if first not in ("anon", "gone")}
    gone = person("gone", 999, None)
    sent |= {"anon": "", "gone": cookie_of(gone), "screen": f"{COOKIE}={TOKEN}"}
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    others = scene.others
    return sent | {first: cookie_of(getattr(others, first)) for first in ("hanne", "dora", "fabio", "lev")}
