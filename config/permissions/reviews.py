"""The table's rows on the review: cycle, assessments, results, telling."""

from django.utils.translation import gettext_lazy as _

from config.permissions.row import Change, Part, Row

REVIEW = Part(
    _("The review"),
    (
        Row(
            _("A cycle"),
            _("Participants of one of its groups; directors above; People Ops whose population it touches."),
            model="reviews.Cycle",
            changes=(
                Change(
                    _("People Ops for everyone in its groups."),
                    acts="reviews.cycles.workflow.plan reviews.cycles.workflow.add_group",
                ),
            ),
        ),
        Row(
            _("A group and how far it is"),
            _(
                "Once launched: participants who are more than subjects or contributors, while they are. People Ops"
                " whose population it touches, always."
            ),
            model="reviews.Group",
            changes=(
                Change(_("People Ops for everyone in the group."), moves="launch discard"),
                Change(_("People Ops for everyone in the group, or the clock."), moves="open_preview release close"),
                Change(
                    _("The group's moderator, scribe or observer, or People Ops for everyone in it."),
                    moves="open_meeting lock",
                ),
                Change(
                    _(
                        "People Ops for everyone in the group, but nobody who keeps away from somebody in it; the"
                        " clock."
                    ),
                    moves="finish_deciding",
                ),
            ),
        ),
        Row(
            _("A person's row on the roster: role, assessor, director"),
            _(
                "Whoever takes part in the group as more than a subject or contributor, while they do; of managers"
                " above, each those below them; the subject their own row; People Ops their population."
            ),
            model="reviews.RosterEntry",
            changes=(
                Change(
                    _("Frozen at the launch; after it People Ops for everyone in the group, by a late joiner."),
                    acts="reviews.cycles.workflow.add_to_roster",
                ),
            ),
        ),
        Row(
            _("Who assesses whom, and whether it is there"),
            _("Who assesses whom: whoever sees the subject's row of the roster. (How many are there is open to more.)"),
            model="reviews.Assignment",
            changes=(Change(_("It follows the launch, and the assessment.")),),
        ),
        Row(
            _("An assessment"),
            _(
                "Its author. Once submitted: the group's readers (assessors, co-authors, deputies, directors, the"
                " outside director, the observer, deciders) from preview until the close; afterwards managers"
                " above the"
                " subject then and now, and People Ops. Never its subject, nor who keeps away from them."
            ),
            model="reviews.Assessment",
            changes=(
                Change(
                    _("Who wrote the assessment, who is never its subject."),
                    moves="submit reopen",
                    acts="reviews.assessments.workflow.save_draft",
                ),
                Change(
                    _("The meeting, when it opens and when it is locked."),
                    acts="reviews.assessments.workflow.seal_assessments",
                ),
            ),
        ),
        Row(
            _("A rating in it"),
            _("Whoever sees the assessment."),
            model="reviews.AxisRating",
            changes=(Change(_("As the assessment.")),),
        ),
        Row(
            _("A remark"),
            _(
                "As the submitted assessment, until the close; then People Ops only. Never the subject, nor who"
                " keeps away."
            ),
            model="reviews.Remark",
            changes=(
                Change(
                    _("Readers of the group, each their own, from the preview until the person's turn was had."),
                    acts="reviews.assessments.workflow.remark reviews.assessments.workflow.change_remark",
                ),
            ),
        ),
    ),
)

TELLING = Part(
    _("What is told"),
    (
        Row(
            _("A result, with the words to the person"),
            _(
                "From the lock its author, the deciders, managers above, People Ops; the subject once told, or"
                " when its"
                " day has come. Nobody who keeps away."
            ),
            model="reviews.Result",
            changes=(
                Change(
                    _("Whoever writes the words to the person."),
                    moves="word reword",
                    acts="reviews.telling.workflow.writing.save_words",
                ),
                Change(
                    _("Whoever runs the group, once it is released: a result is never released before its group."),
                    moves="release",
                ),
                Change(_("Whoever owes the message of this result."), moves="tell"),
            ),
        ),
        Row(
            _("A rating in it"),
            _("Whoever sees the result."),
            model="reviews.ResultAxis",
            changes=(Change(_("The meeting, until it is locked.")),),
        ),
        Row(
            _("The file of results"),
            _("People Ops for the group's people, once locked, after saying once more who they are."),
            route="results_file",
            changes=(Change(_("Nobody: it says what the results say.")),),
        ),
        Row(
            _("A message that is owed, and its answer"),
            _("Its owner; the person once told, or when the result's day has come."),
            model="reviews.Message",
            changes=(
                Change(_("Whoever owes the message."), moves="hold resume tell"),
                Change(_("The person whom the message is for."), moves="confirm not_yet reply"),
            ),
        ),
        Row(
            _("A one-on-one"),
            _("The two who meet."),
            model="reviews.OneOnOne",
            changes=(
                Change(
                    _("The manager, with a report of today."),
                    acts="reviews.telling.talks.arrange reviews.telling.talks.end",
                ),
            ),
        ),
    ),
)

FIGURES = Part(
    _("Answers about oneself, and figures"),
    (
        Row(
            _("A question"),
            _("Members those that are asked; People Ops for the whole organisation also those prepared and retired."),
            model="figures.Question",
            changes=(
                Change(
                    _("People Ops for the whole organisation."),
                    moves="ask retire",
                    acts="figures.workflow.prepare figures.workflow.reword",
                ),
            ),
        ),
        Row(
            _("An answer"),
            _("The person only."),
            model="figures.Answer",
            changes=(Change(_("The person only."), acts="figures.workflow.answer"),),
        ),
        Row(
            _("A table of counts"),
            _("People Ops for the whole organisation."),
            model="figures.Publication",
            changes=(Change(_("Nobody: it is made once, when a cycle closes.")),),
        ),
    ),
)
