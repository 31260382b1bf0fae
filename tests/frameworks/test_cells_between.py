"""Two versions, cell by cell: each example is followed by its identity, into other cells and other words."""

from dataclasses import replace
from time import process_time
from uuid import uuid4

import pytest

from accounts.moves import move
from frameworks import reading, workflow
from frameworks.cells_between import between
from frameworks.editing import examples
from frameworks.editing.places import Part, Place
from frameworks.editing.workflow import begin, reword, save
from frameworks.format.document import Step
from frameworks.loading import load
from frameworks.models import Behaviour, Version
from frameworks.steps_between import renumbered
from tests.frameworks.test_difference import asking, learning
from tests.frameworks.test_pages import text
from tests.shipped import fixture, publish


@pytest.fixture
def versions(cast):
    """Engineering in force, and a draft in which one example is reworded, one moved, one gone and one new."""
    source = publish("engineering-1")
    draft = begin(source, "2", cast.frida)
    rows = list(
        Behaviour.objects.filter(
            version=draft,
            expectation__version_role__role__code="IC2",
            expectation__version_axis__axis__code="execution",
        ).order_by("order")
    )
    here = Place("execution", role="IC2")
    reword(draft, here, f"text-{rows[0].identity_id}", rows[0].text, "Wholly other words.", cast.frida)
    examples.put(draft, rows[1].identity_id, Place("teamwork", role="IC3"), cast.frida)
    examples.remove(draft, rows[2].identity_id, cast.frida, rows[2].text)
    save(draft, here, {}, {f"text-{uuid4()}": "A new example."}, cast.frida)
    reword(draft, Part("axis", "execution"), "name", "Execution", "Delivery", cast.frida)
    return source, Version.objects.get(pk=draft.pk), rows


@pytest.mark.django_db
def test_each_example_is_followed_to_where_it_stands_now(versions):
    source, draft, rows = versions
    found = between(reading.document(source), reading.document(draft))
    at = {cell.axis: cell for cell in found.cells["IC2"]}
    assert at["Delivery"].was_called == "Execution"
    assert [(one.kind, one.line.before, one.line.after) for one in at["Delivery"].examples] == [
        ("reworded", rows[0].text, "Wholly other words."),
        ("new", "", "A new example."),
        ("went", rows[1].text, rows[1].text),
        ("gone", rows[2].text, ""),
    ]
    came = found.cells["IC3"][-1].examples[-1]
    assert (came.kind, came.place, came.line.after) == ("came", "IC2, Execution", rows[1].text)
    assert at["Delivery"].examples[2].place == "IC3, Teamwork"
    assert found.counts == {"new": 1, "gone": 1, "reworded": 1, "came": 1}


def test_a_step_put_between_others_is_new_and_those_above_it_say_what_they_were():
    old = fixture("ladders-1")
    found = between(old, learning(old))
    assert set(found.cells) == {""}  # no role is asked other words
    assert [(cell.axis, cell.was_called, cell.said.kind) for cell in found.cells[""]] == [
        ("Technology, 2", "", "added"),
        ("Technology, 3", "step 2", "same"),
        ("Technology, 4", "step 3", "same"),
        ("Technology, 5", "step 4", "same"),
        ("Technology, 6", "step 5", "same"),
    ]
    assert not any(cell.examples for cell in found.cells[""])
    back = between(learning(old), old).cells[""]
    assert [(cell.axis, cell.was_called, cell.said.kind) for cell in back] == [
        ("Technology, 2", "step 3", "same"),
        ("Technology, 3", "step 4", "same"),
        ("Technology, 4", "step 5", "same"),
        ("Technology, 5", "step 6", "same"),
        ("Technology, 2", "", "removed"),
    ]


def test_who_is_asked_the_same_number_and_so_another_step_reads_it():
    old = fixture("ladders-1")
    found = between(asking(old, 2), asking(learning(old), 2)).cells["D1"]
    assert [(cell.said.before.partition(".")[0], cell.said.after.partition(".")[0]) for cell in found] == [
        ("2 Specializes", "2 Learns")
    ]


