"""The post: mails stand in rows, and each is sent by whoever has its lease. What went wrong is kept as a sentence.

The row is the truth. A mail is doubled only where a sender dies between "accepted" and "marked sent", and then bears
the same Message-ID, by which a reader's program knows the two for one.
"""

import logging
import smtplib
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import clock
from reviews.models import Mail

log = logging.getLogger(__name__)

MOST_TRIES = 12
FIRST_WAIT = timedelta(minutes=1)  # doubled with every try
LONGEST_WAIT = timedelta(hours=6)
BATCH = 200  # mails a call sends at most, so that one task ends


def send_waiting() -> int:
    """Sends what is waiting and due, one mail after another, and returns how many were accepted. Safe to run twice.

    A mail that cannot be sent now is tried again later, after 1, 2, 4 … minutes, at most 6 hours; after 12 tries, or
    where the server refuses the address for good, it has failed.
    """
    sent = 0
    if not _free(timezone.now()).exists():
        return sent  # nothing to send: the server is not troubled
    with get_connection() as connection:
        for _number in range(BATCH):
            mail = claim()
            if mail is None:
                break
            sent += deliver(mail, connection)
    return sent


def _free(now: datetime) -> QuerySet[Mail]:
    """Mails that wait and that nobody is sending."""
    return Mail.objects.filter(state=Mail.State.WAITING).filter(Q(leased_until__isnull=True) | Q(leased_until__lte=now))


def claim() -> Mail | None:
    """Takes the lease of the mail that has waited longest; None where nothing is due. Safe between processes."""
    now = timezone.now()
    free = _free(now)
    with transaction.atomic():
        mail = free.select_for_update(skip_locked=True).order_by("made_at").first()
        if mail is None:
            return None
        until = now + timedelta(seconds=settings.MAIL_LEASE_SECONDS)
        # on SQLite, which has no locked rows, the condition decides who has it
        if not free.filter(pk=mail.pk).update(leased_until=until, tries=F("tries") + 1):
            return None
    mail.refresh_from_db()
    return mail


def deliver(mail: Mail, connection: BaseEmailBackend) -> bool:
    """Hands one claimed mail to the server; whether it was accepted. Writes what came of it."""
    if not is_one_line(mail.recipient.name, mail.address, mail.subject, mail.message_id):
        _failed(mail, _("The name, address or subject holds a line break or another control character."))
        return False
    if not mail.recipient.is_here(clock.today()):
        _failed(mail, _("The recipient is no longer here."))
        return False
    try:
        connection.send_messages([message_of(mail)])
    except smtplib.SMTPRecipientsRefused as wrong:
        code = max((code for code, _said in wrong.recipients.values()), default=0)
        if code >= 500:
            _failed(mail, _("The mail server refuses the address for good (%(code)s).") % {"code": code})
        else:
            _wait(mail, _("The mail server refuses the address for now (%(code)s).") % {"code": code})
    except smtplib.SMTPResponseException as wrong:
        _wait(mail, _("The mail server answered with an error (%(code)s).") % {"code": wrong.smtp_code})
    except (smtplib.SMTPException, OSError) as wrong:
        _wait(mail, _("The mail server could not be reached (%(kind)s).") % {"kind": type(wrong).__name__})
    else:
        Mail.objects.filter(pk=mail.pk).update(
            state=Mail.State.SENT, sent_at=timezone.now(), leased_until=None, failure=""
        )
        return True
    return False


def message_of(mail: Mail) -> EmailMessage:
    """The mail as it is sent: to the person by name, with the Message-ID that its row keeps."""
    to = str(Address(display_name=mail.recipient.name, addr_spec=mail.address))
    headers = {
        "Message-ID": mail.message_id,
        "Date": format_datetime(mail.made_at),
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(subject=mail.subject, body=mail.body, to=[to], headers=headers)


def is_one_line(*words: str) -> bool:
    """Whether none of the words could end a header and begin another."""
    return not any(ord(character) < 32 or character in "\x7f\x85\u2028\u2029" for word in words for character in word)


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many tries: 1, 2, 4 … minutes, at most 6 hours."""
    return min(FIRST_WAIT * 2 ** min(max(tries, 1) - 1, 20), LONGEST_WAIT)


def _wait(mail: Mail, sentence: str) -> None:
    if mail.tries >= MOST_TRIES:
        _failed(mail, sentence)
        return
    log.warning("mail %s was not sent, try %s: %s", mail.pk, mail.tries, sentence)
    Mail.objects.filter(pk=mail.pk).update(leased_until=timezone.now() + wait_after(mail.tries), failure=sentence)


def _failed(mail: Mail, sentence: str) -> None:
    log.error("mail %s has failed for good: %s", mail.pk, sentence)
    Mail.objects.filter(pk=mail.pk).update(state=Mail.State.FAILED, leased_until=None, failure=sentence)
