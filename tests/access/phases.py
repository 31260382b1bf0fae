"""One group from its planning to its close, by the acts that its pages use; everybody's part in it stands here.

Ivan, Ines, Lena and Noor are reviewed (by Mei, Noor, Marco and Marco); Dana and Dilan direct and decide, Dede only
decides, Oskar is the outside director, Petra observes, Scott is the scribe. Della is a deputy, Gina a guest; on Ivan
Codie writes with Mei, and Clara contributes; Fabio was an assessor and is none any more. Hanne is above everybody. Sam
manages elsewhere.
"""

import os
from collections.abc import Iterator
from types import SimpleNamespace

from accounts import clock
from accounts import people as acts
from calibration import workflow as meeting
from calibration.models import Device, Stop
from calibration.pairing import COOKIE, digest
from promotions import workflow as promotions
from promotions.models import Decision, Pitch
from reviews.assessments import workflow as assessments
from reviews.cycles import workflow as cycles
from reviews.models import Group, Message, Participant, Remark, Result, RosterEntry
from reviews.telling import workflow as telling
from reviews.together import inputs
from reviews.together.naming import name_contributor
from tests.access.asking import cookie_of
from tests.access.others import TOKEN, person
from tests.calibration.company import stay_seen
from tests.cast import PEOPLE
from tests.reviews.story import DATES, engineering_plan, make_ladder, place_engineers, words

CAST = list(PEOPLE)
NEW = ["scott", "gina", "codie", "della", "dede", "clara", "fabio"]
PERSONS = ["anon", *CAST, *NEW, "screen"]
# of those who are the same to the table one each; `PLUMBLINE_LONG` asks as everybody
SAME = [] if os.environ.get("PLUMBLINE_LONG") else ["dilan", "della", "frida", "otto", "ines", "tariq"]
ACTING = ["anon", "petra", "dana", "mei", "marco", "noor", "ivan", "scott", "fabio", "hanne", "codie"]
IN_THE_ROOM = ["petra", "dana", "dilan", "oskar", "mei", "marco", "noor", "scott", "gina", "della", "dede"]


def walk(cast) -> Iterator[tuple[str, SimpleNamespace]]:
    """The name of each phase, with what is there in it."""
    story = SimpleNamespace(cast=cast, **{first: getattr(cast, first) for first in CAST})
    for number, first in enumerate(NEW, start=301):
        setattr(story, first, person(first, number, cast.hanne))
    acts.rebuild_closure()
    story.ladder = make_ladder()
    place_engineers(story.ladder, cast)
    plan = engineering_plan(cast)
    plan.parts |= {"scribe": [story.scott], "decider": [cast.dana, cast.dilan, story.dede]}
    story.cycle = cycles.plan(cast.petra, name="Phases", preset="full", dates=DATES, groups=[plan])
    story.group = story.cycle.groups.get()
    story.cookies = {first: cookie_of(getattr(story, first)) for first in [*CAST, *NEW]}
    story.cookies |= {"anon": "", "screen": f"{COOKIE}={TOKEN}"}
    yield "planning", story
    _launch(story)
    yield "assessing", story
    _preview(story)
    yield "previewing", story
    _meet(story)
    yield "calibrating", story
    _lock(story)
    yield "deciding", story
    _decide(story)
    yield "finalising", story
    _release(story)
    yield "telling", story
    telling.tell(Message.objects.get(result=story.result), cast.mei)
    yield "told", story
    cycles.close(_group(story), cast.petra)
    yield "closed", story


def _group(story) -> Group:
    return Group.objects.select_related("cycle").get(pk=story.group.pk)


def _launch(story) -> None:
    cycles.launch(story.cycle, story.cast.petra)
    now = clock.now()
    parts = [
        ("della", "deputy", None),
        ("gina", "guest", None),
    ]
    for first, part, until in [*parts, ("fabio", "assessor", now)]:
        one = getattr(story, first)
        Participant.objects.create(group=story.group, person=one, part=part, from_at=now, until_at=until)
    [ivans] = RosterEntry.objects.filter(group=story.group, subject=story.ivan)
    story.input = name_contributor(ivans, story.clara, story.mei)
    Participant.objects.create(group=story.group, person=story.codie, part="co_author", about=story.ivan, from_at=now)
    for assessment in assessments.Assessment.objects.filter(group=story.group).select_related("subject", "author"):
        setattr(story, f"of_{assessment.subject.name.lower()}", assessment)
        assessments.save_draft(assessment, assessment.author, 0, words(story))
    roles = story.ladder.roles
    story.pitch = promotions.begin(_group(story), story.lena, roles["IC4"], story.marco)


def _preview(story) -> None:
    for first in ("ivan", "lena", "noor"):
        written = getattr(story, f"of_{first}")
        assessments.submit(written, written.author)
    inputs.save_and_submit(story.input, story.clara, 0, "Answered within the hour.")
    cycles.open_preview(_group(story), story.petra)
    about = {"group": story.group, "subject": story.ivan}
    story.remark = Remark.objects.create(**about, author=story.dilan, kind="asks", text="When was that?")
    Pitch.objects.filter(pk=story.pitch.pk).update(state="submitted", submitted_at=clock.now())


def _meet(story) -> None:
    cycles.open_meeting(_group(story), story.petra)
    story.meeting = meeting.prepare(_group(story), story.dana, seed=2026)
    for first in IN_THE_ROOM:
        meeting.check_in(story.meeting, getattr(story, first))
    meeting.attest(story.meeting, story.petra)
    meeting.take_seat(story.meeting, story.scott, "scribe")
    meeting.start(story.meeting, story.scott)
    stay_seen(story.meeting)
    stops = Stop.objects.filter(meeting=story.meeting, kind="discuss")
    story.ivans, story.noors = stops.get(subject=story.ivan), stops.get(subject=story.noor)
    meeting.open_stop(story.meeting, story.scott, story.ivans)
    Device.objects.create(token_hash=digest("token", TOKEN), meeting=story.meeting, paired_by=story.scott)


def _lock(story) -> None:
    meeting.close_stop(story.meeting, story.scott)
    meeting.lock(story.meeting, story.scott)
    promotions.cast_vote(Pitch.objects.get(pk=story.pitch.pk), story.dana, "approve")
    story.decision = Decision.objects.get(pitch=story.pitch)
    story.result = Result.objects.get(group=story.group, subject=story.ivan)


def _decide(story) -> None:
    for decider in (story.dilan, story.dede):
        promotions.cast_vote(Pitch.objects.get(pk=story.pitch.pk), decider, "approve")
    promotions.confirm(Decision.objects.get(pk=story.decision.pk), story.petra, clock.today())
    promotions.finish(_group(story), story.petra)


def _release(story) -> None:
    Result.objects.filter(group=story.group).update(words="It held.", state="worded", worded_at=clock.now())
    telling.release(_group(story), story.petra)
    story.message = Message.objects.get(result=story.result)
