"""Which dates stand in whose calendar: by their part, while the review runs, and never with anybody's name."""

from datetime import date

import pytest

from accounts.dates import calendar_of, occasions
from accounts.viewing import viewing
from reviews.models import Cycle, Group, Message, Participant, RosterEntry
from reviews.telling import workflow
from tests.cast import PEOPLE
from tests.reviews.story import launch_engineering
from tests.reviews.telling.story import make_story, word_all

ASSESS = ("Submit your assessments by today", "2026-12-11")
READ = ("Read the assessments by today", "2026-12-14")
MEET = ("The meeting", "2026-12-15")
WORDS = ("Your words are written by today", "2026-12-22")
HEAR = ("You hear by today", "2026-12-29")


@pytest.fixture
def engineering(cast):
    """Engineering, assessing."""
    return launch_engineering(cast)


def of(person) -> list[tuple[str, str]]:
    """What stands in the person's calendar, as their link asks it: nobody is signed in."""
    with viewing(person):
        return [(one.what, str(one.day)) for one in occasions(person)]


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("mei", [ASSESS, READ, MEET, WORDS]),
        ("marco", [ASSESS, READ, MEET, WORDS]),
        ("noor", [ASSESS, READ, MEET, WORDS, HEAR]),  # assesses Ines, and is assessed
        ("dana", [READ, MEET]),
        ("oskar", [READ, MEET]),
        ("petra", [READ, MEET]),
        ("ivan", [HEAR]),
        ("lena", [HEAR]),
        ("hanne", []),
        ("sam", []),
        ("tariq", []),
    ],
)
def test_everybody_has_the_dates_of_their_parts(engineering, cast, who, said):
    assert of(getattr(cast, who)) == said


def test_the_file_names_nobody_and_no_group(engineering, cast):
    Group.objects.update(name="Mei's people")
    with viewing(cast.noor):
        text = calendar_of(cast.noor, {})[0].decode()
    assert text.count("BEGIN:VEVENT") == 5
    assert text.count("Engineering 2026 Q4") == 5
    assert [name for name in PEOPLE if name.capitalize() in text] == []


@pytest.mark.parametrize("state", ["planning", "closed", "discarded"])
def test_what_does_not_run_has_no_dates(engineering, cast, state):
    Group.objects.update(state=state)
    assert [of(getattr(cast, who)) for who in ("mei", "dana", "ivan")] == [[], [], []]


def test_a_trial_has_none(engineering, cast):
    Cycle.objects.update(is_trial=True)
    assert [of(getattr(cast, who)) for who in ("mei", "dana", "ivan")] == [[], [], []]


def test_without_a_preview_there_is_nothing_to_read(engineering, cast):
    Cycle.objects.update(has_preview=False)
    assert of(cast.dana) == [MEET]


def test_a_part_that_ended_and_a_person_not_assessed_have_none(engineering, cast):
    Participant.objects.filter(person=cast.dana).update(until_at="2026-11-02T08:00:00Z")
    RosterEntry.objects.filter(subject=cast.ivan).update(treatment="not_now")
    assert (of(cast.dana), of(cast.ivan)) == ([], [])


def test_two_groups_of_a_cycle_are_said_once(engineering, cast):
    second = Group.objects.create(cycle=engineering.cycle, name="Storage", state="assessing")
    Participant.objects.create(group=second, person=cast.dana, part="director", from_at="2026-12-01T08:00:00Z")
    assert of(cast.dana) == [READ, MEET]


def test_what_is_to_be_told_stands_with_its_owner_until_it_is_told(cast, time_machine):
    time_machine.move_to("2026-12-21T10:00:00Z")
    story = make_story(cast)
    word_all(story)
    workflow.release(story.group, cast.petra)
    [message] = Message.objects.filter(owner=cast.mei)
    assert ("Tell a result by today", "2026-12-28") in of(cast.mei)
    assert [said for said in of(cast.ivan) if said[0].startswith("Tell")] == []
    Message.objects.filter(pk=message.pk).update(state="held", hold_until=date(2027, 1, 20))
    assert ("Tell a result by today", "2027-01-20") in of(cast.mei)
    Message.objects.filter(pk=message.pk).update(state="told", told_at="2026-12-23T09:00:00Z")
    assert [said for said in of(cast.mei) if said[0].startswith("Tell")] == []
