"""Framework files become rows, and rows the same file again."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import Event
from accounts.moves import Conflict
from frameworks import reading, workflow
from frameworks.format import read, write
from frameworks.format.document import Behaviour, Fact, Point
from frameworks.loading import load
from frameworks.models import Behaviour as BehaviourRow
from frameworks.models import BehaviourIdentity, Framework, Role, Scale, Version
from tests.shipped import FIXTURES, fixture, publish

FILES = ["engineering-1", "engineering-2", "support-1", "ladders-1", "growth-1", "points-1"]


def exported(slug, *more):
    out = StringIO()
    call_command("export_framework", slug, *more, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("name", FILES)
def test_the_export_of_a_loaded_file_reads_to_the_same_document(name):
    wanted = fixture(name)
    call_command("load_framework", FIXTURES / f"{name}.yaml", stdout=StringIO(), stderr=StringIO())
    reading.forget()
    assert read(exported(wanted.framework, "--version", wanted.version)).document == wanted


@pytest.mark.django_db
def test_what_the_fixtures_do_not_use_survives_too():
    base = fixture("growth-1")
    roles = (replace(base.roles[0], next=()), *base.roles[1:])
    tracks = (replace(base.tracks[0], axes=tuple(axis.code for axis in reversed(base.axes))), *base.tracks[1:])
    facts = (Fact(name="Years", text="0–2"), Fact(name="Reach", text="own work"), Fact(name="Ö", text="é🙂"))
    levels = (
        replace(base.levels[0], facts=facts, points_from=0, rank=70_000),
        replace(base.levels[1], status="appointment", is_different_role=True),
        *base.levels[2:],
    )
    points = (Point(code="x", word="Ж" * 200, standing="none"), *base.scale.points)
    scale = replace(base.scale, code="other", points=points)
    wanted = replace(
        base, roles=roles, tracks=tracks, levels=levels, scale=scale, version="2026 spring ☂", terminal_level="III"
    )
    version = load(wanted)
    reading.forget()
    assert reading.document(version) == wanted


@pytest.mark.django_db
def test_reading_takes_the_same_number_of_queries_whatever_the_size(django_assert_num_queries):
    for name in ("engineering-1", "growth-1", "points-1"):
        version = load(fixture(name))
        reading.forget()
        with django_assert_num_queries(20):
            reading.document(version)
        with django_assert_num_queries(0):
            reading.document(version)
            reading.roles(version)


@pytest.mark.django_db
def test_loading_takes_the_same_number_of_queries_for_one_role_and_for_many(django_assert_num_queries):
    small = fixture("engineering-1")
    small = replace(small, framework="small", roles=small.roles[:1])
    load(small)  # the scale is there from now on
    with django_assert_num_queries(33):
        load(replace(small, framework="other"))
    with django_assert_num_queries(33):
        load(fixture("engineering-1"))


@pytest.mark.django_db
def test_identities_are_kept_from_version_to_version():
    first, second = load(fixture("engineering-1")), load(fixture("engineering-2"))
    assert reading.roles(first)["IC2"].pk == reading.roles(second)["IC2"].pk
    assert Role.objects.count() == 7
    assert Framework.objects.count() == 1


def texts_of(version, role, axis):
    found = BehaviourRow.objects.filter(
        version=version, expectation__version_role__role__code=role, expectation__version_axis__axis__code=axis
    )
    return {row.identity_id: row.text for row in found}


@pytest.mark.django_db
def test_a_reworded_example_keeps_its_identity_and_a_new_one_gets_its_own():
    first, second = load(fixture("engineering-1")), load(fixture("engineering-2"))
    before, after = texts_of(first, "IC2", "execution"), texts_of(second, "IC2", "execution")
    assert len(before) == 5
    assert set(before) == set(after)
    reworded = {before[one]: after[one] for one in before if before[one] != after[one]}
    assert reworded == {
        "Finishes work by the agreed date, time after time.": "Finishes work by the agreed date, or says well before "
        "it that the date will not hold and what can be had by then."
    }
    before, after = texts_of(first, "IC2", "proficiency"), texts_of(second, "IC2", "proficiency")
    assert [after[one][:40] for one in after if one not in before] == ["Looks after their own changes once they "]
    before, after = texts_of(first, "IC2", "teamwork"), texts_of(second, "IC2", "teamwork")
    assert [before[one][:17] for one in before if one not in after] == ["Helps with hiring"]


@pytest.mark.django_db
def test_a_draft_is_replaced_and_leaves_nothing_behind():
    base = fixture("engineering-1")
    draft = load(base)
    ic1 = base.roles[0]
    asked = (replace(ic1.expectations[0], behaviours=(Behaviour(text="Brings cake."),)), *ic1.expectations[1:])
    changed = replace(base, title="Engineers", roles=(replace(ic1, expectations=asked), *base.roles[1:]))
    again = load(changed)
    assert again.pk == draft.pk
    assert reading.document(again) == changed
    assert BehaviourIdentity.objects.count() == BehaviourRow.objects.count() == 66


@pytest.mark.django_db
def test_a_published_version_never_changes():
    base = fixture("engineering-1")
    version = workflow.publish(load(base), by=None)
    assert load(base).pk == version.pk
    with pytest.raises(Conflict) as refused:
        load(replace(base, title="Engineers"))
    assert refused.value.sentence == (
        "Version 1 of Engineering is published, and a published version never changes. Nothing was loaded; "
        "give the changed text another version."
    )
    assert reading.document(Version.objects.get()) == base


@pytest.mark.django_db
def test_a_scale_is_shared_by_its_code_and_another_under_that_code_is_refused():
    engineering, support = fixture("engineering-1"), fixture("support-1")
    load(engineering)
    load(support)
    assert Scale.objects.count() == 1
    other = replace(engineering.scale, name="Another")
    with pytest.raises(Conflict) as refused:
        load(replace(support, version="2", scale=other))
    assert refused.value.sentence == (
        "There is a rating scale three-points already, with other words or points, and frameworks use it. "
        "Nothing was loaded; give the new scale another code."
    )
    assert Version.objects.count() == 2


@pytest.mark.django_db
def test_a_scale_that_only_the_replaced_draft_uses_may_change():
    base = fixture("engineering-1")
    load(base)
    changed = replace(base, scale=replace(base.scale, name="Another", points=base.scale.points[:2]))
    assert reading.document(load(changed)) == changed


@pytest.mark.django_db
def test_publishing_supersedes_the_version_in_force():
    first = publish("engineering-1")
    second = workflow.publish(load(replace(fixture("engineering-2"), title="Engineers")), by=None)
    first.refresh_from_db()
    assert (first.state, second.state) == ("superseded", "published")
    assert Framework.objects.get().title == "Engineers"
    acts = Event.objects.filter(thing="frameworks.version").order_by("at").values_list("verb", "before", "after")
    assert [act for act in acts if act[0] != "load_framework"] == [
        ("publish", "draft", "published"),
        ("supersede", "published", "superseded"),
        ("publish", "draft", "published"),
    ]


def test_only_an_editor_publishes_and_only_once(cast):
    version = load(fixture("engineering-1"))
    from accounts.moves import NotAllowed

    for person in (cast.petra, cast.ivan, cast.otto):
        with pytest.raises(NotAllowed):
            workflow.publish(version, by=person)
    assert workflow.publish(version, by=cast.frida).state == "published"
    with pytest.raises(Conflict) as refused:
        workflow.publish(version, by=cast.frida)
    assert refused.value.sentence == "This version is published already. Nothing was done."


def test_a_draft_loaded_anew_since_it_was_looked_at_is_not_published(cast):
    version = load(fixture("engineering-1"))
    seen = version.digest
    load(replace(fixture("engineering-1"), title="Engineers"))
    with pytest.raises(Conflict):
        workflow.publish(version, by=cast.frida, digest=seen)
    assert Version.objects.get().state == "draft"


@pytest.mark.django_db
def test_a_broken_file_names_its_lines_and_loads_nothing(tmp_path):
    text = (FIXTURES / "engineering-1.yaml").read_text().replace("terminal_level: IC3", "terminal_level: IC33")
    (tmp_path / "broken.yaml").write_text(text)
    with pytest.raises(CommandError, match=r"line 31: terminal_level names the level IC33, which is not in levels"):
        call_command("load_framework", tmp_path / "broken.yaml")
    with pytest.raises(CommandError, match="No such file"):
        call_command("load_framework", tmp_path / "none.yaml")
    assert Version.objects.count() == 0


@pytest.mark.django_db
def test_loading_the_same_file_again_is_a_calm_nothing():
    for _ in range(2):
        out = StringIO()
        call_command("load_framework", FIXTURES / "growth-1.yaml", "--publish", stdout=out, stderr=StringIO())
    assert out.getvalue() == "Growth 1: published\n"
    assert Event.objects.count() == 2


@pytest.mark.django_db
def test_an_export_of_what_is_not_there_says_what_is():
    load(fixture("engineering-1"))
    with pytest.raises(CommandError, match=r"engineering has no such version; there are: 1 \(draft\)."):
        exported("engineering")
    with pytest.raises(CommandError, match=r"There is no framework nothing\."):
        exported("nothing")


@pytest.mark.django_db
def test_names_in_any_script_survive():
    base = fixture("engineering-1")
    wanted = replace(base, title="مهندسی é é 🧗🏽‍♀️", about="مرحبا\n\n<script>", licence="x" * 200)
    assert read(write(reading.document(load(wanted)))).document == wanted


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_drafts_published_at_the_same_time_both_are_and_one_is_in_force():
    drafts = [load(replace(fixture("engineering-1"), version=label)) for label in "abcd"]

    def publish(draft):
        try:
            return workflow.publish(draft, by=None).state
        except Conflict:
            return "conflict"
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(publish, drafts * 2))
    assert sorted(said) == ["conflict"] * 4 + ["published"] * 4
    states = Version.objects.order_by("state").values_list("state", flat=True)
    assert list(states) == ["published", "superseded", "superseded", "superseded"]
    assert Event.objects.filter(verb="publish").count() == 4


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_same_file_loaded_by_several_at_once_is_loaded_once():
    def loading(_number):
        try:
            return load(fixture("ladders-1")).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(loading, range(4)))) == 1
    assert Event.objects.filter(verb="load_framework").count() == 1
