"""Comments on wordings with a name: on which, of which versions, who reads them, how they are answered."""

import contextlib
import re
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from accounts import clock
from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from config.today import owed_by
from frameworks import commenting, flagging, loading, reading
from frameworks.format.document import tidy
from frameworks.loading import load
from frameworks.models import Behaviour, BehaviourIdentity, Comment, Flag, HeldComment
from frameworks.wordings import Wording, stands, text_of
from tests.fixed import past_the_wall
from tests.frameworks.test_flags import raised
from tests.frameworks.test_pages import text
from tests.shipped import fixture, publish

HERE = "/frameworks/engineering/"
WORDING = HERE + "wording/"
CELL = Wording(role="IC2", axis="execution")
IN_CELL = {"role": "IC2", "axis": "execution"}
IC2_EXECUTION = "Carries out the team's near-term goals without supervision and takes a share in planning its projects."


@pytest.fixture
def engineering(cast):
    return publish("engineering-1")


def example_of(version, role="IC2", axis="execution") -> Behaviour:
    return flagging.examples(version, reading.roles(version)[role], reading.axes(version)[axis])[0]


def sent(client, said, named="yes", **more):
    return client.post(WORDING, IN_CELL | {"said": said, "is_named": named, "form": uuid4()} | more)


# -- which wording -------------------------------------------------------------------------------------


def test_each_part_of_a_version_is_a_wording_with_its_text(engineering):
    ladder = reading.ladder(engineering)
    example = example_of(engineering)
    one = CELL._replace(behaviour=str(example.identity_id))
    assert text_of(ladder, one) == example.text
    assert text_of(ladder, CELL) == IC2_EXECUTION
    assert text_of(ladder, Wording()) == tidy(engineering.about)
    assert text_of(ladder, Wording(level=ladder.document.levels[0].code)) == ladder.document.levels[0].summary
    for wrong in (
        Wording(role="IC9"),
        Wording(axis="wit"),
        Wording(level="L9"),
        Wording(level=ladder.document.levels[0].code, role="IC2"),
        one._replace(role="IC3"),
        Wording(behaviour=str(example.identity_id)),
    ):
        assert not stands(ladder, wrong)
        assert text_of(ladder, wrong) == ""


@pytest.mark.parametrize("name", ["level", "role", "axis"])
@pytest.mark.parametrize("sign", ["\0", "IC2\0", "\ud800"])
def test_what_no_code_can_hold_names_no_wording(cast, engineering, sign_in, name, sign):
    """PostgreSQL refuses to look for it."""
    client, query = sign_in(cast.ivan), {name: sign.encode("utf-8", "surrogatepass")}
    for page in (WORDING, WORDING + "propose/"):
        assert client.get(page, query).status_code == 404


def test_a_comment_keeps_the_text_it_is_about(cast, engineering):
    example = example_of(engineering)
    commenting.comment(engineering, CELL._replace(behaviour=str(example.identity_id)), cast.ivan, "  Which plan? ")
    comment = Comment.objects.get()
    assert (comment.said, comment.was, comment.author) == ("Which plan?", example.text, cast.ivan)
    assert (comment.role.code, comment.axis.code, comment.behaviour_id) == ("IC2", "execution", example.identity_id)
    assert comment.level is None


def test_a_wording_that_is_not_there_is_not_commented_on(cast, engineering):
    for wrong in (Wording(role="IC9"), CELL._replace(behaviour=str(uuid4())), Wording(level="nowhere")):
        with pytest.raises(Conflict):
            commenting.comment(engineering, wrong, cast.ivan, "Which plan?")
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("state", "takes"),
    [
        ("draft", False),
        ("open", True),
        ("announced", True),
        ("published", True),
        ("superseded", False),
        ("retired", False),
    ],
)
def test_versions_that_are_open_announced_or_in_force_are_commented_on(cast, engineering, state, takes):
    engineering.state = state
    with contextlib.suppress(Conflict):
        commenting.comment(engineering, CELL, cast.ivan, "Which plan?")
    assert Comment.objects.exists() is takes


