"""Contributors: who names whom, what they owe, and what they are told."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import Event, Person
from accounts.moves import Conflict, NotAllowed
from config.today import owed_by
from reviews.cycles import moving
from reviews.cycles.acts import treating
from reviews.models import Cycle, Exclusion, Group, Input, Mail, Participant, Reminder
from reviews.telling.reminding import remind
from reviews.together import inputs, naming, notices
from tests.reviews.story import page
from tests.reviews.together.story import PHASES, TODAY, asked, entry, submitted

# -- who names whom -------------------------------------------------------------------------------------------

# by whom, about whom, who → whether it may be; Mei assesses Ivan, Marco Lena and Noor, Noor Ines
TABLE = [
    ("mei", "ivan", "sam", "yes"),
    ("petra", "ivan", "sam", "yes"),
    ("mei", "ivan", "marco", "yes"),  # assesses others there
    ("mei", "ivan", "lena", "yes"),  # is reviewed there herself
    ("mei", "ivan", "ivan", "conflict"),  # nobody contributes to their own
    ("mei", "ivan", "mei", "conflict"),
    ("petra", "ivan", "mei", "conflict"),  # assesses him
    ("petra", "ivan", "petra", "conflict"),
    ("ivan", "ivan", "sam", "no"),
    ("marco", "ivan", "sam", "no"),
    ("dana", "ivan", "sam", "no"),
    ("hanne", "ivan", "sam", "no"),
    ("pavel", "ivan", "sam", "no"),
    ("noor", "noor", "sam", "no"),
    ("noor", "ines", "sam", "yes"),
]


@pytest.mark.parametrize(("by", "about", "who", "may"), TABLE)
def test_who_may_name_whom(cast, story, by, about, who, may):
    by, about, who = (getattr(cast, name) for name in (by, about, who))
    if may == "yes":
        made = naming.name_contributor(entry(story, about), who, by)
        assert (made.author, made.subject, made.state, made.text) == (who, about, "draft", "")
        part = Participant.objects.get(part="contributor")
        assert (part.person, part.about, part.until_at) == (who, about, None)
        assert Event.objects.get(verb="name_contributor").after == str(who.pk)
        return
    with pytest.raises(NotAllowed if may == "no" else Conflict):
        naming.name_contributor(entry(story, about), who, by)
    assert Participant.objects.filter(part="contributor").count() == Input.objects.count() == 0


def test_who_keeps_away_neither_names_nor_contributes(cast, story):
    for person in (cast.petra, cast.sam):
        Exclusion.objects.create(group=story.group, person=person, subject=cast.ivan)
    with pytest.raises(NotAllowed):
        asked(cast, story, "marco", by="petra")
    with pytest.raises(Conflict, match="Sam cannot be given this"):
        asked(cast, story)


def test_who_has_left_is_not_asked(cast, story):
    Person.objects.filter(pk=cast.sam.pk).update(left_on=TODAY)
    cast.sam.refresh_from_db()
    with pytest.raises(Conflict, match="Sam is no longer here"):
        asked(cast, story)


@pytest.mark.parametrize("state", PHASES[2:])
def test_from_the_meeting_on_nobody_is_named_or_let_go(cast, story, state):
    asked(cast, story)
    Group.objects.update(state=state)
    with pytest.raises(Conflict, match="until the meeting opens"):
        asked(cast, story, "marco")
    with pytest.raises(Conflict, match="until the meeting opens"):
        naming.end_contributor(entry(story, cast.ivan), cast.sam, cast.mei)


def test_for_who_is_not_assessed_nobody_is_asked(cast, story):
    treating.treat(entry(story, cast.ivan), cast.petra, "not_now")
    with pytest.raises(Conflict, match="for somebody who is assessed"):
        asked(cast, story)


def test_asked_twice_is_once_and_after_an_end_the_same_text_goes_on(cast, story):
    draft = asked(cast, story)
    with pytest.raises(Conflict, match="Sam contributes already"):
        asked(cast, story)
    inputs.save(draft, cast.sam, 0, "Began.")
    naming.end_contributor(entry(story, cast.ivan), cast.sam, cast.mei)
    assert asked(cast, story, by="petra").pk == draft.pk
    assert Input.objects.get().text == "Began."


def test_no_more_than_twelve_are_asked(cast, story):
    for number in range(12):
        who = Person.objects.create(name=f"Guest {number}", email=f"g{number}@x.example", employee_id=f"g{number}")
        naming.name_contributor(entry(story, cast.ivan), who, cast.mei)
    with pytest.raises(Conflict, match="12 people contribute already"):
        asked(cast, story)


# -- what is owed, and mails ----------------------------------------------------------------------------------


def test_it_stands_on_the_first_page_until_it_is_submitted(cast, story):
    draft = asked(cast, story)
    said = "Write what you saw of Ivan, by Friday, 11 December"
    assert [(one.sentence.partition(",")[0], one.due_on) for one in owed_by(cast.sam, TODAY)] == [
        (said.partition(",")[0], date(2026, 12, 11))
    ]
    done = inputs.save_and_submit(draft, cast.sam, 0, "Mine.")
    assert owed_by(cast.sam, TODAY) == []
    assert "Read what Sam saw of Ivan, before you assess them" in [one.sentence for one in owed_by(cast.mei, TODAY)]
    inputs.reopen(done, cast.sam)
    [change] = owed_by(cast.sam, TODAY)
    assert change.sentence.startswith("Submit your change on Ivan, or drop it")


def test_in_the_preview_it_is_asked_for_by_the_preview_s_day(cast, story):
    Group.objects.update(state="previewing")
    asked(cast, story)
    assert [one.due_on for one in owed_by(cast.sam, TODAY)] == [date(2026, 12, 14)]


def mails_of(person, day) -> list[str]:
    remind(day)
    return list(Mail.objects.filter(recipient=person).order_by("made_at").values_list("body", flat=True))


def test_the_contributor_is_told_in_one_mail_without_a_name(cast, story):
    asked(cast, story)
    naming.name_contributor(entry(story, cast.ines), cast.sam, cast.noor)
    [mail] = mails_of(cast.sam, TODAY)
    assert mail.count("Engineering 2026 Q4: by Friday, 11 December") == 2
    assert "Ivan" not in mail
    assert "Ines" not in mail
    assert mails_of(cast.ivan, TODAY) == []


def test_who_has_submitted_or_was_let_go_gets_no_mail(cast, story):
    submitted(cast, story)
    asked(cast, story, "marco")
    naming.end_contributor(entry(story, cast.ivan), cast.marco, cast.mei)
    assert mails_of(cast.sam, TODAY) == mails_of(cast.marco, TODAY) == []


def test_a_trial_mails_nobody(cast, story):
    Cycle.objects.update(is_trial=True)
    asked(cast, story)
    assert Reminder.objects.count() == 0


@pytest.mark.parametrize(("days", "count"), [(4, 1), (3, 2), (2, 2), (1, 3)])
def test_as_the_day_draws_near_they_are_reminded_as_assessors_are(cast, story, on_the_day, days, count):
    Cycle.objects.update(remind_days="3, 1")
    asked(cast, story)
    assert len(mails_of(cast.sam, TODAY)) == 1
    until = date(2026, 12, 11) - timedelta(days=days)
    day = TODAY
    while day <= until:
        on_the_day.move_to(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
        notices.plan(day)
        remind(day)
        day += timedelta(days=1)
    assert Mail.objects.filter(recipient=cast.sam).count() == count


def test_a_date_that_moves_is_told_to_them_and_nothing_of_the_group_s(cast, story):
    asked(cast, story)
    Reminder.objects.all().delete()
    days = {name: getattr(story.cycle, name) for name in ("assess_by", "preview_by", "meet_on", "release_on")}
    moving.move_dates(story.cycle, cast.petra, days | {"assess_by": date(2026, 12, 10), "meet_on": date(2026, 12, 16)})
    [mail] = mails_of(cast.sam, TODAY)
    assert "what you saw of somebody is submitted by Thursday, 10 December" in mail
    assert "meet on" not in mail
    assert "/cycles/" not in mail


# -- pages ----------------------------------------------------------------------------------------------------


def test_mei_asks_sam_on_the_page_after_reading_what_it_means(cast, story, client):
    address = f"/groups/{story.group.pk}/people/{cast.ivan.pk}/contributors/"
    assert address in page(client, cast.mei, f"/assessments/{story.ivan.pk}/")
    shown = client.post(address, {"person": "Sam", "act": "show"}).content.decode()
    assert "sees neither the group nor the assessment" in shown
    assert not Input.objects.exists()
    assert client.post(address, {"person": "Sam", "act": "do"}).status_code == 302
    assert "not yet" in page(client, cast.mei, address)
    draft = Input.objects.get()
    assert client.get(f"/inputs/{draft.pk}/").status_code == 404
    inputs.save_and_submit(draft, cast.sam, 0, "Led the rehearsal.")
    listed = page(client, cast.mei, address)
    assert "submitted" in listed
    assert "Led the rehearsal." not in listed
    assert client.post(f"{address}{cast.sam.pk}/end/").status_code == 302
    assert "Ask Sam no more" not in page(client, cast.mei, address)
