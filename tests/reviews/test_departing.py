"""A manager leaves: what they owe goes to one person in one act, and what cannot go is said."""

from datetime import date, time

import pytest

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from promotions.models import Pitch
from reviews.assessments import workflow as assessments
from reviews.cycles.acts.departing import departure, hand_over
from reviews.cycles.acts.reassigning import reassign
from reviews.models import Assessment, Assignment, Exclusion, OneOnOne, Participant, Reminder, RosterEntry
from tests.reviews.story import fresh, words

LENA = "the assessment of Lena, with what is written so far"
NOOR = "the assessment of Noor, with what is written so far"
HERE = "Engineering 2026 Q4, Engineering: "


def talk(manager, report) -> OneOnOne:
    return OneOnOne.objects.create(
        manager=manager, report=report, first_on=date(2026, 11, 23), at=time(10), time_zone="UTC"
    )


def pitch_for(story, subject, author) -> Pitch:
    roles = {"role": story.ladder.roles["IC3"], "target": story.ladder.roles["IC4"]}
    return Pitch.objects.create(
        group=story.group, subject=subject, author=author, version=story.ladder.version, **roles
    )


def test_what_would_go_is_said_first(cast, story):
    talk(cast.marco, cast.lena)
    pitch_for(story, cast.lena, cast.marco)
    shown = departure(cast.marco, cast.sam, cast.petra)
    assert shown.goes == [HERE + LENA, HERE + NOOR, "the one-on-one with Lena", HERE + "the pitch for Lena"]
    assert shown.stays == []
    assert RosterEntry.objects.filter(assessor=cast.marco).count() == 2


def test_all_of_it_goes_in_one_act(cast, story):
    row, pitch = talk(cast.marco, cast.lena), pitch_for(story, cast.lena, cast.marco)
    assessments.save_draft(story.lena, cast.marco, 0, words(story, statement="What Marco saw."))
    hand_over(cast.marco, cast.sam, cast.petra, 4)
    assert sorted(RosterEntry.objects.filter(assessor=cast.sam).values_list("subject__name", flat=True)) == [
        "Lena",
        "Noor",
    ]
    assert Assignment.objects.filter(assessor=cast.marco).count() == 0
    drafts = Assessment.objects.filter(author=cast.sam, state="draft").order_by("subject__name")
    assert [(draft.subject.name, draft.statement) for draft in drafts] == [("Lena", "What Marco saw."), ("Noor", "")]
    assert fresh(story.lena).state == "replaced"
    row.refresh_from_db()
    pitch.refresh_from_db()
    assert (row.manager, pitch.author) == (cast.sam, cast.sam)
    parts = Participant.objects.now().filter(part="assessor", person__in=[cast.marco, cast.sam])
    assert [part.person for part in parts] == [cast.sam]
    assert Event.objects.filter(verb="hand_over").count() == 4
    told = Reminder.objects.filter(kind="changed").values_list("recipient__name", flat=True)
    assert sorted(told) == ["Lena", "Noor", "Sam", "Sam"]


def test_what_was_submitted_stands_as_whose_it_is(cast, previewing):
    hand_over(cast.marco, cast.sam, cast.petra, 2)
    assert Assessment.objects.handed_in().get(subject=cast.lena).author == cast.marco
    assigned = Assignment.objects.get(subject=cast.lena)
    assert (assigned.assessor, assigned.state) == (cast.sam, "submitted")


def test_ones_own_case_and_parts_that_nobody_takes_over_are_left_and_named(cast, story):
    Participant.objects.create(group=story.group, person=cast.marco, part="decider", from_at=story.cycle.launched_at)
    Exclusion.objects.create(group=story.group, person=cast.lena, subject=cast.noor)
    shown = departure(cast.marco, cast.lena, cast.petra)
    assert shown.goes == []
    assert shown.stays == [
        "Engineering 2026 Q4, Engineering, Lena: This is about Lena: name somebody else.",
        "Engineering 2026 Q4, Engineering, Noor: Lena cannot be given this: name somebody else.",
        "Engineering 2026 Q4, Engineering: Marco is decider there, which nobody takes over.",
    ]
    with pytest.raises(Conflict, match="Marco owes nothing"):
        hand_over(cast.marco, cast.lena, cast.petra, 0)


