"""The scene's part of the meeting: it runs, Mei drives, Ivan's turn is open, a rating of his and of Noor's was changed.

Dilan and Sam may come and have not. Petra observes.
"""

from calibration import workflow
from calibration.models import Device, Meeting, RatingChange, Stop
from tests.calibration.company import make_company, stay_seen
from tests.privacy.words import word


def set_up(scene) -> None:
    """Puts `scene.meeting`, `scene.meeting_group`, `scene.open_stop`, `scene.lenas_stop` and `scene.screen` there."""
    cast = scene.cast
    company = make_company(cast, "Meeting 2026 Q4")
    scene.meeting_group, group = company.group, company.group
    meeting = workflow.prepare(group, cast.mei, seed=2026)
    for person in (cast.petra, cast.oskar, cast.mei, cast.marco, cast.noor, cast.dana):
        workflow.check_in(meeting, person)
    workflow.attest(meeting, cast.petra)
    workflow.take_seat(meeting, cast.mei, "scribe")
    workflow.start(meeting, cast.mei)
    stay_seen(meeting)
    stops = {(stop.subject_id, stop.kind): stop for stop in Stop.objects.filter(meeting=meeting)}
    scene.open_stop = stops[cast.ivan.pk, "discuss"]
    scene.lenas_stop = stops[cast.lena.pk, "discuss"]
    noors = stops[cast.noor.pk, "discuss"]
    workflow.open_stop(meeting, cast.mei, scene.open_stop)
    workflow.say_line(meeting, cast.mei, word("calibration.meeting.line"))
    for stop, which in ((scene.open_stop, ""), (noors, "@noor")):
        RatingChange.objects.create(
            stop=stop,
            group=group,
            subject=stop.subject,
            before=company.ladder.points["struggling"],
            after=company.ladder.points["meeting"],
            proposer=cast.dana,
            line=word(f"calibration.ratingchange.line{which}"),
            version=meeting.version,
        )
    scene.screen = Device.objects.create(token_hash="-", meeting=meeting, paired_by=cast.mei)
    scene.meeting = Meeting.objects.get(pk=meeting.pk)
