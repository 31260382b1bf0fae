"""Who sees which lines of the boards across groups, and what the lock writes on them."""

import pytest

from accounts.models import Person
from calibration import workflow
from calibration.models import BoardLine, Meeting
from calibration.models.across import CheckQuestion
from reviews.models import Cycle, Exclusion, Group, Participant
from tests.calibration.across.story import hold, hold_all, make_cycle, put_in
from tests.calibration.company import seen_by_all
from tests.calibration.conftest import gather
from tests.calibration.test_presence import stop_of


def sees(person) -> set[str]:
    rows = BoardLine.objects.visible_to(Person.objects.get(pk=person.pk)).select_related("subject")
    return {row.subject.name for row in rows}


ENGINEERS, SUPPORT, HEADS = {"Ivan", "Ines", "Lena", "Noor"}, {"Tariq", "Otto"}, {"Dana", "Dilan"}


def test_who_directs_a_group_sees_the_others_but_not_the_one_in_which_they_are_reviewed(met, cast):
    assert sees(cast.oskar) == ENGINEERS | SUPPORT | HEADS
    assert sees(cast.hanne) == ENGINEERS | SUPPORT | HEADS
    assert sees(cast.dana) == ENGINEERS | SUPPORT
    assert sees(cast.dilan) == ENGINEERS | SUPPORT


def test_people_ops_see_those_for_whom_they_are(met, cast):
    assert sees(cast.petra) == ENGINEERS | SUPPORT | HEADS
    assert sees(cast.pavel) == {"Tariq"}  # Oskar's organisation; Otto is not in it


@pytest.mark.parametrize("name", ["mei", "marco", "noor", "ivan", "sam", "tariq", "frida", "otto", "lena"])
def test_nobody_else_sees_a_line(met, cast, name):
    """Managers, those reviewed, a guest, an operator."""
    assert sees(getattr(cast, name)) == set()


def test_who_keeps_away_from_somebody_does_not_see_them(met, cast):
    Exclusion.objects.create(group=met.engineering, person=cast.oskar, subject=cast.ivan)
    assert sees(cast.oskar) == (ENGINEERS | SUPPORT | HEADS) - {"Ivan"}


def test_whose_part_has_ended_sees_nothing_any_more(met, cast):
    Participant.objects.filter(person=cast.oskar, part="director").update(until_at=met.cycle.launched_at)
    assert sees(cast.oskar) == set()


@pytest.mark.parametrize("state", ["planning", "assessing", "previewing", "calibrating"])
def test_nothing_is_seen_while_one_group_has_not_met(met, cast, state):
    put_in(met.support, state)
    assert [sees(one) for one in (cast.dana, cast.oskar, cast.petra)] == [set(), set(), set()]


def test_a_discarded_group_is_waited_for_by_nobody(met, cast):
    put_in(met.heads, "discarded")
    assert sees(cast.dana) == ENGINEERS | SUPPORT


def test_a_closed_group_is_seen_no_more(met, cast):
    put_in(met.support, "closed")
    assert sees(cast.dana) == ENGINEERS


def test_a_director_of_another_cycle_sees_nothing(met, cast):
    other = Cycle.objects.get(pk=met.cycle.pk)
    other.pk, other.name = None, "Another"
    other.save(force_insert=True)
    group = Group.objects.create(cycle=other, name="Web", state="deciding")
    Participant.objects.create(group=group, person=cast.sam, part="director", from_at=met.cycle.launched_at)
    assert sees(cast.sam) == set()


# -- what the lock writes ----------------------------------------------------------------------------------


def lines() -> dict[str, tuple[int, str]]:
    rows = BoardLine.objects.select_related("subject", "overall")
    return {one.subject.name: (one.rank, one.overall.code if one.overall else "") for one in rows}


def test_the_lock_writes_what_stands(story, cast):
    hold(story.engineering, cast, cast.mei)
    assert lines() == {
        "Ivan": (10, "struggling"),
        "Ines": (20, "meeting"),
        "Lena": (30, "exceeding"),
        "Noor": (40, "meeting"),
    }


def test_the_second_lock_writes_it_anew(met, cast):
    meeting = Meeting.objects.get(group=met.engineering)
    workflow.reopen(meeting, cast.petra, "Look again.")
    assert sees(cast.oskar) == set()
    meeting = gather(Meeting.objects.get(pk=meeting.pk), cast)
    workflow.resume(meeting, cast.mei)
    workflow.open_stop(meeting, cast.mei, stop_of(meeting, cast.ivan))
    workflow.change_rating(meeting, cast.mei, meeting.stop, met.ladder.points["meeting"], cast.dana, "Why.")
    workflow.close_stop(meeting, cast.mei)
    seen_by_all(meeting)
    workflow.lock(Meeting.objects.get(pk=meeting.pk), cast.mei)
    assert lines()["Ivan"] == (10, "meeting")
    assert len(lines()) == 8
    assert sees(cast.oskar) == ENGINEERS | SUPPORT | HEADS


def test_without_the_check_nothing_is_written_and_nothing_seen(cast):
    story = make_cycle(cast, has_check_across=False)
    hold_all(story, cast)
    assert lines() == {}
    for one in Participant.objects.filter(group=story.support, part="subject"):
        entry = story.ladder.roles["IC1"]
        BoardLine.objects.create(
            group=story.support,
            subject=one.person,
            role=entry,
            version=story.ladder.version,
            level=entry.level,
            rank=10,
        )
    assert sees(cast.dana) == sees(cast.petra) == set()


# -- what was asked ----------------------------------------------------------------------------------------


def asked(story, cast, group) -> CheckQuestion:
    return CheckQuestion.objects.create(group=group, by=cast.oskar, at=story.cycle.launched_at, text="Look again.")


def readers(cast, question) -> set[str]:
    return {
        name
        for name in cast.__dataclass_fields__
        if CheckQuestion.objects.visible_to(Person.objects.get(pk=getattr(cast, name).pk)).filter(pk=question.pk)
    }


def test_what_is_asked_of_a_group_is_read_by_directors_and_people_ops_but_nobody_reviewed_in_it(met, cast):
    assert readers(cast, asked(met, cast, met.engineering)) == {"dana", "dilan", "oskar", "hanne", "petra"}
    assert readers(cast, asked(met, cast, met.heads)) == {"oskar", "hanne", "petra"}


def test_who_keeps_away_from_somebody_in_the_group_asked_does_not_read_it(met, cast):
    Exclusion.objects.create(group=met.engineering, person=cast.dana, subject=cast.lena)
    assert readers(cast, asked(met, cast, met.engineering)) == {"dilan", "oskar", "hanne", "petra"}


def test_people_ops_for_some_of_the_group_asked_do_not_read_it(met, cast):
    assert "pavel" not in readers(cast, asked(met, cast, met.support))  # Otto is not theirs
    Participant.objects.filter(group=met.support, person=cast.otto).delete()
    assert "pavel" in readers(cast, asked(met, cast, met.support))
