"""Changes in a running review: another assessor, who is assessed, who leaves; and by whom, never about oneself."""

from datetime import date

import pytest

from accounts import clock
from accounts.models import Event, Grant
from accounts.moves import Conflict, NotAllowed
from reviews.assessments import workflow as assessments
from reviews.cycles import workflow
from reviews.cycles.acts import guard
from reviews.cycles.acts.placing import change_role, placing_said
from reviews.cycles.acts.reassigning import reassign, reassigning_said
from reviews.cycles.acts.treating import leave, treat, treating_said
from reviews.models import Assessment, Assignment, Exclusion, Group, Mail, Participant, Reminder, RosterEntry
from reviews.telling.reminding import remind
from tests.reviews.story import fresh, place, words


def entry_of(person) -> RosterEntry:
    return RosterEntry.objects.select_related("group__cycle", "subject", "assessor").get(subject=person)


def changed() -> list[tuple[str, str]]:
    """Who reads of something, and of whose row."""
    rows = Reminder.objects.filter(kind="changed", is_off=False)
    about = {str(entry.pk): entry.subject.name for entry in RosterEntry.objects.select_related("subject")}
    return sorted((row.recipient.name, about[row.object_id]) for row in rows.select_related("recipient"))


def assessor_now(person) -> bool:
    return Participant.objects.now().filter(person=person, part="assessor").exists()


# -- the guard -------------------------------------------------------------------------------------------

# who does it, about whom, to whom it goes → whether it may be done; reviewed are Ivan, Ines, Lena and Noor
TABLE = [
    ("petra", "ivan", "sam", "yes"),
    ("petra", "ivan", "marco", "yes"),  # an assessor of others there
    ("petra", "ines", "lena", "yes"),  # somebody reviewed beside them
    ("petra", "noor", "ines", "yes"),  # somebody whom the subject assesses
    ("petra", "ivan", "petra", "no"),  # oneself
    ("petra", "ivan", "ivan", "conflict"),  # the subject
    ("petra", "ivan", "oskar", "conflict"),  # who keeps away from Ivan
    ("petra", "ivan", "otto", "conflict"),  # who has left
    ("petra", "lena", "sam", "no"),  # about somebody from whom Petra keeps away
    ("pavel", "ivan", "sam", "no"),  # People Ops for support only
    ("mei", "ivan", "sam", "no"),
    ("marco", "lena", "sam", "no"),
    ("dana", "ivan", "sam", "no"),
    ("noor", "ines", "sam", "no"),
    ("noor", "noor", "sam", "no"),
    ("ivan", "ivan", "sam", "no"),
    ("otto", "ivan", "sam", "no"),
]


@pytest.mark.parametrize(("by", "about", "to", "may"), TABLE)
def test_who_may_give_what_to_whom(cast, story, by, about, to, may):
    Exclusion.objects.create(group=story.group, person=cast.oskar, subject=cast.ivan)
    Exclusion.objects.create(group=story.group, person=cast.petra, subject=cast.lena)
    cast.otto.left_on = date(2026, 1, 1)
    cast.otto.save()
    before = list(RosterEntry.objects.order_by("pk").values_list("pk", "assessor"))
    people = {name: getattr(cast, name) for name in (by, about, to)}
    if may == "yes":
        reassign(entry_of(people[about]), people[by], people[to])
        assert entry_of(people[about]).assessor == people[to]
        return
    with pytest.raises(NotAllowed if may == "no" else Conflict):
        reassign(entry_of(people[about]), people[by], people[to])
    assert list(RosterEntry.objects.order_by("pk").values_list("pk", "assessor")) == before
    assert Event.objects.filter(verb="reassign").count() == 0


def test_people_ops_who_are_reviewed_change_others_rows_only_where_nobody_else_could(cast, story):
    Grant.objects.create(person=cast.noor, kind="people_ops", from_at=clock.now(), reason="For a test.")
    with pytest.raises(NotAllowed):
        reassign(entry_of(cast.ivan), cast.noor, cast.sam)
    Grant.objects.filter(person=cast.petra).delete()
    assert [row.subject.name for row in guard.changeable(story.group, cast.noor)] == ["Ines", "Ivan", "Lena"]
    reassign(entry_of(cast.ivan), cast.noor, cast.sam)
    with pytest.raises(NotAllowed):
        reassign(entry_of(cast.noor), cast.noor, cast.sam)


# -- another assessor ------------------------------------------------------------------------------------


