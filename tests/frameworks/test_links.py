"""Links that stay: to a level, an axis, what a role asks there, an example; and what is said of what is gone."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest

from frameworks.format.document import Axis, Behaviour, Expectation, Level, Role
from frameworks.loading import load
from frameworks.models import Behaviour as Row
from tests.frameworks.test_pages import text
from tests.shared import shared
from tests.shipped import fixture, publish

SENTENCE = "Solves tasks that somebody else has cut to size, with help along the way."


def with_role(document, code, **change):
    roles = tuple(replace(role, **change) if role.code == code else role for role in document.roles)
    return replace(document, roles=roles)


def reworded(document, code, axis, behaviours):
    """The document with other examples at a role's axis."""
    role = next(one for one in document.roles if one.code == code)
    asked = tuple(replace(one, behaviours=behaviours) if one.axis == axis else one for one in role.expectations)
    return with_role(document, code, expectations=asked)


def identity_of(sentence, **at):
    return Row.objects.get(text=sentence, **at).identity_id


@shared
def two(cast):
    """IC1's tasks are reworded by version 2, and its second example is dropped."""
    first = publish("engineering-1")
    examples = next(e for e in fixture("engineering-1").roles[0].expectations if e.axis == "execution").behaviours
    kept = replace(examples[0], text=examples[0].text + " Always.")
    second = reworded(fixture("engineering-1"), "IC1", "execution", (kept, *examples[2:]))
    second = publish_document(replace(second, version="2"))
    return first, second, examples


def publish_document(document):
    from frameworks import workflow

    return workflow.publish(load(document), by=None)


def test_the_link_of_an_example_leads_to_it_also_once_it_was_reworded(cast, two, sign_in):
    first, _second, examples = two
    pk = identity_of(examples[0].text, version=first)
    client = sign_in(cast.ines)
    there = client.get(f"/frameworks/engineering/behaviours/{pk}/")["Location"]
    assert there == f"/frameworks/engineering/roles/IC1/#example-{pk}"
    page = client.get("/frameworks/engineering/roles/IC1/").content.decode()
    assert f'<li id="example-{pk}">{examples[0].text} Always.' in page
    assert f'href="/frameworks/engineering/behaviours/{pk}/" data-copy="Copied"' in page


def test_the_link_of_an_example_that_is_gone_says_since_when_and_what_is_nearest(cast, two, sign_in):
    first, _second, examples = two
    pk = identity_of(examples[1].text, version=first)
    answer = sign_in(cast.ines).get(f"/frameworks/engineering/behaviours/{pk}/")
    assert answer.status_code == 410
    said = text(answer)
    assert "This framework has not had it since version 2, published on " in said
    assert f"What version 1 said last {examples[1].text} Read it where it stood, in version 1" in said
    assert f'href="/frameworks/engineering/roles/IC1/?version=1#example-{pk}"' in answer.content.decode()
    assert "Nearest to it today" in said


@pytest.mark.parametrize("more", ["", " And tells the others of it."])
def test_an_example_that_was_moved_is_itself_and_one_that_was_reworded_too_is_what_is_nearest(cast, sign_in, more):
    first = publish("engineering-1")
    base = fixture("engineering-1")
    moved = next(e for e in base.roles[0].expectations if e.axis == "execution").behaviours
    there = next(e for e in base.roles[1].expectations if e.axis == "execution").behaviours
    second = reworded(base, "IC1", "execution", moved[1:])
    second = reworded(second, "IC2", "execution", (*there, Behaviour(text=moved[0].text + more)))
    second = publish_document(replace(second, version="2"))
    old = identity_of(moved[0].text, version=first)
    new = identity_of(moved[0].text + more, version=second)
    answer = sign_in(cast.ines).get(f"/frameworks/engineering/behaviours/{old}/")
    there = f"/frameworks/engineering/roles/IC2/#example-{new}"
    if more:
        assert old != new
        assert f'<a href="{there}">{moved[0].text}{more}</a>' in answer.content.decode()
    else:
        assert old == new
        assert answer["Location"] == there


