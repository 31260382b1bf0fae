"""In the demo, what a reader sees as a day is the demo's day; what is secret for a while keeps real time."""

from datetime import date, timedelta

import pytest
from django.core.mail import send_mail
from django.utils import timezone

from accounts import granting
from accounts.models import Event, Grant, Organisation, lease
from reviews.assessments import workflow as assessing
from reviews.cycles import workflow as cycles
from reviews.models import Group, Mail, Participant, Remark, RosterEntry
from reviews.telling.letterbox import letters
from tests.reviews.story import launch_engineering, words

DAY = date(2031, 3, 5)  # far from any day on which the tests run


@pytest.fixture
def story(cast, settings):
    """The demo's day is in 2031, and a review has begun on it."""
    settings.DEMO = True
    Organisation.objects.update(is_demo=True, today_on=DAY)
    return launch_engineering(cast)


def day(moment) -> date:
    return timezone.localdate(moment)


def test_a_review_begins_and_closes_on_the_demos_day(story, cast):
    assert day(Group.objects.get().launched_at) == DAY
    assert {day(part.from_at) for part in Participant.objects.all()} == {DAY}
    Group.objects.update(state="telling")
    cycles.close(Group.objects.get(), cast.petra)
    group = Group.objects.select_related("cycle").get()
    assert (day(group.closed_at), day(group.cycle.closed_at)) == (DAY, DAY)


def test_what_is_written_is_written_on_the_demos_day(story, cast):
    assessment = assessing.save_and_submit(story.ivan, cast.mei, 0, words(story))
    assert (day(assessment.saved_at), day(assessment.submitted_at)) == (DAY, DAY)
    Group.objects.update(state="previewing")
    assessing.remark(RosterEntry.objects.get(subject=cast.ivan), cast.dana, "asks", "Since when?")
    assert day(Remark.objects.get().written_at) == DAY


def test_a_permission_begins_and_ends_on_the_demos_day(story, cast):
    grant = granting.give(cast.lena, "framework_editor", None, "Helps out.", cast.petra)
    assert day(grant.from_at) == DAY
    assert Grant.objects.in_force().filter(person=cast.lena).exists()
    Organisation.objects.update(today_on=DAY + timedelta(days=1))
    assert day(granting.end(grant, cast.petra).until_at) == DAY + timedelta(days=1)
    assert not Grant.objects.in_force().filter(person=cast.lena).exists()


def test_a_letter_is_dated_by_the_demos_day_whoever_wrote_it(story, cast, settings, tmp_path):
    settings.EMAIL_BACKEND = "demo.letters.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    send_mail("A new password", "Here.", None, [cast.mei.email])
    [letter] = letters(tmp_path)
    assert (letter.subject, day(letter.at)) == ("A new password", DAY)
    mail = Mail.objects.create(recipient=cast.mei, address=cast.mei.email, subject="x", body="x", message_id="<1@x>")
    assert day(mail.made_at) == DAY


def test_leases_and_the_trail_keep_real_time(story, cast):
    lease.take("tests", 60)
    assert lease.Lease.objects.get(name="tests").until_at < timezone.now() + timedelta(seconds=61)
    assert day(Event.objects.filter(verb="launch").first().at) == timezone.localdate()
