"""The table's rows on people, permissions, ladders and the site itself."""

from django.utils.translation import gettext_lazy as _

from config.permissions.row import Change, Part, Row

ROWS = (
    Part(
        _("People and permissions"),
        (
            Row(
                _("Name, team and title of a colleague"),
                _("Name, team and title of colleagues: every member sees every member."),
                model="accounts.Person",
                changes=(
                    Change(
                        _("People Ops for the whole organisation, by an import."),
                        acts="frameworks.people_import.workflow.confirm",
                    ),
                ),
            ),
            Row(
                _("A permission"),
                _("People Ops; the person concerned."),
                model="accounts.Grant",
                changes=(
                    Change(
                        _("Another person of People Ops, never wider than they hold; nobody for themselves."),
                        acts="accounts.granting.give accounts.granting.end",
                    ),
                    Change(
                        _(
                            "A second person of People Ops, never who asked: each that is given, and the end of People"
                            " Ops for everyone, which its holder confirms as well. The machine, where there is none."
                        ),
                        acts="accounts.granting.confirm accounts.granting.withdraw",
                    ),
                ),
            ),
            Row(
                _("A new address for somebody who holds a permission"),
                _("The person concerned; People Ops for the whole organisation."),
                model="accounts.AddressChange",
                changes=(
                    Change(
                        _(
                            "People Ops for the whole organisation, where the person holds a permission; also"
                            " for themselves."
                        ),
                        acts="accounts.readdressing.ask",
                    ),
                    Change(
                        _(
                            "The person concerned or somebody of People Ops, but never who asked; the machine,"
                            " where there is"
                            " nobody else."
                        ),
                        moves="confirm",
                    ),
                    Change(
                        _("The person concerned, and anybody of People Ops for the whole organisation."),
                        moves="withdraw",
                    ),
                ),
            ),
            Row(
                _("An invitation; a second step that was lost"),
                _("Nobody: it goes by mail to the person, and only that it went is kept."),
                asks="accounts.invitations.may_invite",
                changes=(
                    Change(
                        _(
                            "People Ops for the person's population, while the person is here and has no"
                            " password; never"
                            " oneself."
                        ),
                        acts="accounts.invitations.invite",
                    ),
                    Change(
                        _("People Ops for the person, holding no less than they do; never oneself."),
                        acts="accounts.second_step.reset",
                    ),
                ),
            ),
            Row(
                _("A file of people that waits for its confirmation"),
                _("People Ops for the whole organisation."),
                model="accounts.StagedImport",
                changes=(
                    Change(
                        _("People Ops for the whole organisation, whoever of them gave the file."),
                        moves="apply discard",
                        acts="frameworks.people_import.workflow.mend",
                    ),
                ),
            ),
            Row(
                _("Where somebody is signed in"),
                _("One's own that have not ended."),
                model="accounts.Session",
                changes=(
                    Change(
                        _("The person; all of them end with the password, or when the person leaves."),
                        acts="accounts.sessions.end_all",
                    ),
                ),
            ),
            Row(
                _("The link to somebody's calendar"),
                _("One's own, until it is ended."),
                model="accounts.CalendarLink",
                changes=(
                    Change(_("The person, for themselves."), acts="accounts.calendar_links.make"),
                    Change(_("The person, and People Ops for their population."), acts="accounts.calendar_links.end"),
                ),
            ),
            Row(
                _("By which account at the company's provider somebody comes in"),
                _("One's own."),
                model="accounts.Identity",
                changes=(
                    Change(
                        _("The person, by coming in for the first time with the address they have here."),
                        acts="accounts.providers.arrivals.recognise",
                    ),
                    Change(
                        _("Whoever runs the machine, for an account that was made anew there."),
                        acts="accounts.providers.arrivals.unbind",
                    ),
                ),
            ),
        ),
    ),
    Part(
        _("Ladders and roles"),
        (
            Row(
                _("A framework"),
                _("Members see a framework that has a version other than a draft; its editors see it before."),
                model="frameworks.Framework",
                changes=(
                    Change(_("It follows its versions.")),
                    Change(
                        _("A framework editor turns its public page on, after reading it as the world will, and off."),
                        acts="frameworks.workflow.show_the_world frameworks.workflow.hide_from_the_world",
                    ),
                ),
            ),
            Row(
                _("A version of a framework"),
                _("A draft, and one that was discarded: framework editors. Every other: members."),
                model="frameworks.Version",
                changes=(
                    Change(
                        _("A framework editor; or the system, when an operator loads a file on the machine itself."),
                        moves="open close publish announce call_off supersede retire discard",
                    ),
                    Change(_("Moves of a deadline: nobody does them by hand."), moves="take_effect"),
                    Change(
                        _("Its text, as long as it is a draft or open for comment: a framework editor."),
                        acts="frameworks.editing.workflow.begin frameworks.editing.workflow.save"
                        " frameworks.editing.workflow.restructure",
                    ),
                ),
            ),
            Row(
                _("A flag on a wording"),
                _(
                    "Whoever raised it with their name. Every member once the review is closed in whose meeting it was"
                    " raised; where it was raised on the framework's own page, at once with a name, and on the next"
                    " working day without one."
                ),
                model="frameworks.Flag",
                changes=(
                    Change(
                        _("Every member; from a turn whoever sees it, while it is open."),
                        acts="frameworks.flagging.raise_flag calibration.learning.flagging.flag_wording",
                    ),
                    Change(_("A framework editor."), moves="settle"),
                ),
            ),
            Row(
                _("A comment on a wording"),
                _("Its author, and whoever may read the version whose wording it is on."),
                model="frameworks.Comment",
                changes=(
                    Change(
                        _("Every member, with their name or without."),
                        acts="frameworks.commenting.comment frameworks.commenting.discuss",
                    ),
                    Change(_("Its author takes it back until it is answered."), acts="frameworks.commenting.take_back"),
                    Change(_("A framework editor."), moves="settle strike"),
                ),
            ),
            Row(
                _("A comment without a name, or a flag without one from a framework's page, until it appears"),
                _("Nobody."),
                model="frameworks.HeldComment",
                changes=(
                    Change(
                        _("Every member, so many a day as the setting allows; flags, thirty a day."),
                        acts="frameworks.commenting.comment frameworks.flagging.raise_flag",
                    ),
                    Change(
                        _("It becomes a comment or a flag on the next working day, in one act with all others."),
                        acts="frameworks.commenting.let_out",
                    ),
                ),
            ),
            Row(
                _("A proposal of other words, of another example, or that one goes"),
                _("Its author, and whoever may read the version whose wording it is on."),
                model="frameworks.Proposal",
                changes=(
                    Change(_("Every member, with their name."), acts="frameworks.proposing.propose"),
                    Change(
                        _("A framework editor; one's own only where nobody else is an editor."), moves="accept decline"
                    ),
                    Change(_("Whoever made it."), moves="withdraw"),
                    Change(_("A framework editor."), moves="reopen"),
                ),
            ),
            Row(
                _("That a version changed what is expected of a person"),
                _("The person whom it concerns, and whoever they report to."),
                model="frameworks.Amendment",
                changes=(
                    Change(
                        _("Publishing writes it, at once or on the day that was announced."),
                        acts="frameworks.workflow.publish frameworks.workflow.begin_what_is_due",
                    ),
                    Change(_("They open My level."), acts="frameworks.amending.have_read"),
                ),
            ),
            Row(
                _("An example of a team, beside one of a framework's"),
                _("Every member who sees the framework."),
                model="frameworks.TeamExample",
                changes=(
                    Change(
                        _(
                            "Whoever manages somebody of the team; People Ops for a population in which somebody of it"
                            " is."
                        ),
                        acts="frameworks.team_examples.add frameworks.team_examples.reword"
                        " frameworks.team_examples.remove",
                    ),
                ),
            ),
            Row(
                _("Role and level of a person, and their history"),
                _("Self, managers above, People Ops; colleagues where the organisation has opened roles."),
                model="frameworks.Placement",
                changes=(
                    Change(
                        _("A confirmed decision on its day; People Ops for the whole organisation, by an import."),
                        acts="promotions.workflow.starting.start_role_changes"
                        " frameworks.people_import.workflow.confirm",
                    ),
                    Change(
                        _("A framework editor who publishes a version without a role: all who hold it, to one other."),
                        acts="frameworks.workflow.publish",
                    ),
                    Change(
                        _("People Ops, of their population, whoever holds a role that is gone; never themselves."),
                        acts="frameworks.placing.place_from",
                    ),
                ),
            ),
        ),
    ),
)

