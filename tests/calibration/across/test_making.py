"""The check is made, by each director or by all together; what is asked and answered; what the release waits for."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts import clock
from accounts.models import Event, Person
from accounts.moves import Conflict, NotAllowed
from calibration import notices
from calibration import workflow as meetings
from calibration.across import workflow
from calibration.across.status import held_back, status_of
from calibration.models import CheckMade, CheckQuestion, Meeting
from promotions.models import Decision
from reviews.models import Cycle, Exclusion, Group, Participant, Result
from reviews.telling import notices as telling_notices
from reviews.telling import workflow as telling
from tests.calibration.across.story import hold, put_in
from tests.calibration.conftest import gather
from tests.shared import shared

WHY = "Six of ten exceed on this level. Does the text of the level say so of all six?"
SO = "We looked at all six: two hand over late. The meeting is reopened for them."


def anew(story, name="engineering") -> Group:
    return Group.objects.select_related("cycle").get(pk=getattr(story, name).pk)


def how_far(story):
    return status_of(Cycle.objects.get(pk=story.cycle.pk))


def all_say_so(story, cast, but=()) -> None:
    for name in ("dana", "dilan", "hanne", "oskar"):
        if name not in but:
            workflow.say_it_was_made(story.cycle, getattr(cast, name))


# -- saying that it was made -------------------------------------------------------------------------------


def test_it_is_made_once_every_director_has_said_so(met, cast):
    assert [one.name for one in how_far(met).missing] == ["Dana", "Dilan", "Hanne", "Oskar"]
    all_say_so(met, cast, but=["oskar"])
    assert not how_far(met).is_done
    assert how_far(met).sentence == "Not looked at the levels across the groups yet: Oskar."
    workflow.say_it_was_made(met.cycle, cast.oskar)
    assert how_far(met).is_done
    assert how_far(met).sentence == ""
    assert Event.objects.filter(verb="make_check").count() == 4


def test_people_ops_say_it_for_all(met, cast):
    made = workflow.say_it_was_made(met.cycle, cast.petra)
    assert made.for_all
    assert how_far(met).is_done


@pytest.mark.parametrize("name", ["pavel", "mei", "ivan", "noor", "sam"])
def test_nobody_else_says_it(met, cast, name):
    """Pavel is People Ops for some of them only."""
    with pytest.raises(NotAllowed):
        workflow.say_it_was_made(met.cycle, getattr(cast, name))
    assert not CheckMade.objects.exists()


@pytest.mark.parametrize("how", ["reviewed", "away"])
def test_people_ops_who_are_reviewed_there_or_keep_away_do_not_speak_for_all(met, cast, how):
    if how == "reviewed":
        Participant.objects.create(group=met.support, person=cast.petra, part="subject", from_at=met.cycle.launched_at)
    else:
        Exclusion.objects.create(group=met.heads, person=cast.petra, subject=cast.dana)
    with pytest.raises(NotAllowed):
        workflow.say_it_was_made(met.cycle, cast.petra)


def test_said_twice_it_is_said_once(met, cast):
    workflow.say_it_was_made(met.cycle, cast.oskar)
    with pytest.raises(Conflict, match="You have said so already"):
        workflow.say_it_was_made(met.cycle, cast.oskar)
    assert CheckMade.objects.count() == Event.objects.filter(verb="make_check").count() == 1


def test_it_is_not_said_before_the_last_group_has_met(story, cast):
    hold(story.engineering, cast, cast.mei)
    hold(story.support, cast, cast.oskar)
    with pytest.raises(Conflict, match="still meets"):
        workflow.say_it_was_made(story.cycle, cast.oskar)
    assert how_far(story).sentence == "1 group of this cycle has not ended its meeting yet."


def test_nor_once_every_group_is_released(met, cast):
    for name in ("engineering", "support", "heads"):
        put_in(getattr(met, name), "telling")
    with pytest.raises(Conflict, match="Every group is released"):
        workflow.say_it_was_made(met.cycle, cast.oskar)


def test_after_a_second_lock_it_is_made_anew(met, cast):
    all_say_so(met, cast)
    meeting = Meeting.objects.get(group=met.engineering)
    meetings.reopen(meeting, cast.petra, "Look again.")
    assert not how_far(met).is_open
    assert how_far(met).made == []
    meetings.resume(gather(Meeting.objects.get(pk=meeting.pk), cast), cast.mei)
    meetings.lock(Meeting.objects.get(pk=meeting.pk), cast.mei)
    assert [one.name for one in how_far(met).missing] == ["Dana", "Dilan", "Hanne", "Oskar"]
    all_say_so(met, cast)
    assert how_far(met).is_done
    assert CheckMade.objects.count() == 4
    assert Event.objects.filter(verb="make_check").count() == 8


# -- asking, and answering ---------------------------------------------------------------------------------


def test_what_is_asked_is_open_until_it_is_answered(met, cast):
    all_say_so(met, cast)
    asked = workflow.ask(met.cycle, cast.oskar, met.engineering, f"  {WHY}\n", 30)
    assert (asked.text, asked.rank, asked.by) == (WHY, 30, cast.oskar)
    assert not how_far(met).is_done
    assert how_far(met).sentence == "What was asked of a group is not answered yet."
    done = workflow.answer(asked, cast.dana, SO)
    assert (done.state, done.answer, done.answered_by) == ("answered", SO, cast.dana)
    assert how_far(met).is_done
    events = Event.objects.filter(thing="calibration.checkquestion").order_by("at")
    assert [(one.verb, one.by) for one in events] == [("ask", cast.oskar), ("answer", cast.dana)]


def test_who_asked_may_withdraw_it_and_nobody_else(met, cast):
    asked = workflow.ask(met.cycle, cast.oskar, met.engineering, WHY)
    for other in (cast.dana, cast.petra):
        with pytest.raises(NotAllowed):
            workflow.withdraw(asked, other)
    assert workflow.withdraw(asked, cast.oskar).state == "withdrawn"
    with pytest.raises(Conflict, match="answered or withdrawn meanwhile"):
        workflow.answer(asked, cast.dana, SO)


MAY_ANSWER = {"dana": True, "dilan": True, "petra": True} | dict.fromkeys(
    ["hanne", "oskar", "mei", "pavel", "ivan"], False
)


@pytest.mark.parametrize(("name", "may"), MAY_ANSWER.items())
def test_the_groups_own_directors_answer_and_people_ops_for_all_of_it(met, cast, name, may):
    """Oskar asked; Hanne directs another group."""
    asked, by = workflow.ask(met.cycle, cast.oskar, met.engineering, WHY), getattr(cast, name)
    if may:
        assert workflow.answer(asked, by, SO).answered_by == by
    else:
        with pytest.raises(NotAllowed):
            workflow.answer(asked, by, SO)


def test_nobody_answers_their_own_question(met, cast):
    asked = workflow.ask(met.cycle, cast.dana, met.engineering, WHY)
    with pytest.raises(NotAllowed):
        workflow.answer(asked, cast.dana, SO)
    assert workflow.answer(asked, cast.dilan, SO).state == "answered"


def test_the_table_holds_it_too(met, cast):
    asked = workflow.ask(met.cycle, cast.dana, met.engineering, WHY)
    row, now = CheckQuestion.objects.filter(pk=asked.pk), clock.now()
    for wrong in (
        {"state": "answered", "answer": SO, "answered_by": cast.dana, "answered_at": now},
        {"state": "answered"},
        {"state": "open", "answer": SO},
        {"state": "closed"},
        {"text": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(**wrong)


@pytest.mark.parametrize(
    ("name", "group"), [("dana", "heads"), ("dilan", "heads"), ("mei", "support"), ("pavel", "heads")]
)
def test_nothing_is_asked_of_a_group_whose_board_one_does_not_see(met, cast, name, group):
    with pytest.raises((Conflict, NotAllowed)):
        workflow.ask(met.cycle, getattr(cast, name), getattr(met, group), WHY)
    assert not CheckQuestion.objects.exists()


def test_nor_of_one_in_which_one_keeps_away_from_somebody(met, cast):
    Exclusion.objects.create(group=met.engineering, person=cast.oskar, subject=cast.lena)
    with pytest.raises(Conflict, match="Nothing can be asked of this group now"):
        workflow.ask(met.cycle, cast.oskar, met.engineering, WHY)


def test_nor_of_one_that_is_released(met, cast):
    put_in(met.engineering, "telling")
    with pytest.raises(Conflict, match="Nothing can be asked of this group now"):
        workflow.ask(met.cycle, cast.oskar, met.engineering, WHY)


def test_the_same_sent_twice_is_asked_once(met, cast):
    workflow.ask(met.cycle, cast.oskar, met.engineering, WHY, 30)
    with pytest.raises(Conflict, match="asked this already"):
        workflow.ask(met.cycle, cast.oskar, met.engineering, WHY, 30)
    workflow.ask(met.cycle, cast.oskar, met.engineering, WHY, 40)
    assert CheckQuestion.objects.count() == 2


def test_what_was_asked_stays_open_over_a_second_lock(met, cast):
    asked = workflow.ask(met.cycle, cast.oskar, met.engineering, WHY)
    meeting = Meeting.objects.get(group=met.engineering)
    meetings.reopen(meeting, cast.petra, "Look again.")
    assert not CheckQuestion.objects.visible_to(cast.oskar).exists()
    meetings.resume(gather(Meeting.objects.get(pk=meeting.pk), cast), cast.mei)
    meetings.lock(Meeting.objects.get(pk=meeting.pk), cast.mei)
    assert CheckQuestion.objects.visible_to(cast.oskar).get() == asked
    assert workflow.answer(asked, cast.dilan, SO).state == "answered"


# -- the release -------------------------------------------------------------------------------------------


@shared
def worded(met):
    """Everybody's words are done, and the groups wait for their release."""
    Decision.objects.update(state="approved")
    for name in ("engineering", "support", "heads"):
        put_in(getattr(met, name), "finalising")
    Result.objects.update(state="worded", words="Words.", worded_at=clock.now())
    return met


