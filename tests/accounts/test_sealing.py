"""The trail's seals: what was altered, taken out, put in or put in another's place is named."""

import json
import uuid
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from accounts import sealing, ticking, trail
from accounts.models import Event, Person, ReadAbout, Reading, Seal, Sealed
from accounts.verifying import verify
from tests.accounts.owner import as_owner

pytestmark = pytest.mark.django_db

GROUP = "11111111-1111-4111-8111-111111111111"
IVAN = "22222222-2222-4222-8222-222222222222"
MEI = "33333333-3333-4333-8333-333333333333"


@pytest.fixture
def person():
    return Person.objects.create_user("mei@demo.example", "Mei", employee_id="E1")


@pytest.fixture
def events(person):
    """Three events in one seal, in their order."""
    made = [trail.record(verb, person, person) for verb in ("first", "second", "third")]
    assert sealing.seal() == 3
    return made


def reading(person, **more) -> Reading:
    said = {"by": person, "route": "group", "method": "GET", "status": 200, "people": 1}
    return Reading.objects.create(**said | {"what": {GROUP: {"assessment": [IVAN]}}} | more)


def at(row) -> str:
    """How the row is named."""
    return str(row.pk)


def test_nothing_is_found_where_nothing_was_touched(events, person):
    reading(person)
    assert sealing.seal() == 1
    verdict = verify()
    assert verdict.wrong == []
    assert (verdict.seals, verdict.rows, verdict.waiting) == (2, 4, 0)


def test_an_empty_trail_is_in_order(db):
    assert sealing.seal() == 0
    verdict = verify()
    assert (verdict.wrong, verdict.seals, verdict.head) == ([], 0, "")


def test_a_second_run_seals_nothing_twice(events):
    assert sealing.seal() == 0
    assert Seal.objects.count() == 1


def test_each_seal_is_made_over_the_one_before(events, person):
    trail.record("fourth", person, person)
    sealing.seal()
    first, second = Seal.objects.order_by("number")
    assert (first.number, first.previous, second.number, second.previous) == (1, "0" * 64, 2, first.digest)
    assert (first.first, first.last, first.count) == (events[0].pk, events[2].pk, 3)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("verb", "other"),
        ("before", "told"),
        ("after", "told"),
        ("thing", "reviews.result"),
        ("thing_id", "x"),
        ("at", datetime(2020, 1, 1)),
        ("by_id", IVAN),
        ("about_id", IVAN),
    ],
)
def test_an_altered_event_is_named(events, column, value):
    hexed = uuid.UUID(value).hex if column.endswith("by_id") or column == "about_id" else value
    assert as_owner(f"UPDATE accounts_event SET {column} = %s WHERE id = %s", [hexed, events[1].pk.hex]) == 1
    assert verify().wrong == [
        f"The event {at(events[1])} (seal 1, place 2) is not as it was sealed: it was altered, or put in another's "
        "place."
    ]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("what", json.dumps({GROUP: {"assessment": [MEI]}})),
        ("route", "elsewhere"),
        ("method", "POST"),
        ("status", 404),
        ("people", 2),
        ("screen", uuid.UUID(IVAN).hex),
        ("by_id", None),
    ],
)
def test_an_altered_reading_is_named(person, column, value):
    row = reading(person)
    sealing.seal()
    as_owner(f"UPDATE accounts_reading SET {column} = %s WHERE id = %s", [value, row.pk.hex])
    assert verify().wrong == [
        f"The reading {at(row)} (seal 1, place 1) is not as it was sealed: it was altered, or put in another's place."
    ]


def test_a_removed_event_is_named(events):
    as_owner("DELETE FROM accounts_event WHERE id = %s", [events[0].pk.hex])
    [sentence] = verify().wrong
    assert sentence.startswith(f"The event {at(events[0])} (seal 1, place 1) is gone. It was written before 2")


def test_an_event_removed_with_its_place_in_the_seal_leaves_a_gap(events):
    as_owner("DELETE FROM accounts_sealed WHERE row = %s", [events[1].pk.hex])
    as_owner("DELETE FROM accounts_event WHERE id = %s", [events[1].pk.hex])
    assert verify().wrong == [
        "Of seal 1 the row at place 2 of 3 was taken out, its digest too.",
        "Seal 1 does not fit the rows it lists: one of them, or the seal itself, was altered.",
    ]


def test_a_gap_that_was_closed_shows_at_every_row_after_it(events):
    as_owner("DELETE FROM accounts_sealed WHERE row = %s", [events[0].pk.hex])
    as_owner("DELETE FROM accounts_event WHERE id = %s", [events[0].pk.hex])
    as_owner("UPDATE accounts_sealed SET place = 1 WHERE place = 2")
    as_owner("UPDATE accounts_sealed SET place = 2 WHERE place = 3")
    as_owner("UPDATE accounts_seal SET count = 2")
    found = " ".join(verify().wrong)
    assert at(events[1]) in found
    assert at(events[2]) in found
    assert "Seal 1 does not fit the rows it lists" in found


