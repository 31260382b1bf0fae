"""The link to one's calendar: shown once, ended by a new one, by its owner and by People Ops, and in no log."""

import hashlib
import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from icalendar import Calendar

from accounts import calendar_links, clock, dates
from accounts.logs import OneLine
from accounts.models import CalendarLink, Event, Person
from accounts.moves import NotAllowed

LINK = re.compile(r">http://localhost:8000(/calendar/[\w-]{43}\.ics)</textarea>")


def made(client: Client) -> str:
    """The address on the page that shows it."""
    [address] = LINK.findall(client.post("/account/calendar/").content.decode())
    return address


def events(answer) -> dict[str, object]:
    """The dates in the file by what they say."""
    return {str(event["summary"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


@pytest.fixture
def owed(monkeypatch):
    """What concerns whom is said by the test: `owed.day`, `owed.what`."""

    class Said:
        day, what = date(2026, 12, 11), "Submit your assessments by today"

        def __call__(self, person: Person):
            return [dates.Occasion("assess", "7", self.day, self.what, "Winter review", "/my-team/")]

    said = Said()
    monkeypatch.setattr(dates.dates_of, "_functions", [said])
    return said


def test_the_link_is_shown_once_and_only_its_digest_is_kept(sign_in, cast, owed):
    client = sign_in(cast.ivan)
    address = made(client)
    token = address.removeprefix("/calendar/").removesuffix(".ics")
    link = CalendarLink.objects.get()
    assert link.digest == hashlib.sha256(token.encode()).hexdigest()
    assert token not in client.get("/account/").content.decode()
    assert token not in str(list(Event.objects.values())) + str(link.__dict__)


def test_whoever_has_the_link_reads_the_dates_without_signing_in(client, sign_in, cast, owed):
    address = made(sign_in(cast.ivan))
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    [event] = events(answer).values()
    assert event["summary"] == "Submit your assessments by today (Winter review)"
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 12, 11), date(2026, 12, 12))
    assert event["sequence"] == 0
    assert event["url"] == "http://localhost:8000/my-team/"
    assert event["transp"] == "TRANSPARENT"
    assert event["class"] == "PRIVATE"
    assert "sessionid" not in answer.cookies


def test_the_same_file_again_is_the_same_and_need_not_be_sent(client, sign_in, cast, owed):
    address = made(sign_in(cast.ivan))
    first = Client().get(address)
    again = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert Client().get(address).content == first.content


def test_a_day_that_moves_keeps_its_uid_and_counts_its_changes(client, sign_in, cast, owed, monkeypatch):
    address = made(sign_in(cast.ivan))
    [before] = events(Client().get(address)).values()
    owed.day = date(2026, 12, 14)
    [after] = events(Client().get(address)).values()
    assert after["uid"] == before["uid"]
    assert after["sequence"] == 1
    assert after["dtstart"].dt == date(2026, 12, 14)
    owed.day = date(2026, 12, 15)
    assert [event["sequence"] for event in events(Client().get(address)).values()] == [2]


def test_a_new_link_ends_the_old_one_and_goes_on_counting(client, sign_in, cast, owed):
    client = sign_in(cast.ivan)
    old = made(client)
    Client().get(old)
    owed.day = date(2026, 12, 14)
    new = made(client)
    assert Client().get(old).status_code == 404
    [event] = events(Client().get(new)).values()
    assert event["sequence"] == 1
    assert list(Event.objects.filter(thing="accounts.calendarlink").values_list("verb", flat=True)) == [
        *("make", "end", "make"),
    ]


def test_ended_by_its_owner_it_opens_nothing(sign_in, cast, owed):
    client = sign_in(cast.ivan)
    address = made(client)
    assert "A link made on" in client.get("/account/").content.decode()
    assert client.post("/account/calendar/end/").status_code == 302
    assert Client().get(address).status_code == 404
    assert "A link made on" not in client.get("/account/").content.decode()
    assert client.post("/account/calendar/end/").status_code == 302  # a second click


@pytest.mark.parametrize(("who", "says"), [("petra", 302), ("pavel", 403), ("mei", 404), ("otto", 404)])
def test_people_ops_for_the_person_end_it_and_nobody_else(sign_in, cast, owed, who, says):
    address = made(sign_in(cast.ivan))
    client = sign_in(getattr(cast, who))
    assert client.post(f"/people/{cast.ivan.pk}/calendar/end/").status_code == says
    assert Client().get(address).status_code == (404 if says == 302 else 200)
    with pytest.raises(NotAllowed):
        calendar_links.end(cast.ivan, cast.mei)


def test_the_button_of_people_ops_is_there_while_there_is_a_link(sign_in, cast):
    person, said = f"/people/{cast.ivan.pk}/", "End the link to the calendar of Ivan"
    assert said not in sign_in(cast.petra).get(person).content.decode()
    calendar_links.make(cast.ivan)
    assert said in sign_in(cast.petra).get(person).content.decode()
    assert said not in sign_in(cast.mei).get(person).content.decode()


def test_what_is_no_link_or_no_longer_one_is_the_same_page_as_nothing(cast, owed, monkeypatch):
    nothing = Client().get("/no/such/page/")
    token = calendar_links.make(cast.ivan)
    made_up = Client().get(f"/calendar/{token[:-1]}{'A' if token[-1] != 'A' else 'B'}.ics")
    assert (made_up.status_code, made_up.content) == (404, nothing.content)
    assert Client().get(f"/calendar/{'x' * 3000}.ics").content == nothing.content
    assert Client().get("/calendar/%F0%9F%93%85%00.ics").content == nothing.content
    Person.objects.filter(pk=cast.ivan.pk).update(is_active=False)
    closed = Client().get(f"/calendar/{token}.ics")
    assert (closed.status_code, closed.content) == (404, nothing.content)


def test_a_leaver_s_link_ends_on_the_day(cast, owed):
    token = calendar_links.make(cast.ivan)
    Person.objects.filter(pk=cast.ivan.pk).update(left_on=clock.today() + timedelta(days=1))
    assert Client().get(f"/calendar/{token}.ics").status_code == 200
    Person.objects.filter(pk=cast.ivan.pk).update(left_on=clock.today())
    assert Client().get(f"/calendar/{token}.ics").status_code == 404


@pytest.mark.parametrize("limit", [2, 4])
def test_a_link_is_read_so_often_and_guessed_so_often(cast, owed, settings, limit):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {
        "calendar": f"{limit}/h/key",
        "calendar_unknown": f"{limit}/m/ip",
    }
    token, other = calendar_links.make(cast.ivan), calendar_links.make(cast.lena)
    found = [Client().get(f"/calendar/{token}.ics").status_code for _ in range(limit + 1)]
    assert found == [200] * limit + [429]
    guessed = [Client().get(f"/calendar/guess{n}.ics").status_code for n in range(limit + 1)]
    assert guessed == [404] * limit + [429]
    assert Client().get(f"/calendar/{other}.ics").status_code == 200


@pytest.mark.parametrize(
    "path", ["/calendar/{}.ics", "/calendar/{}.ics?x=1", "/calendar/{}", "/invitation/{}/more/"], ids=str
)
def test_the_secret_of_a_link_stands_in_no_line_of_the_log(db, caplog, path):
    caplog.handler.setFormatter(OneLine("%(message)s"))
    assert Client().get(path.format("a-Secret_7")).status_code == 404
    assert "Not Found: /" in caplog.text
    assert "a-Secret_7" not in caplog.text


def test_nor_where_it_is_read_too_often(cast, owed, caplog, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"calendar": "1/h/key"}
    caplog.handler.setFormatter(OneLine("%(message)s"))
    token = calendar_links.make(cast.ivan)
    assert [Client().get(f"/calendar/{token}.ics").status_code for _ in range(2)] == [200, 429]
    assert "/calendar/…" in caplog.text
    assert token not in caplog.text


def test_one_open_link_a_person(cast):
    calendar_links.make(cast.ivan)
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarLink.objects.create(person=cast.ivan, digest="1" * 64, made_at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarLink.objects.filter(person=cast.ivan).update(ended_at=clock.now(), given={"a": []})


def test_a_link_is_seen_by_its_owner_only(cast):
    calendar_links.make(cast.ivan)
    sees = [first for first in ("ivan", "mei", "petra") if _sees(getattr(cast, first))]
    assert sees == ["ivan"]


def _sees(person: Person) -> bool:
    return CalendarLink.objects.visible_to(person).exists()
