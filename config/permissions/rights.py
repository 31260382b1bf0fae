"""The table's rows on what becomes of what is held about a person."""

from django.utils.translation import gettext_lazy as _

from config.permissions.row import Change, Part, Row

ROWS = (
    Part(
        _("What is held about a person"),
        (
            Row(
                _("A hold: that nothing may go"),
                _("People Ops for the person; never the person."),
                model="accounts.Hold",
                changes=(
                    Change(
                        _("People Ops for the person's population; never for oneself."),
                        acts="accounts.rights.holding.put accounts.rights.holding.lift",
                    ),
                ),
            ),
            Row(
                _("A shorter time for records"),
                _("People Ops for the whole organisation."),
                model="accounts.Shortening",
                changes=(
                    Change(
                        _("People Ops for the whole organisation; never fewer months than the fewest."),
                        acts="accounts.rights.shortening.ask",
                    ),
                    Change(_("Another of People Ops for the whole organisation than who asked."), moves="confirm"),
                    Change(
                        _("Anybody of People Ops for the whole organisation, until the day on which it begins."),
                        moves="withdraw",
                    ),
                    Change(_("Moves of a deadline: nobody does them by hand."), moves="begin"),
                ),
            ),
            Row(
                _("An erasure"),
                _("People Ops for the person; never the person."),
                model="accounts.Erasure",
                changes=(
                    Change(
                        _("People Ops for the person's population; never for oneself."),
                        acts="accounts.rights.erasing.ask",
                    ),
                    Change(
                        _(
                            "Another of People Ops for that population than who asked; never the person. Whoever runs"
                            " the machine."
                        ),
                        moves="confirm",
                    ),
                    Change(_("Whoever of People Ops deals with the person."), moves="withdraw"),
                    Change(_("Whoever runs the machine, by a command."), acts="accounts.rights.erasing.erase"),
                ),
            ),
            Row(
                _("A copy of what is held about somebody"),
                _("People Ops for the person; the person once it is given."),
                model="accounts.DataCopy",
                changes=(
                    Change(
                        _("People Ops for the person's population; never for oneself."),
                        moves="give withdraw",
                        acts="accounts.rights.copying.prepare accounts.rights.copying.choose",
                    ),
                    Change(_("Moves of a deadline: nobody does them by hand."), moves="expire"),
                ),
            ),
            Row(
                _("Somebody's name in texts about others"),
                _("People Ops for the person, as far as they may read those texts and the review is closed."),
                asks="accounts.rights.passages.find",
                changes=(
                    Change(
                        _(
                            "The same, once another of People Ops has asked for the person's erasure, where there is"
                            " another; never in what is about themselves, nor about somebody on hold."
                        ),
                        acts="accounts.rights.passages.take_out",
                    ),
                ),
            ),
        ),
    ),
)
