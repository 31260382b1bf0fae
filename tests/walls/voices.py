"""What is said in the meetings of a random company: one turn is open in each."""

from typing import Any

from calibration.models import Attendance, FloorRequest, Meeting, PrivateNote, Proposal, RoomFeedback, Stop


def draw_voices(company: Any, meeting: Meeting, stops: list[Stop]) -> None:
    """Who is in the room, proposals in every turn, and some who ask to speak; one of them does."""
    is_open = company.dice.choice(stops)
    Stop.objects.filter(pk=is_open.pk).update(state="open")
    for stop in stops:
        after, about = company.ladders[0].points["meeting"], {"group": stop.group, "subject": stop.subject}
        said = {"author": company.but(stop.subject), "after": after, "line": "Drawn."}
        Proposal.objects.create(stop=stop, **about, **said)
    for subject in {stop.subject for stop in stops}:
        about = {"group": meeting.group, "subject": subject, "text": "Drawn."}
        PrivateNote.objects.create(**about, author=company.but(subject))
        RoomFeedback.objects.create(**about, author=company.but(subject))
    given = company.now
    for person in company.some(0.5):
        left = company.now if company.maybe(0.4) else None
        Attendance.objects.create(meeting=meeting, person=person, part="guest", from_at=company.now, until_at=left)
    for person in company.some(0.5):
        stop = is_open if company.maybe(0.7) else company.dice.choice(stops)
        FloorRequest.objects.create(meeting=meeting, stop=stop, person=person, asked_at=company.now, given_at=given)
        given = None
