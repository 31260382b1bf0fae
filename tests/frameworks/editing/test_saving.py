"""A new version is begun from the one in force, and its words are saved, by several people, while it is written."""

from uuid import uuid4

import pytest

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from frameworks import reading, workflow
from frameworks.editing import begun
from frameworks.editing.door import Gone
from frameworks.editing.opening import sheet
from frameworks.editing.places import Example, Part, Place
from frameworks.editing.workflow import Both, Refused, begin, reword, save
from frameworks.format import read, write
from frameworks.format.document import Translated, Translation
from frameworks.models import Behaviour, BehaviourIdentity, Expectation, Version
from tests.shipped import fixture, publish

IC2 = Place("execution", role="IC2")


@pytest.fixture
def engineering(cast):
    return publish("engineering-1")


@pytest.fixture
def draft(cast, engineering):
    return begin(engineering, "2", cast.frida)


def asked(version, role="IC2", axis="execution"):
    """What the version says there today, read anew."""
    ladder = reading.ladder(Version.objects.get(pk=version.pk))
    return next(one for one in ladder.roles[role].expectations if one.axis == axis)


def identities(version):
    return set(Behaviour.objects.filter(version=version).values_list("identity", "text"))


# -- a new version -------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["engineering-1", "ladders-1", "growth-1", "points-1"])
def test_a_new_version_says_what_the_one_in_force_says_with_every_identity(cast, name):
    source = publish(name)
    draft = begin(source, "spring", cast.frida)
    old, new = reading.document(source), reading.document(draft)
    assert (new.version, new.roles, new.axes, new.levels, new.rule) == (
        "spring",
        old.roles,
        old.axes,
        old.levels,
        old.rule,
    )
    assert identities(draft) == identities(source)
    assert (draft.state, draft.framework_id) == ("draft", source.framework_id)


@pytest.mark.django_db
def test_a_label_is_given_once_and_only_by_an_editor(cast, engineering, draft):
    with pytest.raises(Conflict, match="There is a version 2 of Engineering already"):
        begin(engineering, "2", cast.frida)
    with pytest.raises(NotAllowed):
        begin(engineering, "3", cast.mei)
    assert Version.objects.count() == 2


@pytest.mark.django_db
def test_beginning_asks_the_database_no_more_for_a_large_one(cast, django_assert_max_num_queries):
    one_role = {"framework": "small", "roles": fixture("engineering-1").roles[:1], "terminal_level": ""}
    for source in (publish("engineering-1"), publish("engineering-1", **one_role)):
        reading.document(source)
        with django_assert_max_num_queries(23):  # one less where no batch is full
            begin(source, "2", cast.frida)


# -- words ---------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_one_wording_is_written_where_it_still_is_what_the_writer_began_from(cast, draft):
    before = asked(draft).summary
    kept = reword(draft, IC2, "summary", before, "Plans a week of work alone.", cast.frida)
    assert kept.changed
    assert asked(draft).summary == "Plans a week of work alone."
    with pytest.raises(Both) as both:
        reword(draft, IC2, "summary", before, "Plans two weeks.", cast.frida)
    assert both.value.fields == {"summary": "Plans a week of work alone."}
    assert asked(draft).summary == "Plans a week of work alone."
    again = save(draft, IC2, begun.read(both.value.number), {"summary": "Plans two weeks."}, cast.frida)
    assert (again.changed, asked(draft).summary) == (True, "Plans two weeks.")


@pytest.mark.django_db
def test_two_editors_in_two_fields_of_one_cell_both_keep_their_words(cast, draft):
    example = str(asked(draft).behaviours[0].identity)
    page = {"summary": asked(draft).summary, f"text-{example}": asked(draft).behaviours[0].text}
    began = begun.read(begun.carried(page))
    save(draft, IC2, began, page | {"summary": "Frida's"}, cast.frida)
    save(draft, IC2, began, page | {f"text-{example}": "Oskar's"}, cast.frida)
    assert (asked(draft).summary, asked(draft).behaviours[0].text) == ("Frida's", "Oskar's")
    assert str(asked(draft).behaviours[0].identity) == example


