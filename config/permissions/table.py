"""The table itself, in its order; the two denials above it; and what each access mark of a page means."""

from django.utils.translation import gettext_lazy as _

from config.permissions import candidates, meeting, people, reviews, rights, together
from config.permissions.row import Part

TABLE: tuple[Part, ...] = (
    *people.ROWS,
    reviews.REVIEW,
    together.TOGETHER,
    meeting.PROMOTIONS,
    meeting.MEETING,
    reviews.TELLING,
    reviews.NOTEBOOKS,
    reviews.FIGURES,
    candidates.CANDIDATES,
    *rights.ROWS,
    people.SITE,
)

# above every line of the table, and of every permission and part
DENIED = (
    (
        _("One's own case"),
        _(
            "Nobody reads, changes, votes on or confirms anything of their own review, whatever else they are:"
            " not the"
            " assessment, the remarks, the turn in the meeting or the votes, nor the pitch, unless the framework"
            " opens it to"
            " them. Nobody gives, ends or confirms a permission of their own, nor deals with their own"
            " erasure or hold."
        ),
    ),
    (
        _("Before told"),
        _(
            "A result and a decision are nothing to their subject until they are told, or the day has come on"
            " which they open."
        ),
    ),
)

# who may come to a page at all, by the word of its mark; which rows they see there is the table's
MARKS = {
    "public": _(
        "Anyone: signing in, coming in by an invitation, the style guide, a room display that waits to be paired, and"
        " the calendar of whoever made the link that is asked for."
    ),
    "members": _(
        "Everyone who is signed in; of the rows on the page they see what the table says, else nothing is there."
    ),
    "People Ops": _("Who holds People Ops, for the whole organisation or for a part of it."),
    "People Ops, whole organisation": _("Who holds People Ops for the whole organisation."),
    "framework editors": _("Who holds the permission of a framework editor."),
    "operators": _("Who runs the site; it opens no review, and closes none."),
    "paired room displays": _("A screen that is paired with a meeting; nobody is signed in on it."),
    "anyone, while nobody is here": _(
        "Anyone who has the token that the server printed, while nobody is here; afterwards these pages do not exist."
    ),
    "anyone, on the demo only": _("Anyone on the demo; elsewhere these pages do not exist."),
}
