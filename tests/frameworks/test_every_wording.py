"""What is asked in a cell of any kind is commented on, and other words for it are proposed: of a role, of a step, of
everybody, of a level, by a department."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict

from accounts import clock
from accounts.moves import Conflict
from frameworks import commenting, reading, wordings, workflow
from frameworks.asked import Ladder
from frameworks.handbook import handbook
from frameworks.loading import load
from frameworks.models import Comment, Flag, HeldComment, Level, Proposal, Role, Step
from frameworks.wordings import Wording
from tests.frameworks.every_wording import CELLS, HERE, bakery, example, publish
from tests.frameworks.test_pages import text
from tests.shared import shared

WORDING = HERE + "wording/"
PROPOSE = WORDING + "propose/"
OTHER = "Other words for it."
WHY = "Nobody understands it."
SPOKEN_OF = r'href="([^"]+)">Comment on (?:this wording|what this role itself asks)'
cells = pytest.mark.parametrize("cell", [pytest.param(cell, id=name) for name, cell in CELLS.items()])


@shared
def version(cast):
    return publish()


def asking(wording: Wording, **more: str) -> dict[str, str]:
    """What an address says of a wording."""
    given = {"level": wording.level, "role": wording.role, "axis": wording.axis, "layer": wording.layer}
    given |= {"behaviour": wording.behaviour, "everybody": "yes" if wording.everybody else ""}
    given |= {"step": "" if wording.step is None else str(wording.step)}
    return {name: value for name, value in (given | more).items() if value}


# -- the rule ------------------------------------------------------------------------------------------


WRONG = {
    "a level and a role": Wording(level="B1", role="B1"),
    "a level and a role on an axis": Wording(level="B1", role="B1", axis="heat"),
    "a step without an axis": Wording(step=1),
    "everybody without an axis": Wording(everybody=True),
    "a layer without a role": Wording(axis="dough", layer="city"),
    "a layer without an axis": Wording(role="B1", layer="city"),
    "a layer and a level": Wording(axis="dough", level="B1", layer="city"),
    "a role and a step": Wording(role="B1", axis="dough", step=1),
    "a level and a step": Wording(level="B1", axis="dough", step=1),
    "everybody and a role": Wording(role="B1", axis="heat", everybody=True),
    "everybody and a step": Wording(axis="dough", step=1, everybody=True),
    "an example of an axis": Wording(axis="heat", behaviour=str(uuid4())),
    "an example of a role": Wording(role="B1", behaviour=str(uuid4())),
    "an example of nothing": Wording(behaviour=str(uuid4())),
}
NOWHERE = {
    "a step that is not there": Wording(axis="dough", step=2),
    "a step of an axis without steps": Wording(axis="heat", step=1),
    "a layer that is not there": Wording(axis="dough", role="B1", layer="land"),
    "a layer where its role asks nothing": Wording(axis="dough", role="B2", layer="city"),
    "a layer where its role is not judged": Wording(axis="heat", role="B2", layer="city"),
    "a level that is not there": Wording(axis="heat", level="B9"),
    "a level that is not written": Wording(axis="heat", level="B3"),
    "everybody on an axis that is not there": Wording(axis="wit", everybody=True),
    "an example that is not there": Wording(axis="heat", everybody=True, behaviour=str(uuid4())),
}
none_has_it = pytest.mark.parametrize("wrong", [pytest.param(one, id=name) for name, one in (WRONG | NOWHERE).items()])


def identified() -> Ladder:
    """The framework with identities that stand still: each example's own words."""

    def known(asked):
        return replace(asked, behaviours=tuple(replace(one, identity=one.text) for one in asked.behaviours))

    found = bakery()
    axes = tuple(replace(axis, steps=tuple(map(known, axis.steps))) for axis in found.axes)
    levels = tuple(replace(one, expectations=tuple(map(known, one.expectations))) for one in found.levels)
    roles = tuple(replace(one, expectations=tuple(map(known, one.expectations))) for one in found.roles)
    adds = [(layer, [replace(one, expectations=tuple(map(known, one.expectations))) for one in layer.roles])
            for layer in found.layers]  # fmt: skip
    layers = tuple(replace(layer, roles=tuple(added)) for layer, added in adds)
    everybody = tuple(map(known, found.expectations))
    return Ladder(replace(found, axes=axes, levels=levels, roles=roles, layers=layers, expectations=everybody))


