"""The words of a rehearsal: what the invented people are called, what was written about them, and why a press did
nothing. Whatever a meeting says as well is said in the same words."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calibration.rehearsal.engine.cast import AXES, DIRECTOR, MANAGER, NAMES, OBSERVER, RANKS, SCRIBE, SUBJECTS
from calibration.rehearsal.engine.rules import Why, waits_for
from calibration.rehearsal.engine.state import State


@dataclass(frozen=True)
class Rank:
    """A level of the invented ladder, as a round is called and as a person's role and title."""

    code: str
    title: str


def ranks() -> dict[int, Rank]:
    """The invented ladder."""
    titles = (_("Apprentice"), _("Maker"), _("Planner"))
    return {rank: Rank(f"W{rank}", title) for rank, title in zip(RANKS, titles, strict=True)}


def axes() -> dict[str, str]:
    """What the invented ladder judges."""
    return dict(zip(AXES, (_("Craft"), _("Delivery"), _("Working together")), strict=True))


def points() -> list[tuple[str, str, str]]:
    """The invented scale, lowest first: point, word, mark. A point is called as what it means for the rule."""
    return [
        ("below", _("Struggling"), "▽"),
        ("partly", _("Nearly meeting"), "◐"),
        ("at", _("Meeting"), "●"),
        ("above", _("Exceeding"), "△"),
    ]


def hats() -> dict[str, str]:
    """The hats, in the order of the tabs."""
    return {
        "desk": _("The desk: %(name)s") % {"name": NAMES[SCRIBE]},
        "manager": _("A manager: %(name)s") % {"name": NAMES[MANAGER]},
        "observer": _("The observer: %(name)s") % {"name": NAMES[OBSERVER]},
    }


def parts() -> dict[str, str]:
    """As what somebody is in the room."""
    return {
        SCRIBE: _("Scribe"),
        OBSERVER: _("Observer"),
        DIRECTOR: _("Director"),
        MANAGER: _("Assessor"),
        "lars": _("Assessor"),
    }


def statement(subject: str) -> str:
    """What the assessor wrote."""
    return {
        "anna": _(
            "Anna learned to set the large press and now sets it alone. When the spring order came in twice she "
            "noticed, asked both offices and saved a week of work. She helps whoever sits beside her without being "
            "asked."
        ),
        "bruno": _(
            "Bruno's bobbins are wound well when somebody checks them. Three deliveries were late, each time for the "
            "same reason, and he told us on the day itself. In May we agreed on a list for the morning; he used it for"
            " two weeks. With customers he is patient and liked."
        ),
        "clara": _(
            "Clara drew the plan of the new storeroom, and it was right the first time. The labels took two months "
            "longer than she had said. She asks early when she does not know, which the others have begun to do as "
            "well."
        ),
        "dario": _(
            "Dario rebuilt the drawer line while it kept running. He found out why one joint in nine broke, wrote it "
            "down on one page and showed it to both shifts; since June none has come back. He took over two deliveries"
            " of somebody who was ill, and told us what he dropped for it."
        ),
        "elsa": _(
            "Elsa led the exhibition from the first sketch to the opening. She decided what was not built, and said so"
            " in time. Four people worked with her; each knew what was theirs. The lamps came late, which was not hers"
            " to mend, and she had a second plan."
        ),
        "fritz": _(
            "Fritz keeps the filling station as it should be kept. He changed the valves before winter and nothing "
            "dripped. His share of the shared work was done when it was due."
        ),
        "greta": _(
            "Greta's drill work is clean. Of her five deliveries two came late, and in one of them we only learned it "
            "from the customer. She has since begun to say on Mondays what is uncertain; it is too soon to say more."
        ),
        "hugo": _(
            "Hugo planned the move of both workshops on one page, and it went as planned. He hung every door himself "
            "where he could have shown somebody how."
        ),
        "ida": _(
            "Ida's three people know what is asked of them. She wrote down how orders are taken in, and the other "
            "workshops copied it. She says in the group what she does not know."
        ),
        "jonas": _(
            "Jonas decided which of the old machines go, with reasons that could be followed. Twice he changed the "
            "order of work without telling the evening shift."
        ),
    }[subject]


def pitch(subject: str) -> str:
    """The case for a promotion, of whoever is pitched."""
    if subject != "elsa":
        return ""
    return _(
        "Since the exhibition Elsa plans beyond her own work: the calendar of all three workshops has been hers since "
        "April, and two conflicts were solved before anybody else saw them. What we do not know yet is how she decides"
        " when two directors want different things."
    )


