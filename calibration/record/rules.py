"""By which rules a meeting was held: those that its cycle had switched off, in words."""

from django.utils.translation import gettext as _

from calibration.line import order_said
from calibration.models import Meeting
from reviews.models import Cycle, Group


def switched_off(group: Group) -> list[str]:
    """A sentence for each rule that did not hold for this meeting."""
    cycle = group.cycle
    sentences = [
        (
            not cycle.needs_observer,
            _("No observer from People Ops had to be there: the rule is switched off. So no turn is marked as "
              "unwitnessed."),
        ),
        (
            not cycle.needs_outside_director,
            _("No director from outside the group had to be there: the rule is switched off."),
        ),
        (
            cycle.needs_outside_director and group.is_whole_organisation,
            _("The group is the whole organisation, so no director from outside it had to be there."),
        ),
        (not cycle.has_preview, _("There were no days on which the group read before the meeting.")),
        (not cycle.measures_time, _("How long a turn took was not measured.")),
    ]  # fmt: skip
    return [sentence for holds, sentence in sentences if holds]


def order(meeting: Meeting) -> str:
    """How the agenda went."""
    by_rating = meeting.group.cycle.meeting_order == Cycle.Order.RATING
    return " ".join([_("By rating.") if by_rating else _("By level, lowest first."), order_said(meeting)])
