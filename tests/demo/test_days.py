"""In the demo, what a reader sees as a day is the demo's day; what is secret for a while keeps real time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.mail import send_mail
from django.utils import timezone

from accounts import clock, granting
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


def test_the_demos_instant_never_goes_back_and_never_leaves_its_day(cast, settings):
    """Whoever sets a demo up late in the evening finds in the morning that what was begun holds."""
    settings.DEMO = True
    with time_machine.travel(datetime(2026, 11, 20, 22, 30, tzinfo=UTC), tick=False) as traveller:
        Organisation.objects.update(is_demo=True, today_on=DAY, today_began_at=clock.nine_in_the_morning())
        instants = [clock.now()]
        for hours in (0.4, 0.5, 1, 9, 15, 200):
            traveller.shift(timedelta(hours=hours))
            for zone in ("UTC", "Europe/Berlin", "Pacific/Auckland"):
                with timezone.override(zone):
                    instants.append(clock.now())
                    assert clock.today() == DAY
        assert instants == sorted(instants)
        berlin = [timezone.localtime(instant, ZoneInfo("Europe/Berlin")) for instant in instants]
        assert {instant.date() for instant in berlin} == {DAY}
        assert (berlin[0].hour, berlin[-1].hour) == (9, 23)
        assert clock.tomorrow() == DAY + timedelta(days=1)
        assert timezone.localtime(clock.now(), ZoneInfo("Europe/Berlin")).hour == 9


def test_leases_and_the_trail_keep_real_time(story, cast):
    lease.take("tests", 60)
    assert lease.Lease.objects.get(name="tests").until_at < timezone.now() + timedelta(seconds=61)
    assert day(Event.objects.filter(verb="launch").first().at) == timezone.localdate()