@pytest.mark.django_db
def test_an_example_that_moved_is_worded_where_it_stands_now(cast, draft):
    row = Behaviour.objects.filter(version=draft, expectation__version_role__role__code="IC2").first()
    there = Expectation.objects.get(version=draft, version_role__role__code="IC3", version_axis__axis__code="teamwork")
    began = row.text
    here = Place(row.expectation.version_axis.axis.code, role="IC2")
    Behaviour.objects.filter(pk=row.pk).update(expectation=there, order=99)
    reword(draft, here, f"text-{row.identity_id}", began, "Typed while it moved.", cast.frida)
    assert asked(draft, "IC3", "teamwork").behaviours[-1].text == "Typed while it moved."


@pytest.mark.django_db
def test_an_example_that_was_taken_away_is_told_and_comes_back_with_its_identity(cast, draft):
    row = Behaviour.objects.filter(version=draft, expectation__version_role__role__code="IC2").first()
    here, name = Place(row.expectation.version_axis.axis.code, role="IC2"), f"text-{row.identity_id}"
    row.delete()
    with pytest.raises(Both) as both:
        reword(draft, here, name, row.text, "Typed while it went.", cast.frida)
    assert both.value.fields == {name: ""}
    save(draft, here, begun.read(both.value.number), {name: "Typed while it went."}, cast.frida)
    last = asked(draft, axis=here.axis).behaviours[-1]
    assert (last.text, last.identity) == ("Typed while it went.", str(row.identity_id))


@pytest.mark.django_db
def test_a_new_example_saved_twice_is_one(cast, draft):
    name, before = f"text-{uuid4()}", len(asked(draft).behaviours)
    save(draft, IC2, {name: begun.mark("")}, {name: "Reads the logs fir"}, cast.frida)
    save(draft, IC2, {name: begun.mark("Reads the logs fir")}, {name: "Reads the logs first."}, cast.frida)
    assert [one.text for one in asked(draft).behaviours][before:] == ["Reads the logs first."]


@pytest.mark.django_db
def test_an_identity_of_another_framework_is_no_example_here(cast, draft):
    other = publish("support-1")
    stolen = BehaviourIdentity.objects.filter(framework=other.framework).first()
    name = f"text-{stolen.pk}"
    with pytest.raises(Gone, match="another framework"):
        save(draft, IC2, {name: begun.mark("")}, {name: "Mine."}, cast.frida)


@pytest.mark.django_db
def test_a_cell_is_begun_where_nothing_stood_and_gone_where_all_is_taken_out(cast):
    draft = begin(publish("growth-1"), "2", cast.frida)
    lacking = ("staff", "product")
    reword(draft, Place("product", role="staff"), "step", "4", "", cast.frida)
    here = Place(lacking[1], role=lacking[0])
    reword(draft, here, "summary", "", "Asks users.", cast.frida)
    assert asked(draft, *lacking).summary == "Asks users."
    reword(draft, here, "summary", "Asks users.", "", cast.frida)
    assert lacking[1] not in [one.axis for one in reading.ladder(refreshed(draft)).roles[lacking[0]].expectations]


def refreshed(version):
    return Version.objects.get(pk=version.pk)


@pytest.mark.django_db
def test_a_role_asks_another_step_and_no_step_that_the_axis_lacks(cast):
    draft = begin(publish("ladders-1"), "2", cast.frida)
    here = Place("technology", role="D1")
    reword(draft, here, "step", "1", "2", cast.frida)
    assert asked(draft, "D1", "technology").step == 2
    with pytest.raises(Refused) as refused:
        reword(draft, here, "step", "2", "9", cast.frida)
    assert refused.value.errors == {"step": "Choose one of those shown."}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("where", "name", "text", "sentence"),
    [
        (IC2, "link", "not an address", "Write an address that begins with https:// or http://, without spaces."),
        (
            IC2,
            "summary",
            "half a \x00 text",
            "The text holds an invisible control character (U+0000): delete it.",
        ),
        (Part("axis", "execution"), "name", "  ", "This cannot be empty. Write something here."),
        (Part("axis", "execution"), "name", "two\nlines", "Write it on one line."),
        (Part("level", "IC2"), "rank", "many", "Write a whole number from 0 to 1000000."),
        (Part("level", "IC2"), "facts", "no colon", "Write each on its line as “name: text”: no colon"),
    ],
)
def test_what_a_field_cannot_take_is_said_and_nothing_is_written(cast, draft, where, name, text, sentence):
    began = sheet(draft, where).texts()[name]
    digest = refreshed(draft).digest
    with pytest.raises(Refused) as refused:
        reword(draft, where, name, began, text, cast.frida)
    assert refused.value.errors == {name: sentence}
    assert refreshed(draft).digest == digest