def test_a_new_assessor_begins_with_an_empty_page_and_the_old_one_keeps_theirs(cast, story):
    assessments.save_draft(story.ivan, cast.mei, 0, words(story, statement="What Mei saw."))
    reassign(entry_of(cast.ivan), cast.petra, cast.sam)
    entry = entry_of(cast.ivan)
    assert (entry.assessor, Assignment.objects.get(subject=cast.ivan).assessor) == (cast.sam, cast.sam)
    [new] = Assessment.objects.filter(subject=cast.ivan, state="draft")
    assert (new.author, new.statement, new.overall) == (cast.sam, "", None)
    old = fresh(story.ivan)
    assert (old.author, old.statement, old.state) == (cast.mei, "What Mei saw.", "replaced")
    assert list(Assessment.objects.visible_to(cast.sam)) == [new]
    assert list(Assessment.objects.visible_to(cast.mei).filter(subject=cast.ivan)) == [old]


def test_what_was_submitted_stands_until_the_new_assessor_submits(cast, previewing):
    story = previewing
    reassign(entry_of(cast.ivan), cast.petra, cast.sam)
    assert Assignment.objects.get(subject=cast.ivan).state == "open"
    assert Assessment.objects.handed_in().get(subject=cast.ivan).author == cast.mei
    new = Assessment.objects.get(subject=cast.ivan, state="draft")
    assessments.save_and_submit(new, cast.sam, 0, words(story, statement="What Sam saw."))
    assert Assessment.objects.handed_in().get(subject=cast.ivan).statement == "What Sam saw."
    assert fresh(story.ivan).state == "replaced"


def test_who_assesses_nobody_there_any_more_sees_nothing_newer(cast, previewing):
    assert assessor_now(cast.mei)
    reassign(entry_of(cast.ivan), cast.petra, cast.sam)
    assert (assessor_now(cast.mei), assessor_now(cast.sam)) == (False, True)
    assert [one.subject.name for one in Assessment.objects.visible_to(cast.mei)] == ["Ivan"]
    assert sorted(one.subject.name for one in Assessment.objects.handed_in().visible_to(cast.sam)) == [
        "Ivan",
        "Lena",
        "Noor",
    ]


def test_who_still_assesses_somebody_there_stays_an_assessor(cast, previewing):
    reassign(entry_of(cast.lena), cast.petra, cast.sam)
    assert assessor_now(cast.marco)


def test_the_three_concerned_are_told_and_in_a_trial_nobody(cast, story):
    reassign(entry_of(cast.ivan), cast.petra, cast.sam)
    assert changed() == [("Ivan", "Ivan"), ("Mei", "Ivan"), ("Sam", "Ivan")]
    Reminder.objects.all().delete()
    story.cycle.is_trial = True
    story.cycle.save()
    reassign(entry_of(cast.lena), cast.petra, cast.sam)
    assert changed() == []


def test_the_trail_says_who_gave_whom_from_whom_to_whom(cast, story):
    reassign(entry_of(cast.ivan), cast.petra, cast.sam)
    event = Event.objects.get(verb="reassign")
    assert (event.by, event.about) == (cast.petra, cast.ivan)
    assert (event.before, event.after) == (str(cast.mei.pk), str(cast.sam.pk))


def test_the_same_assessor_again_is_a_conflict(cast, story):
    with pytest.raises(Conflict, match="Mei assesses Ivan already"):
        reassign(entry_of(cast.ivan), cast.petra, cast.mei)


def test_in_the_meeting_who_speaks_is_another_and_nothing_is_written_anew(cast, previewing):
    workflow.open_meeting(Group.objects.get(pk=previewing.group.pk), cast.petra)
    assert reassigning_said(entry_of(cast.ivan), cast.sam).startswith("Sam speaks for Ivan in the meeting from now on")
    reassign(entry_of(cast.ivan), cast.petra, cast.sam)
    assert Assignment.objects.get(subject=cast.ivan).assessor == cast.sam
    assert Assessment.objects.get(subject=cast.ivan).author == cast.mei
    assert assessor_now(cast.sam)


# -- who is assessed -------------------------------------------------------------------------------------


@pytest.mark.parametrize("treatment", ["keep", "not_now"])
def test_who_is_not_assessed_this_time_is_owed_by_nobody(cast, story, treatment):
    assessments.save_draft(story.ivan, cast.mei, 0, words(story, statement="What Mei saw."))
    treat(entry_of(cast.ivan), cast.petra, treatment)
    assert (entry_of(cast.ivan).treatment, entry_of(cast.ivan).absence) == (treatment, "not this time")
    assert not Assignment.objects.filter(subject=cast.ivan).exists()
    assert (fresh(story.ivan).state, fresh(story.ivan).statement) == ("replaced", "What Mei saw.")
    assert changed() == [("Mei", "Ivan")]


