"""The table's rows on what people write together in a review."""

from django.utils.translation import gettext_lazy as _

from config.permissions.row import Change, Part, Row

TOGETHER = Part(
    _("What is written together"),
    (
        Row(
            _("A contributor's input"),
            _(
                "The contributor who wrote it. Once submitted, of somebody who is assessed: who assesses them there,"
                " stands in for that assessor or writes the assessment with them, while the group runs; and whoever"
                " reads a submitted assessment of theirs. Never its subject, nor who keeps away from them."
            ),
            model="reviews.Input",
            changes=(
                Change(
                    _("The contributor who wrote it, unless they keep away from its subject."),
                    moves="submit put_away",
                    acts="reviews.together.inputs.save reviews.together.inputs.reopen",
                ),
                Change(
                    _(
                        "Who contributes: who assesses the subject, or sets the group up; never about oneself, nor whom"
                        " one keeps away from."
                    ),
                    acts="reviews.together.naming.name_contributor reviews.together.naming.end_contributor",
                ),
            ),
        ),
    ),
)
