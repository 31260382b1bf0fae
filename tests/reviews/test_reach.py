"""How far planning and progress reach: nobody's role outside one's population, nothing of one's own case."""

import pytest

from reviews.assessments import workflow as assessments
from reviews.cycles import workflow
from reviews.models import Participant
from tests.reviews.story import DATES, launch_engineering, make_ladder, place, place_engineers, plan_engineering, words
from tests.reviews.test_planning import plan_data
from tests.shared import shared


def test_a_plan_is_previewed_only_for_ones_own_population(cast, client):
    place_engineers(make_ladder(), cast)
    client.force_login(cast.pavel)
    answer = client.post("/cycles/new/", plan_data(act="preview"))
    assert (answer.status_code, "IC1" in answer.content.decode()) == (403, False)
    client.force_login(cast.petra)
    assert "IC1" in client.post("/cycles/new/", plan_data(act="preview")).content.decode()


@shared
def support(cast):
    """A cycle for Tariq alone, planned by Pavel."""
    ladder = make_ladder()
    place(ladder, IC2=[cast.tariq], IC6=[cast.sam])
    people = type(cast.tariq).objects.filter(pk=cast.tariq.pk)
    group = workflow.GroupPlan("Support", people, {"director": [cast.oskar]})
    return workflow.plan(cast.pavel, name="Support 2026 H2", preset="full", dates=DATES, groups=[group])


def test_another_group_is_previewed_only_for_ones_own_population(cast, support, client):
    client.force_login(cast.pavel)
    address, asked = f"/cycles/{support.pk}/groups/new/", {"group_name": "More", "people": "Sam", "act": "preview"}
    answer = client.post(address, asked)
    assert (answer.status_code, "IC6" in answer.content.decode()) == (403, False)


def test_a_joiner_is_shown_only_from_ones_own_population(cast, support, client):
    workflow.launch(support, cast.pavel)
    client.force_login(cast.pavel)
    address = f"/groups/{support.groups.get().pk}/joiners/new/"
    answer = client.post(address, {"person": "Sam", "act": "show"})
    assert (answer.status_code, "IC6" in answer.content.decode()) == (403, False)


def test_a_planned_group_of_two_populations_is_previewed_to_who_runs_it(cast, client):
    place_engineers(make_ladder(), cast)
    cycle = plan_engineering(cast)
    group = cycle.groups.get()
    Participant.objects.create(group=group, person=cast.tariq, part="subject", from_at="2026-10-01T08:00Z")
    client.force_login(cast.pavel)
    answer = client.get(f"/cycles/{cycle.pk}/")
    assert (answer.status_code, "IC1" in answer.content.decode()) == (200, False)
    client.force_login(cast.petra)
    assert "IC1" in client.get(f"/cycles/{cycle.pk}/").content.decode()


@pytest.mark.parametrize("address", ["/cycles/", "/cycles/{cycle}/", "/groups/{group}/"])
def test_progress_does_not_count_ones_own_assessment(cast, client, address):
    story = launch_engineering(cast)
    assessments.save_and_submit(story.noor, cast.marco, 0, words(story))
    address = address.format(cycle=story.cycle.pk, group=story.group.pk)
    client.force_login(cast.noor)
    assert "0 of 3 are filed" in client.get(address).content.decode()
    client.force_login(cast.dana)
    assert "1 of 4 are filed" in client.get(address).content.decode()
