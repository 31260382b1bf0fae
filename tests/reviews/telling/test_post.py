"""The post: one sender a mail, waits that double, what failed said in a sentence, no header from a name."""

import smtplib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail as outbox_of
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from accounts.models import Person
from reviews.models import Mail
from reviews.telling import post

NOW = datetime(2026, 12, 22, 9, 0, tzinfo=UTC)


def a_mail(person, number=1, **more):
    given = {"address": person.email, "subject": "One talk is owed", "body": "By Thursday: one person."} | more
    return Mail.objects.create(recipient=person, message_id=f"<{number}@plumbline.test>", **given)


def test_a_waiting_mail_is_sent_once_with_the_id_of_its_row(cast):
    mail = a_mail(cast.mei)
    assert post.send_waiting() == 1
    assert post.send_waiting() == 0
    [sent] = outbox_of.outbox
    assert sent.message()["Message-ID"] == "<1@plumbline.test>"
    assert sent.to == ["Mei <mei@demo.example>"]
    mail.refresh_from_db()
    assert (mail.state, mail.tries, mail.failure, mail.leased_until) == ("sent", 1, "", None)


@pytest.mark.parametrize("gone", [{"left_on": date(2020, 1, 31)}, {"is_active": False}])
def test_a_mail_to_somebody_who_is_no_longer_here_is_not_sent(cast, gone):
    mail = a_mail(cast.mei)
    Person.objects.filter(pk=cast.mei.pk).update(hired_on=None, **gone)
    assert post.send_waiting() == 0
    assert outbox_of.outbox == []
    mail.refresh_from_db()
    assert (mail.state, mail.failure) == ("failed", "The recipient is no longer here.")


def test_a_mail_under_lease_is_left_alone_until_the_lease_ends(cast):
    mail = a_mail(cast.mei)
    with time_machine.travel(NOW, tick=False):
        assert post.claim() == mail
        assert post.claim() is None
    with time_machine.travel(NOW + timedelta(seconds=119), tick=False):
        assert post.claim() is None
    with time_machine.travel(NOW + timedelta(seconds=120), tick=False):
        assert post.claim() == mail


def failing(monkeypatch, wrong):
    def send(self, messages):
        raise wrong

    monkeypatch.setattr(EmailBackend, "send_messages", send)


def test_without_a_server_the_mail_waits_longer_each_time_and_says_why(cast, monkeypatch):
    mail = a_mail(cast.mei)
    failing(monkeypatch, ConnectionRefusedError())
    waits, now = [], NOW
    for _ in range(4):
        with time_machine.travel(now, tick=False):
            assert post.send_waiting() == 0
            mail.refresh_from_db()
            waits.append((mail.leased_until - now).total_seconds())
            now = mail.leased_until
    assert waits == [60, 120, 240, 480]
    assert mail.failure == "The mail server could not be reached (ConnectionRefusedError)."
    assert mail.state == "waiting"


def test_the_wait_is_never_longer_than_six_hours():
    assert post.wait_after(9) == timedelta(minutes=256)
    assert post.wait_after(10) == timedelta(hours=6)
    assert post.wait_after(5000) == timedelta(hours=6)


def test_after_twelve_tries_it_has_failed(cast, monkeypatch):
    mail = a_mail(cast.mei, tries=11)
    failing(monkeypatch, ConnectionRefusedError())
    post.send_waiting()
    mail.refresh_from_db()
    assert (mail.state, mail.tries) == ("failed", 12)
    assert post.claim() is None


def test_an_address_refused_for_good_is_not_tried_again(cast, monkeypatch):
    mail = a_mail(cast.mei)
    failing(monkeypatch, smtplib.SMTPRecipientsRefused({"mei@demo.example": (550, b"no such user")}))
    post.send_waiting()
    mail.refresh_from_db()
    assert (mail.state, mail.failure) == ("failed", "The mail server refuses the address for good (550).")


def test_an_address_refused_for_now_waits(cast, monkeypatch):
    mail = a_mail(cast.mei)
    failing(monkeypatch, smtplib.SMTPRecipientsRefused({"mei@demo.example": (450, b"later")}))
    post.send_waiting()
    mail.refresh_from_db()
    assert (mail.state, mail.failure) == ("waiting", "The mail server refuses the address for now (450).")


def test_one_mail_that_fails_does_not_keep_the_others(cast, monkeypatch):
    cast.mei.name = "Mei\nBcc: everyone@demo.example"
    cast.mei.save()
    a_mail(cast.mei, 1)
    a_mail(cast.marco, 2)
    assert post.send_waiting() == 1
    assert [sent.to for sent in outbox_of.outbox] == [["Marco <marco@demo.example>"]]


@pytest.mark.parametrize("name", ["Mei\r\nBcc: x@demo.example", "Mei\x00", "Mei\u2028Bcc: x", "Mei\x85"])
def test_a_name_that_could_begin_a_header_is_refused_with_a_sentence(cast, name):
    if "\x00" not in name:
        cast.mei.name = name
        cast.mei.save()
        mail = a_mail(cast.mei)
        post.send_waiting()
        mail.refresh_from_db()
        assert mail.state == "failed"
        assert mail.failure == "The name, address or subject holds a line break or another control character."
    assert post.is_one_line(name) is False
    assert outbox_of.outbox == []


def test_a_name_with_a_comma_or_quotes_is_one_recipient(cast):
    cast.mei.name = 'Mei "the manager", x@demo.example'
    cast.mei.save()
    post.message_of(a_mail(cast.mei)).message()
    message = post.message_of(Mail.objects.get()).message()
    assert message["To"] == '"Mei \\"the manager\\", x@demo.example" <mei@demo.example>'


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_mail_once(transactional_db):
    from tests.cast import make_cast

    cast = make_cast()
    for number in range(20):
        a_mail(cast.mei, number)

    def send(_number):
        try:
            return post.send_waiting()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(send, range(4)))
    assert sum(done) == 20
    assert len({sent.extra_headers["Message-ID"] for sent in outbox_of.outbox}) == len(outbox_of.outbox) == 20
    assert set(Mail.objects.values_list("state", "tries")) == {("sent", 1)}
