"""At which steps somebody was found last: of the newest result that the reader may read, and of no other."""

from frameworks.models import Step
from reviews.models import Result, ResultAxis
from reviews.telling.steps import last_steps


def test_steps_are_read_by_whoever_reads_the_result(cast, story):
    result = Result.objects.get(pk=story.results["ines"].pk)
    row = ResultAxis.objects.filter(result=result, against="current").select_related("axis__framework").first()
    if row is None:
        axis = story.ladder.axes["Skill"]
        row = ResultAxis.objects.create(result=result, axis=axis, against_role=result.role)
    row.step = Step.objects.get_or_create(axis=row.axis, number=3)[0]
    row.save()
    framework = row.axis.framework
    assert last_steps(cast.ines, cast.ines, framework) == {}  # not told yet
    Result.objects.filter(pk=result.pk).update(state="told", told_at=story.group.launched_at)
    assert last_steps(cast.ines, cast.ines, framework) == {row.axis.code: 3}
    assert last_steps(cast.ines, cast.ivan, framework) == {}
    assert last_steps(cast.ivan, cast.ines, framework) == {}