@pytest.mark.django_db
def test_the_pages_say_of_a_step_that_moved_what_it_was(cast, sign_in):
    source = publish("ladders-1")
    draft = load(replace(learning(reading.document(source)), version="with Learns"))
    frida = sign_in(cast.frida)
    for address in (
        f"/frameworks/{source.framework.slug}/compare/?from={source.label}&to=with+Learns",
        f"/frameworks/{source.framework.slug}/publish/{draft.pk}/",
    ):
        said = text(frida.get(address))
        assert said.count("was step 2") == 1
        assert said.count("was step 5") == 1
        assert "reworded" not in said


def test_an_axis_of_thousands_of_steps_is_compared_in_no_time():
    before = [Step(number=number, name=f"Step {number}") for number in range(4000)]
    after = [Step(number=number, name=f"Step {number - 1}") for number in range(4001)]
    began = process_time()
    found = renumbered(before, after)
    assert process_time() - began < 2  # seconds
    assert found == {number: number + 1 for number in range(4000)}
    swapped = [Step(number=1, name="Step 2"), Step(number=2, name="Step 1"), Step(number=3, name="Step 3")]
    assert renumbered(before[1:4], swapped) == {3: 3}


@pytest.mark.django_db
def test_a_version_differs_in_nothing_from_its_copy(cast):
    for name in ("engineering-1", "ladders-1", "growth-1", "points-1"):
        source = publish(name)
        assert not between(reading.document(source), reading.document(begin(source, "copy", cast.frida))).differs


@pytest.mark.django_db
def test_the_page_compares_any_two_and_shows_drafts_to_editors_alone(cast, versions, sign_in):
    page = sign_in(cast.frida).get("/frameworks/engineering/compare/?from=1&to=2")
    said = text(page)
    assert "From version 1 to 2" in said
    assert "Examples: 1 new, 1 gone, 1 worded anew, 1 in another cell" in said
    assert "now at IC3, Teamwork" in said
    assert "from IC2, Execution" in said
    assert sign_in(cast.mei).get("/frameworks/engineering/compare/?from=1&to=2").status_code == 404
    assert "There is nothing to compare it with." in text(sign_in(cast.mei).get("/frameworks/engineering/compare/"))


@pytest.mark.django_db
def test_comparing_asks_the_database_as_often_whatever_differs(cast, versions, sign_in, django_assert_num_queries):
    frida = sign_in(cast.frida)
    for address in ("/frameworks/engineering/compare/?from=1&to=2", "/frameworks/engineering/compare/?from=2&to=1"):
        frida.get(address)
        with django_assert_num_queries(4):
            frida.get(address)


def labels(page):
    """Which versions the page compares."""
    before, after = page.context["before"], page.context["after"]
    return (before and before.label, after.label)


@pytest.mark.django_db
def test_without_a_choice_it_is_what_the_version_in_force_changed_or_what_one_to_come_would(cast, sign_in):
    first = publish("engineering-1")
    frida, here = sign_in(cast.frida), "/frameworks/engineering/compare/"
    assert labels(frida.get(here)) == (None, "1")
    begin(first, "4", cast.frida)
    assert labels(frida.get(here)) == ("1", "4")
    assert labels(sign_in(cast.mei).get(here)) == (None, "1")
    publish("engineering-2")
    third = workflow.publish(begin(first, "3", cast.frida), by=None)  # begun from the first, over the second
    frida = sign_in(cast.frida)
    assert labels(frida.get(here)) == ("2", "3")
    assert labels(frida.get(here + "?to=4")) == ("3", "4")
    assert labels(frida.get(here + "?to=2")) == ("1", "2")
    assert labels(frida.get(here + "?from=&to=2")) == ("1", "2")
    page = frida.get(here + "?to=1")
    assert labels(page) == (None, "1")
    assert '<option value="" selected>Choose</option>' in page.content.decode()
    assert frida.get(here + "?from=9").status_code == 404
    assert third.based_on == first


@pytest.mark.django_db
def test_a_version_to_come_leads_on_each_of_its_pages_to_what_it_changes(cast, versions, sign_in):
    _source, draft, _rows = versions
    frida, here = sign_in(cast.frida), "/frameworks/engineering/"
    link = '<a href="/frameworks/engineering/compare/?from=1&amp;to=2">What it changes</a>'
    assert link in frida.get(here + "?version=2").content.decode()
    move(draft, "open", cast.frida)
    for page in (here, here + "roles/IC2/", here + "axes/execution/"):
        assert link in sign_in(cast.mei).get(page + "?version=2").content.decode(), page
        assert "What it changes" not in text(sign_in(cast.mei).get(page)), page