def sentence(why: Why, state: State) -> str:
    """Why a press did nothing."""
    return {
        Why.NOT_STARTED: _("The meeting has not started yet."),
        Why.PAUSED: _("The meeting is paused. Resume it first."),
        Why.LOCKED: _("The meeting is locked; nothing in it changes any more."),
        Why.STARTED: _("This has changed meanwhile. Nothing was done; look again."),
        Why.NO_OBSERVER: missing(),
        Why.NOT_THIS_HAT: _("This is not for the hat you wear. Nothing was done."),
        Why.TOO_LATE: _(
            "The meeting has moved on meanwhile, so this press did nothing. This is where it stands."
        ),
        Why.NOTHING_OPEN: _("No turn is open."),
        Why.OPEN_ALREADY: _("This turn is open already."),
        Why.STILL_OPEN: _("A turn is still open. Close it first."),
        Why.NO_SUCH_THING: _("This is not part of the rehearsal. Nothing was done."),
        Why.LAST: _("This was the last turn of the last round."),
        Why.FIRST: _("This is the beginning of the agenda."),
        Why.NO_LONGER_OPEN: _("This turn is no longer open. The rating stands as it was."),
        Why.NO_LINE: _("A change says in one line why."),
        Why.STANDS_ALREADY: _("This is the rating that stands already."),
        Why.CHANGED_MEANWHILE: _(
            "Somebody changed a rating of this person a moment ago. Look at it, then decide again."
        ),
        Why.COHORT_OVERALL: _(
            "The overall rating is judged at the person's own level, not in the cohort check."
        ),
        Why.NOT_A_PROPOSER: _(
            "Only somebody who is in the room, judges in this group and has a part in this turn proposes."
        ),
        Why.NO_SUCH_RATING: _("This rating is not one of this person's scale."),
        Why.NOTHING_TO_CONFIRM: _("There is nothing to confirm."),
        Why.UNCONFIRMED: _("Something went on without the observer, who has to confirm it first."),
        Why.NOT_LOOKED: not_looked(state),
        Why.NOBODY_TO_TELL: _("There is nobody left to be told afterwards."),
        Why.NO_BOARD: _("Show the board of this round first."),
        Why.LIST_CHANGED: _("The list is another now. Nothing was taken together; look at it again."),
        Why.NOT_TOGETHER: _("This turn is not taken together with others: it comes by itself, or was had."),
        Why.PULLED_OUT: _("A turn of its own was asked for, and has not been had yet."),
        Why.NO_VOICE: _("%(name)s speaks and proposes in an open turn that is not her own, while she is here.")
        % {"name": NAMES[MANAGER]},
        Why.NOT_ASKING: _("%(name)s does not ask to speak any more.") % {"name": NAMES[MANAGER]},
        Why.NO_PROPOSAL: _(
            "This proposal is not there any more: it was taken, set aside or withdrawn, or the turn is over."
        ),
        Why.OVERTAKEN: _("This rating has changed since %(name)s proposed another. %(name)s can propose it again.")
        % {"name": NAMES[MANAGER]},
        Why.OBSERVER_OUT: _("The observer says first that they are here and follow the meeting."),
    }[why]  # fmt: skip


def not_looked(state: State) -> str:
    """Who has not seen yet what was changed for their people; empty for nobody."""
    managers = sorted({SUBJECTS[subject].assessor for subject in waits_for(state)})
    return ngettext(
        "%(names)s has not looked yet at what was changed for their people.",
        "%(names)s have not looked yet at what was changed for their people.",
        len(managers),
    ) % {"names": _(" and ").join(NAMES[one] for one in managers)}


def missing() -> str:
    """Who has to be here first."""
    return _("The observer from People Ops is not here. %(who)s checks in and attests it by hand.") % {
        "who": NAMES[OBSERVER]
    }


@dataclass
class Sentence:
    """A sentence, and whether it wants attention."""

    text: str
    attention: str = field(default="")


def about_the_observer(state: State) -> Sentence:
    """Whether somebody watches over the meeting, and what follows if not."""
    if state.observer == "attested":
        return Sentence(_("%(name)s observes.") % {"name": NAMES[OBSERVER]})
    if state.state == "running":
        return Sentence(
            _("No observer is here. The meeting goes on; what is decided now is marked as unwitnessed until the "
              "observer confirms it."),
            "warning",
        )  # fmt: skip
    return Sentence(missing(), "warning")