def test_an_example_of_a_step_is_linked_on_the_page_of_its_axis(cast, sign_in):
    version = publish("growth-1")
    row = Row.objects.filter(version=version, version_step__step__number=2).first()
    axis = row.version_step.version_axis.axis.code
    client = sign_in(cast.ines)
    there = client.get(f"/frameworks/growth/behaviours/{row.identity_id}/")["Location"]
    assert there == f"/frameworks/growth/axes/{axis}/#example-{row.identity_id}"
    page = client.get(f"/frameworks/growth/axes/{axis}/").content.decode()
    assert f'id="example-{row.identity_id}"' in page
    assert 'id="step-2"' in page


def test_an_axis_is_read_over_all_levels(cast, sign_in):
    publish("engineering-1")
    publish("ladders-1")
    client = sign_in(cast.ines)
    said = text(client.get("/frameworks/engineering/axes/execution/"))
    assert said.index("IC1, Engineer I") < said.index("IC2, Engineer II") < said.index("IC5")
    assert "Not judged at" not in said
    steps = text(client.get("/frameworks/ladders/axes/technology/"))
    assert "Adopts step 1" in steps
    assert "Asked at D1" in steps
    assert "Creates step 5" in steps
    assert "Asked at D6 , D7" in steps


def test_a_level_leads_to_its_role_or_shows_those_that_stand_on_it(cast, sign_in):
    publish("engineering-1")
    publish("ladders-1")
    client = sign_in(cast.ines)
    assert client.get("/frameworks/engineering/levels/IC2/")["Location"] == "/frameworks/engineering/roles/IC2/"
    level = next(role.level for role in fixture("ladders-1").roles if role.code == "TL4")
    said = text(client.get(f"/frameworks/ladders/levels/{level}/"))
    assert "D4" in said
    assert "TL4" in said
    assert "TPM4" in said
    assert client.get("/frameworks/ladders/levels/nine/").status_code == 404


def test_each_wording_on_the_page_of_an_axis_leads_to_what_is_said_of_it(cast, sign_in):
    publish("ladders-1")
    publish("engineering-1")
    client = sign_in(cast.ivan)
    for slug, axis, place in (("ladders", "people", "step=2"), ("engineering", "execution", "role=IC2")):
        page = client.get(f"/frameworks/{slug}/axes/{axis}/").content.decode()
        wording = f"/frameworks/{slug}/wording/"
        found = re.findall(rf'href="{re.escape(wording)}\?([^"]+)">Comment on this wording', page)
        named = [set(one.split("&amp;")) for one in found]
        assert {place, f"axis={axis}"} in named, slug
        assert len(found) == len(set(found)) == page.count("Comment on this wording") >= 5
        for one in found:
            assert client.get(f"{wording}?{one.replace('&amp;', '&')}").status_code == 200


def test_a_role_leads_to_the_other_roles_of_its_level_and_a_level_has_its_link(cast, sign_in):
    publish("ladders-1")
    publish("engineering-1")
    client, level = sign_in(cast.ivan), "/frameworks/ladders/levels/5/"
    assert (
        f'<a href="{level}">Every role of level 5</a>' in client.get("/frameworks/ladders/roles/D5/").content.decode()
    )
    assert f'href="{level}" data-copy' in client.get(level).content.decode()
    assert "Every role of level" not in text(client.get("/frameworks/engineering/roles/IC2/"))


def test_what_a_role_asks_on_an_axis_has_an_address(cast, sign_in):
    publish("engineering-1")
    client = sign_in(cast.ines)
    there = client.get("/frameworks/engineering/roles/IC2/axes/execution/")["Location"]
    assert there == "/frameworks/engineering/roles/IC2/#axis-execution"
    assert client.get("/frameworks/engineering/roles/IC2/axes/nothing/").status_code == 404


