"""Co-authors: who invites whom, what they read and write, and when it is over."""

import pytest

from accounts import clock
from accounts.models import Below, Event
from accounts.moves import Conflict, NotAllowed
from config.today import owed_by
from reviews.assessments import workflow
from reviews.cycles.acts.departing import departure, hand_over
from reviews.cycles.acts.reassigning import reassign
from reviews.drafts import Stale
from reviews.models import Assessment, AxisRating, Cycle, Exclusion, Group, Input, Mail, Participant, Reminder
from reviews.telling.reminding import remind
from reviews.together import naming, writing
from tests.reviews.story import form_data, fresh, page, words
from tests.reviews.together.story import PHASES, TODAY, entry, readers_of, submitted


@pytest.fixture(autouse=True)
def sam_manages(cast):
    """Sam has a report, elsewhere."""
    Below.objects.create(manager=cast.sam, person=cast.otto, depth=1)


def test_its_readers_read_who_was_invited_when_it_was_submitted(cast, story, client, on_the_day):
    """Sam is invited and writes no more before it is submitted; Marco is; Noor is invited after it."""
    ivan, by = entry(story, cast.ivan), cast.mei
    writing.invite(ivan, cast.sam, by)
    writing.invite(ivan, cast.marco, by)
    on_the_day.shift(60)
    writing.dismiss(ivan, cast.sam, by)
    on_the_day.shift(60)
    workflow.save_and_submit(story.ivan, by, 0, words(story))
    on_the_day.shift(60)
    Participant.objects.create(
        group=story.group, person=cast.noor, part="co_author", about=cast.ivan, from_at=clock.now()
    )
    Group.objects.update(state="previewing")
    for address in (f"/groups/{story.group.pk}/reading/", f"/groups/{story.group.pk}/people/{cast.ivan.pk}/"):
        assert "Mei writes, with Marco</span>" in " ".join(page(client, cast.dana, address).split())
    Participant.objects.filter(part="co_author").update(from_at=clock.now())
    assert "Mei writes</span>" in page(client, cast.dana, f"/groups/{story.group.pk}/reading/")


def invited(cast, story, who="sam"):
    """Sam writes on Ivan with Mei."""
    return writing.invite(entry(story, cast.ivan), getattr(cast, who), cast.mei)


# -- who invites whom -----------------------------------------------------------------------------------------

# by whom, about whom, who → whether it may be; Mei assesses Ivan, Marco Lena and Noor, Noor Ines
TABLE = [
    ("mei", "ivan", "sam", "yes"),  # manages elsewhere
    ("mei", "ivan", "marco", "yes"),
    ("mei", "ivan", "dana", "yes"),
    ("mei", "ivan", "noor", "yes"),  # is reviewed there herself
    ("mei", "ivan", "lena", "conflict"),  # manages nobody
    ("mei", "ivan", "ivan", "conflict"),
    ("mei", "ivan", "mei", "conflict"),
    ("petra", "ivan", "sam", "no"),
    ("dana", "ivan", "sam", "no"),
    ("marco", "ivan", "sam", "no"),
    ("ivan", "ivan", "sam", "no"),
    ("noor", "noor", "sam", "no"),
]


@pytest.mark.parametrize(("by", "about", "who", "may"), TABLE)
def test_who_may_invite_whom(cast, story, by, about, who, may):
    by, about, who = (getattr(cast, name) for name in (by, about, who))
    if may == "yes":
        made = writing.invite(entry(story, about), who, by)
        assert (made.person, made.about, made.part, made.until_at) == (who, about, "co_author", None)
        assert Event.objects.get(verb="invite").after == str(who.pk)
        return
    with pytest.raises(NotAllowed if may == "no" else Conflict):
        writing.invite(entry(story, about), who, by)
    assert not Participant.objects.filter(part="co_author").exists()


