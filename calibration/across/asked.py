"""What was asked of groups in the check, as one reader may read it, with what they may do about it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import Person
from accounts.moves import may
from calibration.across.forms import AnswerForm
from calibration.models import CheckQuestion, Meeting
from calibration.models.reopening import reopenings_of
from calibration.workflow.reopening import may_reopen
from reviews.models import Cycle


@dataclass
class Asked:
    """One question: on which level, what came of it, and when the group's meeting was reopened since."""

    question: CheckQuestion
    level: str
    reopened_at: list[datetime]
    answer: AnswerForm | None = None
    may_withdraw: bool = False
    may_reopen: bool = False
    typed: str = ""  # an answer that came too late


def asked_in(cycle: Cycle, reader: Person, levels: dict[int, str], typed: AnswerForm | None = None) -> list[Asked]:
    """Every question that the reader may read, as it was asked; without those withdrawn. `typed`: an answer that came
    back. Queries for each open one ask what may be done about it."""
    rows = CheckQuestion.objects.visible_to(reader).filter(group__cycle=cycle)
    kept = list(rows.exclude(state=CheckQuestion.State.WITHDRAWN).select_related("group__cycle", "by", "answered_by"))
    meetings = {one.group_id: one for one in Meeting.objects.filter(group__in={one.group_id for one in kept})}
    reopened: dict[UUID, list[datetime]] = {}
    for again in reopenings_of(meetings.values()):
        reopened.setdefault(again.meeting_id, []).append(again.at)
    found = []
    for one in kept:
        meeting = meetings.get(one.group_id)
        since = [at for at in reopened.get(meeting.pk, []) if at > one.at] if meeting else []
        row = Asked(one, levels.get(one.rank, "") if one.rank is not None else "", since)
        if one.state == CheckQuestion.State.OPEN:
            row.may_withdraw = may(one, "withdraw", reader)
            if may(one, "answer", reader):
                mine = typed if typed and typed.question == one else AnswerForm(question=one)
                row.answer = mine
            if meeting:
                meeting.group = one.group
                row.may_reopen = may_reopen(meeting, reader)
        elif typed and typed.question == one:
            row.typed = typed.data.get("answer", "")
        found.append(row)
    return found
