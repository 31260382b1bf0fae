"""Somebody is away for some days: who may stand in, what they may do in that time, and what they never may."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from reviews.assessments import notices, workflow
from reviews.cycles.acts.deputising import end_deputy, name_deputy
from reviews.models import Assessment, Deputyship, Exclusion, Group, Participant, Reminder
from tests.reviews.story import form_data, fresh, words

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def on_the_day():
    """Tuesday, 24 November 2026, noon in UTC."""
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def sam_for_mei(cast, story, days: int = 3):
    return name_deputy(story.group, cast.mei, cast.sam, TODAY, TODAY + timedelta(days=days), cast.petra)


# by whom, for whom, who → whether it may be; reviewed there are Ivan, Ines, Lena, Noor; Mei, Marco and Noor assess
TABLE = [
    ("petra", "mei", "sam", "yes"),
    ("petra", "mei", "marco", "yes"),
    ("mei", "mei", "marco", "yes"),  # reads the group
    ("mei", "mei", "oskar", "yes"),
    ("mei", "mei", "hanne", "yes"),  # is above Mei
    ("mei", "mei", "sam", "conflict"),  # neither: only People Ops name them
    ("mei", "marco", "oskar", "no"),
    ("petra", "mei", "petra", "conflict"),
    ("petra", "mei", "mei", "conflict"),
    ("petra", "mei", "ivan", "conflict"),  # reviewed there
    ("petra", "marco", "noor", "conflict"),
    ("petra", "sam", "oskar", "no"),  # assesses nobody there
    ("pavel", "mei", "sam", "no"),
    ("dana", "mei", "oskar", "no"),
    ("ivan", "mei", "marco", "no"),
]


@pytest.mark.parametrize(("by", "person", "deputy", "may"), TABLE)
def test_who_may_name_whom_for_whom(cast, story, by, person, deputy, may):
    by, person, deputy = (getattr(cast, name) for name in (by, person, deputy))
    if may == "yes":
        assert name_deputy(story.group, person, deputy, TODAY, TODAY, by).deputy == deputy
        return
    with pytest.raises(NotAllowed if may == "no" else Conflict):
        name_deputy(story.group, person, deputy, TODAY, TODAY, by)
    assert Deputyship.objects.count() == Participant.objects.filter(part="deputy").count() == 0


def test_a_deputy_writes_and_submits_and_the_page_says_for_whom(cast, story, sign_in):
    sam_for_mei(cast, story)
    assert [owed.sentence.split(";")[0].split(", by")[0] for owed in notices.owed(cast.sam, TODAY)] == [
        "Assess Ivan, for Mei"
    ]
    client = sign_in(cast.sam)
    assert client.get(f"/assessments/{story.ivan.pk}/").status_code == 200
    assert client.post(f"/assessments/{story.ivan.pk}/submit/", form_data(story)).status_code == 302
    done = fresh(story.ivan)
    assert (done.author, done.submitted_by, done.state) == (cast.mei, cast.sam, "submitted")
    assert Event.objects.get(verb="submit").by == cast.sam
    Group.objects.filter(pk=story.group.pk).update(state="previewing")
    assert "Sam writes for Mei" in sign_in(cast.dana).get(f"/assessments/{story.ivan.pk}/").content.decode()


def test_the_absent_can_go_on_writing_and_is_told_of_the_other_text(cast, story):
    sam_for_mei(cast, story)
    workflow.save_draft(story.ivan, cast.sam, 0, words(story, statement="What Sam wrote."))
    workflow.save_draft(story.ivan, cast.mei, 1, words(story, statement="What Mei wrote."))
    assert fresh(story.ivan).author == cast.mei
    assert workflow.submit(story.ivan, cast.mei).submitted_by is None


def test_only_from_the_first_day_to_the_end_of_the_last(cast, story, on_the_day):
    name_deputy(story.group, cast.mei, cast.sam, date(2026, 11, 26), date(2026, 11, 27), cast.petra)
    # midnight in Berlin is 23:00 of the day before in UTC
    for at, sees in [
        (datetime(2026, 11, 25, 22, 59), False),
        (datetime(2026, 11, 25, 23, 1), True),
        (datetime(2026, 11, 27, 22, 59), True),
        (datetime(2026, 11, 27, 23, 1), False),
    ]:
        on_the_day.move_to(at.replace(tzinfo=UTC))
        assert Assessment.objects.visible_to(cast.sam).exists() is sees, at
        assert workflow.writes(fresh(story.ivan), cast.sam) is sees, at


def test_a_deputy_takes_nothing_back_and_drops_nothing(cast, previewing):
    sam_for_mei(cast, previewing)
    with pytest.raises(NotAllowed):
        workflow.reopen(previewing.ivan, cast.sam)
    with pytest.raises(NotAllowed):
        workflow.put_away(previewing.ivan, cast.sam)


def test_whom_either_keeps_away_from_the_deputy_does_not_read(cast, previewing):
    Exclusion.objects.create(group=previewing.group, person=cast.mei, subject=cast.lena)
    Exclusion.objects.create(group=previewing.group, person=cast.sam, subject=cast.ivan)
    sam_for_mei(cast, previewing)
    read = Assessment.objects.visible_to(cast.sam)
    assert [one.subject.name for one in read] == ["Noor"]
    assert not workflow.writes(fresh(previewing.ivan), cast.sam)


def test_ended_by_hand_it_is_over_at_once(cast, story):
    made = sam_for_mei(cast, story)
    end_deputy(made, cast.mei)
    assert not Assessment.objects.visible_to(cast.sam).exists()
    assert not Participant.objects.now().filter(person=cast.sam).exists()
    with pytest.raises(Conflict, match="over already"):
        end_deputy(made, cast.petra)


@pytest.mark.parametrize("by", ["sam", "marco", "dana", "pavel"])
def test_nobody_else_ends_it(cast, story, by):
    with pytest.raises(NotAllowed):
        end_deputy(sam_for_mei(cast, story), getattr(cast, by))


@pytest.mark.parametrize(
    ("first", "last"),
    [(TODAY, TODAY - timedelta(days=1)), (date(2026, 11, 1), date(2026, 11, 23)), (TODAY, date(2027, 11, 24))],
)
def test_days_that_cannot_be(cast, story, first, last):
    with pytest.raises(Conflict, match="Choose days"):
        name_deputy(story.group, cast.mei, cast.sam, first, last, cast.petra)


def test_one_deputy_at_a_time(cast, story):
    sam_for_mei(cast, story)
    with pytest.raises(Conflict, match="already"):
        name_deputy(story.group, cast.mei, cast.oskar, TODAY + timedelta(days=3), TODAY + timedelta(days=9), cast.petra)
    name_deputy(story.group, cast.mei, cast.oskar, TODAY + timedelta(days=4), TODAY + timedelta(days=9), cast.petra)


def test_the_two_read_of_it(cast, story):
    sam_for_mei(cast, story)
    told = Reminder.objects.filter(kind="changed").values_list("recipient__name", flat=True)
    assert sorted(told) == ["Mei", "Sam"]


def test_on_the_page_it_is_said_first_and_then_done(cast, story, sign_in):
    client, address = sign_in(cast.mei), f"/groups/{story.group.pk}/deputies/"
    data = {"person": cast.mei.pk, "deputy": "Oskar", "from_on": "2026-11-24", "until_on": "2026-11-27"}
    shown = client.post(address, data | {"act": "show"}).content.decode()
    assert "Oskar stands in for Mei in Engineering" in shown
    assert Deputyship.objects.count() == 0
    assert client.post(address, data | {"act": "do"}).status_code == 302
    page = client.get(address).content.decode()
    assert "Oskar for Mei, from Tuesday, 24 November" in page
    assert "writes and submits nothing more for Mei" in " ".join(page.split())  # asked once more
    made = Deputyship.objects.get()
    assert client.post(f"{address}{made.pk}/end/").status_code == 302
    assert client.post(f"{address}{made.pk}/end/").status_code == 409


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"deputy": "Sam"}, "For anybody else ask People Ops."),
        ({"deputy": ""}, "Say who stands in."),
        ({"until_on": "2026-11-20"}, "The last day is before the first."),
        ({"from_on": "9999-12-31", "until_on": "9999-12-31"}, "This day is too far away"),
        ({"from_on": "soon"}, "There is no such day."),
        ({"person": "x"}, "is not on offer"),
        ({"from_on": "2026-11-02", "until_on": "2026-11-03"}, "This day is over"),
    ],
)
def test_what_cannot_be_is_said_in_the_form(cast, story, sign_in, change, said):
    data = {"person": cast.mei.pk, "deputy": "Oskar", "from_on": "2026-11-24", "until_on": "2026-11-27", "act": "do"}
    answer = sign_in(cast.mei).post(f"/groups/{story.group.pk}/deputies/", data | change)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert Deputyship.objects.count() == 0


def test_an_assessor_finds_the_page_from_the_groups(cast, story, sign_in):
    link = f'href="/groups/{story.group.pk}/deputies/"'
    address = f"/groups/{story.group.pk}/"
    assert link in sign_in(cast.mei).get(address).content.decode()
    assert link not in sign_in(cast.dana).get(address).content.decode()


def test_a_day_that_is_over_where_the_absent_is_begins_nothing(cast, story):
    type(cast.mei).objects.filter(pk=cast.mei.pk).update(time_zone="Pacific/Kiritimati")  # the 25th has begun there
    mei = type(cast.mei).objects.get(pk=cast.mei.pk)
    with pytest.raises(Conflict, match="Choose days from today on"):
        name_deputy(story.group, mei, cast.sam, TODAY, TODAY, cast.petra)
    assert name_deputy(story.group, mei, cast.sam, TODAY, TODAY + timedelta(days=1), cast.petra)
