"""Levels, axes, roles, tracks and steps are added, moved and taken away; what stays is the same."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.moves import Conflict
from benchmarks.wide_framework import Size, wide
from frameworks import reading
from frameworks.editing import parting, structure
from frameworks.editing.fields import Unfit
from frameworks.editing.places import Place
from frameworks.editing.workflow import begin, reword
from frameworks.format import read, write
from frameworks.format.document import Translated, Translation
from frameworks.format.shape import document_from
from frameworks.loading import load
from frameworks.models import Behaviour, Expectation, Role, Version, VersionAxis
from frameworks.views.structure import KINDS
from tests.shipped import fixture, publish

SHIPPED = {name: fixture(name) for name in ("engineering-1", "ladders-1", "growth-1", "points-1", "support-1")}
documents = st.sampled_from(sorted(SHIPPED)).map(SHIPPED.get)


def ranks(document):
    return [(level.code, level.rank) for level in sorted(document.levels, key=lambda level: level.rank)]


def holds_together(document):
    """Whether a file of it would be read again; an axis, level or role without a word yet is another matter."""
    return read(write(document)).document == document


@given(documents, st.data())
@settings(max_examples=40)
def test_taking_away_what_was_added_leaves_what_was_before(document, data):
    tracks = tuple(structure.codes(document, "track")[:1])
    kind = data.draw(st.sampled_from(["axis", "track", "role"]))
    added = {
        "axis": lambda: structure.add_axis(document, "new", "New"),
        "track": lambda: structure.add_track(document, "new", "New"),
        "role": lambda: structure.add_role(document, "new", document.levels[0].code, "New", tracks),
    }[kind]()
    assert structure.codes(added, kind)[-1] == "new"
    assert structure.remove(added, kind, "new") == document


@given(documents, st.data())
@settings(max_examples=60)
def test_one_place_down_and_up_again_is_no_change(document, data):
    kind = data.draw(st.sampled_from(["level", "axis", "role", "track"]))
    found = structure.codes(document, kind)
    code = data.draw(st.sampled_from([one for one in found if found]))
    there = structure.shift(document, kind, code, down=True)
    if there != document:
        assert structure.shift(there, kind, code, down=False) == document


@given(documents, st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_taken_away_is_mentioned_nowhere_any_more(document, data):
    kind = data.draw(st.sampled_from(["level", "axis", "role", "track"]))
    found = structure.codes(document, kind)
    if len(found) < 2:
        return
    code = data.draw(st.sampled_from(found))
    changed = structure.remove(document, kind, code)
    # an axis may have been all that a role was asked, and a track all that a role stood on: that is said elsewhere
    described = [replace(level, status="appointment") for level in changed.levels if level.status == "described"]
    others = [level for level in changed.levels if level.status != "described"]
    assert holds_together(replace(changed, levels=tuple(sorted([*described, *others], key=lambda one: one.rank))))


def test_a_level_comes_between_two_others_and_others_rise_only_where_there_is_no_room():
    engineering = structure.add_level(SHIPPED["engineering-1"], "IC2b", "IC2", "Engineer", ("ic",))
    assert ranks(engineering)[:4] == [("IC1", 10), ("IC2", 20), ("IC2b", 25), ("IC3", 30)]
    close = replace(
        SHIPPED["engineering-1"],
        levels=tuple(replace(one, rank=rank) for rank, one in enumerate(SHIPPED["engineering-1"].levels)),
    )
    pressed = structure.add_level(close, "IC2b", "IC2", "Engineer", ("ic",))
    assert ranks(pressed)[:4] == [("IC1", 0), ("IC2", 1), ("IC2b", 2), ("IC3", 3)]
    lowest = structure.add_level(close, "IC0", "", "Trainee", ("ic",))
    assert ranks(lowest)[:3] == [("IC0", 0), ("IC1", 1), ("IC2", 2)]
    highest = structure.add_level(close, "IC8", "IC7", "Fellow", ("ic",))
    assert ranks(highest)[-1] == ("IC8", 7)


def test_a_new_axis_is_used_by_the_tracks_that_were_chosen_where_they_name_theirs():
    growth = SHIPPED["growth-1"]
    first, *others = growth.tracks
    named = replace(growth, tracks=(replace(first, axes=("people",)), *(replace(one, axes=None) for one in others)))
    chosen = structure.add_axis(named, "speed", "Speed", (first.code,))
    assert [one.axes for one in chosen.tracks] == [("people", "speed"), *(None for _one in others)]
    assert next(one.axes for one in structure.add_axis(named, "speed", "Speed").tracks) == ("people",)


def test_a_level_goes_with_its_roles_and_with_what_names_it():
    gone = structure.remove(SHIPPED["engineering-1"], "level", "IC3")
    assert "IC3" not in structure.codes(gone, "role")
    assert gone.terminal_level == ""
    words = structure.lost(SHIPPED["engineering-1"], gone)
    assert "Decides what a hard and loosely described problem includes, and solves it without supervision." in words
    assert (
        "Carries out the team's near-term goals without supervision and takes a share in planning its projects."
        not in words
    )


def test_a_role_that_asked_a_step_that_is_gone_asks_none_and_a_translation_goes_with_its_sentence():
    ladders = SHIPPED["ladders-1"]
    name = ladders.axes[0].steps[4].name
    german = Translation(language="de", texts=(Translated(text=name, means="Erschafft"),))
    gone = structure.remove_step(replace(ladders, translations=(german,)), "technology", 5)
    assert [one.step for role in gone.roles for one in role.expectations if one.axis == "technology"].count(5) == 0
    assert gone.translations == ()


def steps_of(document, axis):
    """Number, name and points of each step."""
    found = next(one for one in document.axes if one.code == axis)
    return [(step.number, step.name, step.points) for step in found.steps]


def steps_asked(document, axis):
    """The name of the step that each role asks on an axis."""
    names = {number: name for number, name, _points in steps_of(document, axis)}
    asked = ((role.code, one) for role in document.roles for one in role.expectations if one.axis == axis)
    return {code: names[one.step] for code, one in asked if one.step is not None}


def test_two_steps_change_places_and_every_role_asks_the_words_that_it_asked():
    ladders = SHIPPED["ladders-1"]
    lower = structure.shift_step(ladders, "people", 3, up=False)
    assert [name for _number, name, _points in steps_of(lower, "people")] == [
        *("Learns", "Mentors", "Supports", "Coordinates", "Manages")
    ]
    assert [number for number, _name, _points in steps_of(lower, "people")] == [1, 2, 3, 4, 5]
    assert steps_asked(lower, "people") == steps_asked(ladders, "people")
    assert steps_asked(lower, "people")["D3"] == "Supports"
    assert [one.step for one in lower.roles[2].expectations if one.axis == "people"] == [3]
    assert steps_of(lower, "process") == steps_of(ladders, "process")
    assert structure.shift_step(lower, "people", 2, up=True) == ladders


def test_the_first_step_goes_no_lower_and_the_last_no_higher():
    ladders = SHIPPED["ladders-1"]
    assert structure.shift_step(ladders, "people", 1, up=False) == ladders
    assert structure.shift_step(ladders, "people", 5, up=True) == ladders


def test_points_stay_with_the_number_so_that_a_higher_step_is_worth_no_less():
    points = SHIPPED["points-1"]
    axis = points.axes[0].code
    worth = [(number, worth) for number, _name, worth in steps_of(points, axis)]
    number = worth[0][0]
    moved = structure.shift_step(points, axis, number, up=True)
    assert [(number, worth) for number, _name, worth in steps_of(moved, axis)] == worth
    assert steps_of(moved, axis)[0][1] == steps_of(points, axis)[1][1]


def test_a_step_comes_below_all_others_as_step_0():
    ladders = structure.add_step(SHIPPED["ladders-1"], "people", "Listens", lowest=True)
    assert steps_of(ladders, "people")[:2] == [(0, "Listens", None), (1, "Learns", None)]
    assert steps_asked(ladders, "people") == steps_asked(SHIPPED["ladders-1"], "people")


# -- on rows -------------------------------------------------------------------------------------------


@pytest.fixture
def draft(cast):
    return begin(publish("engineering-1"), "2", cast.frida)


def now(draft):
    return reading.document(Version.objects.get(pk=draft.pk))


@pytest.mark.django_db
def test_a_new_level_leaves_every_role_and_example_the_same_one(cast, draft):
    before = set(Behaviour.objects.filter(version=draft).values_list("identity", "text"))
    roles = dict(Role.objects.values_list("code", "pk"))
    parting.add(draft, cast.frida, "level", {"code": "IC2b", "name": "Engineer", "after": "IC2", "tracks": "ic"})
    assert [level.code for level in now(draft).levels][:4] == ["IC1", "IC2", "IC2b", "IC3"]
    assert set(Behaviour.objects.filter(version=draft).values_list("identity", "text")) == before
    assert {code: pk for code, pk in Role.objects.values_list("code", "pk") if code != "IC2b"} == roles


@pytest.mark.django_db
def test_words_that_nobody_was_shown_do_not_go(cast, draft):
    words, seen = parting.loss(now(draft), "level", "IC3", None)
    assert "Decides what a hard and loosely described problem includes, and solves it without supervision." in words
    here = Place("teamwork", role="IC3")
    began = next(one.summary for one in now(draft).roles[2].expectations if one.axis == "teamwork")
    reword(draft, here, "summary", began, "Typed by somebody else meanwhile.", cast.frida)
    with pytest.raises(Conflict, match="other words would go than you saw"):
        parting.remove(draft, cast.frida, "level", "IC3", None, seen)
    assert "IC3" in [level.code for level in now(draft).levels]
    parting.remove(draft, cast.frida, "level", "IC3", None, parting.loss(now(draft), "level", "IC3", None)[1])
    assert "IC3" not in [level.code for level in now(draft).levels]


@pytest.mark.django_db
def test_a_code_of_an_earlier_version_comes_back_only_where_that_is_meant(cast, draft):
    parting.remove(draft, cast.frida, "role", "IC7", None, parting.loss(now(draft), "role", "IC7", None)[1])
    given = {"code": "IC7", "name": "Another role", "level": "IC7", "tracks": "ic"}
    with pytest.raises(Unfit, match="An earlier version had IC7"):
        parting.add(draft, cast.frida, "role", given)
    parting.add(draft, cast.frida, "role", given, brings_back=True)
    assert now(draft).roles[-1].title == "Another role"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "given", "sentence"),
    [
        ("level", {"code": "IC 9", "after": "IC2", "tracks": "ic"}, "A code has letters, digits"),
        ("level", {"code": "IC2", "after": "IC2", "tracks": "ic"}, "IC2 is in this version already"),
        ("level", {"code": "IC9", "after": "IC8", "tracks": "ic"}, "The level IC8 is not in this version any more"),
        ("role", {"code": "IC9", "level": "IC2", "tracks": "chess"}, "Choose at least one track"),
        ("role", {"code": "IC9", "level": "", "tracks": "ic"}, "Choose the level"),
        ("axis", {"code": "speed", "name": ""}, "This cannot be empty"),
        ("step", {"axis": "nothing", "name": "One"}, "Choose one of those shown"),
    ],
)
def test_what_cannot_be_added_is_said(cast, draft, kind, given, sentence):
    with pytest.raises(Unfit) as unfit:
        parting.add(draft, cast.frida, kind, given)
    assert sentence in unfit.value.sentence
    assert now(draft).levels == SHIPPED["engineering-1"].levels


# -- the page ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_page_adds_moves_and_asks_before_it_takes_away(cast, draft, sign_in):
    frida, here = sign_in(cast.frida), f"/frameworks/engineering/draft/{draft.pk}/structure/"
    frida.post(here, {"act": "add:axis", "code": "speed", "name": "Speed"})
    assert "Moved: Speed" in frida.post(here, {"act": "up:axis:speed"}, follow=True).content.decode()
    assert [axis.code for axis in now(draft).axes] == ["proficiency", "execution", "speed", "teamwork"]
    asks = frida.get(f"{here}?remove=level:IC5").content.decode()
    assert "texts go with it" in asks
    seen = asks.partition('name="seen" value="')[2].partition('"')[0]
    page = frida.post(here, {"act": "remove:level:IC5", "seen": "0" * 16})
    assert (page.status_code, "other words would go" in page.content.decode()) == (409, True)
    assert frida.post(here, {"act": "remove:level:IC5", "seen": seen}).status_code == 302
    assert "IC5" not in [level.code for level in now(draft).levels]


@pytest.mark.django_db
def test_steps_are_added_moved_and_taken_away_on_the_page_and_each_example_stays_the_same(cast, sign_in):
    draft = begin(publish("ladders-1"), "2", cast.frida)
    frida, here = sign_in(cast.frida), f"/frameworks/{draft.framework.slug}/draft/{draft.pk}/structure/"
    before = set(Behaviour.objects.filter(version=draft).values_list("identity", "text"))
    page = frida.get(here).content.decode()
    assert "what the steps below it ask changes with its place" in page
    assert 'value="up:step:people:3"' in page
    answer = frida.post(here, {"act": "up:step:people:3"})
    assert answer["Location"] == f"{here}#steps-people"
    assert "Moved: People, 3 Mentors" in frida.get(here).content.decode()
    assert "Take People, 5 Manages away</h1>" in frida.get(f"{here}?remove=step:people:5").content.decode()
    assert [name for _number, name, _points in steps_of(now(draft), "people")][:3] == ["Learns", "Mentors", "Supports"]
    assert steps_asked(now(draft), "people")["D3"] == "Supports"
    assert set(Behaviour.objects.filter(version=draft).values_list("identity", "text")) == before
    frida.post(here, {"act": "add:step", "axis": "people", "name": "Listens", "lowest": "yes"})
    changes = frida.get(f"/frameworks/{draft.framework.slug}/publish/{draft.pk}/").content.decode()
    assert "2 Supports becomes 3 Supports: more is asked" in changes
    assert '<h3>People, 0 Listens <span class="note">new</span></h3>' in changes
    assert steps_of(now(draft), "people")[0][:2] == (0, "Listens")
    again = frida.post(here, {"act": "add:step", "axis": "people", "name": "Hears", "lowest": "yes"})
    assert (again.status_code, "has a step 0 already" in again.content.decode()) == (400, True)
    for act in ("up:step:people:9", "down:step:people:9", "remove:step:people:9"):
        gone = frida.post(here, {"act": act, "seen": ""})
        assert (gone.status_code, "Step 9 of the axis people is not in this version" in gone.content.decode()) == (
            *(400, True),
        )


@pytest.mark.django_db
def test_one_goes_on_where_one_moved_something(cast, draft, sign_in):
    frida, here = sign_in(cast.frida), f"/frameworks/engineering/draft/{draft.pk}/structure/"
    page = frida.get(here).content.decode()
    for act, where in (("down:axis:execution", "axis-execution"), ("up:level:IC3", "level-IC3")):
        assert f'<li id="{where}">' in page
        assert frida.post(here, {"act": act})["Location"] == f"{here}#{where}"
    added = frida.post(here, {"act": "add:track", "code": "m", "name": "Managers"})
    assert added["Location"] == f"{here}#track-m"


@pytest.mark.django_db
def test_what_comes_by_a_file_alone_goes_out_is_changed_and_comes_back_into_the_same_draft(cast, draft, sign_in):
    frida, page = sign_in(cast.frida), "/frameworks/new/import/"
    shown = frida.get(f"/frameworks/engineering/draft/{draft.pk}/structure/").content.decode()
    away = "/frameworks/engineering/files/yaml/?version=2"
    assert f'href="{away}"' in shown
    assert f'href="{page}"' in shown
    before = set(Behaviour.objects.filter(version=draft).values_list("identity", "text"))
    file = frida.get(away).content.decode() + ADD_ON
    given = {"text": file, "form": "yaml"}
    look = frida.post(page, given | {"act": "look"})
    given |= {"act": "draft", "shown": look.context["shown"]}
    assert "There is a draft of version 2" in frida.post(page, given).content.decode()
    over = look.context["over"].draft.digest
    assert frida.post(page, given | {"replace": "on", "over": over}).status_code == 302
    assert [one.title for one in reading.fresh(draft).add_on_roles] == ["Team lead"]
    assert set(Behaviour.objects.filter(version=draft).values_list("identity", "text")) == before
    assert Version.objects.filter(label="2").get().pk == draft.pk


ADD_ON = """add_on_roles:
  - code: lead
    title: Team lead
    on_levels: [IC4]
    duties: [{name: Mentor, text: Helps others to grow.}]
