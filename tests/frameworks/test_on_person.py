"""The person's page shows the role and its history to the person, the managers above and People Ops."""

from datetime import date

import pytest

from accounts.models import Organisation
from frameworks.models import Framework, Level, Placement, Role
from tests.chance import markup
from tests.shared import shared


@shared
def placed(cast):
    """Lena was IC2 and is IC3."""
    framework = Framework.objects.create(slug="craft", title="Craft")
    for code, from_on, to_on in [("IC2", date(2024, 1, 1), date(2025, 6, 30)), ("IC3", date(2025, 7, 1), None)]:
        level = Level.objects.create(framework=framework, code=code)
        role = Role.objects.create(framework=framework, code=code, level=level)
        Placement.objects.create(person=cast.lena, role=role, from_on=from_on, to_on=to_on)
    return cast.lena


def page_as(client, person) -> str:
    return markup(client.get(f"/people/{person.pk}/"))


@pytest.mark.parametrize("reader", ["lena", "marco", "dilan", "hanne", "petra"])
def test_these_see_the_role_and_its_history(cast, placed, sign_in, reader):
    page = page_as(sign_in(getattr(cast, reader)), placed)
    assert "Craft, since 1 July 2025" in page
    assert "Craft, 1 January 2024 to 30 June 2025" in page
    assert 'href="/frameworks/craft/roles/IC3/"' in page


@pytest.mark.parametrize("reader", ["ivan", "mei", "noor", "dana", "pavel", "frida", "otto"])
def test_colleagues_do_not(cast, placed, sign_in, reader):
    page = page_as(sign_in(getattr(cast, reader)), placed)
    assert "IC3" not in page
    assert "Craft" not in page


def test_colleagues_do_where_the_organisation_has_opened_roles(cast, placed, sign_in):
    Organisation.objects.update(roles_are_open=True)
    assert "Craft, since 1 July 2025" in page_as(sign_in(cast.ivan), placed)


def test_a_role_that_begins_later_is_shown_as_such(cast, placed, sign_in):
    Placement.objects.filter(to_on__isnull=True).update(from_on=date(2199, 1, 1))
    assert "Craft, from 1 January 2199" in page_as(sign_in(cast.petra), placed)