@pytest.mark.django_db
def test_parts_are_worded_by_code_and_an_example_by_its_identity(cast, draft):
    one = asked(draft).behaviours[0]
    reword(draft, Example(one.identity), "measure_name", "", "Share of green builds", cast.frida)
    reword(draft, Part("axis", "execution"), "name", "Execution", "Getting it done", cast.frida)
    began = sheet(draft, Part("role", "IC2")).texts()["aliases"]
    reword(draft, Part("role", "IC2"), "aliases", began, "Engineer\nDeveloper", cast.frida)
    reword(draft, Part("level", "IC2"), "facts", "", "Years: 2 to 5", cast.frida)
    reword(draft, Part("head"), "terminal_level", "IC3", "IC2", cast.frida)
    reword(draft, Part("rule"), "time_at_level_months", "", "6", cast.frida)
    said = reading.document(refreshed(draft))
    assert [axis.name for axis in said.axes] == ["Proficiency", "Getting it done", "Teamwork"]
    assert next(role.aliases for role in said.roles if role.code == "IC2") == ("Engineer", "Developer")
    assert next([(f.name, f.text) for f in level.facts] for level in said.levels if level.code == "IC2") == [
        ("Years", "2 to 5")
    ]
    assert (said.terminal_level, said.rule.time_at_level_months) == ("IC2", 6)
    assert asked(draft).behaviours[0].measure.name == "Share of green builds"


# -- who and when --------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("where", [IC2, Part("head"), Part("rule"), Part("level", "IC2"), Part("axis", "execution")])
def test_nobody_but_an_editor_writes_and_nobody_at_all_once_it_is_fixed(cast, draft, where):
    with pytest.raises(NotAllowed):
        save(draft, where, {}, {}, cast.mei)
    workflow.publish(draft, by=cast.frida)
    with pytest.raises(Conflict, match="The text of version 2 is fixed since you opened this page"):
        save(draft, where, {}, {}, cast.frida)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        (Place("execution", role="IC9"), "The role IC9 is not in this version any more."),
        (Place("speed", role="IC2"), "The axis speed is not in this version any more."),
        (Place("execution", step=3), "Step 3 of the axis execution is not in this version any more."),
        (Place("execution", level="IC9"), "The level IC9 is not in this version any more."),
        (Part("track", "chess"), "The track chess is not in this version any more."),
        (Example(uuid4()), "This example is not in this version any more."),
    ],
)
def test_a_place_that_is_gone_says_so(cast, draft, where, sentence):
    with pytest.raises(Gone) as gone:
        save(draft, where, {}, {"summary": "Mine"}, cast.frida)
    assert gone.value.sentence == sentence


@pytest.mark.django_db
def test_who_edits_stands_in_the_trail_once_in_a_while_and_not_at_every_pause(cast, draft):
    reword(draft, IC2, "called", "", "Doing", cast.frida)
    reword(draft, IC2, "called", "Doing", "Delivery", cast.frida)
    events = Event.objects.filter(thing_id=str(draft.pk)).values_list("verb", "by")
    assert sorted(events) == [("begin_version", cast.frida.pk), ("edit", cast.frida.pk)]


@pytest.mark.django_db
def test_a_saving_asks_the_database_as_often_whatever_the_size(cast, django_assert_num_queries):
    here = Place("execution", role="IC1")
    one_role = {"framework": "small", "roles": fixture("engineering-1").roles[:1], "terminal_level": ""}
    for source in (publish("engineering-1"), publish("engineering-1", **one_role)):
        draft = begin(source, "2", cast.frida)
        reword(draft, here, "summary", asked(draft, "IC1").summary, "Once.", cast.frida)
        with django_assert_num_queries(12):
            reword(draft, here, "summary", "Once.", "Twice.", cast.frida)


@pytest.mark.django_db
def test_a_translation_follows_its_sentence(cast):
    base = fixture("engineering-1")
    one = base.roles[1].expectations[1].summary
    german = Translation(language="de", texts=(Translated(text=one, means="Auf Deutsch."),))
    source = publish("engineering-1", translations=(german,))
    draft = begin(source, "2", cast.frida)
    kept = reword(draft, IC2, "summary", one, "Worded anew.", cast.frida)
    said = reading.document(refreshed(draft))
    assert kept.languages == ("de",)
    assert [(pair.text, pair.means) for pair in said.translations[0].texts] == [("Worded anew.", "Auf Deutsch.")]
    assert read(write(said)).document.translations == said.translations