def test_two_rows_that_changed_places_are_both_named(events):
    as_owner("UPDATE accounts_sealed SET place = 9 WHERE row = %s", [events[0].pk.hex])
    as_owner("UPDATE accounts_sealed SET place = 1 WHERE row = %s", [events[1].pk.hex])
    as_owner("UPDATE accounts_sealed SET place = 2 WHERE row = %s", [events[0].pk.hex])
    found = verify().wrong
    assert [at(events[1]) in found[0], at(events[0]) in found[1]] == [True, True]
    assert len(found) == 3


def test_two_events_that_changed_their_contents_are_both_named(events):
    as_owner("UPDATE accounts_event SET verb = 'second' WHERE id = %s", [events[0].pk.hex])
    as_owner("UPDATE accounts_event SET verb = 'first' WHERE id = %s", [events[1].pk.hex])
    assert [sentence[:46] for sentence in verify().wrong] == [f"The event {at(event)}" for event in events[:2]]


def test_an_event_put_into_the_past_is_named(events, person):
    trail.record("fourth", person, person)
    sealing.seal()
    put_in = trail.record("made up", person, person)
    days_ago = (timezone.now() - timedelta(days=3)).replace(tzinfo=None)
    as_owner("UPDATE accounts_event SET at = %s WHERE id = %s", [days_ago, put_in.pk.hex])
    assert sealing.seal() == 0
    [sentence] = verify().wrong
    assert sentence == (
        f"The event {at(put_in)} of {days_ago:%Y-%m-%d %H:%M} UTC is in no seal: it was put in after its time was "
        "sealed."
    )


def test_an_event_put_into_a_seal_is_named(events, person):
    put_in = trail.record("made up", person, person)
    Sealed.objects.create(row=put_in.pk, table="event", seal_id=1, place=4, digest="0" * 64)
    as_owner("UPDATE accounts_seal SET count = 4")
    assert verify().wrong == [
        f"The event {at(put_in)} (seal 1, place 4) is not as it was sealed: it was altered, or put in another's place.",
        "Seal 1 does not fit the rows it lists: one of them, or the seal itself, was altered.",
    ]


def test_whoever_has_no_key_cannot_make_a_digest_that_fits(events, settings):
    """The forger recomputes everything, with a key of their own under the true key's name."""
    as_owner("UPDATE accounts_event SET verb = 'other' WHERE id = %s", [events[1].pk.hex])
    seal, forged = Seal.objects.get(), Event.objects.get(pk=events[1].pk)
    key = sealing.key_of("a key that was made up, " * 2)
    as_owner(
        "UPDATE accounts_sealed SET digest = %s WHERE row = %s",
        [sealing.row_digest(key, 1, 2, "event", forged), forged.pk.hex],
    )
    digests = Sealed.objects.order_by("place").values_list("digest", flat=True)
    as_owner("UPDATE accounts_seal SET digest = %s", [sealing.seal_digest(key, seal, digests)])
    assert verify().wrong == [
        f"The event {at(forged)} (seal 1, place 2) is not as it was sealed: it was altered, or put in another's place.",
        "Seal 1 does not fit the rows it lists: one of them, or the seal itself, was altered.",
    ]


def test_a_seal_taken_out_of_the_middle_is_named(events, person):
    for verb in ("fourth", "fifth"):
        trail.record(verb, person, person)
        sealing.seal()
    as_owner("DELETE FROM accounts_sealed WHERE seal_id = 2")
    as_owner("DELETE FROM accounts_event WHERE verb = 'fourth'")
    as_owner("DELETE FROM accounts_seal WHERE number = 2")
    assert verify().wrong == ["Seal 2 is gone."]


def test_several_seals_taken_out_are_named(events, person):
    for verb in ("fourth", "fifth", "sixth"):
        trail.record(verb, person, person)
        sealing.seal()
    as_owner("DELETE FROM accounts_sealed WHERE seal_id IN (2, 3)")
    as_owner("DELETE FROM accounts_event WHERE verb IN ('fourth', 'fifth')")
    as_owner("DELETE FROM accounts_seal WHERE number IN (2, 3)")
    assert verify().wrong == ["Seal 2 to 3 is gone."]


def test_an_end_that_was_cut_off_is_known_by_a_head_that_was_kept(events, person):
    kept = verify().head
    trail.record("fourth", person, person)
    sealing.seal()
    later = verify().head
    as_owner("DELETE FROM accounts_sealed WHERE seal_id = 2")
    as_owner("DELETE FROM accounts_seal WHERE number = 2")
    as_owner("DELETE FROM accounts_event WHERE verb = 'fourth'")
    assert verify().wrong == []  # from within it cannot be seen
    assert verify([kept]).wrong == []
    assert verify([kept, later]).wrong == [
        f"The head {later} that was kept is not in the trail: its end was cut off or replaced."
    ]
    trail.record("other", person, person)
    sealing.seal()
    assert verify([later]).wrong == [
        f"The head {later} that was kept is not in the trail: its end was cut off or replaced."
    ]