@cells
def test_each_cell_has_its_text_and_its_example(cell):
    ladder = identified()
    assert wordings.stands(ladder, cell.wording)
    assert wordings.text_of(ladder, cell.wording) == wordings.own_text(ladder, cell.wording) == cell.says
    assert [one.text for one in wordings.examples(ladder, cell.wording)] == [cell.example]
    there = cell.wording._replace(behaviour=cell.example)
    assert wordings.stands(ladder, there)
    assert wordings.text_of(ladder, there) == cell.example
    elsewhere = [other.wording._replace(behaviour=cell.example) for other in CELLS.values() if other != cell]
    assert not any(wordings.stands(ladder, one) for one in elsewhere)


@none_has_it
def test_what_no_version_has_does_not_stand_and_says_nothing(wrong):
    ladder = identified()
    assert not wordings.stands(ladder, wrong)
    assert wordings.text_of(ladder, wrong) == wordings.own_text(ladder, wrong) == ""
    assert not wrong.is_cell or wrong in NOWHERE.values()


@cells
def test_a_wording_comes_back_from_its_address(cell):
    for one in (cell.wording, cell.wording._replace(behaviour=str(uuid4()))):
        query = QueryDict(mutable=True)
        query.update(asking(one))
        assert wordings.named(query) == one
        assert one.said == asking(one)


def test_what_is_asked_nowhere_yet_may_be_missed():
    ladder = identified()
    for missed in (Wording(axis="dough", everybody=True), Wording(axis="dough", level="B2"), Wording(axis="heat")):
        assert wordings.stands(ladder, missed)
        assert wordings.text_of(ladder, missed) == ""


# -- the database --------------------------------------------------------------------------------------


@pytest.fixture
def columns(version):
    """One of each thing that a row may name."""
    axis = reading.axes(version)["dough"]
    return {
        "level": Level.objects.get(code="B1"),
        "role": Role.objects.get(code="B1"),
        "axis": axis,
        "step": Step.objects.get(axis=axis, number=0),
        "layer": "city",
        "is_for_everybody": True,
        "behaviour": example(version, CELLS["step"]).behaviour,
    }


SHAPES = [
    "",
    "level",
    "role",
    "axis",
    "axis role",
    "axis level",
    "axis role layer",
    "axis step",
    "axis is_for_everybody",
]
NAMES = ("level", "role", "axis", "step", "layer", "is_for_everybody")
COMBINATIONS = [
    " ".join(name for place, name in enumerate(NAMES) if number >> place & 1) for number in range(2 ** len(NAMES))
]


def test_the_database_keeps_what_is_on_one_wording_and_nothing_else(cast, version, columns):
    """Every combination of columns, with and without an example: those that are a wording, and no other."""
    valid = {frozenset(one.split()) for one in SHAPES}
    with_example = {one for one in valid if "axis" in one and len(one) > 1}
    for held in (False, True):
        for combination in COMBINATIONS:
            for has_example in (False, True):
                named = frozenset(combination.split())
                given = {name: columns[name] for name in named}
                if has_example:
                    key = "behaviour" if held else "behaviour_id"
                    given |= {key: columns["behaviour"]}
                more = {"written_on": clock.today()} if held else {"shown_on": clock.today(), "author": cast.ivan}
                model = HeldComment if held else Comment
                try:
                    with transaction.atomic():
                        model.objects.create(version=version, said="Why?", **given, **more)
                    taken = True
                except IntegrityError:
                    taken = False
                assert taken is (named in (with_example if has_example else valid)), (model, combination, has_example)


@pytest.mark.parametrize("shape", SHAPES)
def test_an_example_comes_to_a_cell_alone(cast, version, columns, shape):
    given = {name: columns[name] for name in shape.split()}
    is_cell = "axis" in given and len(given) > 1
    row = Proposal(
        version=version, kind="add", text=OTHER, reason=WHY, author=cast.ivan, proposed_on=clock.today(), **given
    )
    if is_cell:
        row.save()
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


# -- comments ------------------------------------------------------------------------------------------