def test_nothing_is_released_before_it_is_made(worded, cast):
    with pytest.raises(Conflict, match=r"The check across groups is not made\. .* Nothing was released"):
        telling.release(anew(worded), cast.petra)
    assert anew(worded).state == "finalising"
    assert set(Result.objects.values_list("state", flat=True)) == {"worded"}


def test_the_clock_waits_for_it_and_goes_on_once_it_is_made(worded, cast):
    day = worded.cycle.release_on + timedelta(days=1)
    telling.release_due(day)
    assert anew(worded).state == "finalising"
    all_say_so(worded, cast)
    telling.release_due(day)
    assert [anew(worded, name).state for name in ("engineering", "support", "heads")] == ["telling"] * 3
    assert not Event.objects.filter(verb="release_regardless").exists()


def test_the_clock_never_goes_on_regardless(worded):
    with pytest.raises(Conflict):
        telling.release(anew(worded), None, regardless=True)


def test_people_ops_release_regardless_and_the_trail_says_so(worded, cast):
    telling.release(anew(worded), cast.petra, regardless=True)
    assert anew(worded).state == "telling"
    [event] = Event.objects.filter(verb="release_regardless")
    assert (event.by, event.thing_id) == (cast.petra, str(worded.engineering.pk))


def test_where_it_is_made_nothing_is_said_of_regardless(worded, cast):
    workflow.say_it_was_made(worded.cycle, cast.petra)
    telling.release(anew(worded), cast.petra, regardless=True)
    assert not Event.objects.filter(verb="release_regardless").exists()


