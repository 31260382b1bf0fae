"""What a viewer wrote in a turn, as their page shows it; and what others wrote for a person, beside the words."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from accounts import autosave
from accounts.form_words import Form
from accounts.models import Person
from accounts.written_once import WrittenOnce, somebody
from calibration.models import Meeting, PrivateNote, RoomFeedback, Stop, Visit
from calibration.models.written import LONGEST, Written
from calibration.screen import Face
from calibration.workflow.noting import may_feed_back
from reviews.models import Result
from reviews.telling.hooks import Beside


class NoteForm(Form):
    """A text that is saved as it is typed."""

    version = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)
    text = forms.CharField(max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, kind: str, name: str, *args: Any, **more: Any) -> None:
        super().__init__(*args, auto_id=f"{kind}_%s", **more)
        labels = {
            "note": _("Your own note about %(name)s"),
            "feedback": _("Feedback for %(name)s"),
            "whole": _("Your own note on the meeting"),
        }
        self.fields["text"].label = labels[kind] % {"name": name}


def form_of(kind: str, name: str, row: Written | None) -> NoteForm:
    """The form with what is kept so far."""
    initial = {"version": row.draft_number, "text": row.text} if row else {"version": 0}
    return NoteForm(kind, name, initial=initial)


def on_a_page(visit: Visit, face: Face) -> dict[str, Any]:
    """What the visitor wrote in the turn that the page shows, to be written on while they are in the room; afterwards
    their own note to be read."""
    is_open = visit.attendance is not None and visit.meeting.state != Meeting.State.LOCKED
    note = _own(PrivateNote, visit, face.stop)
    if not is_open:
        return {"noted": note.text} if note and note.text else {}
    found: dict[str, Any] = {"note": _part("note", face.name, note)}
    if may_feed_back(visit.meeting, visit.person, face.stop):
        found["feedback"] = _part("feedback", face.name, _own(RoomFeedback, visit, face.stop))
    return found


ON_THE_WHOLE = WrittenOnce(
    lambda author, group: PrivateNote.objects.visible_to(somebody(author)).filter(
        group=group, subject=None, author=author
    )[:1]
)


def of_the_meeting(visit: Visit, is_there: bool = False) -> dict[str, Any]:
    """The same of what the visitor notes about the meeting as a whole. `is_there`: the page has it, and keeps what
    stands in it, so that it is not asked for at every change of the screens."""
    writes = visit.attendance is not None and visit.meeting.state != Meeting.State.LOCKED
    if writes and is_there:
        return {"whole_is_there": True}
    note = next(iter(ON_THE_WHOLE(visit.person.pk, visit.meeting.group_id)), None)
    if writes:
        return {"whole": _part("whole", "", note)}
    return {"noted_whole": note.text} if note and note.text else {}


def _own(model: Any, visit: Visit, stop: Stop) -> Any:
    rows = model.objects.visible_to(visit.person)
    return rows.filter(group=stop.group_id, subject=stop.subject_id, author=visit.person).first()


def _part(kind: str, name: str, row: Written | None) -> dict[str, Any]:
    return {"form": form_of(kind, name, row), "saved": autosave.standing(row.saved_at if row else None)}


def beside_words(result: Result, viewer: Person) -> list[Beside]:
    """What was written in the room for the person, for whoever writes the words to them."""
    rows = RoomFeedback.objects.visible_to(viewer).filter(group=result.group_id, subject=result.subject_id)
    rows = rows.exclude(author=viewer).exclude(text="").select_related("author").order_by("author__name")
    return [Beside(str(row.pk), row.text, row.author.name) for row in rows]