def test_a_pitch_stays_where_the_heir_has_begun_one_of_their_own(cast, story):
    pitch_for(story, cast.lena, cast.marco)
    pitch_for(story, cast.lena, cast.sam)
    shown = departure(cast.marco, cast.sam, cast.petra)
    assert shown.stays == [HERE + "the pitch for Lena stays; Sam has one of their own."]


def test_a_pitch_stays_where_one_of_the_two_decides(cast, story):
    pitch_for(story, cast.lena, cast.marco)
    shown = departure(cast.marco, cast.dana, cast.petra)
    assert shown.goes == [HERE + LENA, HERE + NOOR]
    assert shown.stays == [HERE + "the pitch for Lena stays; one of the two decides there."]


@pytest.mark.parametrize(("by", "heir"), [("petra", "petra"), ("petra", "marco")])
def test_nobody_gives_it_to_themselves_or_to_who_leaves(cast, story, by, heir):
    with pytest.raises(Conflict, match="cannot be given this"):
        departure(cast.marco, getattr(cast, heir), getattr(cast, by))


@pytest.mark.parametrize("by", ["pavel", "dana", "sam", "marco", "otto"])
def test_only_people_ops_for_the_manager_gives_anything(cast, story, by):
    with pytest.raises(NotAllowed):
        hand_over(cast.marco, cast.oskar, getattr(cast, by), 2)
    assert RosterEntry.objects.filter(assessor=cast.marco).count() == 2


def test_another_number_than_was_shown_changes_nothing(cast, story):
    with pytest.raises(Conflict, match="Something has changed"):
        hand_over(cast.marco, cast.sam, cast.petra, 3)
    assert RosterEntry.objects.filter(assessor=cast.marco).count() == 2


def test_the_heir_who_meets_the_person_already_keeps_that_talk(cast, story):
    kept = talk(cast.sam, cast.lena)
    talk(cast.marco, cast.lena)
    hand_over(cast.marco, cast.sam, cast.petra, 3)
    assert list(OneOnOne.objects.filter(report=cast.lena)) == [kept]


def test_on_the_page_it_is_shown_and_then_given(cast, story, sign_in):
    client = sign_in(cast.petra)
    assert "When Marco leaves" in client.get(f"/people/{cast.marco.pk}/").content.decode()
    address = f"/people/{cast.marco.pk}/departure/"
    shown = client.post(address, {"heir": "Sam", "act": "show"}).content.decode()
    assert LENA in shown
    assert 'name="count" value="2"' in shown
    assert client.post(address, {"heir": "Sam", "act": "do", "count": "1"}).status_code == 409
    assert client.post(address, {"heir": "Sam", "act": "do", "count": "2"}).status_code == 302
    assert RosterEntry.objects.filter(assessor=cast.sam).count() == 2


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"heir": ""}, 400),
        ({"heir": "Petra"}, 400),
        ({"heir": "Marco"}, 400),
        ({"heir": "Sam", "act": "do", "count": "many"}, 400),
        ({"heir": "Sam", "act": "do"}, 409),
    ],
)
def test_what_cannot_be_is_said(cast, story, sign_in, data, status):
    assert sign_in(cast.petra).post(f"/people/{cast.marco.pk}/departure/", data).status_code == status
    assert RosterEntry.objects.filter(assessor=cast.marco).count() == 2


def test_nobodys_own_departure_is_theirs(cast, story, sign_in):
    assert sign_in(cast.petra).get(f"/people/{cast.petra.pk}/departure/").status_code == 403


def test_groups_that_one_does_not_see_are_not_named(cast, story, sign_in):
    # Oskar, of Pavel's part, is the outside director of Engineering and assesses Ivan there
    reassign(RosterEntry.objects.get(subject=cast.ivan), cast.petra, cast.oskar)
    shown = departure(cast.oskar, cast.sam, cast.pavel)
    assert shown.goes == []
    assert shown.stays == ["In groups that you do not see, another of People Ops gives on what is owed."]
    client = sign_in(cast.pavel)
    for answer in (
        client.get(f"/people/{cast.oskar.pk}/"),
        client.post(f"/people/{cast.oskar.pk}/departure/", {"heir": "Sam"}),
    ):
        assert answer.status_code == 200
        assert "Engineering 2026 Q4" not in answer.content.decode()
    assert len(departure(cast.oskar, cast.sam, cast.petra).goes) == 1
