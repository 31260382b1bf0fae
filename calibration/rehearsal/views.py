"""The pages of a rehearsal: where it begins and ends, the three hats, the room's screen, and every press."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import clock
from accounts.access import members
from calibration.forms import LineForm, Pressed
from calibration.models import BiasCall
from calibration.rehearsal import buttons, keeping, screens, words
from calibration.rehearsal.after import what_follows
from calibration.rehearsal.engine import acts, rules, saying
from calibration.rehearsal.engine.cast import MANAGER, NAMES, OBSERVER
from calibration.rehearsal.engine.state import State, Turn
from calibration.rehearsal.forms import ChangeForm, ProposalForm
from calibration.screen import Screen


def while_it_goes_on(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives a view the rehearsal of this session; without one, or once it is over, leads to where one begins. Raises
    Http404 for a hat that there is none of."""

    @wraps(view)
    def shown(request: HttpRequest, **where: Any) -> HttpResponse:
        if where.get("hat", "desk") not in words.hats():
            raise Http404
        state = keeping.kept(request)
        return redirect("rehearsal") if state is None or state.state == "locked" else view(request, state, **where)

    return shown


@members
@require_safe
def rehearsal(request: HttpRequest) -> HttpResponse:
    """Where a rehearsal begins, how it stands, and what would follow it."""
    state = keeping.kept(request)
    context = {
        "state": state,
        "is_damaged": keeping.is_damaged(request),
        "hats": words.hats(),
        "follows": what_follows(state) if state and state.state == "locked" else [],
    }
    return render(request, "calibration/rehearsal/rehearsal.html", context)


@members
@require_POST
def rehearsal_start(request: HttpRequest) -> HttpResponse:
    """Begins one, or begins anew."""
    keeping.start_anew(request)
    return redirect("rehearsal_hat", "desk")


@members
@require_POST
def rehearsal_end(request: HttpRequest) -> HttpResponse:
    """Ends it; nothing of it is kept."""
    keeping.end(request)
    return redirect("rehearsal")


@members
@require_safe
@while_it_goes_on
def rehearsal_hat(request: HttpRequest, state: State, hat: str) -> HttpResponse:
    """The page of one hat; once the rehearsal is over, what would follow."""
    return _page(request, state, hat)


@members
@require_safe
@while_it_goes_on
def rehearsal_turn(request: HttpRequest, state: State, hat: str, turn: str) -> HttpResponse:
    """Looks at one person's turn, whatever is shown; never at the hat's own."""
    found = state.of(turn)
    if found is None or rules.is_kept_from(hat, found):
        raise Http404
    return _around(request, state, hat, screens.turn_screen(state, hat, found), found.round, found)


@members
@require_safe
@while_it_goes_on
def rehearsal_round(request: HttpRequest, state: State, hat: str, number: int) -> HttpResponse:
    """Looks at the board of one round, whatever is shown."""
    if number not in state.rounds:
        raise Http404
    return _around(request, state, hat, screens.board_screen(state, hat, number), number)


@members
@require_POST
@while_it_goes_on
def rehearsal_press(request: HttpRequest, state: State, hat: str, verb: str) -> HttpResponse:
    """One press under a hat; what is refused shows the hat's page with the reason."""
    if verb not in acts.HATS:
        raise Http404
    about, expected = request.POST.get("about", ""), Pressed.version_in(request.POST)
    try:
        after = acts.press(state, verb, hat, about, expected, timezone.now().isoformat())
    except rules.Refused as refused:
        return _refused(request, state, hat, refused)
    keeping.keep(request, after)
    return redirect("rehearsal_hat", hat)


@members
@require_POST
@while_it_goes_on
def rehearsal_line(request: HttpRequest, state: State) -> HttpResponse:
    """Sets the one line."""
    form = LineForm(request.POST, auto_id="say_%s")
    if not form.is_valid():
        return _page(request, state, "desk", 400, line=form)
    try:
        keeping.keep(request, acts.say_line(state, form.cleaned_data["line"]))
    except rules.Refused as refused:
        return _refused(request, state, "desk", refused)
    return redirect("rehearsal_hat", "desk")


@members
@require_POST
@while_it_goes_on
def rehearsal_change(request: HttpRequest, state: State) -> HttpResponse:
    """Writes down a changed rating; what is missing or refused keeps what was typed."""
    turn = _open_turn(request, state)
    if turn is None:
        return _refused(request, state, "desk", rules.Refused(rules.Why.NO_LONGER_OPEN))
    form = ChangeForm(state, turn, request.POST)
    if not form.is_valid():
        return _page(request, state, "desk", 400, change=form)
    said = form.cleaned_data
    try:
        after = saying.change_rating(
            state, turn.key, form.axis, form.point, said["proposer"], said["line"], said["version"]
        )
    except rules.Refused as refused:
        form.comes_back(words.sentence(refused.why, state), state.version)
        return _page(request, state, "desk", 409, change=form)
    keeping.keep(request, after)
    return redirect("rehearsal_hat", "desk")


@members
@require_POST
@while_it_goes_on
def rehearsal_propose(request: HttpRequest, state: State) -> HttpResponse:
    """The manager proposes a rating; what is missing or refused keeps what was typed."""
    turn = _open_turn(request, state)
    if turn is None:
        return _refused(request, state, "manager", rules.Refused(rules.Why.NO_LONGER_OPEN))
    if not rules.has_voice(state):
        return _refused(request, state, "manager", rules.Refused(rules.Why.NO_VOICE))
    form = ProposalForm(state, turn, request.POST)
    if not form.is_valid():
        return _page(request, state, "manager", 400, propose=form)
    try:
        after = saying.propose(state, turn.key, form.axis, form.point, form.cleaned_data["line"])
    except rules.Refused as refused:
        form.comes_back(words.sentence(refused.why, state), state.version)
        return _page(request, state, "manager", 409, propose=form)
    keeping.keep(request, after)
    return redirect("rehearsal_hat", "manager")


