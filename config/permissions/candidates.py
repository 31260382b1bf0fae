"""The table's rows on candidates: who looks for the level of somebody who is not here yet."""

from django.utils.translation import gettext_lazy as _

from config.permissions.row import Change, Part, Row

CANDIDATES = Part(
    _("Candidates"),
    (
        Row(
            _("A candidate"),
            _("The owner, and whom the owner invited. Nobody else, whatever they hold."),
            model="candidates.Candidate",
            changes=(
                Change(_("Who manages somebody today, and People Ops."), acts="candidates.workflow.open_one"),
                Change(
                    _("The owner."),
                    moves="bring_together offer close",
                    acts="candidates.workflow.rename candidates.workflow.forget",
                ),
                Change(
                    _("People Ops for the owner, where the owner leaves: to who manages in their place."),
                    acts="candidates.handing_over.candidates",
                ),
            ),
        ),
        Row(
            _("Who was invited to level a candidate"),
            _("Whoever sees the candidate."),
            model="candidates.Interviewer",
            changes=(
                Change(
                    _("The owner, until it is brought together."),
                    acts="candidates.workflow.invite candidates.workflow.uninvite",
                ),
                Change(_("Whom the owner invited, each for themselves."), moves="hand_in take_back"),
            ),
        ),
        Row(
            _("What one found of a candidate"),
            _("Its author. Once all is brought together, whoever sees the candidate, as far as it was handed in."),
            model="candidates.Finding",
            changes=(Change(_("Its author, until it is handed in."), acts="candidates.workflow.save"),),
        ),
        Row(
            _("What was agreed on a candidate"),
            _("Whoever sees the candidate."),
            model="candidates.Agreed",
            changes=(Change(_("Whoever sees the candidate, until its end."), acts="candidates.workflow.agree"),),
        ),
        Row(
            _("An offer"),
            _(
                "Who made it; whoever sees its candidate; People Ops for the whole organisation; and who compares: the"
                " owner of a candidate that is brought together on the same framework, and who handed in there."
            ),
            model="candidates.Offer",
            changes=(Change(_("Nobody: it stands as it was made.")),),
        ),
    ),
)