def test_who_keeps_away_is_not_invited_and_invites_nobody(cast, story):
    Exclusion.objects.create(group=story.group, person=cast.sam, subject=cast.ivan)
    with pytest.raises(Conflict, match="Sam cannot be given this"):
        invited(cast, story)
    Exclusion.objects.create(group=story.group, person=cast.mei, subject=cast.ivan)
    with pytest.raises(NotAllowed):
        invited(cast, story, "marco")


def test_without_a_draft_or_from_the_meeting_on_nobody_is_invited(cast, story):
    workflow.save_and_submit(story.ivan, cast.mei, 0, words(story))
    with pytest.raises(Conflict, match="while there is a draft"):
        invited(cast, story)
    workflow.reopen(story.ivan, cast.mei)
    Group.objects.update(state="calibrating")
    with pytest.raises(Conflict, match="until the meeting opens"):
        invited(cast, story)


def test_who_contributes_does_not_write_it_and_the_other_way_round(cast, story):
    naming.name_contributor(entry(story, cast.ivan), cast.sam, cast.mei)
    with pytest.raises(Conflict, match="asked as a contributor"):
        invited(cast, story)
    invited(cast, story, "marco")
    with pytest.raises(Conflict, match="writes the assessment with Mei"):
        naming.name_contributor(entry(story, cast.ivan), cast.marco, cast.petra)
    with pytest.raises(Conflict, match="writes with you already"):
        invited(cast, story, "marco")


# -- what they read and write ---------------------------------------------------------------------------------


def test_both_write_one_draft_and_the_later_is_told_of_the_other(cast, story):
    invited(cast, story)
    workflow.save_draft(story.ivan, cast.sam, 0, words(story, statement="What Sam wrote."))
    with pytest.raises(Stale) as stale:
        workflow.save_draft(story.ivan, cast.mei, 0, words(story, statement="What Mei wrote."))
    assert stale.value.stored.statement == "What Sam wrote."
    workflow.save_draft(story.ivan, cast.mei, 1, words(story, statement="What both wrote."))
    assert fresh(story.ivan).author == cast.mei


def test_a_co_author_does_not_submit_reopen_or_drop(cast, story):
    invited(cast, story)
    workflow.save_draft(story.ivan, cast.sam, 0, words(story))
    with pytest.raises(NotAllowed):
        workflow.submit(story.ivan, cast.sam)
    done = workflow.submit(story.ivan, cast.mei)
    assert done.submitted_by is None
    for act in (workflow.reopen, workflow.put_away):
        with pytest.raises(NotAllowed):
            act(done, cast.sam)
    with pytest.raises(NotAllowed):
        workflow.save_draft(done, cast.sam, 1, words(story, statement="Too late."))


@pytest.mark.parametrize("state", PHASES)
def test_they_read_the_one_assessment_while_the_group_runs_and_nothing_else_of_it(cast, story, client, state):
    workflow.save_and_submit(story.lena, cast.marco, 0, words(story))
    invited(cast, story)
    workflow.save_and_submit(story.ivan, cast.mei, 0, words(story))
    Group.objects.update(state=state)
    runs = state != "closed"
    assert ("sam" in readers_of(story.ivan)) is runs
    assert AxisRating.objects.visible_to(cast.sam).exists() is runs
    assert "sam" not in readers_of(story.lena)
    client.force_login(cast.sam)
    for address in ("", "reading/", f"people/{cast.ivan.pk}/", "meeting/", "decisions/"):
        assert client.get(f"/groups/{story.group.pk}/{address}").status_code == 404
    assert client.get(f"/cycles/{story.cycle.pk}/").status_code == 404


def test_they_read_what_contributors_saw_and_never_their_own_case(cast, story):
    row = submitted(cast, story)
    invited(cast, story, "marco")
    assert readers_of(row) == "marco mei sam"
    Exclusion.objects.create(group=story.group, person=cast.marco, subject=cast.ivan)
    assert readers_of(row) == "mei sam"
    assert "marco" not in readers_of(story.ivan)
    with pytest.raises(NotAllowed):
        workflow.save_draft(story.ivan, cast.marco, 0, words(story))
    assert Input.objects.count() == 1