def test_of_a_released_group_nothing_is_awaited_any_more(worded, cast):
    """What a group that is released was asked holds no other back."""
    workflow.say_it_was_made(worded.cycle, cast.petra)
    workflow.ask(worded.cycle, cast.oskar, worded.engineering, WHY)
    assert held_back(anew(worded, "support"))
    telling.release(anew(worded), cast.petra, regardless=True)
    assert held_back(anew(worded, "support")) is None


def test_today_people_ops_are_asked_to_release_once_nothing_keeps_it(worded, cast):
    def asked() -> list[str]:
        petra = Person.objects.get(pk=cast.petra.pk)
        return [one.sentence.partition(",")[0] for one in telling_notices.owed(petra, date(2026, 12, 16))]

    kept = "See what keeps Engineering from being released"
    assert kept in asked()
    assert "Release Engineering" not in asked()
    workflow.say_it_was_made(worded.cycle, cast.petra)
    assert "Release Engineering" in asked()
    assert kept not in asked()


def test_a_cycle_without_it_or_with_one_group_waits_for_nothing(worded, cast):
    for name in ("support", "heads"):
        put_in(getattr(worded, name), "discarded")
    assert held_back(anew(worded)) is None
    put_in(worded.heads, "finalising")
    assert held_back(anew(worded)).sentence.endswith("yet: Dana, Dilan, Hanne.")
    Cycle.objects.update(has_check_across=False)
    assert held_back(anew(worded)) is None


# -- what is owed ------------------------------------------------------------------------------------------


def owed(person) -> list[str]:
    """Of the check; what else a meeting asks is asked elsewhere."""
    found = notices.owed(Person.objects.get(pk=person.pk), date(2026, 12, 16))
    return [one.sentence for one in found if "/check/" in one.url]


def test_directors_are_asked_for_it_until_they_have_said_so(met, cast):
    look = "Look at the levels of all groups of Engineering 2026 Q4 side by side, by Tuesday, 22 December, in six days"
    assert owed(cast.oskar) == [look]
    assert owed(cast.dana) == [look]
    workflow.say_it_was_made(met.cycle, cast.oskar)
    assert owed(cast.oskar) == []
    assert owed(cast.petra) == owed(cast.mei) == []


def test_and_for_an_answer_to_what_their_group_was_asked(met, cast):
    all_say_so(met, cast)
    asked = workflow.ask(met.cycle, cast.oskar, met.engineering, WHY)
    assert [one.split(",")[0] for one in owed(cast.dana)] == ["Answer what the check across groups asks of Engineering"]
    assert owed(cast.hanne) == owed(cast.oskar) == []
    workflow.answer(asked, cast.dilan, SO)
    assert owed(cast.dana) == []


def test_nothing_is_owed_while_a_group_meets(story, cast):
    hold(story.engineering, cast, cast.mei)
    assert owed(cast.dana) == []
