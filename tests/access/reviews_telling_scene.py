"""The scene's part of telling: one group whose words are being written, and one that is being told."""

from datetime import date, time, timedelta

from django.utils import timezone

from accounts import clock
from reviews.models import EarlierResult, Mail, Message, OneOnOne, Participant, Result, SecondLook
from reviews.telling.workflow import make_results
from tests.privacy.words import word
from tests.reviews.telling.story import finals, make_group, make_ladder


def set_up(scene) -> None:
    """Ivan's words are done and Lena's are not; in the group before, Lena was told and Ivan was not."""
    cast, ladder = scene.cast, make_ladder("told")
    scene.finalising_group, written = _locked(cast, ladder, "Engineering 2026 Q3", "finalising")
    scene.word_result = written["ivan"]
    _write(scene.word_result, "written_ivan", "worded")
    _write(written["lena"], "written_lena", "standing")
    _write(written["ines"], "written_ines", "worded")

    scene.telling_group, owed = _locked(cast, ladder, "Engineering 2026 Q2", "telling")
    scene.telling_group.released_on = clock.today()
    scene.telling_group.save()
    scene.told_result = owed["lena"]
    for first, result in owed.items():
        _write(result, f"owed_{first}", "told" if first == "lena" else "released")
        _owe(scene, result, told=first == "lena")
    scene.message = Message.objects.get(result=owed["ivan"])
    scene.one_on_one = OneOnOne.objects.create(
        manager=cast.mei, report=cast.ivan, first_on=date(2026, 11, 5), at=time(14), time_zone="Europe/Berlin"
    )
    scene.earlier = EarlierResult.objects.create(
        subject=cast.lena,
        covers_from=date(2025, 1, 1),
        covers_to=date(2025, 6, 30),
        role=ladder.roles["IC3"],
        overall=ladder.points["meeting"],
        words=word("reviews.earlierresult.words"),
        author_name=word("reviews.earlierresult.author_name"),
        imported_by=cast.petra,
    )
    # Lena asks for a second look at what Marco wrote; his manager Dilan answers
    scene.second_look = SecondLook.objects.create(
        result=scene.told_result,
        group=scene.telling_group,
        subject=cast.lena,
        owner=cast.dilan,
        result_author=cast.marco,
        words=word("reviews.secondlook.words"),
        answer=word("reviews.secondlook.answer"),
        answered_by=cast.dilan,
        due_on=clock.today() + timedelta(days=14),
    )
    scene.mail = Mail.objects.create(
        recipient=cast.mei,
        address=cast.mei.email,
        subject=word("reviews.mail.subject"),
        body=word("reviews.mail.body"),
        message_id="<scene@plumbline.test>",
    )


def _locked(cast, ladder, name: str, state: str):
    group = make_group(cast, ladder, name=name, covers_from=date(2026, 4, 1), covers_to=date(2026, 9, 30))
    by_id = {result.subject_id: result for result in make_results(group, finals(cast, ladder), None)}
    group.state = state
    group.save()
    Participant.objects.filter(group=group).update(from_at=timezone.now() - timedelta(days=30))  # whatever day it is
    return group, {first: by_id[getattr(cast, first).pk] for first in ("ivan", "lena", "ines")}


def _write(result: Result, which: str, state: str) -> None:
    result.state = state
    for name in ("words", "asked", "support"):
        setattr(result, name, word(f"reviews.result.{name}@{which}"))
    result.save()


def _owe(scene, result: Result, told: bool) -> None:
    """Told, or owed for a week; what is owed opens in a week, and Ines's has opened today."""
    days = 0 if result.subject == scene.cast.ines else 7
    result.opens_on = clock.today() + timedelta(days=days)
    result.told_at = timezone.now() if told else None
    result.save()
    Message.objects.create(
        result=result,
        person=result.subject,
        owner=result.author,
        state="told" if told else "owed",
        told_at=result.told_at,
        due_on=clock.today() + timedelta(days=3),
        reply=word("reviews.message.reply") if told else "",
    )
