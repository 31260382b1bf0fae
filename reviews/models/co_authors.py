"""Who writes an assessment with its author, by invitation: a part in the group that is about one subject."""

from django.db.models import Exists, OuterRef, Q

from accounts.models import Person
from reviews.models.cycles import RUNNING
from reviews.models.participants import Part, Participant


def co_writes(viewer: Person) -> Q:
    """True where the viewer is invited, now, to write on the row's subject in its group, while that runs."""
    invited = Participant.objects.now().filter(
        group=OuterRef("group"), about=OuterRef("subject_id"), person=viewer, part=Part.CO_AUTHOR
    )
    return Q(group__state__in=RUNNING) & Q(Exists(invited))
