"""The table's rows on promotions and on the meeting."""

from django.utils.translation import gettext_lazy as _

from config.permissions.row import Change, Part, Row
from config.permissions.voices import VOICES

PROMOTIONS = Part(
    _("Promotions"),
    (
        Row(
            _("A pitch"),
            _(
                "As the assessment. Its subject only where the framework says that pitches are written with them, and"
                " once it was submitted."
            ),
            model="promotions.Pitch",
            changes=(
                Change(
                    _(
                        "Who wrote the pitch, never its subject, and not where they keep away from the subject's"
                        " matters."
                    ),
                    moves="submit reopen withdraw",
                    acts="promotions.workflow.pitching.save_draft promotions.workflow.pitching.discard",
                ),
                Change(_("Nobody by hand: the votes decide."), moves="decide start_anew"),
            ),
        ),
        Row(
            _("The case on an axis"),
            _("Whoever sees the pitch."),
            model="promotions.PitchCase",
            changes=(Change(_("As the pitch.")),),
        ),
        Row(
            _("A dated claim"),
            _("Whoever sees the pitch."),
            model="promotions.Claim",
            changes=(Change(_("As the pitch.")),),
        ),
        Row(
            _("An answer to a condition of the rule"),
            _("Whoever sees the pitch."),
            model="promotions.ConditionAnswer",
            changes=(Change(_("As the pitch.")),),
        ),
        Row(
            _("A vote"),
            _(
                "The decider their own; the deciders all of them after all have voted or the clock ends; People"
                " Ops, unless they decide themselves. The"
                " author of a pitch is none of its deciders, whatever they are for the others of the group."
            ),
            model="promotions.Vote",
            changes=(
                Change(
                    _("Each decider their own, until all have voted or the clock ends."),
                    acts="promotions.workflow.deciding.cast_vote",
                ),
            ),
        ),
        Row(
            _("A decision"),
            _(
                "Deciders, the pitch's author, managers above, People Ops, but nobody who keeps away; the"
                " subject once told."
            ),
            model="promotions.Decision",
            changes=(
                Change(
                    _("Nobody by hand: the votes decide, or the clock."),
                    moves="approve decline lapse start_anew",
                ),
                Change(
                    _("Its deciders and the pitch's author, never its subject, never one who keeps away."),
                    acts="promotions.workflow.deciding.explain_not_now",
                ),
                Change(
                    _(
                        "People Ops for the population in which the subject is, never the subject, never one who"
                        " keeps"
                        " away."
                    ),
                    moves="confirm withdraw",
                ),
            ),
        ),
        Row(
            _("The new role that follows"),
            _("Whoever sees the decision."),
            model="promotions.RoleChange",
            changes=(
                Change(_("The clock, on its day."), acts="promotions.workflow.starting.start_role_changes"),
                Change(
                    _("People Ops: another day, where the person has a role that begins later."),
                    acts="promotions.workflow.starting.begin_on",
                ),
            ),
        ),
    ),
)

