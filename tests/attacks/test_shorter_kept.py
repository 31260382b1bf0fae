"""Records that are kept for a shorter time are deleted ones: one person alone cannot have that, nor have it today."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import notices, organisation, ticking
from accounts.models import Event, Grant, Organisation, Person, Shortening
from accounts.moves import Conflict, NotAllowed
from accounts.rights import retention, shortening
from reviews.models import Group, Result
from tests.reviews.telling.story import make_story

PAGE = "/organisation/kept/"
OWN = {"preset": "own", "keep_inputs_months": "", "keep_mails_months": "", "keep_leavers_months": "", "looked": "on"}
OWN |= {"keep_candidates_months": "6"}
TODAY = datetime(2028, 5, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def results(cast):
    """The results of a group that was closed in January 2027, sixteen months ago."""
    made = make_story(cast)
    Group.objects.filter(pk=made.group.pk).update(state="closed", closed_at=datetime(2027, 1, 11, tzinfo=UTC))
    with time_machine.travel(TODAY, tick=False):
        yield made


@pytest.fixture
def paul(cast):
    """A second person of People Ops for the whole organisation."""
    Grant.objects.create(
        person=cast.sam, kind="people_ops", reason="Stands in.", from_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    return Person.objects.get(pk=cast.sam.pk)


def months() -> int | None:
    return Organisation.objects.values_list("keep_results_months", flat=True).get()


def tick_on(day: date) -> None:
    with time_machine.travel(datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC), tick=False):
        ticking.tick()


def test_one_person_asks_and_nothing_goes(cast, results, paul, sign_in):
    answer = sign_in(cast.petra).post(PAGE, OWN | {"keep_results_months": "12"}, follow=True)
    assert "Asked for. Nothing goes until another person of People Ops has confirmed it" in answer.content.decode()
    tick_on(date(2028, 5, 2))
    tick_on(date(2029, 5, 2))
    assert months() is None
    assert Result.objects.count() == 3


def test_who_asked_does_not_confirm_and_nobody_who_is_not_of_people_ops(cast, results, paul, sign_in):
    asked = shortening.ask(cast.petra, {"keep_results_months": 12})
    for first in ("petra", "pavel", "otto", "dana"):
        with pytest.raises(NotAllowed):
            shortening.confirm(asked, getattr(cast, first))
    assert sign_in(cast.petra).post(f"{PAGE}{asked.pk}/confirm/").status_code == 403
    with pytest.raises(IntegrityError), transaction.atomic():
        Shortening.objects.update(confirmed_by=cast.petra)
    assert Shortening.objects.get().state == "waiting"


def test_confirmed_it_begins_after_fourteen_days_and_the_page_says_the_day(cast, results, paul, sign_in):
    asked = shortening.ask(cast.petra, {"keep_results_months": 12})
    assert [one.sentence for one in notices.owed(paul, date(2028, 5, 2))] == [
        "Confirm that records are kept for a shorter time, or withdraw it"
    ]
    assert notices.owed(cast.petra, date(2028, 5, 2)) == []
    sign_in(paul).post(f"{PAGE}{asked.pk}/confirm/")
    page = sign_in(cast.petra).get(PAGE).content.decode()
    assert "Shorter from Tuesday, 16 May 2028 on" in page
    assert "Sam confirmed it. Nothing goes before that day, and until then it can be withdrawn." in page
    assert "results, with replies" in page  # what would go
    tick_on(date(2028, 5, 15))
    assert (months(), Result.objects.count()) == (None, 3)
    tick_on(date(2028, 5, 16))
    assert (months(), Result.objects.count()) == (12, 0)
    told = Event.objects.filter(thing__in=["accounts.shortening", "accounts.organisation"]).order_by("at", "verb")
    assert list(told.values_list("verb", "by__name", "after")) == [
        ("ask", "Petra", "–/12/–/–/–/–"),
        ("confirm", "Sam", "confirmed"),
        ("begin", None, "begun"),
        ("set_keep_results_months", None, "12"),
    ]


def test_until_its_day_it_is_withdrawn_by_either(cast, results, paul, sign_in):
    asked = shortening.confirm(shortening.ask(cast.petra, {"keep_results_months": 12}), paul)
    sign_in(cast.petra).post(f"{PAGE}{asked.pk}/withdraw/")
    tick_on(date(2028, 6, 1))
    assert (months(), Result.objects.count()) == (None, 3)


def test_nobody_asks_for_fewer_than_the_fewest(cast, results, paul, sign_in):
    answer = sign_in(cast.petra).post(PAGE, OWN | {"keep_results_months": "11"})
    assert answer.status_code == 400
    for name, fewer in [
        ("keep_inputs_months", 2),
        ("keep_results_months", 11),
        ("keep_mails_months", 0),
        ("keep_leavers_months", 5),
        ("keep_candidates_months", 0),
    ]:
        with pytest.raises(Conflict):
            shortening.ask(cast.petra, {name: fewer})
    assert not Shortening.objects.exists()


def test_no_other_way_sets_them_shorter(cast, results, paul, sign_in):
    with pytest.raises(NotAllowed):
        organisation.change(cast.petra, keep_results_months=12)
    Organisation.objects.update(keep_results_months=60)
    with pytest.raises(NotAllowed):
        organisation.change(cast.petra, keep_results_months=59)
    organisation.change(cast.petra, keep_results_months=61)
    assert months() == 61
    settings = {"name": "Ours", "time_zone": "UTC", "keep_results_months": "12"}
    sign_in(cast.petra).post("/organisation/", settings)
    assert months() == 61


def test_one_at_a_time(cast, results, paul):
    shortening.ask(cast.petra, {"keep_results_months": 24})
    with pytest.raises(Conflict, match="already"):
        shortening.ask(paul, {"keep_results_months": 12})


def test_longer_in_the_meantime_stays_longer_where_it_is_no_longer_shorter(cast, results, paul):
    Organisation.objects.update(keep_mails_months=24)
    shortening.confirm(shortening.ask(cast.petra, {"keep_mails_months": 12}), paul)
    Organisation.objects.update(keep_mails_months=6)
    tick_on(date(2028, 6, 1))
    assert Organisation.objects.get().keep_mails_months == 6


def test_the_only_one_waits_as_long_and_the_operators_are_told(
    cast, results, sign_in, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        page = sign_in(cast.petra).post(PAGE, OWN | {"keep_results_months": "12"}, follow=True).content.decode()
    assert "From Tuesday, 16 May 2028 on it is kept so. Nothing goes before." in page
    assert "Nobody else could confirm it, and the operators were told." in page
    [letter] = mail.outbox
    assert letter.to == ["otto@demo.example"]
    assert "Petra of People Ops" in letter.body
    assert "Tuesday, 16 May 2028" in letter.body
    tick_on(date(2028, 5, 15))
    assert Result.objects.count() == 3
    tick_on(date(2028, 5, 16))
    assert Result.objects.count() == 0


def test_on_a_site_that_asks_nobody_they_go_today(cast, results, paul, monkeypatch):
    """The same where a shorter time is like any setting: so these tests can fail."""
    monkeypatch.setattr(retention, "is_shorter", lambda before, after: False)
    organisation.change(cast.petra, keep_results_months=1)
    ticking.tick()
    assert Result.objects.count() == 0


def test_the_clock_of_the_tests_is_not_that_of_the_machine(results):
    assert timezone.now() == TODAY