@cells
@pytest.mark.parametrize("is_example", [False, True])
def test_a_member_comments_on_it_and_it_stands_there_alone(cast, version, sign_in, cell, is_example):
    client = sign_in(cast.ivan)
    page = client.get(WORDING, asking(cell.wording))
    said = text(page)
    assert cell.says in said
    assert cell.example in said
    assert f"<h1>{cell.title}</h1>" in re.sub(r"<h1[^>]*>", "<h1>", page.content.decode())
    what = example(version, cell).behaviour if is_example else ""
    form = {"said": "What is meant?", "is_named": "yes", "form": str(uuid4()), "what": what}
    answer = client.post(WORDING, asking(cell.wording) | form)
    assert answer.status_code == 302
    assert "What is meant? " in text(sign_in(cast.mei).get(answer["Location"]))
    comment = Comment.objects.get()
    assert wordings.wording_of(comment) == cell.wording._replace(behaviour=what)
    assert comment.was == (cell.example if is_example else cell.says)
    for other in CELLS.values():
        if other != cell:
            assert "What is meant?" not in text(client.get(WORDING, asking(other.wording)))
    queue = text(sign_in(cast.frida).get(HERE + "flags/"))
    assert cell.title in queue
    assert comment.was in queue


@cells
def test_what_is_sent_names_it_in_the_form_and_not_in_the_address(cast, version, sign_in, cell):
    page = sign_in(cast.ivan).get(WORDING, asking(cell.wording)).content.decode()
    assert f'method="post" action="{WORDING}"' in page
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)"', page))
    assert {name: fields[name] for name in asking(cell.wording)} == asking(cell.wording)


@cells
@pytest.mark.parametrize("is_example", [False, True])
def test_without_a_name_it_is_held_and_comes_out_on_the_same_wording(
    cast, version, sign_in, monkeypatch, cell, is_example
):
    now = datetime(2026, 12, 9, 10, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "today", lambda: now.date())
    wanted = example(version, cell) if is_example else cell.wording
    form = {"said": "Held", "is_named": "no", "form": str(uuid4()), "what": wanted.behaviour}
    answer = sign_in(cast.ivan).post(WORDING, asking(cell.wording) | form)
    assert answer.status_code == 302
    assert not Comment.objects.exists()
    assert wordings.wording_of(HeldComment.objects.get()) == wanted
    now = datetime(2026, 12, 10, 10, tzinfo=UTC)
    commenting.let_out(clock.today())
    comment = Comment.objects.get()
    assert wordings.wording_of(comment) == wanted
    assert (comment.author, comment.said) == (None, "Held")
    assert comment.was == (cell.example if is_example else cell.says)
    assert not HeldComment.objects.exists()


def test_a_flag_that_is_held_beside_them_comes_out_as_a_flag(cast, version, monkeypatch):
    now = datetime(2026, 12, 9, 10, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "today", lambda: now.date())
    role, axis = reading.roles(version)["B1"], reading.axes(version)["heat"]
    on = {"version": version, "written_on": now.date(), "role": role, "axis": axis}
    HeldComment.objects.create(is_flag=True, **on)
    commenting.comment(version, CELLS["everybody"].wording, cast.ivan, "Held", is_named=False)
    now = datetime(2026, 12, 10, 10, tzinfo=UTC)
    commenting.let_out(clock.today())
    assert list(Flag.objects.values_list("role", "axis")) == [(role.pk, axis.pk)]
    assert [wordings.wording_of(one) for one in Comment.objects.all()] == [CELLS["everybody"].wording]


@cells
def test_of_a_draft_nobody_speaks(cast, version, sign_in, cell):
    draft = load(replace(bakery(), version="2"))
    place = asking(cell.wording) | {"version": draft.label}
    for person in (cast.ivan, cast.frida):
        client = sign_in(person)
        answer = client.post(
            f"{WORDING}?version={draft.label}", asking(cell.wording) | {"said": "x", "is_named": "yes"}
        )
        assert answer.status_code == 404
        assert client.get(PROPOSE, place).status_code == 404
    with pytest.raises(Conflict):
        commenting.comment(draft, cell.wording, cast.ivan, "x")


@none_has_it
def test_what_no_version_has_is_a_404(cast, version, sign_in, wrong):
    client = sign_in(cast.ivan)
    if not wrong.behaviour or wrong in WRONG.values():
        assert client.get(WORDING, asking(wrong)).status_code == 404
        assert client.post(WORDING, asking(wrong) | {"said": "x", "is_named": "yes"}).status_code == 404
    assert client.get(PROPOSE, asking(wrong)).status_code == 404
    with pytest.raises(Conflict):
        commenting.comment(version, wrong, cast.ivan, "x")


