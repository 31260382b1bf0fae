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
                    _(
                        "People Ops for everyone in its groups; who is reviewed in one themselves only where nobody"
                        " else could."
                    ),
                    acts="reviews.cycles.workflow.plan reviews.cycles.workflow.add_group",
                ),
                Change(
                    _(
                        "Its dates while it runs: People Ops for everyone in every group of it; who is reviewed in one"
                        " themselves only where nobody else could."
                    ),
                    acts="reviews.cycles.moving.move_dates",
                ),
                Change(
                    _("Asking assessors for what is missing: People Ops for everyone in the group, and its directors."),
                    acts="reviews.cycles.nudging.nudge",
                ),
            ),
        ),
        Row(
            _("A group and how far it is"),
            _(
                "Once launched: participants who are more than subjects, contributors or co-authors, while they are."
                " People Ops whose population it touches, always."
            ),
            model="reviews.Group",
            changes=(
                Change(
                    _(
                        "People Ops for everyone in the group; who is reviewed in it themselves only where nobody else"
                        " could, and where all of them are reviewed in it, another than who planned it."
                    ),
                    moves="launch",
                ),
                Change(
                    _(
                        "People Ops for everyone in the group; who is reviewed in it themselves only where nobody else"
                        " could."
                    ),
                    moves="discard",
                ),
                Change(_("People Ops for everyone in the group, or the clock."), moves="open_preview release close"),
                Change(
                    _("The group's moderator, scribe or observer, or People Ops for everyone in it."),
                    moves="open_meeting lock",
                ),
                Change(
                    _("People Ops for everyone in the group, but nobody who keeps away from somebody in it."),
                    moves="reopen",
                ),
                Change(
                    _(
                        "People Ops for everyone in the group, but nobody who keeps away from somebody in it; the"
                        " clock."
                    ),
                    moves="finish_deciding",
                ),
                Change(
                    _(
                        "Who comes to its meeting, and as what: People Ops for everyone in the group, until the meeting"
                        " is locked (deciders until pitches are decided); themselves only as observer, moderator or"
                        " scribe, and nobody who is reviewed in the group and does not read it."
                    ),
                    acts="reviews.cycles.acts.naming.name_part reviews.cycles.acts.naming.end_part",
                ),
            ),
        ),
        Row(
            _("A person's row on the roster: role, assessor, director"),
            _(
                "Whoever takes part in the group as more than a subject, contributor or co-author, while they do;"
                " of managers above, each those below them; the subject their own row; People Ops their population."
            ),
            model="reviews.RosterEntry",
            changes=(
                Change(
                    _(
                        "Frozen at the launch; after it People Ops for everyone in the group, by a late joiner until"
                        " the meeting is locked; who is reviewed in it themselves only where nobody else could."
                    ),
                    acts="reviews.cycles.workflow.add_to_roster",
                ),
                Change(
                    _(
                        "The same, about others: another assessor or role, who is not assessed this time, who leaves,"
                        " all that a manager owes. Nobody changes their own row, that of whom they keep away from, or"
                        " names themselves. All of it also while the meeting is on; another role until its lock."
                    ),
                    acts=(
                        "reviews.cycles.acts.reassigning.reassign reviews.cycles.acts.treating.treat"
                        " reviews.cycles.acts.treating.leave reviews.cycles.acts.placing.change_role"
                        " reviews.cycles.acts.departing.hand_over"
                    ),
                ),
            ),
        ),
        Row(
            _("Who stands in for somebody, from a day to a day"),
            _("The two concerned, and People Ops for whom it is about."),
            model="reviews.Deputyship",
            changes=(
                Change(
                    _(
                        "The assessor for themselves, among who reads the group or is above them; who sets the group up"
                        " for any of its assessors but their own. Never oneself, nor somebody reviewed in the group."
                    ),
                    acts="reviews.cycles.acts.deputising.name_deputy reviews.cycles.acts.deputising.end_deputy",
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
                "Its author; until the close, unless it was put away, who stands in for them now and who is invited to"
                " write it with them. Once submitted: the group's readers (assessors, deputies, directors, the outside"
                " director, the observer, deciders) from preview until the close; afterwards managers above the subject"
                " then and now, and People Ops. What its own author replaced by a newer one: whoever reads the newer."
                " Never its subject, nor who keeps away from them."
            ),
            model="reviews.Assessment",
            changes=(
                Change(
                    _(
                        "Who wrote the assessment, or stands in for them now; never its subject, nor who keeps away"
                        " from them."
                    ),
                    moves="submit",
                ),
                Change(
                    _(
                        "Who wrote the assessment or stands in for them now; of a draft, who is invited to write it"
                        " with them. Never its subject, nor who keeps away from them."
                    ),
                    acts="reviews.assessments.workflow.save_draft",
                ),
                Change(
                    _("Who writes with them: who assesses the subject, and does not keep away from them."),
                    acts="reviews.together.writing.invite reviews.together.writing.dismiss",
                ),
                Change(
                    _("Who wrote the assessment, who is never its subject."),
                    moves="put_away",
                    acts="reviews.assessments.workflow.reopen",
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
                    acts="reviews.assessments.workflow.remark reviews.assessments.workflow.answer"
                    " reviews.assessments.workflow.change_remark",
                ),
                Change(
                    _("A first read, where the cycle asks for it: the same readers, once, before the rating shows."),
                    acts="reviews.assessments.blind.first_read",
                ),
            ),
        ),
        Row(
            _("How many first reads agree, question or cannot say, and nothing of their words"),
            _(
                "Where the group reads: its moderator, if they are none of its readers; never of their own case, nor of"
                " whom they keep away from."
            ),
            asks="reviews.assessments.blind.reads_how_many",
            changes=(Change(_("It follows from the first reads.")),),
        ),
        Row(
            _("When a reader last looked at somebody's page"),
            _("Only whoever looked."),
            model="reviews.Looked",
            changes=(Change(_("It follows from looking."), acts="reviews.assessments.unread.look"),),
        ),
    ),
)