def test_an_empty_draft_goes_and_what_was_submitted_is_its_authors_alone(cast, previewing):
    treat(entry_of(cast.ines), cast.petra, "not_now")
    treat(entry_of(cast.ivan), cast.petra, "not_now")
    assert not Assessment.objects.filter(subject=cast.ines).exists()
    assert list(Assessment.objects.visible_to(cast.dana).filter(subject=cast.ivan)) == []
    assert [one.subject.name for one in Assessment.objects.visible_to(cast.mei).filter(author=cast.mei)] == ["Ivan"]


def test_who_is_assessed_after_all_finds_what_was_written(cast, story):
    assessments.save_draft(story.ivan, cast.mei, 0, words(story, statement="What Mei saw."))
    treat(entry_of(cast.ivan), cast.petra, "not_now")
    treat(entry_of(cast.ivan), cast.petra, "assess")
    again = Assessment.objects.get(subject=cast.ivan, state="draft")
    assert (again.author, again.statement) == (cast.mei, "What Mei saw.")
    assert Assignment.objects.get(subject=cast.ivan).state == "open"


def test_a_leaver_stays_on_the_roster(cast, story):
    leave(entry_of(cast.ivan), cast.petra)
    assert (entry_of(cast.ivan).treatment, entry_of(cast.ivan).absence) == ("left", "not this time")
    with pytest.raises(Conflict, match="It is so already"):
        leave(entry_of(cast.ivan), cast.petra)


def test_while_the_meeting_is_on_somebody_leaves_and_what_was_handed_in_stands(cast, previewing):
    workflow.open_meeting(Group.objects.get(pk=previewing.group.pk), cast.petra)
    said = treating_said(entry_of(cast.ivan), "left")
    assert said.startswith("Ivan has no turn in the meeting any more, and gets no result of it")
    leave(entry_of(cast.ivan), cast.petra)
    assert entry_of(cast.ivan).treatment == "left"
    assert Assessment.objects.filter(subject=cast.ivan, state="sealed").exists()
    assert treating_said(entry_of(cast.ivan), "assess") == "Ivan has a turn in the meeting, and gets a result of it."
    treat(entry_of(cast.ivan), cast.petra, "assess")
    assert entry_of(cast.ivan).treatment == "assess"


def test_once_the_meeting_is_locked_everybody_in_it_stays(cast, previewing):
    Group.objects.update(state="deciding")
    for act in (lambda e: leave(e, cast.petra), lambda e: treat(e, cast.petra, "keep")):
        with pytest.raises(Conflict, match="until the meeting is locked"):
            act(entry_of(cast.ivan))
    assert entry_of(cast.ivan).treatment == "assess"


# -- another role ----------------------------------------------------------------------------------------


def test_who_holds_another_role_is_assessed_in_it_with_what_is_written(cast, story):
    assessments.save_draft(story.ivan, cast.mei, 0, words(story, statement="What Mei saw."))
    place(story.ladder, IC2=[cast.ivan])
    assert placing_said(entry_of(cast.ivan)).startswith("Ivan is assessed as IC2, Engineer 2, no longer as IC1")
    change_role(entry_of(cast.ivan), cast.petra)
    assert entry_of(cast.ivan).role.code == "IC2"
    draft = Assessment.objects.get(subject=cast.ivan, state="draft")
    assert (draft.role.code, draft.next_role.code, draft.statement) == ("IC2", "IC3", "What Mei saw.")
    assert changed() == [("Mei", "Ivan")]


def test_the_role_of_the_launch_stands_where_it_is_submitted_or_the_same(cast, previewing):
    with pytest.raises(Conflict, match="Ines holds the role"):
        change_role(entry_of(cast.ines), cast.petra)
    place(previewing.ladder, IC2=[cast.ivan])
    with pytest.raises(Conflict, match="submitted, in the role of the launch"):
        change_role(entry_of(cast.ivan), cast.petra)
    with pytest.raises(NotAllowed):
        change_role(entry_of(cast.ines), cast.mei)


# -- the pages -------------------------------------------------------------------------------------------