def tiny(version, roles, axes):
    """A framework of two axes and three ranks."""
    base = fixture("points-1")
    levels = tuple(Level(code=code, rank=rank) for code, rank in (("one", 1), ("two", 2)))
    return replace(
        fixture("engineering-1"),
        framework="tiny",
        title="Tiny",
        version=version,
        levels=levels,
        axes=axes,
        roles=roles,
        tracks=base.tracks[:1],
        terminal_level="",
        add_on_roles=(),
        rule=replace(base.rule, kind="guidance", conditions=()),
    )


def test_a_role_and_an_axis_that_are_gone_say_where_one_looks_now(cast, sign_in):
    track = fixture("points-1").tracks[0].code
    craft, care = Axis(code="craft", name="Craft"), Axis(code="care", name="Care")
    asks = (Expectation(axis="craft", summary="Makes things."), Expectation(axis="care", summary="Cares."))
    junior = Role(code="junior", level="one", tracks=(track,), title="Junior", expectations=asks)
    senior = Role(code="senior", level="two", tracks=(track,), title="Senior", expectations=asks)
    publish_document(tiny("1", (junior, senior), (craft, care)))
    starter = replace(junior, code="starter", title="Starter", expectations=asks[:1])
    other = Axis(code="skill", name="CRAFT", question="What do they make?")
    asks_now = (Expectation(axis="skill", summary="Makes things."),)
    now = tiny("2", (replace(starter, expectations=asks_now), replace(senior, expectations=asks_now)), (other,))
    publish_document(now)
    client = sign_in(cast.ines)
    role = client.get("/frameworks/tiny/roles/junior/")
    assert role.status_code == 410
    assert "Junior: no longer there" in text(role)
    assert '<a href="/frameworks/tiny/roles/starter/">Starter</a>' in role.content.decode()
    axis = client.get("/frameworks/tiny/axes/craft/")
    assert axis.status_code == 410
    assert '<a href="/frameworks/tiny/axes/skill/">CRAFT</a>' in axis.content.decode()
    care_page = text(client.get("/frameworks/tiny/axes/care/"))
    assert "Nothing in the version in force says nearly the same. The whole framework" in care_page
    asked = client.get("/frameworks/tiny/roles/senior/axes/care/")
    assert asked.status_code == 410
    assert "Senior: Care: no longer there" in text(asked)
    assert client.get("/frameworks/tiny/roles/junior/?version=1").status_code == 200
    assert client.get("/frameworks/tiny/roles/junior/?version=2").status_code == 404
    assert client.get("/frameworks/tiny/roles/nobody/").status_code == 404
    assert client.get(f"/frameworks/tiny/behaviours/{uuid4()}/").status_code == 404


def test_what_is_gone_is_not_looked_for_in_a_draft(cast, sign_in):
    publish("engineering-1")
    base = fixture("engineering-1")
    draft = load(reworded(replace(base, version="2"), "IC1", "execution", (Behaviour(text="Only drafted."),)))
    pk = identity_of("Only drafted.", version=draft)
    assert sign_in(cast.ines).get(f"/frameworks/engineering/behaviours/{pk}/").status_code == 404
    assert sign_in(cast.frida).get(f"/frameworks/engineering/behaviours/{pk}/").status_code == 404
    assert sign_in(cast.frida).get(f"/frameworks/engineering/behaviours/{pk}/?version=2").status_code == 302


QUERIES = {
    "/frameworks/engineering/axes/execution/": 4,
    "/frameworks/engineering/levels/IC2/": 4,
    "/frameworks/engineering/roles/IC2/axes/execution/": 4,
}


def test_links_take_the_same_few_queries(cast, sign_in, django_assert_num_queries):
    version = publish("engineering-1")
    pk = identity_of(SENTENCE, version=version) if Row.objects.filter(text=SENTENCE).exists() else None
    first = Row.objects.filter(version=version).first().identity_id
    client = sign_in(cast.ines)
    for address, count in (QUERIES | {f"/frameworks/engineering/behaviours/{pk or first}/": 4}).items():
        client.get(address)
        with django_assert_num_queries(count):
            client.get(address)