def test_the_same_form_sent_twice_is_one_comment_and_another_text_another(cast, engineering):
    form = uuid4()
    for said in ("Which plan?", "Which plan? ", "Whose plan?"):
        commenting.comment(engineering, CELL, cast.ivan, said, form=form)
    assert sorted(Comment.objects.values_list("said", flat=True)) == ["Which plan?", "Whose plan?"]


def test_writing_one_leaves_no_event_and_no_time(cast, engineering):
    before = Event.objects.count()
    commenting.comment(engineering, CELL, cast.ivan, "Which plan?")
    assert Event.objects.count() == before
    assert {one.name for one in Comment._meta.concrete_fields if "Time" in type(one).__name__} == set()
    assert Comment.objects.get().pk.version != 1


# -- the page ------------------------------------------------------------------------------------------


def test_a_member_comments_and_everybody_reads_it_with_the_name(cast, engineering, sign_in):
    client = sign_in(cast.ivan)
    answer = sent(client, "Whose plan is meant?")
    assert answer["Location"] == WORDING + "?role=IC2&axis=execution&sent=1#said"
    own = text(client.get(answer["Location"]))
    assert "Your comment is sent." in own
    assert IC2_EXECUTION in own
    said = text(sign_in(cast.mei).get(WORDING, IN_CELL))
    assert "Ivan" in said
    assert "Whose plan is meant?" in said


def test_an_example_is_chosen_and_stands_beside_its_comment(cast, engineering, sign_in):
    example = example_of(engineering)
    client = sign_in(cast.ivan)
    assert example.text in text(client.get(WORDING, IN_CELL))
    sent(client, "Only this one", what=str(example.identity_id))
    assert Comment.objects.get().behaviour_id == example.identity_id
    assert f"{example.text} Only this one" in text(client.get(WORDING, IN_CELL))


def test_every_other_wording_has_its_page(cast, engineering, sign_in):
    client = sign_in(cast.ivan)
    level = reading.document(engineering).levels[0].code
    for place in ({}, {"role": "IC2"}, {"axis": "execution"}, {"level": level}):
        assert client.get(WORDING, place).status_code == 200
        client.post(WORDING, place | {"said": f"On {place}", "is_named": "yes"})
        assert f"On {place}" in text(client.get(WORDING, place))
        assert "On " not in text(client.get(WORDING, IN_CELL)).partition("Say something")[0].partition("Comments")[2]
    assert Comment.objects.count() == 4


def test_what_was_forgotten_is_said_and_what_was_typed_stands(cast, engineering, sign_in):
    client = sign_in(cast.ivan)
    unnamed = client.post(WORDING, IN_CELL | {"said": "The words that were typed"})
    assert unnamed.status_code == 400
    assert "Say whether your name stands with it." in text(unnamed)
    assert "The words that were typed" in text(unnamed)
    assert "Write what you want to say." in text(sent(client, "  "))
    assert "At most 2000 characters: there are 2001." in text(sent(client, "x" * 2001))
    assert not Comment.objects.exists()


def test_what_is_not_there_is_a_404(cast, engineering, sign_in):
    client = sign_in(cast.ivan)
    for place in ({"role": "IC9"}, {"axis": "wit"}, {"level": "no"}, {"behaviour": "no-id"}, {"version": "no"}):
        assert client.get(WORDING, place).status_code == 404
        assert client.post(WORDING + f"?version={place.get('version', '1')}", place | {"said": "x"}).status_code == 404


def test_a_version_open_for_comment_is_commented_on_and_a_draft_by_nobody(cast, engineering, sign_in):
    draft = load(fixture("engineering-2"))
    place = IN_CELL | {"version": draft.label}
    assert sign_in(cast.ivan).get(WORDING, place).status_code == 404
    draft.state = "open"
    draft.save()
    client = sign_in(cast.ivan)
    assert "is open for comment" in text(client.get(WORDING, place))
    client.post(WORDING + f"?version={draft.label}", IN_CELL | {"said": "Better so", "is_named": "yes"})
    assert Comment.objects.get().version == draft
    assert f"of version {draft.label}" in text(client.get(WORDING, IN_CELL))
    draft.state = "draft"
    draft.save()
    assert [one.said for one in Comment.objects.visible_to(cast.ivan)] == ["Better so"]
    assert not Comment.objects.visible_to(cast.mei).exists()


