"""The table's rows on what is said in the room."""

from django.utils.translation import gettext_lazy as _

from config.permissions.row import Change, Row

VOICES = (
    Row(
        _("A rating that is proposed in a turn"),
        _(
            "Its author and whoever is in the room while the turn is open. Never the subject, nor who keeps away;"
            " never a room display."
        ),
        model="calibration.Proposal",
        changes=(
            Change(
                _("Who judges in the room, in an open turn that they do not keep away from; each their own."),
                acts="calibration.workflow.proposing.propose calibration.workflow.proposing.renew_proposal"
                " calibration.workflow.proposing.withdraw_proposal",
            ),
            Change(
                _(
                    "Who holds the scribe's or moderator's seat, but neither their own turn nor one they"
                    " stepped out of."
                ),
                acts="calibration.workflow.proposing.take_proposal calibration.workflow.proposing.set_aside",
            ),
        ),
    ),
    Row(
        _("Who asks to speak, and who speaks"),
        _(
            "Whoever is in the room while the turn is open, and does not keep away from it. A room display: who"
            " speaks in the turn that it shows."
        ),
        model="calibration.FloorRequest",
        changes=(
            Change(
                _(
                    "Whoever is in the room as more than a guest, for themselves, in a turn that they do not keep"
                    " away from."
                ),
                acts="calibration.workflow.floor.ask_to_speak calibration.workflow.floor.give_up_the_floor",
            ),
            Change(
                _(
                    "Who holds the scribe's or moderator's seat, but neither their own turn nor one they"
                    " stepped out of."
                ),
                acts="calibration.workflow.floor.give_the_floor calibration.workflow.circling.circle",
            ),
        ),
    ),
    Row(
        _("What somebody notes in a meeting for themselves, of a turn or of the whole"),
        _("Its author alone."),
        model="calibration.PrivateNote",
        changes=(
            Change(
                _("Whoever is in the room and does not keep away from the turn, until the lock; each their own."),
                acts="calibration.workflow.noting.save_note calibration.workflow.noting.save_note_of_the_meeting",
            ),
        ),
    ),
    Row(
        _("What somebody in the room writes for the person whose turn it is"),
        _(
            "Its author until finalising begins; from the lock to the close who assesses the subject. Never the"
            " subject, nor who keeps away; nothing that somebody wrote who keeps away now."
        ),
        model="calibration.RoomFeedback",
        changes=(
            Change(
                _(
                    "Whoever is in the room as more than a guest, does not keep away from the turn and does not assess"
                    " the person, until the lock; each their own."
                ),
                acts="calibration.workflow.noting.save_feedback",
            ),
        ),
    ),
)