SITE = Part(
    _("The trail and the site"),
    (
        Row(
            _("An act in the trail"),
            _(
                "People Ops: who did what, to people of their population or by them, and what they did. Never"
                " what concerns"
                " themselves, nor what is between two people (of that they know counts)."
            ),
            model="accounts.Event",
            changes=(Change(_("Nobody: rows are only ever added.")),),
        ),
        Row(
            _("A reading in the trail"),
            _("People Ops: those that were about somebody of their population other than themselves."),
            model="accounts.Reading",
            changes=(Change(_("Nobody: rows are only ever added.")),),
        ),
        Row(
            _("That somebody was read about"),
            _("People Ops for the subject, never about themselves. The subject: what the reviews say they may know."),
            model="accounts.ReadAbout",
            changes=(Change(_("Nobody: rows are only ever added.")),),
        ),
        Row(
            _(
                "The organisation: its name, its zone, what colleagues see of each other, kinds of bias of its own, how"
                " long records are kept"
            ),
            _("Its name: members. The settings: People Ops for the whole organisation."),
            route="organisation",
            changes=(Change(_("People Ops for the whole organisation."), acts="accounts.organisation.change"),),
        ),
        Row(
            _("Mail that waits to be sent: addresses and subjects"),
            _("Operators; never what the mail says."),
            route="mail_queue",
            changes=(Change(_("Nobody.")),),
        ),
    ),
)
