"""Cycles and assessments of the scene: Engineering in preview, another group planned, one assessing."""

from datetime import UTC, datetime

from accounts.models import Person
from reviews.assessments import workflow as assessments
from reviews.cycles import workflow
from reviews.models import Assessment, Group, Remark
from tests.privacy.words import word
from tests.reviews.story import DATES, launch_engineering, place, words


def set_up(scene) -> None:
    """`scene.cycle`, `scene.group` (previewing), `scene.assessment` (Ivan's), `scene.draft`, `scene.remark`, …"""
    cast = scene.cast
    story = launch_engineering(cast)
    scene.story, scene.cycle = story, story.cycle
    for subject in ("ivan", "lena", "noor"):
        written = getattr(story, subject)
        told = "reviews.assessment.statement@replaced" if subject == "lena" else "reviews.assessment.statement"
        said = words(story, statement=word(told))
        author = written.author
        assessments.save_and_submit(written, author, 0, said)
    assessments.save_draft(story.ines, cast.noor, 0, words(story, statement="A draft of Ines."))
    ratings = story.ladder.axes
    rating = story.ivan.axis_ratings.get(axis=ratings["proficiency"])
    rating.statement = word("reviews.axisrating.statement")
    rating.save()
    rating = story.ivan.axis_ratings.get(axis=ratings["execution"])
    rating.not_applicable, rating.point = word("reviews.axisrating.not_applicable"), None
    rating.save()
    workflow.open_preview(Group.objects.get(pk=story.group.pk), cast.petra)
    scene.group = Group.objects.select_related("cycle").get(pk=story.group.pk)
    _revise(scene)
    scene.assessment = Assessment.objects.get(pk=story.ivan.pk)
    scene.draft = Assessment.objects.get(pk=story.ines.pk)
    scene.remark = Remark.objects.create(
        group=scene.group,
        subject=cast.ivan,
        author=cast.dilan,
        kind="challenges",
        text=word("reviews.remark.text"),
        example=word("reviews.remark.example"),
    )
    scene.answered = assessments.answer(scene.remark, cast.mei, word("reviews.remark.text@answer"))
    place(story.ladder, IC2=[cast.tariq])
    people = Person.objects.filter(pk=cast.tariq.pk)
    parts = {"director": [cast.oskar], "observer": [cast.pavel]}
    scene.planned_cycle = workflow.plan(
        cast.pavel,
        name="Support 2026 H2",
        preset="half_yearly",
        dates=DATES,
        groups=[workflow.GroupPlan("Support", people, parts)],
    )
    scene.planned_group = scene.planned_cycle.groups.get()
    scene.told_group = Group.objects.create(
        cycle=scene.cycle, name="Earlier", state=Group.State.TELLING, launched_at=datetime(2026, 10, 1, tzinfo=UTC)
    )


def _revise(scene) -> None:
    """Marco changes what he submitted on Lena, and puts a second change away: `scene.replaced`, `scene.put_away`; what
    stands is `scene.story.lena`."""
    story, marco = scene.story, scene.cast.marco
    scene.replaced = Assessment.objects.get(pk=story.lena.pk)
    change = assessments.reopen(scene.replaced, marco)
    said = words(story, statement=word("reviews.assessment.statement"))
    story.lena = assessments.save_and_submit(change, marco, 1, said)
    away = assessments.reopen(story.lena, marco)
    said = words(story, statement=word("reviews.assessment.statement@put_away"))
    scene.put_away = assessments.put_away(assessments.save_draft(away, marco, 1, said), marco)