def test_the_page_lists_who_can_be_changed_and_what_was(cast, story, sign_in):
    client = sign_in(cast.petra)
    reassign(entry_of(cast.ivan), cast.petra, cast.sam)
    page = client.get(f"/groups/{story.group.pk}/changes/").content.decode()
    for said in ("Ines", "Ivan", "Lena", "Noor", "/assessor/", "Petra gave Ivan from Mei to Sam."):
        assert said in page


def test_an_act_is_said_first_and_done_on_the_second_press(cast, story, sign_in):
    client = sign_in(cast.petra)
    address = f"/groups/{story.group.pk}/changes/{cast.ivan.pk}/assessor/"
    shown = client.post(address, {"to": "Sam", "act": "show"})
    assert "Sam assesses Ivan from today on, and begins with an empty page." in shown.content.decode()
    assert entry_of(cast.ivan).assessor == cast.mei
    assert client.post(address, {"to": "Sam", "act": "do"}).status_code == 302
    assert entry_of(cast.ivan).assessor == cast.sam


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("", "Say who assesses from now on."),
        (" , ;", "Say who assesses from now on."),
        ("Ivan", "This is about Ivan: name somebody else."),
        ("Petra", "You cannot name yourself"),
        ("Nobody Here", "Nobody here is known as “Nobody Here”."),
        ("Mei, Sam", "name at most 1"),
    ],
)
def test_what_cannot_be_is_said_in_the_form(cast, story, sign_in, to, said):
    client = sign_in(cast.petra)
    answer = client.post(f"/groups/{story.group.pk}/changes/{cast.ivan.pk}/assessor/", {"to": to, "act": "do"})
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert entry_of(cast.ivan).assessor == cast.mei


def test_an_act_that_is_none_and_a_row_that_is_not_there_are_nothing(cast, story, sign_in):
    client = sign_in(cast.petra)
    assert client.get(f"/groups/{story.group.pk}/changes/{cast.ivan.pk}/promote/").status_code == 404
    assert client.get(f"/groups/{story.group.pk}/changes/{cast.tariq.pk}/assessor/").status_code == 404


def test_what_is_too_late_is_a_conflict(cast, previewing, sign_in):
    Group.objects.update(state="deciding")
    client = sign_in(cast.petra)
    address = f"/groups/{previewing.group.pk}/changes/{cast.ivan.pk}/leaving/"
    assert client.get(address).status_code == 409
    assert client.post(address, {"act": "do"}).status_code == 409


def test_the_list_costs_the_same_for_one_and_for_many(cast, story, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.petra)
    client.get(f"/groups/{story.group.pk}/changes/")
    with django_assert_max_num_queries(22):
        client.get(f"/groups/{story.group.pk}/changes/")


def test_an_act_that_would_change_nothing_says_why_and_has_no_button(cast, story, sign_in):
    client, address = sign_in(cast.petra), f"/groups/{story.group.pk}/changes/{cast.ivan.pk}/role/"
    page = client.get(address)
    assert page.status_code == 200
    assert "Ivan holds the role in which they are assessed." in page.content.decode()
    assert 'value="do"' not in page.content.decode()
    assert client.post(address, {"act": "do"}).status_code == 409


# -- the mail --------------------------------------------------------------------------------------------


def test_the_mail_names_the_review_and_nobody(cast, story):
    reassign(entry_of(cast.ivan), cast.petra, cast.sam)
    remind(clock.today())
    said = {mail.recipient.name: mail for mail in Mail.objects.select_related("recipient")}
    assert sorted(said) == ["Ivan", "Mei", "Sam"]
    assert {mail.subject for mail in said.values()} == {"Something changed in a talent review"}
    assert "Engineering 2026 Q4: somebody else assesses you." in said["Ivan"].body
    assert "Engineering 2026 Q4: whom you assess has changed." in said["Sam"].body
    bodies = "".join(said[name].body for name in ("Mei", "Sam"))
    assert "Ivan" not in bodies
    remind(clock.today())
    assert Mail.objects.count() == 3


def test_who_keeps_the_last_result_reads_so_and_who_is_given_to_another_reads_to_whom(cast, story, sign_in):
    treat(entry_of(cast.ivan), cast.petra, "keep")
    page = sign_in(cast.ivan).get("/my-results/").content.decode()
    assert "You are not assessed in this review: your last result stands." in page
    reassign(entry_of(cast.lena), cast.petra, cast.sam)
    assert "Sam assesses you." in sign_in(cast.lena).get("/my-results/").content.decode()
