"""Who holds which role from which day."""

from datetime import date

import pytest

from accounts.models import Event
from accounts.moves import Conflict
from frameworks import reading
from frameworks.loading import load
from frameworks.models import Placement
from frameworks.placements import place, role_on
from tests.shared import shared
from tests.shipped import fixture


@shared
def roles(cast):
    return reading.roles(load(fixture("engineering-1")))


def held(person):
    found = Placement.objects.filter(person=person).order_by("from_on").select_related("role")
    return [(one.role.code, one.from_on, one.to_on) for one in found]


def test_a_new_role_ends_the_earlier_one_the_day_before(cast, roles):
    place(cast.lena, roles["IC3"], date(2025, 3, 1), by=cast.petra)
    place(cast.lena, roles["IC4"], date(2027, 1, 1), by=cast.petra)
    assert held(cast.lena) == [
        ("IC3", date(2025, 3, 1), date(2026, 12, 31)),
        ("IC4", date(2027, 1, 1), None),
    ]
    assert role_on(cast.lena, date(2025, 2, 28)) is None
    assert role_on(cast.lena, date(2026, 12, 31)).role.code == "IC3"
    assert role_on(cast.lena, date(2027, 1, 1)).role.code == "IC4"
    assert Event.objects.filter(verb="place", about=cast.lena).count() == 2


def test_the_same_role_again_changes_nothing(cast, roles):
    first = place(cast.lena, roles["IC3"], date(2025, 3, 1), by=None)
    assert place(cast.lena, roles["IC3"], date(2026, 3, 1), by=None).pk == first.pk
    assert held(cast.lena) == [("IC3", date(2025, 3, 1), None)]


def test_on_its_first_day_a_placement_is_put_right(cast, roles):
    place(cast.lena, roles["IC3"], date(2025, 3, 1), by=None)
    place(cast.lena, roles["IC2"], date(2025, 3, 1), by=None)
    assert held(cast.lena) == [("IC2", date(2025, 3, 1), None)]


def test_a_placement_before_a_later_one_is_a_conflict(cast, roles):
    place(cast.lena, roles["IC3"], date(2025, 3, 1), by=None)
    with pytest.raises(Conflict) as refused:
        place(cast.lena, roles["IC2"], date(2024, 3, 1), by=None)
    assert refused.value.sentence == "Lena has a role that begins later. Nothing was changed; choose a day after it."
    assert held(cast.lena) == [("IC3", date(2025, 3, 1), None)]