MEETING = Part(
    _("The meeting"),
    (
        Row(
            _("The meeting"),
            _("The group's readers; its scribe, moderator and guests; a room display the meeting it is paired with."),
            model="calibration.Meeting",
            changes=(
                Change(
                    _("Whoever comes to the meeting with a part in it (guests and mere deciders aside)."),
                    acts="calibration.workflow.preparing.prepare",
                ),
                Change(
                    _("Who holds the scribe's or moderator's seat, once everyone is there who has to be."),
                    moves="start resume lock",
                ),
                Change(
                    _("People Ops for everyone in the group, but nobody who keeps away from somebody in it."),
                    moves="reopen",
                    acts="calibration.workflow.reopening.reopen",
                ),
                Change(
                    _("Who holds the scribe's or moderator's seat; the observer who is here."),
                    moves="pause",
                    acts="calibration.workflow.changing.call_bias calibration.workflow.phases.plan_sitting",
                ),
                Change(
                    _(
                        "Who moderates: who holds the moderator's seat; where nobody does, who drives. To somebody in"
                        " the room, never a guest, nor who keeps away from the open turn; nor by one who does."
                    ),
                    acts="calibration.workflow.handing.hand_over",
                ),
            ),
        ),
        Row(
            _("The record of a meeting: how it was held, and the ratings it changed without why"),
            _("Whoever came to the meeting; once it was locked also People Ops for somebody on the roster."),
            asks="calibration.record.reach.reads_the_record",
            changes=(Change(_("Nobody: it says what the meeting says.")),),
        ),
        Row(
            _("What those who were at a meeting said of it, as counts"),
            _(
                "Once it has ended: whoever was in the room at any time, and People Ops for somebody who is reviewed in"
                " the group."
            ),
            model="calibration.Survey",
            changes=(
                Change(
                    _("Whoever was in the room at any time: once, within a week after the lock."),
                    acts="calibration.learning.asking.answer",
                ),
            ),
        ),
        Row(
            _("Why a meeting was reopened"),
            _(
                "Why: People Ops for everyone in the group and its observer, but nobody who is reviewed in it, or keeps"
                " away from somebody in it."
            ),
            model="calibration.Reopening",
            changes=(
                Change(_("People Ops for everyone in the group, but nobody who keeps away from somebody in it.")),
            ),
        ),
        Row(
            _("The check across groups"),
            _("Who directs one of the cycle's groups; People Ops for everyone in one of them."),
            asks="calibration.across.reach.comes_to_the_check",
            changes=(
                Change(
                    _(
                        "Directors say that they made it; for all of them together People Ops for everyone in every"
                        " group of the cycle, who is reviewed in none and keeps away from nobody there."
                    ),
                    acts="calibration.across.workflow.say_it_was_made",
                ),
            ),
        ),
        Row(
            _("A line on the boards across groups"),
            _(
                "Once every group of the cycle has met, to the close: who directs one of its groups; People Ops for the"
                " subject. Nobody of a group in which they are reviewed, nor of whom they keep away from."
            ),
            model="calibration.BoardLine",
            changes=(Change(_("Nobody: the lock of a meeting writes it.")),),
        ),
        Row(
            _("What is asked of a group in the check"),
            _(
                "Once every group of the cycle has met, to the close: who directs one of its groups; People Ops for"
                " everyone in the group asked. Nobody who is reviewed in that group, or keeps away from somebody in it."
            ),
            model="calibration.CheckQuestion",
            changes=(
                Change(
                    _("Whoever comes to the check, of a group whose questions they read, before it is released."),
                    acts="calibration.across.workflow.ask",
                ),
                Change(
                    _(
                        "Who directs the group asked, or is People Ops for everyone in it; nobody who asked, who is"
                        " reviewed in it, or who keeps away from somebody in it."
                    ),
                    moves="answer",
                ),
                Change(_("Whoever asked."), moves="withdraw"),
            ),
        ),
        Row(
            _("In a record: why a rating changed, and who proposed it"),
            _(
                "Once the meeting is over whoever observed it, as People Ops for the subject; after the close People"
                " Ops for the subject. All others read what changed."
            ),
            asks="calibration.record.reach.read_why_of",
            changes=(Change(_("Nobody: it says what the meeting says.")),),
        ),
        Row(
            _("The record as a file: every rating before and after"),
            _("Once the meeting is locked People Ops for the subject, of turns that they read."),
            asks="calibration.record.reach.taken_along",
            changes=(Change(_("Nobody: each time is written down.")),),
        ),
        Row(
            _("A person's turn"),
            _(
                "The group's readers who came to the meeting, until the close; its scribe and guests while they"
                " are in"
                " it; without their exclusions. Never one's own. A room display: what its meeting shows at this"
                " moment."
            ),
            model="calibration.Stop",
            changes=(
                Change(
                    _(
                        "Who holds the scribe's or moderator's seat, but neither their own turn nor one they"
                        " stepped out of."
                    ),
                    moves="open close park take",
                ),
                Change(_("Whoever sees the turn, as more than a guest."), moves="pull_out"),
                Change(_("Nobody by hand: it follows from what changes in the group."), moves="withdraw"),
            ),
        ),
        Row(
            _("A changed rating, with its line"),
            _("As a stop of its subject; after the close People Ops. Never the subject."),
            model="calibration.RatingChange",
            changes=(
                Change(
                    _(
                        "Who holds the seat, in an open turn that is not theirs; proposed by one who judges in"
                        " the room."
                    ),
                    acts="calibration.workflow.changing.change_rating",
                ),
                Change(
                    _(
                        "The observer of People Ops, from a file, for a meeting that was held elsewhere; proposed by"
                        " one who judges in the group. Never in their own case."
                    ),
                    acts="calibration.board_file.workflow.bring_in",
                ),
            ),
        ),
        Row(
            _("That a manager has seen what was changed for their people, or is told afterwards"),
            _("Whoever reads for whom the lock waits: by name only of turns that they see."),
            asks="calibration.workflow.looking.who_has_not_looked",
            changes=(
                Change(
                    _("The manager who assesses the person now, for themselves."),
                    acts="calibration.workflow.looking.see_changes",
                ),
                Change(
                    _(
                        "The observer who is here; where no observer has to be, who holds the scribe's or moderator's"
                        " seat."
                    ),
                    acts="calibration.workflow.looking.tell_afterwards",
                ),
            ),
        ),
        *VOICES,
        Row(
            _("The board of a group as a file"),
            _(
                "The group's observer, of People Ops for everyone in it, while the group reads; never who is reviewed"
                " in it."
            ),
            asks="calibration.board_file.board.may_take_out",
            changes=(Change(_("Nobody: each time is written down."), acts="calibration.board_file.workflow.take_out"),),
        ),
        Row(
            _("Who is in the room, and who stepped out of what"),
            _("Whoever came to the meeting; People Ops for somebody on the roster."),
            asks="calibration.workflow.rules.knows_who_is_here",
            changes=(
                Change(
                    _("Each for themselves."),
                    acts="calibration.workflow.presence.check_in calibration.workflow.presence.check_out"
                    " calibration.workflow.presence.take_seat calibration.workflow.changing.recuse",
                ),
                Change(
                    _("The observer who is here, by hand."),
                    acts="calibration.workflow.presence.attest calibration.workflow.locking.confirm_unwitnessed",
                ),
            ),
        ),
        Row(
            _("A room display"),
            _("Whoever paired it, and who holds the scribe's or moderator's seat of its meeting."),
            model="calibration.Device",
            changes=(
                Change(
                    _("Who holds the scribe's or moderator's seat; the observer who is here."),
                    acts="calibration.pairing.pair calibration.pairing.revoke",
                ),
            ),
        ),
    ),
)
