"""What a participant types to propose a rating."""

from typing import Any

from calibration.forms import ChangeForm
from calibration.models import Meeting, Stop


class ProposalForm(ChangeForm):
    """As a change at the desk; who proposes it is who is signed in."""

    def __init__(self, meeting: Meeting, stop: Stop, *args: Any, **more: Any) -> None:
        super().__init__(meeting, stop, *args, auto_id="propose_%s", **more)
        del self.fields["proposer"]