# -- when it is over ------------------------------------------------------------------------------------------


def test_the_author_ends_it_at_any_time(cast, story):
    invited(cast, story)
    for by in (cast.sam, cast.petra):
        with pytest.raises(NotAllowed):
            writing.dismiss(entry(story, cast.ivan), cast.sam, by)
    writing.dismiss(entry(story, cast.ivan), cast.sam, cast.mei)
    assert readers_of(story.ivan) == "mei"
    with pytest.raises(NotAllowed):
        workflow.save_draft(story.ivan, cast.sam, 0, words(story))
    with pytest.raises(Conflict, match="does not write with you any more"):
        writing.dismiss(entry(story, cast.ivan), cast.sam, cast.mei)
    invited(cast, story)
    assert readers_of(story.ivan) == "mei sam"


def test_another_assessor_begins_alone(cast, story):
    invited(cast, story)
    reassign(entry(story, cast.ivan), cast.petra, cast.marco)
    draft = Assessment.objects.get(subject=cast.ivan, state="draft")
    assert readers_of(draft) == "marco"


def test_it_ends_when_what_the_author_owed_is_handed_over_and_when_the_co_author_leaves(cast, story):
    invited(cast, story, "marco")
    writing.invite(entry(story, cast.lena), cast.sam, cast.marco)
    hand_over(cast.marco, cast.dana, cast.petra, departure(cast.marco, cast.dana, cast.petra).count)
    assert not Participant.objects.now().filter(part="co_author").exists()


# -- what is owed, mails, pages -------------------------------------------------------------------------------


def test_it_stands_on_the_first_page_and_in_one_mail_without_a_name(cast, story):
    invited(cast, story)
    assert [one.sentence.partition(",")[0] for one in owed_by(cast.sam, TODAY)] == ["Write on Ivan with Mei"]
    remind(TODAY)
    mail = Mail.objects.get(recipient=cast.sam)
    assert "Engineering 2026 Q4: with whom you write an assessment has changed." in mail.body
    assert "Ivan" not in mail.body


def test_a_trial_mails_nobody(cast, story):
    Cycle.objects.update(is_trial=True)
    invited(cast, story)
    assert Reminder.objects.count() == 0


def test_mei_invites_sam_on_the_page_and_sam_writes_on_the_form(cast, story, client):
    form = f"/assessments/{story.ivan.pk}/"
    assert f"{form}co-authors/" in page(client, cast.mei, form)
    assert "The last review of Ivan, and what you wrote then" in page(client, cast.mei, form)
    shown = client.post(f"{form}co-authors/", {"person": "Sam", "act": "show"}).content.decode()
    assert "Mei alone submits it" in shown
    assert client.post(f"{form}co-authors/", {"person": "Sam", "act": "do"}).status_code == 302
    assert "Write without Sam" in page(client, cast.mei, f"{form}co-authors/")
    shown = page(client, cast.sam, form)
    assert "You write this with Mei, who submits it" in shown
    assert ("The last review of Ivan<" in shown, "what you wrote then" in shown) == (True, False)
    assert "Submit to Engineering" not in shown
    assert client.get(f"{form}co-authors/").status_code == 403
    kept = client.post(f"{form}save/", form_data(story, statement="What Sam saw."))
    assert (kept.status_code, fresh(story.ivan).statement) == (302, "What Sam saw.")
    assert client.post(f"{form}submit/", form_data(story, 1)).status_code == 403
    assert "What Sam saw." in page(client, cast.mei, form)
    assert client.post(f"{form}co-authors/{cast.sam.pk}/end/").status_code == 302
    client.force_login(cast.sam)
    assert client.get(form).status_code == 404
