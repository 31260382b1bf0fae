"""Roles laid over one another, and somebody against a role, by steps."""

import pytest

from frameworks import hooks
from tests.frameworks.test_pages import text
from tests.shared import shared
from tests.shipped import publish


@shared
def ladders(cast):
    return publish("ladders-1")


@pytest.fixture
def found_at(monkeypatch):
    """Ivan was found at these steps, which he and Mei may read."""
    steps = {"technology": 3, "system": 2, "people": 1, "process": 4, "influence": 9}

    def steps_of(person, viewer, framework):
        return steps if person.name == "Ivan" and viewer.name in ("Ivan", "Mei") else {}

    monkeypatch.setattr("frameworks.views.drawings.steps_of", [steps_of])
    return steps


def test_any_roles_are_laid_over_one_another(cast, ladders, sign_in):
    page = sign_in(cast.ines).get("/frameworks/ladders/radar/", {"roles": ["D4", "TL4", "EM5"]})
    body, said = page.content.decode(), text(page)
    assert body.count('<polygon class="radar-shape') == 3
    assert "Technology 3 Evangelizes 2 Specializes 3 Evangelizes" in said
    assert 'href="/frameworks/ladders/radar.svg?roles=D4%2CTL4%2CEM5"' in body
    assert 'value="TL4" checked' in body
    assert 'value="D5">' in body


def test_a_shape_is_called_what_its_role_is_called(cast, sign_in):
    publish("growth-1")
    client = sign_in(cast.ines)
    said = text(client.get("/frameworks/growth/radar/?roles=engineer,senior"))
    assert "Axis Software Engineer Senior Software Engineer Product" in said
    file = client.get("/frameworks/growth/radar.svg?roles=engineer,senior").content.decode()
    assert "Growth: Software Engineer, Senior Software Engineer" in file


def test_who_was_told_nothing_with_steps_is_told_so(cast, ladders, sign_in):
    said = text(sign_in(cast.ines).get(f"/frameworks/ladders/radar/?roles=D4&person={cast.ines.pk}"))
    assert "You have not been told a result with steps of this framework, so no shape is drawn for you." in said


def test_somebody_is_drawn_against_a_role_for_whoever_may_read_it(cast, ladders, sign_in, found_at):
    address = f"/frameworks/ladders/radar/?roles=D4&person={cast.ivan.pk}"
    own = text(sign_in(cast.ivan).get(address))
    assert "Your own shape is where you were found when you were last told." in own
    assert "System 3 Owns 2 Designs" in own
    assert "Influence 2 Team nothing asked" in own  # a step that the version does not have is none
    manager = sign_in(cast.mei).get(address)
    assert "The shape of Ivan is where they were found in the newest result that you can read." in text(manager)
    stranger = text(sign_in(cast.lena).get(address))
    assert "There is no result of Ivan with steps of this framework that you can read" in stranger
    assert "Designs" not in stranger.partition("Influence 2 Team")[0]
    file = sign_in(cast.lena).get(f"/frameworks/ladders/radar.svg?roles=D4&person={cast.ivan.pk}")
    assert "Ivan" not in file.content.decode()
    mine = sign_in(cast.mei).get(f"/frameworks/ladders/radar.svg?roles=D4&person={cast.ivan.pk}").content.decode()
    assert "System: 3 Owns, 2 Designs." in mine


def test_more_than_four_shapes_are_refused_with_a_sentence(cast, ladders, sign_in):
    page = sign_in(cast.ines).get("/frameworks/ladders/radar/?roles=D1,D2,D3,D4,D5")
    assert page.status_code == 400
    assert "At most 4 shapes can be told apart in one drawing. Take some away." in text(page)


STRANGER = "8c2a6d8e-4f0b-4c1d-9a7e-3b5f60718293"


@pytest.mark.parametrize("query", ["roles=D4,D4x", "roles=%00", "person=nobody", f"person={STRANGER}", "person=%00"])
def test_what_is_not_there_is_a_404(cast, ladders, sign_in, query):
    assert sign_in(cast.ines).get(f"/frameworks/ladders/radar/?{query}").status_code == 404
    assert sign_in(cast.ines).get(f"/frameworks/ladders/radar.svg?roles=D4&{query}").status_code == 404


def test_a_framework_without_steps_has_no_drawing(cast, sign_in):
    publish("engineering-1")
    client = sign_in(cast.ines)
    assert client.get("/frameworks/engineering/radar/?roles=IC2").status_code == 404
    assert "drawing" not in text(client.get("/frameworks/engineering/"))


def test_the_first_page_of_it_is_empty_and_offers_the_roles(cast, ladders, sign_in, django_assert_num_queries):
    client = sign_in(cast.ines)
    said = text(client.get("/frameworks/ladders/radar/"))
    assert "Me, as I was last told" in said
    assert "Draw them" in said
    with django_assert_num_queries(4):
        client.get("/frameworks/ladders/radar/?roles=D4,D5")
    assert list(hooks.steps_of), "reviews says at which steps people were found"