TELLING = Part(
    _("What is told"),
    (
        Row(
            _("An earlier result: what somebody was told before reviews were held here"),
            _("The person, who was told it elsewhere; managers above them today; People Ops for them."),
            model="reviews.EarlierResult",
            changes=(
                Change(
                    _("People Ops for the person, by an import; nobody for themselves."),
                    acts="reviews.earlier.workflow.import_results",
                ),
                Change(_("People Ops for the person; never for oneself."), acts="reviews.earlier.workflow.remove"),
            ),
        ),
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
                    _("Nobody by hand: the second lock of a meeting that was reopened."),
                    moves="rate_anew",
                    acts="reviews.telling.workflow.renewing.update_results",
                ),
                Change(
                    _("Whoever runs the group, once it is released: a result is never released before its group."),
                    moves="release",
                ),
                Change(_("Whoever owes the message of this result."), moves="tell"),
                Change(
                    _("Its overall rating, after a second look says so: People Ops for the person, with trace."),
                    acts="reviews.telling.second_looks.correct",
                ),
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
            _("A second look at a result"),
            _(
                "The person; who is to answer (their manager's manager); People Ops for the person. Not who wrote the"
                " result, nor anybody who keeps away."
            ),
            model="reviews.SecondLook",
            changes=(
                Change(_("The person, once told, once."), acts="reviews.telling.second_looks.ask"),
                Change(_("Who asked for it."), moves="withdraw"),
                Change(_("The manager's manager; People Ops for the person where there is none."), moves="answer"),
                Change(_("People Ops for the person, and not who answered."), moves="correct"),
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

NOTEBOOKS = Part(
    _("What people note"),
    (
        Row(
            _("A self-reflection"),
            _(
                "The person who wrote it about themselves. Once handed in: who assesses them there, while the group"
                " runs; and where they chose so, whoever reads a submitted assessment of theirs. Nobody who keeps away"
                " from them."
            ),
            model="reviews.Reflection",
            changes=(
                Change(
                    _("Who wrote it about themselves."),
                    moves="hand_in take_back",
                    acts="reviews.notebooks.reflecting.save",
                ),
            ),
        ),
        Row(
            _("What it says on an axis"),
            _("Whoever sees the self-reflection."),
            model="reviews.ReflectionAxis",
            changes=(Change(_("As the self-reflection.")),),
        ),
        Row(
            _("An entry in a notebook"),
            _(
                "Its author. Where it is shared: with the manager, whoever manages the person today or assesses them"
                " in a group that runs; with the person, them; with the group, its readers from preview until the"
                " close; a trial reads nothing. Never the person by any other way."
            ),
            model="reviews.Entry",
            changes=(
                Change(
                    _("Each about themselves; a manager about a report of today."),
                    acts="reviews.notebooks.workflow.write",
                ),
                Change(
                    _("Its author; words and more readers only while they manage the person."),
                    acts="reviews.notebooks.workflow.change reviews.notebooks.workflow.delete",
                ),
            ),
        ),
        Row(
            _("A line of a growth plan"),
            _("The person, and whoever manages them today. Its author keeps what they wrote."),
            model="reviews.GrowthLine",
            changes=(
                Change(
                    _("The person what they work on; their manager of today also what they promise."),
                    acts="reviews.notebooks.growing.write",
                ),
                Change(
                    _("Its author; words only while they manage the person."),
                    acts="reviews.notebooks.growing.change reviews.notebooks.growing.delete",
                ),
            ),
        ),
        Row(
            _("A personal profile"),
            _(
                "The person; whoever manages them today or assesses them in a group that runs; the readers of such a"
                " group from preview until the close; a trial reads nothing. Its author keeps what they wrote."
            ),
            model="reviews.ProfileText",
            changes=(Change(_("Whoever manages the person today."), acts="reviews.notebooks.profiles.write"),),
        ),
        Row(
            _("A common text of the person and who assesses them"),
            _(
                "Who wrote it. Once shown: the person, and who assesses them there while the group runs. Once both"
                " agreed: whoever reads a submitted assessment of theirs. Nobody who keeps away from them."
            ),
            model="reviews.CommonText",
            changes=(
                Change(
                    _("The two, where the cycle has common texts, until the meeting opens."),
                    acts="reviews.together.agreeing.save",
                ),
                Change(_("Who wrote it, while they are one of the two."), moves="show"),
                Change(_("The other of the two."), moves="agree"),
            ),
        ),
        Row(
            _("A question to a peer"),
            _("Who asks, and the peer who is asked."),
            model="reviews.Ask",
            changes=(
                Change(_("Whoever may note something about the person."), acts="reviews.notebooks.asking.ask"),
                Change(_("The peer who is asked."), moves="answer decline"),
                Change(_("Who asked."), moves="withdraw"),
            ),
        ),
        Row(
            _("What the peer wrote"),
            _(
                "The peer who wrote them, and who asked; whom the asker had named before: whoever manages the person"
                " today or assesses them in a group that runs; the group's readers from preview until the close; a"
                " trial reads nothing. Never the person, unless they asked."
            ),
            model="reviews.Sentences",
            changes=(
                Change(
                    _("Nobody: it stands as it was written, and its readers are never more."),
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
