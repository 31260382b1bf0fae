"""Opened, written by each alone, brought together, agreed, offered; who may do what, and when it is too late."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts import clock
from accounts.models import Event, Person
from accounts.moves import Conflict, NotAllowed
from candidates import handing_over, workflow
from candidates.models import Agreed, Candidate, Finding, Interviewer, Offer
from candidates.workflow import Said
from frameworks import reading
from reviews.drafts import Stale
from tests.candidates.story import AS_E3, hand_in, opened, part_of, sheet, together

EVERYBODY = [
    *("hanne", "petra", "pavel", "dana", "dilan", "oskar", "mei", "marco"),
    *("sam", "noor", "ivan", "lena", "ines", "tariq", "frida", "otto"),
]


def who(cast, asked) -> set[str]:
    """The first names of those for whom something is there."""
    return {first for first in EVERYBODY if asked(Person.objects.get(pk=getattr(cast, first).pk))}


def test_whoever_manages_somebody_opens_one_and_so_does_people_ops(cast):
    may = who(cast, workflow.may_open)
    assert may == {"hanne", "petra", "dana", "dilan", "oskar", "mei", "marco", "noor", "pavel"}
    for first in ("ivan", "otto", "sam"):
        with pytest.raises(NotAllowed):
            workflow.open_one(getattr(cast, first), "Heron", opened(cast).version, None, [])


def test_only_the_owner_and_whom_they_invited_see_a_candidate(cast):
    story = opened(cast, cast.noor, cast.lena)
    there = who(cast, lambda one: Candidate.objects.visible_to(one).filter(pk=story.candidate.pk).exists())
    assert there == {"mei", "noor", "lena"}
    assert who(cast, lambda one: Interviewer.objects.visible_to(one).exists()) == {"mei", "noor", "lena"}


def test_alone_each_reads_only_their_own_and_the_owner_nothing(cast):
    story = opened(cast, cast.noor, cast.lena)
    hand_in(story, cast.noor, technology=3)
    hand_in(story, cast.lena, technology=2)
    seen = {first: Finding.objects.visible_to(getattr(cast, first)).count() for first in ("mei", "noor", "lena")}
    assert seen == {"mei": 0, "noor": 1, "lena": 1}


def test_together_all_read_what_was_handed_in_and_nobody_a_draft(cast):
    story = opened(cast, cast.mei, cast.noor, cast.lena)
    hand_in(story, cast.mei, technology=3)
    hand_in(story, cast.noor, technology=3)
    late = part_of(story, cast.lena)
    workflow.save(late, cast.lena, 0, sheet(story, technology=1))
    workflow.bring_together(story.candidate, cast.mei)
    seen = {first: Finding.objects.visible_to(getattr(cast, first)).count() for first in EVERYBODY}
    assert {first: count for first, count in seen.items() if count} == {"mei": 2, "noor": 2, "lena": 3}
    with pytest.raises(Conflict):
        workflow.save(late, cast.lena, 1, sheet(story, technology=3))
    with pytest.raises(Conflict):
        workflow.hand_in(late, cast.lena)


def test_two_have_to_hand_in_first(cast):
    story = opened(cast)
    hand_in(story, cast.mei, technology=3)
    with pytest.raises(Conflict, match="Two people"):
        workflow.bring_together(story.candidate, cast.mei)
    assert Candidate.objects.get().state == "open"
    hand_in(story, cast.noor, technology=3)
    with pytest.raises(NotAllowed):
        workflow.bring_together(story.candidate, cast.noor)
    workflow.bring_together(story.candidate, cast.mei)
    assert Candidate.objects.get().together_at is not None


def test_nobody_invites_but_the_owner_and_not_themselves(cast):
    story = opened(cast)
    for first in ("noor", "petra", "sam"):
        with pytest.raises(NotAllowed):
            workflow.invite(story.candidate, getattr(cast, first), [getattr(cast, first), cast.ivan])
    assert [one.person for one in workflow.invite(story.candidate, cast.mei, [cast.noor, cast.lena])] == [cast.lena]
    with pytest.raises(Conflict, match="At most 12"):
        workflow.invite(story.candidate, cast.mei, [getattr(cast, first) for first in EVERYBODY])


def test_an_invitation_is_taken_back_while_nothing_is_written(cast):
    story = opened(cast, cast.mei, cast.noor, cast.lena)
    workflow.save(part_of(story, cast.lena), cast.lena, 0, sheet(story, technology=1))
    with pytest.raises(Conflict, match="Lena has begun to write"):
        workflow.uninvite(part_of(story, cast.lena), cast.mei)
    with pytest.raises(NotAllowed):
        workflow.uninvite(part_of(story, cast.noor), cast.noor)
    workflow.uninvite(part_of(story, cast.noor), cast.mei)
    assert not Candidate.objects.visible_to(cast.noor).exists()


def test_what_is_handed_in_is_taken_back_only_while_nobody_has_read_it(cast):
    story = opened(cast)
    mine = hand_in(story, cast.noor, technology=3)
    with pytest.raises(Conflict, match="already"):
        workflow.save(mine, cast.noor, 1, sheet(story, technology=4))
    with pytest.raises(NotAllowed):
        workflow.take_back(mine, cast.mei)
    workflow.take_back(mine, cast.noor)
    workflow.save(mine, cast.noor, 1, sheet(story, technology=4))
    workflow.hand_in(mine, cast.noor)
    hand_in(story, cast.mei, technology=3)
    workflow.bring_together(story.candidate, cast.mei)
    with pytest.raises(Conflict):
        workflow.take_back(mine, cast.noor)


def test_words_alone_are_kept_and_not_handed_in(cast):
    story = opened(cast)
    part, axis = part_of(story, cast.noor), reading.axes(story.version)["people"].pk
    workflow.save(part, cast.noor, 0, {axis: Said(text="Listened well.")})
    with pytest.raises(Conflict, match="Nothing was found"):
        workflow.hand_in(part, cast.noor)
    assert (Finding.objects.get().text, part_of(story, cast.noor).state) == ("Listened well.", "writing")


def test_a_place_without_what_says_so_is_kept_and_not_handed_in(cast):
    story = opened(cast)
    part = part_of(story, cast.noor)
    bare = sheet(story, "", technology=3, writing="E2")
    workflow.save(part, cast.noor, 0, bare | sheet(story, "Led it.", people=4))
    with pytest.raises(Conflict) as refused:
        workflow.hand_in(part, cast.noor)
    assert refused.value.sentence == "Write what you saw that says so, or choose “not seen”: Technology, Writing."
    assert (Finding.objects.count(), part_of(story, cast.noor).state) == (3, "writing")
    workflow.save(part, cast.noor, 1, sheet(story, "Led it.", people=4))
    assert workflow.hand_in(part, cast.noor).state == "handed_in"


def test_the_later_of_two_windows_is_told_and_the_same_text_twice_is_one_saving(cast):
    story = opened(cast)
    part = part_of(story, cast.noor)
    assert workflow.save(part, cast.noor, 0, sheet(story, technology=3)).draft_number == 1
    assert workflow.save(part, cast.noor, 0, sheet(story, technology=3)).draft_number == 1
    with pytest.raises(Stale) as stale:
        workflow.save(part, cast.noor, 0, sheet(story, technology=2))
    assert stale.value.stored == sheet(story, technology=3)
    assert workflow.save(part, cast.noor, 1, {}).draft_number == 2
    assert not Finding.objects.exists()


def test_only_those_invited_agree_and_only_while_it_is_together(cast):
    story = opened(cast)
    with pytest.raises(Conflict):
        workflow.agree(story.candidate, cast.mei, 0, sheet(story, technology=3))
    story = together(cast)
    for first in ("petra", "dana", "ivan"):
        with pytest.raises(NotAllowed):
            workflow.agree(story.candidate, getattr(cast, first), 0, sheet(story, people=3))
    assert workflow.agree(story.candidate, cast.noor, 0, sheet(story, "Both.", people=3)).draft_number == 1
    with pytest.raises(Stale):
        workflow.agree(story.candidate, cast.mei, 0, sheet(story, "Mine.", people=4))
    assert {row.text for row in Agreed.objects.visible_to(cast.mei)} == {"Both."}
    assert not Agreed.objects.visible_to(cast.petra).exists()


def every_act(cast, story, part, role):
    """Each act of somebody who had the page open."""
    of_candidate, mei, noor = story.candidate, cast.mei, cast.noor
    return {
        "rename": lambda: workflow.rename(of_candidate, mei, "Crane"),
        "invite": lambda: workflow.invite(of_candidate, mei, [cast.ivan]),
        "uninvite": lambda: workflow.uninvite(part, mei),
        "save": lambda: workflow.save(part, noor, 0, sheet(story, technology=3)),
        "hand_in": lambda: workflow.hand_in(part, noor),
        "take_back": lambda: workflow.take_back(part, noor),
        "bring_together": lambda: workflow.bring_together(of_candidate, mei),
        "offer": lambda: workflow.offer(of_candidate, mei, role, "80 k", date(2026, 11, 2)),
        "close": lambda: workflow.close(of_candidate, mei),
        "forget": lambda: workflow.forget(of_candidate, mei),
    }


ACTS = ("rename", "invite", "uninvite", "save", "hand_in", "take_back", "bring_together", "offer", "close", "forget")


@pytest.mark.parametrize("act", ACTS)
def test_who_still_has_the_page_of_one_that_was_deleted_reads_that_it_was(cast, act):
    story = opened(cast)
    acts = every_act(cast, story, part_of(story, cast.noor), reading.roles(story.version)["E3"])
    Candidate.objects.all().delete()
    with pytest.raises(Conflict, match=r"This candidate was deleted meanwhile\. Nothing was changed\."):
        acts[act]()


@pytest.mark.parametrize("act", ["uninvite", "save", "hand_in", "take_back"])
def test_whose_invitation_was_taken_back_reads_that_it_was(cast, act):
    story = opened(cast)
    acts = every_act(cast, story, part_of(story, cast.noor), reading.roles(story.version)["E3"])
    workflow.uninvite(part_of(story, cast.noor), cast.mei)
    with pytest.raises(Conflict, match="This invitation was taken back meanwhile"):
        acts[act]()


def test_an_offer_ends_it_and_stays_when_the_candidate_goes(cast):
    story = together(cast)
    role = reading.roles(story.version)["E3"]
    for first in ("noor", "petra"):
        with pytest.raises(NotAllowed):
            workflow.offer(story.candidate, getattr(cast, first), role, "80 k", date(2026, 11, 2))
    made = workflow.offer(story.candidate, cast.mei, role, "80 k", date(2026, 11, 2))
    with pytest.raises(Conflict):
        workflow.offer(story.candidate, cast.mei, role, "90 k", date(2026, 11, 2))
    with pytest.raises(Conflict):
        workflow.close(story.candidate, cast.mei)
    workflow.forget(story.candidate, cast.mei)
    made.refresh_from_db()
    assert (made.candidate_id, made.role.code, made.terms) == (None, "E3", "80 k")
    left = [model.objects.count() for model in (Candidate, Interviewer, Finding, Agreed, Offer)]
    assert left == [0, 0, 0, 0, 1]


def test_what_others_wrote_goes_though_the_owner_never_read_it(cast):
    story = opened(cast, cast.noor, cast.lena)
    hand_in(story, cast.noor, technology=3)
    with pytest.raises(NotAllowed):
        workflow.forget(story.candidate, cast.noor)
    workflow.forget(story.candidate, cast.mei)
    assert [Candidate.objects.count(), Finding.objects.count()] == [0, 0]


def test_closed_without_being_brought_together_each_reads_only_their_own_for_ever(cast):
    story = opened(cast, cast.noor, cast.lena)
    hand_in(story, cast.noor, technology=3)
    hand_in(story, cast.lena, technology=2)
    workflow.close(story.candidate, cast.mei)
    assert [Finding.objects.visible_to(one).count() for one in (cast.mei, cast.noor, cast.lena)] == [0, 1, 1]


def offers_of(person) -> set[str]:
    return {one.terms for one in Offer.objects.visible_to(Person.objects.get(pk=person.pk))}


def test_offers_are_read_by_whoever_made_them_by_people_ops_and_by_who_compares(cast):
    story = together(cast)
    workflow.offer(story.candidate, cast.mei, reading.roles(story.version)["E3"], "80 k", date(2026, 11, 2))
    assert who(cast, lambda one: offers_of(one) == {"80 k"}) == {"mei", "noor", "petra"}
    later = workflow.open_one(cast.dana, "Ibis", story.version, None, [cast.dana, cast.sam, cast.lena])
    of_later = type(story)(version=story.version, candidate=later)
    hand_in(of_later, cast.dana, **AS_E3)
    hand_in(of_later, cast.sam, **AS_E3)
    assert offers_of(cast.dana) == set()
    later = workflow.bring_together(later, cast.dana)
    # Lena was invited and has not said what she found: she is shown no offers of others
    assert who(cast, lambda one: offers_of(one) == {"80 k"}) == {"mei", "noor", "petra", "dana", "sam"}
    workflow.close(later, cast.dana)
    assert offers_of(cast.dana) == set()


def test_who_takes_over_for_a_leaver_becomes_the_owner_and_no_label_is_said(cast):
    story = opened(cast)
    ended = workflow.close(workflow.open_one(cast.mei, "Stork", story.version, None, []), cast.mei)
    cast.mei.left_on = clock.today() + timedelta(days=30)
    also = handing_over.candidates(cast.mei, cast.dana, [], cast.petra)
    assert (also.goes, also.stays) == (["the level of 1 candidate"], [])
    also.give()
    story.candidate.refresh_from_db()
    ended.refresh_from_db()
    assert (story.candidate.owner, ended.owner) == (cast.dana, cast.mei)
    assert handing_over.candidates(cast.mei, cast.dana, [], cast.petra).goes == []


def test_of_an_owner_who_stays_nobody_gives_a_candidate_to_another(cast):
    story = opened(cast)
    also = handing_over.candidates(cast.mei, cast.dana, [], cast.petra)
    also.give()
    story.candidate.refresh_from_db()
    assert (also.goes, also.stays, story.candidate.owner) == ([], [], cast.mei)


def test_the_trail_says_who_did_what_and_no_label(cast):
    story = together(cast)
    workflow.close(story.candidate, cast.mei)
    verbs = list(Event.objects.filter(thing__startswith="candidates.").order_by("at").values_list("verb", flat=True))
    assert verbs == ["open", "invite", "invite", "hand_in", "hand_in", "bring_together", "close"]
    assert not [event for event in Event.objects.all() if "Heron" in event.before + event.after]


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "gone"},
        {"state": "offered"},
        {"state": "together"},
        {"state": "closed"},
    ],
)
def test_the_database_refuses_a_state_that_cannot_be(cast, wrong):
    story = opened(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Candidate.objects.filter(pk=story.candidate.pk).update(**wrong)


# -- the two tables of moves, by hand ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "from_states", "to", "first_names"),
    [
        ("bring_together", {"open"}, "together", {"mei"}),
        ("offer", {"together"}, "offered", {"mei"}),
        ("close", {"open", "together"}, "closed", {"mei"}),
    ],
)
def test_the_moves_of_a_candidate(cast, verb, from_states, to, first_names):
    story = opened(cast)
    row = Candidate.MOVES[verb]
    assert set(Candidate.MOVES) == {"bring_together", "offer", "close"}
    assert (row.from_states, row.to) == (from_states, to)
    assert who(cast, lambda one: row.who(story.candidate, one)) == first_names
    assert not row.who(story.candidate, None)


@pytest.mark.parametrize(
    ("verb", "from_states", "to"), [("hand_in", {"writing"}, "handed_in"), ("take_back", {"handed_in"}, "writing")]
)
def test_the_moves_of_an_interviewer(cast, verb, from_states, to):
    part = part_of(opened(cast), cast.noor)
    row = Interviewer.MOVES[verb]
    assert set(Interviewer.MOVES) == {"hand_in", "take_back"}
    assert (row.from_states, row.to) == (from_states, to)
    assert who(cast, lambda one: row.who(part, one)) == {"noor"}
    assert not row.who(part, None)
