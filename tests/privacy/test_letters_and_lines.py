"""What leaves the site by itself: mails, log lines and the messages on the live line hold no secret word either."""

import logging

import pytest
import redis
import time_machine
from django.conf import settings
from django.core import mail
from django.db import transaction

from accounts.ticking import tick
from reviews.models import Mail, Message
from reviews.telling.post import send_waiting
from reviews.telling.reminding import plan
from tests.privacy.words import SECRET, word


def told_in(said: str) -> list[str]:
    """The fields whose words stand in a text."""
    return [name for name in SECRET if word(name) in said]


def letters_of_a_month(caplog, days=("2026-11-25", "2026-12-01", "2026-12-15", "2026-12-23", "2027-01-05")) -> str:
    """Everything that was mailed and logged while the clock ticked on some days of the scene."""
    caplog.set_level(logging.INFO)
    for day in days:
        with time_machine.travel(f"{day} 09:00:00+00:00", tick=False):
            tick()
            send_waiting()
    letters = [f"{m.message()}\n{m.body}" for m in mail.outbox]
    return "\n".join([*letters, caplog.text])


def test_letters_and_log_lines_tell_nothing(scene, cast, client, caplog):
    Mail.objects.all().delete()  # the scene's own, whose subject and body are words
    for message in Message.objects.all():
        plan(message)
    client.force_login(cast.petra)
    client.post(f"/people/{cast.lena.pk}/invite/")
    client.post("/password/reset/", {"email": "ivan@demo.example"})
    client.post(f"/people/address/{scene.change_of_address.pk}/withdraw/")
    said = letters_of_a_month(caplog)
    sent_to = " ".join(to for letter in mail.outbox for to in letter.to)
    assert [first for first in ("mei", "noor", "ivan") if f"{first}@demo.example" not in sent_to] == []
    assert told_in(said) == []


def test_a_letter_that_tells_is_noticed(scene, cast, caplog):
    """The mail of the scene, whose subject and body are words, is sent as it is."""
    assert scene is not None
    said = letters_of_a_month(caplog, days=("2026-11-25",))
    assert told_in(said) == ["reviews.mail.subject", "reviews.mail.body"]


ACTS = {
    "line/": {"line": word("calibration.meeting.line")},
    "next/": {},
    "back/": {},
    "pause/": {},
    "resume/": {},
    "check-out/": {},
}


def heard(meeting, act) -> list[str]:
    """What was published on the whole server of Redis about that meeting while something was done."""
    listener = redis.Redis.from_url(settings.REDIS_URL).pubsub()
    listener.psubscribe("*")
    listener.get_message(timeout=2)
    act()
    found = []
    while message := listener.get_message(timeout=1):
        found.append(f"{message['channel']} {message['data']}")
    listener.close()
    return [one for one in found if str(meeting.pk) in one]


def drive(scene, client) -> None:
    """Mei drives the meeting on: each act is published once it is committed."""
    client.force_login(scene.cast.mei)
    for act, said in ACTS.items():
        kept = len(transaction.get_connection().run_on_commit)
        answer = client.post(f"/groups/{scene.meeting_group.pk}/meeting/{act}", said)
        assert answer.status_code in (302, 409), act
        for _sids, publish, _robust in transaction.get_connection().run_on_commit[kept:]:
            publish()


@pytest.mark.redis
def test_the_live_line_says_numbers_only(scene, cast, client):
    said = heard(scene.meeting, lambda: drive(scene, client))
    assert len(said) >= 3
    assert told_in("\n".join(said)) == []
    assert [one for one in said if not one.partition(" ")[2].strip("b'").isdigit()] == []


@pytest.mark.redis
def test_a_live_line_that_says_more_is_noticed(scene, cast, client, monkeypatch):
    broken = redis.Redis.from_url(settings.REDIS_URL)
    monkeypatch.setattr(
        "calibration.live.announce",
        lambda meeting: broken.publish(f"plumbline:meeting:{meeting.pk}", f"{meeting.version} {meeting.line}"),
    )
    assert told_in("\n".join(heard(scene.meeting, lambda: drive(scene, client)))) == ["calibration.meeting.line"]
