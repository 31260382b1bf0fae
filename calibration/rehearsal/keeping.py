"""Where a rehearsal is kept: in its person's own session and nowhere else. It ends with it."""

import secrets

from django.http import HttpRequest

from calibration.rehearsal.engine.state import State, as_json, begin, read

KEY = "rehearsal"


def kept(request: HttpRequest) -> State | None:
    """The rehearsal of this session; None where there is none, or where it cannot be read any more."""
    return read(request.session.get(KEY))


def is_damaged(request: HttpRequest) -> bool:
    """Whether something is kept that is no rehearsal any more."""
    return KEY in request.session and kept(request) is None


def keep(request: HttpRequest, state: State) -> None:
    """Keeps how it stands."""
    request.session[KEY] = as_json(state)


def start_anew(request: HttpRequest) -> None:
    """Begins a rehearsal; one that was there is gone."""
    keep(request, begin(secrets.randbelow(2**31)))


def end(request: HttpRequest) -> None:
    """Ends it: nothing of it is left."""
    request.session.pop(KEY, None)
