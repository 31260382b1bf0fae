"""The scene's part of promotions: a draft, a pitch that is being decided, and a *not now*; all of them about Lena."""

from datetime import date

from django.utils import timezone

from promotions.models import Claim, ConditionAnswer, Decision, PitchCase, Vote
from reviews.models import Part
from tests.privacy.words import word
from tests.promotions import rows

ON_THE_DAY = {"from_on": date(2026, 10, 1), "to_on": date(2026, 11, 30)}


def set_up(scene) -> None:
    """`scene.pitching_group` is assessing, `scene.deciding_group` decides; a pitch each, and a third decided."""
    cycle = rows.cycle("Pitches 2026 Q4", date(2026, 10, 1), date(2026, 12, 31))
    scene.pitching_group = _group(scene, cycle, "assessing", "Pitching")
    scene.deciding_group = _group(scene, cycle, "deciding", "Deciding")
    declined = _group(scene, cycle, "deciding", "Declined")
    scene.pitch_draft = _pitch(scene, scene.pitching_group, "draft", "draft")
    scene.pitch_open = _pitch(scene, scene.deciding_group, "submitted", "open")
    scene.pitch_declined = _pitch(scene, declined, "decided", "declined")
    _decide(scene)


def _group(scene, cycle, state: str, name: str):
    cast, version = scene.cast, scene.framework_version
    made = rows.group(cycle, state, name)
    rows.on_roster(made, cast.lena, cast.marco, version, "IC4")
    rows.on_roster(made, cast.ines, cast.noor, version, "IC2")
    for person, part in [
        (cast.mei, Part.ASSESSOR),
        (cast.dana, Part.DECIDER),
        (cast.dilan, Part.DECIDER),
        (cast.oskar, Part.OUTSIDE_DIRECTOR),
        (cast.petra, Part.OBSERVER),
    ]:
        rows.takes_part(made, person, part)
    return made


def _pitch(scene, group, state: str, which: str):
    made = rows.pitch(
        *(group, scene.cast.lena, scene.cast.marco, scene.framework_version, "IC4", "IC5"),
        state=state,
        summary=word(f"promotions.pitch.summary@{which}"),
        exception=word(f"promotions.pitch.exception@{which}"),
        submitted_at=None if state == "draft" else timezone.now(),
    )
    teamwork = rows.axis(scene.framework_version, "teamwork")
    PitchCase.objects.create(pitch=made, axis=teamwork, text=word(f"promotions.pitchcase.text@{which}"))
    Claim.objects.create(pitch=made, kind="at_next_level", text=word(f"promotions.claim.text@{which}"), **ON_THE_DAY)
    ConditionAnswer.objects.create(
        pitch=made, code="business-need", text=word(f"promotions.conditionanswer.text@{which}")
    )
    return made


def _decide(scene) -> None:
    cast = scene.cast
    about = {"subject": cast.lena, "author": cast.marco, "ends_on": date(2026, 12, 22)}
    about |= {"target": scene.pitch_open.target, "version": scene.framework_version}
    Decision.objects.create(pitch=scene.pitch_open, group=scene.deciding_group, **about)
    Decision.objects.create(
        pitch=scene.pitch_declined,
        group=scene.pitch_declined.group,
        **about,
        state="not_now",
        outcome="not_now",
        not_now_evidence=word("promotions.decision.not_now_evidence"),
        not_now_support=word("promotions.decision.not_now_support"),
        not_now_again_on=date(2027, 3, 31),
    )
    for pitch, which, opened_at in [
        (scene.pitch_open, "unread", None),
        (scene.pitch_declined, "opened", timezone.now()),
    ]:
        Vote.objects.create(
            pitch=pitch,
            group=pitch.group,
            subject=cast.lena,
            decider=cast.dana,
            choice="not_now",
            reason=word(f"promotions.vote.reason@{which}"),
            cast_at=timezone.now(),
            opened_at=opened_at,
        )
