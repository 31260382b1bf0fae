"""The scene's part of the meeting: it runs, Mei drives, Ivan's turn is open, a rating of his and of Noor's was changed,
and Marco proposes another for Ivan.

Dilan and Sam may come and have not. Petra observes.
"""

from datetime import date

from accounts import clock
from calibration import workflow
from calibration.models import (
    BoardLine,
    CheckQuestion,
    Device,
    Meeting,
    PrivateNote,
    Proposal,
    RatingChange,
    Reopening,
    RoomFeedback,
    Stop,
)
from reviews.models import Cycle, Group, Participant
from tests.calibration.company import LAUNCHED, make_company, stay_seen
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
    for model in (PrivateNote, RoomFeedback):
        text = word(f"{model._meta.label_lower}.text")
        model.objects.create(group=group, subject=cast.ivan, author=cast.marco, text=text)
    scene.proposal = Proposal.objects.create(
        stop=scene.open_stop,
        group=group,
        subject=cast.ivan,
        author=cast.marco,
        before=company.ladder.points["meeting"],
        after=company.ladder.points["exceeding"],
        line=word("calibration.proposal.line"),
    )
    Reopening.objects.create(
        meeting=meeting, by=cast.petra, at=clock.now(), reason=word("calibration.reopening.reason")
    )
    scene.screen = Device.objects.create(token_hash="-", meeting=meeting, paired_by=cast.mei)
    scene.meeting = Meeting.objects.get(pk=meeting.pk)
    _check_across(scene, company.ladder)


def _check_across(scene, ladder) -> None:
    """A cycle of two groups that have met: Dana directs the one, in which Otto is reviewed, and Oskar the other, in
    which Frida is. Oskar asked Dana's group twice, and she answered once."""
    cast, day = scene.cast, date(2026, 12, 15)
    days = dict.fromkeys(["assess_by", "preview_by", "meet_on", "release_on"], day)
    period = {"covers_from": date(2026, 10, 1), "covers_to": date(2026, 12, 31)}
    scene.checked = Cycle.objects.create(
        name="Checked 2026 Q4", launched_at=LAUNCHED, has_check_across=True, **period, **days
    )
    groups = []
    for name, director, subject in (("Danas", cast.dana, cast.otto), ("Oskars", cast.oskar, cast.frida)):
        group = Group.objects.create(
            cycle=scene.checked, name=name, state="finalising", launched_at=LAUNCHED, locked_at=LAUNCHED
        )
        groups.append(group)
        for person, part in ((director, "director"), (subject, "subject")):
            Participant.objects.create(group=group, person=person, part=part, from_at=LAUNCHED)
        BoardLine.objects.create(
            group=group,
            subject=subject,
            role=ladder.roles["IC1"],
            version=ladder.version,
            level=ladder.roles["IC1"].level,
            rank=10,
            overall=ladder.points["meeting"],
        )
    asked = {"group": groups[0], "by": cast.oskar, "at": LAUNCHED}
    scene.check_question = CheckQuestion.objects.create(**asked, text=word("calibration.checkquestion.text"))
    answered = {"state": "answered", "answered_by": cast.dana, "answered_at": LAUNCHED}
    CheckQuestion.objects.create(
        **asked, **answered, text="Is that so?", answer=word("calibration.checkquestion.answer")
    )
