"""Whether an installation is still to be set up, and by whom: whoever has the token that its server has printed.

Open only while there is nobody at all. A token works once, in one browser, and is void after ten wrong ones; another is
made by `manage.py setup_token`, which takes the place of the one before and of the browser that used it.
"""

import hashlib
import secrets
import sys

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.http import Http404, HttpRequest
from django.utils.crypto import constant_time_compare

from accounts.models import Person, SetUp, lease

MOST_TRIES = 10
KEY = "set_up"  # of the session

# remembered once somebody is here: a process asks the database no more
_somebody_is_here = False


def is_open() -> bool:
    """Whether nobody is here yet."""
    global _somebody_is_here
    if not _somebody_is_here:
        _somebody_is_here = Person.objects.exists()
    return not _somebody_is_here


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def new_token() -> str:
    """A new token, which is kept as its digest only. What was answered so far stays; raises Http404 at the end."""
    if Person.objects.exists():
        raise Http404
    token = secrets.token_urlsafe(24)
    SetUp.objects.get_or_create(only=True)
    SetUp.objects.update(digest=_digest(token), tries=0, browser="")
    return token


def announce() -> None:
    """At the server's start: prints a token where nobody is here and nobody has begun; of many processes, one does."""
    try:
        begun = SetUp.objects.exclude(browser="").exists()
        if not begun and is_open() and lease.take("setup token", seconds=30):
            address = f"{settings.SITE_URL}/set-up/"
            sys.stderr.write(
                f"Nobody is here yet. Set Plumbline up at {address} with this token, once: {new_token()}\n"
            )
    except (DatabaseError, Http404):
        return  # no tables yet, or somebody came: the migration or the other process says the rest


def begin(request: HttpRequest, token: str) -> bool:
    """Uses the token in this browser; False where it is wrong, used or void. Of two at once one succeeds."""
    tried = SetUp.objects.exclude(digest="").filter(tries__lt=MOST_TRIES).update(tries=F("tries") + 1)
    if not tried:
        return False
    secret = secrets.token_urlsafe(24)
    used = SetUp.objects.filter(digest=_digest(token)).update(digest="", tries=0, browser=_digest(secret))
    if not used:
        return False
    request.session.cycle_key()
    request.session[KEY] = secret
    return True


def is_void() -> bool:
    """Whether no token could work: none was made, it was used, or too many were wrong."""
    return not SetUp.objects.exclude(digest="").filter(tries__lt=MOST_TRIES).exists()


def begun_by(request: HttpRequest) -> SetUp | None:
    """The row, where this browser has used the token."""
    secret = request.session.get(KEY, "")
    row = SetUp.objects.exclude(browser="").first() if secret else None
    return row if row and constant_time_compare(row.browser, _digest(secret)) else None
