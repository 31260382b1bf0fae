"""People, the organisation, who reports to whom, grants, sessions and the trail."""

from accounts.models.addresses import AddressChange
from accounts.models.calendars import CalendarLink
from accounts.models.copies import DataCopy
from accounts.models.grants import Grant, GrantKind
from accounts.models.identities import Identity
from accounts.models.imports import StagedImport
from accounts.models.invitations import Invitation
from accounts.models.lease import Lease
from accounts.models.organisation import Organisation, Team
from accounts.models.people import Below, Kind, Leave, Person, ReportingLine
from accounts.models.record import Record
from accounts.models.rights import Erasure, Hold
from accounts.models.sessions import Session
from accounts.models.set_up import SetUp
from accounts.models.shortenings import Shortening
from accounts.models.trail import Event, ReadAbout, Reading, Seal, Sealed

__all__ = [
    "AddressChange",
    "Below",
    "CalendarLink",
    "DataCopy",
    "Erasure",
    "Event",
    "Grant",
    "GrantKind",
    "Hold",
    "Identity",
    "Invitation",
    "Kind",
    "Lease",
    "Leave",
    "Organisation",
    "Person",
    "ReadAbout",
    "Reading",
    "Record",
    "ReportingLine",
    "Seal",
    "Sealed",
    "Session",
    "SetUp",
    "Shortening",
    "StagedImport",
    "Team",
]
