"""Finishing the deciding: not by somebody who is in the group, who would learn from it that a decision is open."""

import pytest

from accounts.models import Grant
from promotions import notices, workflow
from promotions.models import Decision
from reviews.models import Exclusion, Group
from tests.promotions import rows
from tests.promotions.conftest import DAY, text
from tests.promotions.rows import SINCE

FINISH = "Finish the deciding of Engineering"
OWED = "Finish the deciding of Engineering: nothing is left to decide"


@pytest.fixture
def both(deciding):
    """Petra of People Ops is reviewed in the group herself; Frida is People Ops too, and is not. Lena's is settled."""
    cast = deciding.cast
    rows.on_roster(deciding.group, cast.petra, cast.mei, deciding.version, "IC2")
    Grant.objects.create(person=cast.frida, kind="people_ops", reason="A second one", from_at=SINCE)
    workflow.withdraw_decision(deciding.decision, cast.frida)
    return deciding


@pytest.fixture
def petras(both):
    """The decision on the pitch for Petra, open."""
    pitch = rows.pitch(both.group, both.cast.petra, both.cast.mei, both.version, "IC2", "IC3", state="submitted")
    about = {"subject": pitch.subject, "author": pitch.author, "ends_on": DAY}
    about |= {"target": pitch.target, "version": pitch.version}
    return Decision.objects.create(pitch=pitch, group=both.group, **about)


def owed(person):
    return [each.sentence for each in notices.owed(person, DAY)]


def all_that_petra_learns(both, sign_in):
    """The page of decisions, the answer to the press, and what she owes."""
    client = sign_in(both.cast.petra)
    page = client.get(f"/groups/{both.group.pk}/decisions/")
    press = client.post(f"/groups/{both.group.pk}/decisions/finish/")
    shown = [text(each).split("<main")[1].split("</main>")[0] for each in (page, press)]
    return press.status_code, owed(both.cast.petra), *shown


def test_who_is_in_the_group_learns_nothing_of_a_decision_on_themselves(both, petras, sign_in):
    while_open = all_that_petra_learns(both, sign_in)
    assert while_open[:2] == (403, [])
    assert FINISH not in while_open[2]
    assert "Another person of People Ops finishes the deciding of this group" in while_open[2]
    workflow.withdraw_decision(petras, both.cast.frida)
    assert all_that_petra_learns(both, sign_in) == while_open


def test_another_person_of_people_ops_finishes_it(both, petras, sign_in):
    client, address = sign_in(both.cast.frida), f"/groups/{both.group.pk}/decisions/"
    assert owed(both.cast.frida) == []
    early = client.post(f"{address}finish/")
    assert early.status_code == 409
    assert "There are decisions that nobody has confirmed yet." in text(early)
    assert Group.objects.get(pk=both.group.pk).state == "deciding"
    workflow.withdraw_decision(petras, both.cast.frida)
    assert owed(both.cast.frida) == [OWED]
    assert client.post(f"{address}finish/").status_code == 302
    assert Group.objects.get(pk=both.group.pk).state == "finalising"


def test_who_keeps_away_from_somebody_in_the_group_does_not_finish_it_either(deciding, sign_in):
    Exclusion.objects.create(group=deciding.group, person=deciding.cast.petra, subject=deciding.cast.lena)
    client = sign_in(deciding.cast.petra)
    assert client.post(f"/groups/{deciding.group.pk}/decisions/finish/").status_code == 403
    page = text(client.get(f"/groups/{deciding.group.pk}/decisions/"))
    assert "No decision of this group is one you have a part in." in page
    assert "Lena" not in page