"""


def test_of_a_new_axis_only_tracks_that_name_their_axes_are_asked_for_the_others_use_it_anyway(cast, sign_in):
    growth = SHIPPED["growth-1"]
    first, second, *others = growth.tracks
    some = (replace(first, axes=("people",)), replace(second, axes=None), *(replace(one, axes=None) for one in others))
    for tracks, asked in ((some, [first.code]), (tuple(replace(one, axes=None) for one in growth.tracks), [])):
        draft = load(replace(growth, tracks=tracks))
        page = sign_in(cast.frida).get(f"/frameworks/{draft.framework.slug}/draft/{draft.pk}/structure/")
        forms = {kind: re.search(rf'id="add-{kind}".*?</details>', page.content.decode(), re.S)[0] for kind in KINDS}
        assert re.findall(r'name="tracks" value="(\w+)"', forms["axis"]) == asked
        assert re.findall(r'name="tracks" value="(\w+)"', forms["role"]) == [one.code for one in growth.tracks]


def test_what_was_typed_stays_where_it_cannot_be_added(cast, draft, sign_in):
    here = f"/frameworks/engineering/draft/{draft.pk}/structure/"
    page = sign_in(cast.frida).post(here, {"act": "add:axis", "code": "not a code", "name": "A long thought"})
    assert page.status_code == 400
    assert 'value="not a code"' in page.content.decode()
    assert 'value="A long thought"' in page.content.decode()
    form = page.content.decode().partition('id="add-axis" open')[2].partition("</details>")[0]
    assert "A code has letters, digits" in form
    assert page.content.decode().count('value="A long thought"') == 1


# -- only what differs is written ----------------------------------------------------------------------


def written_by(queries, table):
    """The statements that change a table."""
    changes = ("INSERT", "UPDATE", "DELETE")
    return [one["sql"] for one in queries if one["sql"].startswith(changes) and f'"{table}"' in one["sql"][:80]]


@pytest.mark.parametrize(
    ("kind", "edit"),
    [
        ("axis", lambda version, by: parting.add(version, by, "axis", {"code": "new", "name": "New"})),
        ("level", lambda version, by: parting.shift(version, by, "level", "l2", down=True)),
        ("track", lambda version, by: parting.shift(version, by, "track", "track-1", down=True)),
    ],
)
def test_an_edit_that_touches_no_example_writes_none_and_every_row_keeps_its_id(
    cast, kind, edit, django_assert_max_num_queries
):
    version = load(document_from(wide(size=Size(tracks=2, levels=4, axes=3, examples=5))))
    rows = [(model, set(model.objects.filter(version=version).values_list("pk", flat=True))) for model in OF_THE_TEXT]
    with django_assert_max_num_queries(60) as asked:
        edit(version, cast.frida)
    for model, before in rows:
        assert before <= set(model.objects.filter(version=version).values_list("pk", flat=True))
    assert written_by(asked.captured_queries, "frameworks_behaviour") == []
    assert written_by(asked.captured_queries, "frameworks_expectation") == []


OF_THE_TEXT = (Behaviour, Expectation, VersionAxis)


def test_what_is_taken_away_leaves_the_rows_of_the_rest(cast):
    version = load(document_from(wide(size=Size(tracks=2, levels=3, axes=3, examples=2))))
    stays = Behaviour.objects.filter(version=version).exclude(expectation__version_axis__axis__code="axis-2")
    before = set(stays.values_list("pk", "identity", "text"))
    _words, seen = parting.loss(reading.fresh(version), "axis", "axis-2", None)
    parting.remove(version, cast.frida, "axis", "axis-2", None, seen)
    assert len(before) == 2 * 3 * 2 * 2
    assert set(Behaviour.objects.filter(version=version).values_list("pk", "identity", "text")) == before


@pytest.mark.parametrize("first", sorted(SHIPPED))
@pytest.mark.parametrize("second", sorted(SHIPPED))
def test_a_draft_that_another_file_is_loaded_over_says_what_that_file_says(db, first, second):
    one, other = (replace(SHIPPED[name], framework="any", version="1") for name in (first, second))
    load(one)
    version = load(other)
    assert Version.objects.count() == 1
    assert reading.fresh(version) == other
