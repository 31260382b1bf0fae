"""Two people of People Ops erase somebody who has left; nobody does it alone, nor for themselves, nor too early."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import clock
from accounts.models import Erasure, Event, Grant, Hold, Leave, Person, ReportingLine
from accounts.moves import Conflict, NotAllowed
from accounts.notices import owed
from accounts.rights import erasing, holding
from figures.models import Counting
from reviews.models import Group, Part, Participant
from tests.figures.story import enrol, make_cycle, make_framework


@pytest.fixture
def paul(cast):
    """Sam is a second person of People Ops for the whole organisation."""
    give(cast.sam)
    return Person.objects.get(pk=cast.sam.pk)


def give(person, scope=None) -> Grant:
    return Grant.objects.create(
        person=person, kind="people_ops", scope=scope, reason="Stands in.", from_at=timezone.now()
    )


@pytest.fixture
def ivan(cast):
    """Ivan has left."""
    Person.objects.filter(pk=cast.ivan.pk).update(left_on=clock.today() - timedelta(days=3), is_active=False)
    return Person.objects.get(pk=cast.ivan.pk)


def name_of(person) -> str:
    return Person.objects.get(pk=person.pk).name


def test_asking_erases_nothing(cast, ivan):
    erasing.ask(ivan, cast.petra)
    assert name_of(ivan) == "Ivan"
    assert [(one.verb, one.by, one.about) for one in Event.objects.all()] == [("ask", cast.petra, ivan)]


def test_another_person_of_people_ops_confirms(cast, ivan, paul):
    Leave.objects.create(person=ivan, from_on=date(2026, 1, 1))
    erasing.confirm(erasing.ask(ivan, cast.petra), paul)
    after = Person.objects.get(pk=ivan.pk)
    assert (after.name, after.first_name) == ("a former colleague", "a former colleague")
    assert (after.team, after.hired_on, after.onboarded_on, after.time_zone) == (None, None, None, "")
    assert after.email == f"{ivan.pk.hex}@erased.invalid"
    assert after.employee_id == f"erased-{ivan.pk.hex}"
    assert not after.is_active
    assert not after.has_usable_password()
    assert not Leave.objects.exists()
    assert list(Event.objects.order_by("at").values_list("verb", flat=True)) == ["ask", "confirm", "erase"]


def test_who_asked_does_not_confirm(cast, ivan):
    with pytest.raises(NotAllowed):
        erasing.confirm(erasing.ask(ivan, cast.petra), cast.petra)
    assert name_of(ivan) == "Ivan"


@pytest.mark.parametrize("first", ["pavel", "otto", "dana", "mei", "frida"])
def test_nobody_without_people_ops_for_the_person_asks_confirms_or_withdraws(cast, ivan, first):
    erasure = erasing.ask(ivan, cast.petra)
    with pytest.raises(NotAllowed):
        erasing.confirm(erasure, getattr(cast, first))
    with pytest.raises(NotAllowed):
        erasing.withdraw(erasure, getattr(cast, first))
    erasing.withdraw(erasure, cast.petra)
    with pytest.raises(NotAllowed):
        erasing.ask(ivan, getattr(cast, first))


def test_people_ops_of_a_part_asks_for_its_people(cast):
    Person.objects.filter(pk=cast.tariq.pk).update(left_on=clock.today())
    erasure = erasing.ask(Person.objects.get(pk=cast.tariq.pk), cast.pavel)
    erasing.confirm(erasure, cast.petra)
    assert name_of(cast.tariq) == "a former colleague"


def test_nobody_asks_or_confirms_for_themselves(cast, paul):
    Person.objects.filter(pk=paul.pk).update(left_on=clock.today() + timedelta(days=1))
    with pytest.raises(NotAllowed):
        erasing.ask(paul, paul)
    erasure = Erasure.objects.create(subject=paul, asked_by=cast.petra, asked_at=timezone.now())
    with pytest.raises(NotAllowed):
        erasing.confirm(erasure, paul)
    assert not Erasure.objects.visible_to(paul).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "ivan", "asked_by": "ivan"},
        {"subject": "ivan", "asked_by": "petra", "confirmed_by": "ivan"},
        {"subject": "ivan", "asked_by": "petra", "confirmed_by": "petra"},
    ],
)
def test_not_even_in_the_database(cast, wrong):
    people = {column: getattr(cast, first) for column, first in wrong.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.create(asked_at=timezone.now(), **people)


def test_a_second_confirmation_and_a_second_asking_are_too_late(cast, ivan, paul):
    erasure = erasing.ask(ivan, cast.petra)
    with pytest.raises(Conflict):
        erasing.ask(ivan, paul)
    erasing.confirm(erasure, paul)
    with pytest.raises(Conflict):
        erasing.confirm(erasure, paul)
    with pytest.raises(Conflict):
        erasing.ask(ivan, cast.petra)


# -- too early -----------------------------------------------------------------------------------------


def test_who_is_still_here_is_not_erased(cast):
    for left_on, answer in [(None, 1), (clock.today() + timedelta(days=1), 1), (clock.today(), 0)]:
        Person.objects.filter(pk=cast.ivan.pk).update(left_on=left_on)
        assert len(erasing.obstacles(Person.objects.get(pk=cast.ivan.pk))) == answer
    Person.objects.filter(pk=cast.ivan.pk).update(left_on=None)
    with pytest.raises(Conflict, match="Ivan is still here"):
        erasing.erase(Person.objects.get(pk=cast.ivan.pk), by=None)


def test_a_hold_stands_in_the_way_until_it_is_lifted(cast, ivan, paul):
    hold = holding.put(ivan, "A lawsuit.", cast.petra)
    assert erasing.obstacles(ivan) == ["There is a hold: nothing that is held about Ivan may go until it is lifted."]
    with pytest.raises(Conflict):
        erasing.erase(ivan, by=None)
    holding.lift(hold, paul)
    erasing.erase(ivan, by=None)
    assert name_of(ivan) == "a former colleague"
    assert not Hold.objects.exists()


def test_a_hold_put_between_asking_and_confirming_counts(cast, ivan, paul):
    erasure = erasing.ask(ivan, cast.petra)
    holding.put(ivan, "A lawsuit.", cast.petra)
    with pytest.raises(Conflict, match="There is a hold"):
        erasing.confirm(erasure, paul)
    assert Erasure.objects.get().state == "waiting"


def test_reports_stand_in_the_way(cast):
    Person.objects.filter(pk=cast.mei.pk).update(left_on=clock.today())
    mei = Person.objects.get(pk=cast.mei.pk)
    assert erasing.obstacles(mei) == [
        "1 person still reports to Mei: bring another manager by an import of people first."
    ]
    ReportingLine.objects.filter(manager=mei).update(to_on=clock.today())
    assert erasing.obstacles(mei) == []


def test_a_permission_over_everyone_below_stands_in_the_way(cast, ivan):
    grant = give(cast.sam, scope=ivan)
    assert erasing.obstacles(ivan) == ["A permission reaches over everyone below Ivan. End it first."]
    Grant.objects.filter(pk=grant.pk).update(until_at=timezone.now())
    assert erasing.obstacles(ivan) == []


@pytest.mark.parametrize(("state", "ways"), [("assessing", 1), ("telling", 1), ("closed", 0), ("discarded", 0)])
def test_a_review_that_runs_stands_in_the_way(cast, ivan, state, ways):
    group = Group.objects.get(cycle=make_cycle(state="telling"))
    Participant.objects.create(group=group, person=ivan, part=Part.SUBJECT, from_at=timezone.now())
    Group.objects.update(state=state)
    assert len(erasing.obstacles(ivan)) == ways


def test_a_cycle_that_is_not_counted_yet_stands_in_the_way(cast, ivan):
    cycle, ladder = make_cycle(), make_framework("L1")
    enrol(cycle, ladder, cast.mei, L1=[ivan])
    assert len(erasing.obstacles(ivan)) == 1
    Counting.objects.create(cycle=cycle)
    assert erasing.obstacles(ivan) == []


# -- holds ---------------------------------------------------------------------------------------------


def test_holds_are_put_and_lifted_by_people_ops_never_for_oneself(cast, ivan, paul):
    with pytest.raises(NotAllowed):
        holding.put(cast.petra, "Mine.", cast.petra)
    for first in ("pavel", "otto", "mei"):
        with pytest.raises(NotAllowed):
            holding.put(ivan, "Why not.", getattr(cast, first))
    hold = holding.put(ivan, "A lawsuit.", cast.petra)
    with pytest.raises(Conflict):
        holding.put(ivan, "Another.", paul)
    for first in ("pavel", "ivan"):
        with pytest.raises(NotAllowed):
            holding.lift(hold, getattr(cast, first))
    holding.lift(hold, cast.petra)
    with pytest.raises(Conflict):
        holding.lift(hold, paul)
    verbs = Event.objects.order_by("at").values_list("verb", "thing", "about")
    assert list(verbs) == [("hold", "accounts.person", ivan.pk), ("lift", "accounts.person", ivan.pk)]


def test_nobody_sees_a_hold_on_themselves(cast, paul):
    holding.put(paul, "An inquiry.", cast.petra)
    assert not Hold.objects.visible_to(paul).exists()
    assert not Hold.objects.visible_to(cast.otto).exists()
    assert Hold.objects.visible_to(cast.petra).exists()


# -- pages ---------------------------------------------------------------------------------------------


def test_the_first_page_asks_the_second_person_and_nobody_else(cast, ivan, paul):
    erasing.ask(ivan, cast.petra)
    assert [one.sentence for one in owed(paul, clock.today())] == ["Confirm the erasure of Ivan, or withdraw it"]
    for someone in (cast.petra, cast.pavel, cast.otto, cast.mei):
        assert owed(someone, clock.today()) == []


def test_the_page_leads_through_it(sign_in, cast, ivan, paul):
    address = f"/people/{ivan.pk}/data/"
    page = sign_in(cast.petra).get(address).content.decode()
    assert "Ask for the erasure of Ivan" in page
    assert "Managers, with their days" in page
    sign_in(cast.petra).post(f"{address}erasure/")
    erasure = Erasure.objects.get()
    page = sign_in(cast.petra).get(address).content.decode()
    assert "Erase Ivan for good" not in page
    assert "you cannot confirm it" in page
    assert sign_in(cast.petra).post(f"/people/erasure/{erasure.pk}/confirm/").status_code == 403
    assert "Erase Ivan for good" in sign_in(paul).get(address).content.decode()
    answer = sign_in(paul).post(f"/people/erasure/{erasure.pk}/confirm/", follow=True)
    assert "Ivan" not in answer.content.decode()
    assert "What stays, as of a former colleague" in answer.content.decode()


def test_a_hold_is_put_with_its_reason_on_a_page(sign_in, cast, ivan):
    address = f"/people/{ivan.pk}/data/hold/"
    refused = sign_in(cast.petra).post(address, {"reason": "  "})
    assert refused.status_code == 400
    assert "a hold without a reason is not put" in refused.content.decode()
    page = sign_in(cast.petra).post(address, {"reason": "Case 7 Ca 12/26"}, follow=True).content.decode()
    assert "Case 7 Ca 12/26" in page
    assert "There is a hold: nothing that is held about Ivan may go until it is lifted." in page
    assert "Ask for the erasure" not in page


@pytest.mark.parametrize("path", ["", "hold/", "texts/", "erasure/"])
def test_ones_own_case_is_not_dealt_with(sign_in, cast, path):
    answer = sign_in(cast.petra).post(f"/people/{cast.petra.pk}/data/{path}", {"reason": "Mine."})
    assert answer.status_code == (405 if path == "" else 403)
    assert sign_in(cast.petra).get(f"/people/{cast.petra.pk}/data/").status_code == 403