@members
@require_safe
@never_cache
def rehearsal_room(request: HttpRequest) -> HttpResponse:
    """The room's screen, in a window of its own."""
    return render(request, "calibration/rehearsal/room.html", _room(keeping.kept(request)))


@members
@require_safe
@never_cache
def rehearsal_room_now(request: HttpRequest) -> HttpResponse:
    """What that window asks for by itself each second: the screen, or nothing where it stands as it stood.

    Whoever comes here otherwise, from sign-in for instance, is led to the window.
    """
    if not request.htmx:
        return redirect("rehearsal_room")
    state = keeping.kept(request)
    if request.GET.get("version", "") == _version(state):
        return HttpResponse(status=204)
    return render(request, "calibration/rehearsal/room.html#room_now", _room(state))


# -- the pieces ------------------------------------------------------------------------------------


def _open_turn(request: HttpRequest, state: State) -> Turn | None:
    """The turn that a form was filled in, where it is open still."""
    turn = state.of(request.POST.get("turn", ""))
    return turn if turn and state.state == "running" and turn.state == "open" else None


def _refused(request: HttpRequest, state: State, hat: str, refused: rules.Refused) -> HttpResponse:
    return _page(request, state, hat, 409, too_late=words.sentence(refused.why, state))


def _version(state: State | None) -> str:
    return f"{state.seed}-{state.version}" if state else "none"


def _room(state: State | None) -> dict[str, Any]:
    return {
        "state": state,
        "version": _version(state),
        "screen": screens.screen_of(state, screens.ROOM) if state else None,
        "line": screens.rounds_line(state, screens.ROOM) if state else [],
        "has_floor": NAMES[MANAGER] if state and state.floor == "speaks" else "",
        "ahead": clock.ahead(),
    }


def _frame(state: State, hat: str, looked_at: int = 0) -> dict[str, Any]:
    """What every page of a hat says around its middle."""
    return {
        "state": state,
        "hat": hat,
        "hats": words.hats(),
        "agenda": screens.agenda_line(state, hat, looked_at),
        "seed": state.seed,
    }


def _page(request: HttpRequest, state: State, hat: str, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a hat as it stands; with a form that came back, or why a press did nothing."""
    pages = {"desk": _desk, "manager": _manager, "observer": _observer}
    context = _frame(state, hat) | {"screen": screens.screen_of(state, hat)} | pages[hat](state) | more
    return render(request, f"calibration/rehearsal/{hat}.html", context, status=status)


def _around(
    request: HttpRequest, state: State, hat: str, screen: Screen, number: int, turn: Turn | None = None
) -> HttpResponse:
    context = _frame(state, hat, number) | {"screen": screen, "around": True}
    if hat == "desk":
        context["actions"] = buttons.opening(state, turn, number)
    return render(request, "calibration/rehearsal/around.html", context)


def _desk(state: State) -> dict[str, Any]:
    here = state.open if state.state == "running" else None
    keeps_open = rules.what_keeps_open(state)
    return {
        "sentence": words.about_the_observer(state),
        "leaving": screens.leaves(state, rules.what_follows(state) if state.state == "running" else None),
        "still_here": screens.leaves(state, here),
        "steering": buttons.steering(state),
        "phases": buttons.phases(state, "desk"),
        "change": ChangeForm(state, here) if here else None,
        "proposals": screens.proposed(state) if here else [],
        "asks": state.floor if here else "",
        "manager": NAMES[MANAGER],
        "line": LineForm(initial={"line": state.line}, auto_id="say_%s") if here else None,
        "bias_kinds": BiasCall.Kind.choices,
        "keeps_open": words.sentence(keeps_open, state) if keeps_open else "",
        "waiting": sum(turn.state == "waiting" for turn in state.turns),
    }


def _manager(state: State) -> dict[str, Any]:
    hers = set(rules.changed_for(state, MANAGER))
    return {
        "name": NAMES[MANAGER],
        "yours": screens.changed_for_hers(state),
        "asks": bool(hers.intersection(rules.waits_for(state))),
    } | _voice(state)


def _voice(state: State) -> dict[str, Any]:
    """What the manager says in the open turn, and may say; nothing in her own, nor from outside the room."""
    here = state.open
    if here is None or state.state != "running" or not rules.has_voice(state):
        return {}
    return {"proposals": screens.proposed(state), "has_voice": True, "propose": ProposalForm(state, here)}


def _observer(state: State) -> dict[str, Any]:
    return {
        "name": NAMES[OBSERVER],
        "sentence": words.about_the_observer(state),
        "attested": rules.is_witnessed(state),
        "is_running": state.state == "running",
        "phases": buttons.phases(state, "observer"),
        "unconfirmed": [
            {"name": NAMES[turn.subject], "round": screens.level_of(state, turn.round).name, "turn": turn}
            for turn in rules.unconfirmed(state)
        ],
        "not_looked": words.not_looked(state) if rules.waits_for(state) else "",
        "distribution": screens.distribution(state),
        "bias": [(kind, label, state.bias.get(kind, 0)) for kind, label in BiasCall.Kind.choices],
        "people": screens.who_is_here(state),
    }