def test_an_example_that_went_leaves_its_comment_with_the_old_words(cast, engineering, sign_in):
    draft = load(fixture("engineering-2"))
    draft.state = "open"
    draft.save()
    example = example_of(draft)
    for named in (True, False):
        place = CELL._replace(behaviour=str(example.identity_id))
        commenting.comment(draft, place, cast.ivan, f"Said, {named}", named)
    with past_the_wall("frameworks_behaviour"):
        Behaviour.objects.filter(identity=example.identity_id).delete()
    loading._forget_unused(draft.framework)
    assert BehaviourIdentity.objects.filter(pk=example.identity_id).exists()
    draft.digest = "another"
    draft.save()
    said = text(sign_in(cast.mei).get(WORDING, IN_CELL | {"version": draft.label}))
    assert f"{example.text} Said, True" in said


@pytest.mark.parametrize(("number", "queries"), [(1, 8), (3, 8)])
def test_the_page_asks_as_much_for_three_comments_as_for_one(
    cast, engineering, sign_in, number, queries, django_assert_num_queries
):
    for person in (cast.mei, cast.marco, cast.lena)[:number]:
        commenting.comment(engineering, CELL, person, "Whose plan?")
    client = sign_in(cast.ivan)
    client.get(WORDING, IN_CELL)
    with django_assert_num_queries(queries):
        client.get(WORDING, IN_CELL)


# -- the queue -----------------------------------------------------------------------------------------


def test_flags_and_comments_stand_in_one_queue_and_are_settled_together(cast, engineering, sign_in):
    raised(engineering, cast.mei, said="Whose plan?")
    commenting.comment(engineering, CELL, cast.ivan, "I do not understand it either")
    commenting.comment(engineering, Wording(), cast.ivan, "Too long")
    editor = sign_in(cast.frida)
    said = text(editor.get(HERE + "flags/"))
    assert "IC2, Engineer II: Execution" in said
    assert "1 flag, 1 comment" in said
    assert said.index("Engineer II: Execution") < said.index("The framework as a whole")
    assert "Whose plan? Mei" in said
    both = [Comment.objects.get(said="I do not understand it either").pk, Flag.objects.get().pk]
    editor.post(HERE + "flags/settle/", {"flags": both, "outcome": "reworded", "line": "Version 2 says it."})
    assert Comment.objects.get(said="I do not understand it either").state == "settled"
    assert "It is worded anew. Version 2 says it." in text(sign_in(cast.ivan).get(WORDING, IN_CELL))
    assert Comment.objects.get(said="Too long").state == "open"
    member = text(sign_in(cast.lena).get(HERE + "flags/"))
    assert "Too long Ivan" in member
    assert "Settle" not in member


def test_editors_are_told_on_today_of_comments_too_and_not_of_those_held(cast, engineering):
    commenting.comment(engineering, CELL, cast.ivan, "Held", is_named=False)
    assert owed_by(cast.frida, clock.today()) == []
    commenting.comment(engineering, CELL, cast.ivan, "Named")
    [owed] = owed_by(cast.frida, clock.today())
    assert re.sub(r"\s+", " ", owed.sentence) == "To answer, on the wording of Engineering: 1 comment"


def test_more_wordings_than_a_page_holds_are_paged(cast, engineering, sign_in):
    places = [Wording(role=role, axis=axis) for role in ("IC1", "IC2", "IC3", "IC4", "IC5") for axis in AXES]
    places += [Wording(role=role) for role in ("IC1", "IC2", "IC3", "IC4", "IC5")] + [Wording()]
    for place in places:
        commenting.comment(engineering, place, cast.ivan, "Something")
    client = sign_in(cast.frida)
    first, second = (text(client.get(HERE + f"flags/?page={number}")) for number in (1, 2))
    assert (first.count("1 comment"), second.count("1 comment")) == (20, 1)
    assert "1 to 20 of 21" in first