@pytest.mark.parametrize(
    "given",
    [
        {"axis": "dough", "step": "99999999999"},
        {"axis": "dough", "step": "999999999"},
        {"axis": "dough", "step": "1e3"},
        {"axis": "dough", "step": "-1"},
        {"axis": "dough", "step": "1.0"},
        {"axis": "dough", "step": "²"},
        {"axis": "dough", "step": "٣"},
        {"axis": "dough", "step": "\0"},
        {"axis": "dough", "step": " "},
        {"axis": "heat", "everybody": "\0"},
        {"axis": "heat", "everybody": "no"},
        {"axis": "dough", "role": "B1", "layer": "\0"},
        {"axis": "dough", "role": "B1", "layer": "city\0"},
        {"axis": "dough", "role": "B1", "layer": "x" * 5000},
        {"axis": "heat\0", "everybody": "yes"},
        {"axis": "heat", "everybody": "yes", "behaviour": "no-id"},
    ],
)
def test_what_no_address_can_mean_is_a_404(cast, version, sign_in, given):
    client = sign_in(cast.ivan)
    for page in (WORDING, PROPOSE):
        assert client.get(page, given).status_code == 404
    assert client.post(WORDING, given | {"said": "x", "is_named": "yes"}).status_code == 404


def test_a_layer_of_another_framework_is_a_404(cast, version, sign_in):
    workflow.publish(load(replace(bakery(), framework="cakes", layers=())), by=None)
    client = sign_in(cast.ivan)
    place = asking(CELLS["layer"].wording)
    assert client.get(WORDING, place).status_code == 200
    assert client.get(WORDING.replace("bakery", "cakes"), place).status_code == 404


# -- where it stands -----------------------------------------------------------------------------------


@cells
def test_it_is_read_where_it_stands_and_spoken_of_from_there(cast, version, sign_in, cell):
    client = sign_in(cast.ivan)
    stands = re.findall(
        r'<a href="([^"]+)">Read it where it stands', client.get(WORDING, asking(cell.wording)).content.decode()
    )
    assert stands == [f"{HERE}{cell.page}#{cell.mark}"]
    page = client.get(HERE + cell.page).content.decode()
    assert page.count(f'id="{cell.mark}"') == 1
    assert cell.says in page
    assert page.count(f'id="example-{example(version, cell).behaviour}"') == 1
    links = [one.replace("&amp;", "&") for one in re.findall(SPOKEN_OF, page)]
    assert [wordings.named(QueryDict(one.partition("?")[2])) for one in links].count(cell.wording) == 1


def test_each_text_of_a_role_and_of_a_level_leads_to_what_is_said_of_it(cast, version, sign_in):
    client = sign_in(cast.ivan)

    def spoken_of(page):
        found = re.findall(SPOKEN_OF, client.get(HERE + page).content.decode())
        return {wordings.named(QueryDict(one.replace("&amp;", "&").partition("?")[2])) for one in found}

    both = {CELLS["everybody"].wording, CELLS["level"].wording}
    heat, dough = Wording(role="B1", axis="heat"), Wording(role="B1", axis="dough")
    assert spoken_of("roles/B1/") == both | {CELLS["layer"].wording, heat, dough}
    assert spoken_of("levels/B1/") == {CELLS["level"].wording}
    assert "Calls when it smokes." in text(client.get(HERE + "levels/B1/"))
    steps = {CELLS["step"].wording, CELLS["step of nobody"].wording}
    assert spoken_of("axes/dough/") == steps
    assert spoken_of("axes/heat/") == both | {heat, Wording(role="B2", axis="heat")}  # N1 says nothing itself


def test_nobody_speaks_of_it_on_a_page_of_the_world_or_in_a_handbook(version, client):
    type(version.framework).objects.filter(pk=version.framework_id).update(is_public=True)
    public = client.get("/public/bakery/")
    assert public.status_code == 200
    for said in (public.content.decode(), handbook(reading.document(version))):
        assert "Comment on" not in said
        assert "/wording/" not in said
        assert "Watches the oven." in said


def test_from_what_a_role_asks_one_comes_to_the_step_itself(cast, version, sign_in):
    client = sign_in(cast.ivan)
    dough = Wording(role="B1", axis="dough")
    to_step = f"{WORDING}?axis=dough&amp;step=1"
    assert to_step in client.get(WORDING, asking(dough)).content.decode()
    assert "step that is asked here" not in text(client.get(WORDING, asking(Wording(role="B1", axis="heat"))))
    instead = client.get(PROPOSE, asking(dough)).content.decode()
    assert f"{PROPOSE}?axis=dough&amp;step=1" in instead
    another = client.get(PROPOSE, asking(dough, kind="add")).content.decode()
    assert f"{PROPOSE}?axis=dough&amp;step=1&amp;kind=add" in another
