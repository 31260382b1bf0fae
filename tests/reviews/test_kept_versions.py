"""A review that runs keeps the text that it was launched with, whatever is published meanwhile."""

import pytest

from accounts.moves import Conflict
from frameworks import reading, workflow
from frameworks.models import Expectation, Role, Version, VersionAxis, VersionLevel, VersionRole
from frameworks.placements import role_on
from reviews.cycles.acts.placing import change_role
from reviews.models import Assessment, RosterEntry
from tests.reviews.story import page, place


def second_edition(story, *codes):
    """A draft of the same framework that has only these roles, and words the first axis anew."""
    ladder = story.ladder
    draft = Version.objects.create(
        framework=ladder.framework, title="Engineers", scale=ladder.scale, label="2", digest="second"
    )
    axis = VersionAxis.objects.create(version=draft, order=0, axis=ladder.axes["proficiency"], name="Proficiency")
    for order, code in enumerate(codes):
        level = VersionLevel.objects.create(
            version=draft, order=order, level=ladder.roles[code].level, rank=10 * (order + 1)
        )
        role = VersionRole.objects.create(
            version=draft, order=order, role=ladder.roles[code], version_level=level, title=f"Engineer {code[2:]}"
        )
        Expectation.objects.create(
            version=draft, version_role=role, version_axis=axis, order=0, summary=f"What {code} asks from now on."
        )
    return draft


def test_the_roster_and_the_sheet_stay_with_the_version_of_the_launch(cast, story, client):
    before = list(RosterEntry.objects.order_by("pk").values())
    newer = f"The text is that of version {story.ladder.version.label}: a newer one is in force"
    assert newer not in page(client, cast.mei, f"/assessments/{story.ivan.pk}/")
    draft = second_edition(story, "IC1", "IC2", "IC3", "IC4")
    workflow.publish(draft, by=None)
    assert list(RosterEntry.objects.order_by("pk").values()) == before
    assert Version.objects.current().get(framework=story.ladder.framework).label == "2"
    said = page(client, cast.mei, f"/assessments/{story.ivan.pk}/")
    assert "Proficiency as IC1 asks it." in said
    assert newer in said
    assert "What IC1 asks from now on." not in said


def test_who_goes_to_another_role_meanwhile_is_assessed_in_the_one_of_the_launch(cast, story, client):
    draft = second_edition(story, "IC2", "IC3", "IC4")
    workflow.publish(draft, by=None, becomes={"IC1": "IC2"})
    assert role_on(cast.ivan, Version.objects.get(pk=draft.pk).from_on).role.code == "IC2"
    entry = RosterEntry.objects.get(subject=cast.ivan)
    assert (entry.role.code, entry.version.label) == ("IC1", story.ladder.version.label)
    assert "Proficiency as IC1 asks it." in page(client, cast.mei, f"/assessments/{story.ivan.pk}/")
    assert Assessment.objects.get(subject=cast.ivan).group_id == entry.group_id
    assert entry.role.code in reading.roles(entry.version)


def test_another_role_is_taken_in_the_edition_of_the_launch_and_the_same_one_not_anew(cast, story):
    workflow.publish(second_edition(story, "IC1", "IC2", "IC3", "IC4"), by=None)
    entry = RosterEntry.objects.select_related("group__cycle", "subject", "assessor").get(subject=cast.ivan)
    with pytest.raises(Conflict, match="Ivan holds the role in which they are assessed"):
        change_role(entry, cast.petra)
    place(story.ladder, IC2=[cast.ivan])
    changed = change_role(entry, cast.petra)
    assert (changed.role.code, changed.version_id) == ("IC2", story.ladder.version.pk)


def test_a_role_that_the_edition_of_the_launch_has_not_counts_from_the_next_review(cast, story):
    framework, level = story.ladder.framework, story.ladder.roles["IC1"].level
    story.ladder.roles["IC9"] = Role.objects.create(framework=framework, level=level, code="IC9")
    workflow.publish(second_edition(story, "IC1", "IC9", "IC2", "IC3", "IC4"), by=None)
    place(story.ladder, IC9=[cast.ivan])
    entry = RosterEntry.objects.select_related("group__cycle", "subject", "assessor").get(subject=cast.ivan)
    with pytest.raises(Conflict, match="not in the edition of the framework by which Ivan is assessed"):
        change_role(entry, cast.petra)
    entry.refresh_from_db()
    assert (entry.role.code, entry.version_id) == ("IC1", story.ladder.version.pk)


def test_whom_a_version_moves_holds_the_role_of_the_launch_still(cast, story):
    framework, level = story.ladder.framework, story.ladder.roles["IC1"].level
    story.ladder.roles["IC9"] = Role.objects.create(framework=framework, level=level, code="IC9")
    workflow.publish(second_edition(story, "IC9", "IC2", "IC3", "IC4"), by=None, becomes={"IC1": "IC9"})
    entry = RosterEntry.objects.select_related("group__cycle", "subject", "assessor").get(subject=cast.ivan)
    with pytest.raises(Conflict, match="Ivan holds the role in which they are assessed"):
        change_role(entry, cast.petra)