def test_a_row_that_was_committed_late_is_in_the_next_seal(events, person):
    """Its instant lies before the last seal: a slow transaction has written it before and committed it after."""
    late = trail.record("late", person, person)
    before = (Seal.objects.get().until - timedelta(minutes=2)).replace(tzinfo=None)
    as_owner("UPDATE accounts_event SET at = %s WHERE id = %s", [before, late.pk.hex])
    assert sealing.seal() == 1
    assert verify().wrong == []


def test_the_newest_rows_wait_for_their_seal(events, person):
    trail.record("fourth", person, person)
    verdict = verify()
    assert (verdict.wrong, verdict.rows, verdict.waiting) == ([], 3, 1)


def test_many_rows_are_sealed_in_several_seals(events, person, monkeypatch):
    monkeypatch.setattr(sealing, "A_SEAL", 2)
    for number in range(5):
        trail.record(f"more {number}", person, person)
    reading(person)
    assert sealing.seal() == 6
    assert list(Seal.objects.order_by("number").values_list("count", flat=True)) == [3, 2, 2, 2]
    assert verify().wrong == []


def test_two_sealers_at_once_make_one_seal(events, person, monkeypatch):
    """The second has read the same last seal: its number is taken, and it ends without effect."""
    trail.record("fourth", person, person)
    last = Seal.objects.get()
    sealing.seal()
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.create(
            number=last.number + 1, until=timezone.now(), count=1, first=uuid.uuid4(), last=uuid.uuid4(),
            previous=last.digest, digest="f" * 64, key="x",
        )  # fmt: skip
    assert verify().wrong == []


def test_seals_made_with_an_earlier_key_are_verified_with_it(events, person, settings):
    settings.TRAIL_KEYS = ["the first key of the trail, thirty-two or more"]
    trail.record("fourth", person, person)
    sealing.seal()
    settings.TRAIL_KEYS = ["the second key of the trail, thirty-two or more", *settings.TRAIL_KEYS]
    trail.record("fifth", person, person)
    sealing.seal()
    assert verify().wrong == []
    assert Seal.objects.values("key").distinct().count() == 3


def test_seals_whose_key_is_not_given_are_said_to_be_unchecked(events, settings):
    name = Seal.objects.get().key
    settings.SECRET_KEY = "another secret key of the site, " * 2
    assert verify().wrong == [
        f"Seal 1 was made with another key ({name}), so its rows could not be checked: name that key in TRAIL_KEYS too."
    ]


def test_a_sealed_reading_is_laid_out_by_person(person):
    row = reading(person, what={GROUP: {"assessment remark": [IVAN], "assessment": [MEI]}}, people=2)
    sealing.seal()
    found = ReadAbout.objects.order_by("subject_id", "closely").values_list("subject_id", "kinds", "closely", "reading")
    assert [(str(subject), *rest) for subject, *rest in found] == [
        (IVAN, "assessment", False, row.pk),
        (IVAN, "remark", True, row.pk),
        (MEI, "assessment", False, row.pk),
    ]
    assert set(ReadAbout.objects.values_list("at", "by", "group")) == {(row.at, person.pk, uuid.UUID(GROUP))}


def test_what_happens_to_a_person_changes_no_row_of_the_trail(events, person):
    Person.objects.filter(pk=person.pk).update(name="A former colleague", email="gone@demo.example")
    assert verify().wrong == []
    as_owner("DELETE FROM accounts_person WHERE id = %s", [person.pk.hex])
    assert verify().wrong == []
    assert [event.by_id for event in Event.objects.order_by("at")] == [person.pk] * 3
    assert [event.by for event in Event.objects.select_related("by")] == [None] * 3


def test_the_command_says_the_head_and_that_all_is_well(events):
    said = StringIO()
    call_command("verify_trail", stdout=said)
    head = f"1:{Seal.objects.get().digest}"
    assert said.getvalue().splitlines() == [
        "1 seals over 3 rows; 0 rows wait for the next seal.",
        f"Head: {head}",
        "Keep the head outside this database: with it, a trail whose end was cut off is known.",
        "Every sealed row is as it was sealed.",
    ]
    call_command("verify_trail", "--head", head, stdout=StringIO())


def test_the_command_names_what_it_finds_and_fails(events):
    as_owner("DELETE FROM accounts_event WHERE id = %s", [events[2].pk.hex])
    wrong = StringIO()
    with pytest.raises(CommandError, match="The trail is not as it was sealed: 1 findings"):
        call_command("verify_trail", stdout=StringIO(), stderr=wrong)
    assert at(events[2]) in wrong.getvalue()


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("table", "column"),
    [("event", "id"), ("reading", "id"), ("readabout", "id"), ("seal", "number"), ("sealed", "row")],
)
def test_the_application_adds_to_the_trail_and_changes_nothing(events, table, column):
    for act in (f"DELETE FROM accounts_{table}", f"UPDATE accounts_{table} SET {column} = {column}"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(act)


def test_the_tick_seals(events, person):
    trail.record("fourth", person, person)
    ticking.tick()
    assert Seal.objects.count() == 2
