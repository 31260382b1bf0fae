"""The group on the day of its meeting, and the meeting with everyone in the room."""

import pytest

from calibration import workflow
from calibration.models import Meeting
from tests.calibration.company import make_company
from tests.shared import shared


@shared
def company(cast):
    """The group, its ladder and its pitch; no meeting yet."""
    return make_company(cast)


@shared
def meeting(company, cast) -> Meeting:
    """Prepared, with Mei as the scribe, Petra observing and Oskar in the room."""
    return gather(workflow.prepare(company.group, cast.mei, seed=2026), cast)


@shared
def running(meeting, cast) -> Meeting:
    """The meeting after its start: nothing is shown yet."""
    return workflow.start(meeting, cast.mei)


def gather(meeting: Meeting, cast) -> Meeting:
    """Everyone comes in, Petra attests, Mei takes the scribe's seat."""
    for person in (cast.petra, cast.oskar, cast.mei, cast.marco, cast.noor, cast.dana):
        workflow.check_in(meeting, person)
    workflow.attest(meeting, cast.petra)
    return workflow.take_seat(meeting, cast.mei, "scribe")


@pytest.fixture
def at(company):
    """The address of a page under the group's meeting."""
    return lambda rest="": f"/groups/{company.group.pk}/meeting/{rest}"
