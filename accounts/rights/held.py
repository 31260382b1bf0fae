"""What this app holds about people."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext_lazy as _

from accounts.models import (
    AddressChange,
    Below,
    CalendarLink,
    DataCopy,
    Erasure,
    Event,
    Grant,
    Hold,
    Identity,
    Invitation,
    Leave,
    ReadAbout,
    Reading,
    ReportingLine,
    Session,
    Shortening,
    StagedImport,
)
from accounts.rights.kinds import Held

SIGNING_IN = _("So that they can sign in, and nobody else as them.")
NOBODY = _("Nobody: the site asks it when somebody signs in.")
AWAY_READ = _("Who assesses the person in a running review: that they are on leave now. Else months are counted.")
TODAYS_LINES = _("Every member: who reports to whom today.")
THIRTY_DAYS = _("Thirty days after it was given.")
AWAY = _("Months of leave do not count against anyone. No reason is kept.")
HOURS = _("Until it ends, by itself after hours.")
TRAIL_WHY = _("So that what was done and read can be looked up later, and nobody changes it unseen.")
TRAIL = _("The trail holds ids and states, no text and no name. It stays whole, so that it can be verified.")
DONE_FOR_OTHERS = _("It is about somebody else. By whom it was done is shown as a former colleague.")
LINES_OF_OTHERS = _("It says who others reported to. The person is shown as a former colleague.")
TWO_PEOPLE = _("That it was done, when and by whom. The person is shown as a former colleague.")


def held() -> tuple[Held, ...]:
    """Account, place in the organisation, permissions, and what the trail says."""
    return (
        Held(Session, "person", _("Sessions"), SIGNING_IN, kept=HOURS),
        Held(
            CalendarLink,
            "person",
            _("Links to their calendar"),
            _("So that the dates that concern them stand in their own calendar."),
            read_by=_("Nobody: a digest of each link, by which its file opens."),
        ),
        Held(Authenticator, "user", _("Second steps"), SIGNING_IN, read_by=NOBODY),
        Held(Identity, "person", _("Accounts at the company's provider"), SIGNING_IN),
        Held(SocialAccount, "user", _("What a provider said at sign-in"), SIGNING_IN, read_by=NOBODY),
        Held(EmailAddress, "user", _("Confirmed addresses"), SIGNING_IN, read_by=NOBODY),
        Held(Invitation, "person", _("Invitations to sign in"), SIGNING_IN, read_by=_("People Ops: that it was sent.")),
        Held(Invitation, "by", _("Invitations sent to others"), stays=DONE_FOR_OTHERS),
        Held(AddressChange, "subject", _("Changes of address"), _("Two people change an address that opens much.")),
        Held(AddressChange, "asked_by", _("Changes of others' addresses, asked for"), stays=DONE_FOR_OTHERS),
        Held(AddressChange, "confirmed_by", _("Changes of others' addresses, confirmed"), stays=DONE_FOR_OTHERS),
        Held(
            Leave,
            "person",
            _("Leave"),
            AWAY,
            read_by=AWAY_READ,
        ),
        Held(
            ReportingLine,
            "person",
            _("Managers, with their days"),
            _("Who assesses, and who may read what."),
            read_by=TODAYS_LINES,
        ),
        Held(ReportingLine, "manager", _("Reports, with their days"), stays=LINES_OF_OTHERS),
        Held(Below, "person", _("Managers above today"), _("Who may read what."), is_part=True, in_copy=False),
        Held(Below, "manager", _("People below today"), _("Who may read what."), is_part=True, in_copy=False),
        Held(Grant, "person", _("Permissions"), _("What somebody may do beyond their part."), texts=("reason",)),
        Held(Grant, "scope", _("Permissions of others over this part"), stays=DONE_FOR_OTHERS, texts=("reason",)),
        Held(Grant, "given_by", _("Permissions given to others"), stays=DONE_FOR_OTHERS, texts=("reason",)),
        Held(Grant, "confirmed_by", _("Permissions of others, confirmed"), stays=DONE_FOR_OTHERS, texts=("reason",)),
        Held(
            Grant, "end_asked_by", _("Ends of others' permissions, asked for"), stays=DONE_FOR_OTHERS, texts=("reason",)
        ),
        Held(
            StagedImport,
            "by",
            _("Files of people, waiting"),
            _("A file is looked at before it is applied."),
            in_copy=False,
            kept=_("Seven days, or until it is imported or thrown away."),
        ),
        Held(StagedImport, "asked_by", _("Files of people in the worker's hands"), stays=DONE_FOR_OTHERS),
        Held(Hold, "person", _("Holds"), _("That nothing may go, and why."), texts=("reason",), in_copy=False),
        Held(
            DataCopy,
            "person",
            _("Copies of what is held"),
            _("So that the person can read it."),
            in_copy=False,
            kept=THIRTY_DAYS,
        ),
        Held(DataCopy, "prepared_by", _("Copies prepared for others"), stays=DONE_FOR_OTHERS),
        Held(Hold, "put_by", _("Holds put on others"), stays=DONE_FOR_OTHERS, texts=("reason",)),
        Held(Hold, "lifted_by", _("Holds of others, lifted"), stays=DONE_FOR_OTHERS, texts=("reason",)),
        Held(Erasure, "subject", _("Erasures"), stays=TWO_PEOPLE),
        Held(Erasure, "asked_by", _("Erasures of others, asked for"), stays=DONE_FOR_OTHERS),
        Held(Erasure, "confirmed_by", _("Erasures of others, confirmed"), stays=DONE_FOR_OTHERS),
        Held(Shortening, "asked_by", _("Shorter times for records, asked for"), stays=DONE_FOR_OTHERS),
        Held(Shortening, "confirmed_by", _("Shorter times for records, confirmed"), stays=DONE_FOR_OTHERS),
        Held(Event, "about", _("Acts about the person"), stays=TRAIL, why=TRAIL_WHY),
        Held(Event, "by", _("Acts of the person"), stays=TRAIL, why=TRAIL_WHY),
        Held(Reading, "by", _("Readings by the person"), stays=TRAIL, why=TRAIL_WHY),
        Held(ReadAbout, "subject", _("Readings about the person"), stays=TRAIL, why=TRAIL_WHY),
        Held(ReadAbout, "by", _("Readings by the person, by whom they were about"), stays=TRAIL, is_part=True),
    )
