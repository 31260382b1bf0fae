"""The agenda of a group: who has a turn, where, and who may make it."""

from datetime import date

import pytest

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from calibration import notices, workflow
from calibration.models import Meeting
from reviews.models import Assessment, Cycle, Group, Participant, Remark, RosterEntry
from tests.calibration.company import LAUNCHED, make_company


def agenda_of(meeting):
    return [
        (stop.round.number, stop.round.name, stop.subject.name, stop.kind)
        for stop in meeting.stops.select_related("round", "subject")
    ]


def test_the_rounds_go_from_the_lowest_level_up_and_lena_has_two_turns(meeting):
    assert agenda_of(meeting) == [
        (1, "IC1", "Ivan", "discuss"),
        (2, "IC2", "Ines", "discuss"),
        (3, "IC3", "Lena", "discuss"),
        (4, "IC4", "Noor", "discuss"),
        (4, "IC4", "Lena", "cohort"),
    ]


def test_by_rating_the_rounds_are_the_ratings_and_the_cohort_check_is_last(cast):
    company = make_company(cast, meeting_order="rating")
    assert agenda_of(workflow.prepare(company.group, cast.mei, seed=1))[0] == (1, "Struggling", "Ivan", "discuss")
    assert agenda_of(Meeting.objects.get())[-1] == (4, "IC4", "Lena", "cohort")


def on_one_level(cast, **settings):
    """Everyone on IC3 with Ivan below, Lena above and pitched, Ines challenged; Noor, above, comes to the meeting."""
    company = make_company(cast, **settings)
    RosterEntry.objects.update(role=company.ladder.roles["IC3"])
    Assessment.objects.filter(subject=cast.noor).update(overall=company.ladder.points["exceeding"])
    Remark.objects.create(
        group=company.group, subject=cast.ines, author=cast.marco, kind="challenges", text="Less.", example="May."
    )
    return company


@pytest.mark.parametrize(
    ("first", "names"),
    [("above", {"Lena"}), ("below", {"Ivan"}), ("pitched", {"Lena"}), ("disagreed", {"Ines"})],
)
def test_the_cycle_says_who_goes_first_in_a_round_but_nobody_who_is_there(cast, first, names):
    company = on_one_level(cast, meeting_first=first)
    for seed in (1, 2, 3):
        Meeting.objects.all().delete()
        meeting = workflow.prepare(company.group, cast.mei, seed=seed)
        assert {agenda_of(meeting)[0][2]} == names


def test_the_order_is_said_with_its_seed(cast, sign_in):
    company = make_company(cast, meeting_first="below,pitched")
    workflow.check_in(workflow.prepare(company.group, cast.mei, seed=2026), cast.mei)
    page = sign_in(cast.mei).get(f"/groups/{company.group.pk}/meeting/").content.decode()
    first = "whoever falls short of what their role asks, then whoever is pitched"
    assert f"Within a round first {first}; the rest is shuffled by seed 2026." in page
    Cycle.objects.update(meeting_first="")
    page = sign_in(cast.mei).get(f"/groups/{company.group.pk}/meeting/").content.decode()
    assert "Within a round the turns are shuffled by seed 2026." in page


def test_who_is_not_assessed_this_time_has_no_turn(company, cast):
    RosterEntry.objects.filter(subject=cast.ines).update(treatment="not_now")
    meeting = workflow.prepare(company.group, cast.mei, seed=1)
    assert "Ines" not in [name for _, _, name, _ in agenda_of(meeting)]


def test_a_second_press_gives_the_same_meeting(company, cast):
    first = workflow.prepare(company.group, cast.mei)
    assert workflow.prepare(company.group, cast.petra) == first
    assert Event.objects.filter(verb="prepare").count() == 1


@pytest.mark.parametrize("name", ["ivan", "lena", "tariq", "otto", "frida", "sam", "pavel"])
def test_who_does_not_take_part_cannot_prepare(company, cast, name):
    with pytest.raises(NotAllowed):
        workflow.prepare(company.group, getattr(cast, name))
    assert not Meeting.objects.exists()


def test_before_the_preview_has_ended_there_is_no_agenda(company, cast):
    Group.objects.update(state="previewing")
    with pytest.raises(Conflict, match="preview has not ended"):
        workflow.prepare(company.group, cast.mei)


# -- whose task it is ------------------------------------------------------------------------------

DAY = date(2026, 12, 14)
TASK = "Make the agenda of the meeting of Engineering"


def owed(person):
    return [one.sentence for one in notices.owed(person, DAY)]


def test_the_agenda_is_owed_by_the_directors_and_the_others_wait_for_it(company, cast):
    waits = "The meeting of Engineering waits for its agenda from Dana or Dilan"
    assert (owed(cast.dana), owed(cast.dilan)) == ([TASK], [TASK])
    for name in ("mei", "noor", "oskar", "petra", "sam"):
        assert owed(getattr(cast, name)) == [waits]
    assert (owed(cast.ivan), owed(cast.hanne)) == ([], [])


def test_where_somebody_moderates_or_keeps_the_screens_the_agenda_is_theirs(company, cast):
    Participant.objects.create(group=company.group, person=cast.marco, part="moderator", from_at=LAUNCHED)
    Participant.objects.create(group=company.group, person=cast.otto, part="scribe", from_at=LAUNCHED)
    assert (owed(cast.marco), owed(cast.otto)) == ([TASK], [TASK])
    assert owed(cast.dana) == ["The meeting of Engineering waits for its agenda from Marco or Otto"]


def test_in_a_group_without_directors_it_is_everybodys(company, cast):
    Participant.objects.filter(part__in=["director", "outside_director"]).delete()
    assert [owed(getattr(cast, name)) for name in ("mei", "noor", "petra")] == [[TASK], [TASK], [TASK]]
    assert owed(cast.sam) == ["The meeting of Engineering waits for its agenda from Marco or Mei or Noor or Petra"]


def test_once_it_is_made_everybody_is_asked_to_come(company, cast):
    workflow.prepare(company.group, cast.mei)
    assert owed(cast.dana) == owed(cast.sam) == ["Come to the meeting of Engineering"]


def test_the_page_before_the_agenda_says_of_whom_it_is_asked(company, cast, sign_in):
    address = f"/groups/{company.group.pk}/meeting/"
    asked = "It is asked of Dana or Dilan; whoever has a part in the meeting may make it as well."
    assert asked in sign_in(cast.mei).get(address).content.decode()
    assert "It is asked of" not in sign_in(cast.dana).get(address).content.decode()
    guest = sign_in(cast.sam).get(address).content.decode()
    assert "It waits for its agenda from Dana or Dilan." in guest
    assert "Make the agenda" not in guest