AXES = ("proficiency", "execution", "teamwork")


# -- taking back, taking out ---------------------------------------------------------------------------


def test_its_author_takes_it_back_until_it_is_answered(cast, engineering, sign_in):
    commenting.comment(engineering, CELL, cast.ivan, "Oh well")
    comment = Comment.objects.get()
    address = HERE + f"comments/{comment.pk}/take-back/"
    assert sign_in(cast.mei).get(address).status_code == 404
    assert sign_in(cast.frida).post(address).status_code == 404
    with pytest.raises(NotAllowed):
        commenting.take_back(comment, cast.frida)
    assert "Oh well" in text(sign_in(cast.ivan).get(address))
    assert sign_in(cast.ivan).post(address)["Location"] == WORDING + "?role=IC2&axis=execution#said"
    assert not Comment.objects.exists()
    commenting.comment(engineering, CELL, cast.ivan, "Answered soon")
    answered = Comment.objects.get()
    flagging.settle([answered.pk], cast.frida, "kept", "It is meant so.")
    with pytest.raises(Conflict):
        commenting.take_back(answered, cast.ivan)


def test_an_editor_takes_words_out_and_says_why(cast, engineering, sign_in):
    commenting.comment(engineering, CELL, cast.ivan, "Something about a person")
    address = HERE + f"comments/{Comment.objects.get().pk}/strike/"
    assert sign_in(cast.mei).get(address).status_code == 404
    editor = sign_in(cast.frida)
    assert "Say in one line why." in text(editor.post(address, {"line": ""}))
    assert Comment.objects.get().said == "Something about a person"
    editor.post(address, {"line": "It was about a colleague."})
    assert (Comment.objects.get().said, Comment.objects.get().state) == ("", "struck")
    said = text(sign_in(cast.ivan).get(WORDING, IN_CELL))
    assert "A framework editor took this comment out: It was about a colleague." in said
    assert "Something about a person" not in said
    assert editor.get(address).status_code == 404
    assert "Something about a person" not in text(sign_in(cast.frida).get(HERE + "flags/"))


def test_the_database_keeps_no_half_answered_comment_and_none_on_two_wordings(cast, engineering):
    commenting.comment(engineering, CELL, cast.ivan, "Whose plan?")
    level = reading.document(engineering).levels[0].code
    commenting.comment(engineering, Wording(level=level), cast.ivan, "Which level?")
    on_level = Comment.objects.get(level__isnull=False).level
    for wrong in (
        {"state": "settled"},
        {"state": "settled", "outcome": "kept"},
        {"said": ""},
        {"line": "why"},
        {"state": "struck", "line": "why"},
        {"level": on_level},
        {"axis": None, "behaviour": example_of(engineering).identity_id},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.filter(level__isnull=True).update(**wrong)


def test_what_is_said_of_a_version_stays_when_the_next_is_published(cast, engineering, sign_in):
    commenting.comment(engineering, CELL, cast.ivan, "Whose plan?")
    publish("engineering-2")
    said = text(sign_in(cast.mei).get(WORDING, IN_CELL))
    assert "of version 1" in said
    assert "Whose plan?" in said
    assert HeldComment.objects.count() == 0


def test_what_is_said_of_the_whole_is_called_so_in_a_sentence(cast, engineering, sign_in):
    titles = {
        WORDING: "What is said of the framework as a whole",
        WORDING + "?level=IC2": "What is said of level IC2",
        WORDING + "?role=IC2&axis=execution": "What is said of IC2, ",
        WORDING + "propose/": "Propose other words for the framework as a whole",
    }
    for address, title in titles.items():
        page = sign_in(cast.ivan).get(address).content.decode()
        assert page.partition("<title>")[2].strip().startswith(title), address
