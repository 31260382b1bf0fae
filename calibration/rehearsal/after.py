"""What would follow a meeting that went like this rehearsal, in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calibration.rehearsal.engine import rules
from calibration.rehearsal.engine.cast import DIRECTOR, NAMES, OBSERVER, ROSTER
from calibration.rehearsal.engine.state import State


def what_follows(state: State) -> list[str]:
    """What the lock would have done, and who would be asked for what."""
    not_opened = len({turn.subject for turn in state.turns if turn.kind == "discuss" and turn.state == "waiting"})
    unwitnessed = sum(not turn.witnessed for turn in state.turns)
    sentences = [_moved(state)]
    if not_opened:
        sentences.append(
            ngettext(
                "%(number)s turn was not opened: what the assessor gave stands there.",
                "%(number)s turns were not opened: what the assessors gave stands there.",
                not_opened,
            )
            % {"number": not_opened}
        )
    if together := sum(turn.together for turn in state.turns):
        sentences.append(
            ngettext(
                "%(number)s turn was taken together with its round: what the assessor gave stands there.",
                "%(number)s turns were taken together: what the assessors gave stands there.",
                together,
            )
            % {"number": together}
        )
    sentences += [
        _("%(director)s and the others who decide vote on the pitch of %(name)s; People Ops confirm the decision.")
        % {"director": NAMES[DIRECTOR], "name": _pitched()},
        _("The managers write to each of their people what stands and why. Nobody is told before it is released."),
        _("The record of the meeting keeps who was there, the seed %(seed)s and what was changed.")
        % {"seed": state.seed},
    ]
    if unwitnessed:
        sentences.append(
            ngettext(
                "It says that %(number)s turn went on without the observer, and that %(name)s took note of it.",
                "It says that %(number)s turns went on without the observer, and that %(name)s took note of them.",
                unwitnessed,
            )
            % {"number": unwitnessed, "name": NAMES[OBSERVER]}
        )
    return sentences


def _moved(state: State) -> str:
    said = {"number": len(rules.moved(state)), "people": len(ROSTER)}
    if not said["number"]:
        return _("All %(people)s overall ratings stand as the assessors gave them. They become the results.") % said
    return (
        ngettext(
            "%(number)s of %(people)s overall ratings was changed. What stands becomes the results.",
            "%(number)s of %(people)s overall ratings were changed. What stands becomes the results.",
            said["number"],
        )
        % said
    )


def _pitched() -> str:
    return next(NAMES[one.key] for one in ROSTER if one.pitched_to)
