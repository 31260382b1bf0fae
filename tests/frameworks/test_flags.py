"""Flags on wording: raised from a role's page, seen without who raised them, settled by editors with one line."""

import logging
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, models, transaction

from accounts import clock
from accounts.models import Event
from accounts.moves import Conflict, NotAllowed, move
from config.today import owed_by
from frameworks import commenting, flagging, reading, unnamed, workflow
from frameworks.flagged import Key, Raised, grouped
from frameworks.loading import load
from frameworks.models import Comment, Flag, HeldComment, Version
from frameworks.wordings import Wording
from tests.frameworks.test_pages import text
from tests.logged import lines_of
from tests.shared import shared
from tests.shipped import fixture, publish

HERE = "/frameworks/engineering/"
IC2 = HERE + "roles/IC2/"


@shared
def engineering(cast):
    return publish("engineering-1")


def raised(version, by, role="IC2", axis="execution", **more) -> None:
    flagging.raise_flag(version, reading.roles(version)[role], reading.axes(version)[axis], by, **more)


def on(version, role="IC2", axis="execution") -> dict[str, object]:
    """The wording that a flag without a name is on, once it is out."""
    return {"version": version, "role": reading.roles(version)[role], "axis": reading.axes(version)[axis]}


# -- the rule ------------------------------------------------------------------------------------------


def shown(wordings) -> list[tuple[str, int, list[str]]]:
    return [(one.key.on.role, len(one.open), [flag.said for flag in one.open]) for one in wordings]


def test_the_wording_with_the_most_open_flags_comes_first_and_words_before_silence():
    first, second, third = (Key(1, Wording(role=f"IC{number}", axis="a")) for number in (1, 2, 3))
    flags = [
        (third, Raised(1, "")),
        (second, Raised(2, "")),
        (second, Raised(3, "Which team?")),
        (second, Raised(4, "a plan of what?")),
        (first, Raised(5, "", outcome="It stays as it is", line="It is meant so.")),
    ]
    found = grouped(flags, {first: 1, second: 2, third: 3})
    assert shown(found) == [("IC2", 3, ["a plan of what?", "Which team?", ""]), ("IC3", 1, [""]), ("IC1", 0, [])]
    assert (found[0].silent, found[2].answers) == (1, [("It stays as it is", "It is meant so.")])


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1)])
def test_the_order_in_which_flags_were_raised_is_not_the_order_in_which_they_are_shown(order):
    key = Key(1, Wording(role="IC1", axis="a"))
    words = {1: "beta", 2: "alpha", 3: "gamma"}
    found = grouped([(key, Raised(one, words[one])) for one in order], {key: 1})
    assert shown(found) == [("IC1", 3, ["alpha", "beta", "gamma"])]


# -- raising -------------------------------------------------------------------------------------------


def test_a_flag_has_no_time_no_subject_no_group_and_leaves_no_event(cast, engineering):
    before = Event.objects.count()
    raised(engineering, cast.mei, said="Whose plan?")
    assert Event.objects.count() == before
    columns = {field.name: field for field in Flag._meta.concrete_fields}
    assert sorted(columns) == sorted(
        ["id", "version", "role", "axis", "behaviour", "said", "author", "waits_in", "state", "outcome", "line"]
    )
    assert not any(isinstance(one, models.DateField | models.TimeField) for one in columns.values())
    assert Flag.objects.get().pk.version == 4


def test_without_a_name_nothing_is_kept_of_who_raised_it(cast, engineering):
    raised(engineering, cast.mei, is_named=False, waits_in=uuid4())
    raised(engineering, cast.mei, is_named=True)
    assert sorted(str(one.author_id) for one in Flag.objects.all()) == sorted(["None", str(cast.mei.pk)])


@pytest.fixture
def at(monkeypatch):
    """Makes it ten o'clock of a day in December 2026; the ninth is a Wednesday."""

    def make_it(day: int) -> None:
        now = datetime(2026, 12, day, 10, tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda: now)
        monkeypatch.setattr(clock, "today", lambda: now.date())

    return make_it


def test_on_a_page_one_without_a_name_appears_on_the_next_working_day_and_nobody_counts_it_before(
    cast, engineering, sign_in, at
):
    at(11)  # a Friday
    pages = (HERE + "flags/", HERE + "wording/?role=IC2&axis=execution")
    before = {(who, page): text(sign_in(who).get(page)) for who in (cast.ivan, cast.frida) for page in pages}
    form = sign_in(cast.ivan).get(IC2 + "flag/?axis=execution")
    assert "It then appears on the next working day" in text(form)
    given = {"said": "Whose plan?", "form": form.context["form"]["form"].value()}
    client = sign_in(cast.ivan)
    for _twice in range(2):
        assert "without it from the next working day on" in text(
            client.post(IC2 + "flag/?axis=execution", given, follow=True)
        )
    assert not Flag.objects.exists()
    held = HeldComment.objects.get()
    assert (held.said, held.is_flag, held.role.code, held.axis.code) == ("Whose plan?", True, "IC2", "execution")
    assert {field.related_model for field in HeldComment._meta.get_fields()}.isdisjoint({type(cast.ivan)})
    for (who, page), said in before.items():
        assert text(sign_in(who).get(page)) == said
    assert owed_by(cast.frida, date(2026, 12, 11)) == []
    for day, flags in ((12, 0), (13, 0), (14, 1)):
        at(day)
        commenting.let_out(clock.today())
        commenting.let_out(clock.today())
        assert Flag.objects.count() == flags
    flag = Flag.objects.get()
    assert (flag.said, flag.author, flag.waits_in, flag.behaviour) == ("Whose plan?", None, None, None)
    assert flag.pk != held.pk
    assert not HeldComment.objects.exists()
    assert not Comment.objects.exists()
    assert "Whose plan?" in text(sign_in(cast.mei).get(HERE + "flags/"))
    assert "Whose plan? without a name" in text(sign_in(cast.frida).get(HERE + "flags/"))


def test_the_answer_to_a_flag_is_the_same_with_a_name_and_without(cast, engineering, sign_in):
    client, answers = sign_in(cast.ivan), []
    for number, named in enumerate((["on"], [])):
        answer = client.post(IC2 + "flag/?axis=execution", {"said": f"Whose plan? {number}", "is_named": named})
        answers.append((answer.status_code, answer["Location"], sorted(answer.cookies), answer.content))
        client.get(IC2)
    assert answers[0] == answers[1]


def test_an_example_that_is_flagged_without_a_name_is_that_example_when_it_comes_out(cast, engineering, at):
    at(9)
    role, axis = reading.roles(engineering)["IC2"], reading.axes(engineering)["execution"]
    example = flagging.examples(engineering, role, axis)[0]
    raised(engineering, cast.mei, behaviour=example.identity, is_named=False)
    at(10)
    commenting.let_out(clock.today())
    assert Flag.objects.get().behaviour == example.identity


def test_a_second_one_with_the_same_name_changes_nothing_until_the_first_is_settled(cast, engineering):
    raised(engineering, cast.mei, said="Whose plan?")
    raised(engineering, cast.mei, said="Something else", waits_in=uuid4())
    assert [(one.said, one.waits_in) for one in Flag.objects.all()] == [("Whose plan?", None)]
    flagging.settle([Flag.objects.get().pk], cast.frida, "kept", "The team's.")
    raised(engineering, cast.mei, said="Still whose plan?")
    assert Flag.objects.filter(state="open").get().said == "Still whose plan?"


def test_an_example_is_flagged_beside_what_is_asked_as_a_whole(cast, engineering):
    role, axis = reading.roles(engineering)["IC2"], reading.axes(engineering)["execution"]
    example = flagging.examples(engineering, role, axis)[0]
    raised(engineering, cast.mei)
    raised(engineering, cast.mei, behaviour=example.identity)
    raised(engineering, cast.mei, behaviour=example.identity)
    assert Flag.objects.count() == 2
    other = flagging.examples(engineering, reading.roles(engineering)["IC3"], axis)[0]
    with pytest.raises(Conflict):
        raised(engineering, cast.mei, behaviour=other.identity)


def test_a_draft_is_not_flagged(cast, engineering):
    engineering.state = "draft"
    with pytest.raises(Conflict):
        raised(engineering, cast.mei)


def test_the_database_keeps_no_half_settled_flag_and_none_that_waits_settled(cast, engineering):
    raised(engineering, cast.mei)
    for wrong in ({"state": "settled"}, {"state": "settled", "outcome": "kept"}, {"line": "why"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Flag.objects.update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Flag.objects.update(state="settled", outcome="kept", line="why", waits_in=uuid4())


# -- who sees it ---------------------------------------------------------------------------------------


def seen_by(person) -> Iterable[str]:
    return sorted(Flag.objects.visible_to(person).values_list("said", flat=True))


def test_what_was_raised_in_a_meeting_is_seen_by_its_author_alone_until_it_is_let_out(cast, engineering):
    raised(engineering, cast.mei, said="in the meeting", waits_in=uuid4())
    raised(engineering, cast.mei, axis="teamwork", said="on the page")
    assert seen_by(cast.mei) == ["in the meeting", "on the page"]
    for person in (cast.frida, cast.petra, cast.dana, cast.ivan):
        assert seen_by(person) == ["on the page"]
    assert list(Flag.objects.visible_to(None)) == []
    Flag.objects.update(waits_in=None)
    assert seen_by(cast.ivan) == ["in the meeting", "on the page"]


def test_members_read_what_is_flagged_and_only_editors_who_flagged_it(cast, engineering, sign_in):
    raised(engineering, cast.marco, said="Whose plan is meant?")
    Flag.objects.create(said="Too much for one person", **on(engineering))
    said = text(sign_in(cast.ivan).get(HERE + "flags/"))
    assert "Whose plan is meant?" in said
    assert "2 flags" in said
    assert "Marco" not in said
    assert "Settle" not in said
    said = text(sign_in(cast.frida).get(HERE + "flags/"))
    assert "Whose plan is meant? Marco" in said
    assert "Noor" not in said


def test_who_raised_one_in_a_meeting_is_told_that_it_waits(cast, engineering, sign_in):
    raised(engineering, cast.mei, said="in the meeting", waits_in=uuid4())
    said = text(sign_in(cast.mei).get(HERE + "flags/"))
    assert "One flag that you raised in a meeting waits" in said
    assert "in the meeting " not in said.partition("waits")[2]
    assert "waits" not in text(sign_in(cast.frida).get(HERE + "flags/"))


# -- the pages -----------------------------------------------------------------------------------------


def test_a_member_flags_a_wording_from_the_page_of_a_role(cast, engineering, sign_in):
    client = sign_in(cast.ivan)
    role = client.get(IC2).content.decode()
    assert role.count("Comment on this wording") == 3
    assert HERE + "wording/?role=IC2&amp;axis=execution" in role
    wording = client.get(HERE + "wording/?role=IC2&axis=execution").content.decode()
    assert IC2 + "flag/?axis=execution" in wording
    form = client.get(IC2 + "flag/?axis=execution")
    assert "Flag the wording of Execution" in text(form)
    answer = client.post(IC2 + "flag/?axis=execution", {"said": "Whose plan?", "is_named": "on"})
    assert answer["Location"] == IC2 + "#axis-execution"
    flag = Flag.objects.get()
    assert (flag.said, flag.author, flag.axis.code, flag.role.code) == ("Whose plan?", cast.ivan, "execution", "IC2")
    too_long = client.post(IC2 + "flag/?axis=execution", {"said": "x" * 301})
    assert too_long.status_code == 400
    assert "at most 300 characters" in text(too_long)


def test_what_is_not_there_is_not_flagged(cast, engineering, sign_in):
    client = sign_in(cast.ivan)
    for address in (IC2 + "flag/", IC2 + "flag/?axis=wit", HERE + "roles/IC9/flag/?axis=execution"):
        assert client.get(address).status_code == 404


def test_an_editor_settles_one_or_all_of_a_wording(cast, engineering, sign_in):
    for person, said in ((cast.mei, "Whose plan?"), (cast.marco, "What is a plan?")):
        raised(engineering, person, said=said)
    client, settle = sign_in(cast.frida), HERE + "flags/settle/"
    first, second = Flag.objects.order_by("said")
    client.post(settle, {"flags": [first.pk], "outcome": "reworded", "line": "Version 2 says it."})
    assert [(one.state, one.line) for one in Flag.objects.order_by("said")] == [
        ("settled", "Version 2 says it."),
        ("open", ""),
    ]
    answered = text(sign_in(cast.ivan).get(HERE + "flags/"))
    assert "It is worded anew. Version 2 says it." in answered
    client = sign_in(cast.frida)
    client.post(settle, {"flags": [second.pk], "outcome": "kept", "line": "The team's."})
    assert Flag.objects.filter(state="settled").count() == 2
    assert Event.objects.filter(verb="settle", thing="frameworks.flag", by=cast.frida).count() == 2


def test_what_an_editor_forgot_is_said_and_what_was_typed_stands(cast, engineering, sign_in):
    raised(engineering, cast.mei)
    form = {"flags": [Flag.objects.get().pk], "line": "The line that was typed"}
    answer = sign_in(cast.frida).post(HERE + "flags/settle/", form)
    assert answer.status_code == 400
    assert "Say what comes of it." in text(answer)
    assert "The line that was typed" in answer.content.decode()
    assert Flag.objects.get().state == "open"


def test_two_editors_settle_it_and_the_second_is_told(cast, engineering):
    raised(engineering, cast.mei)
    flag = Flag.objects.get().pk
    flagging.settle([flag], cast.frida, "kept", "The team's.")
    with pytest.raises(Conflict):
        flagging.settle([flag], cast.frida, "reworded", "Another word")
    assert Flag.objects.get().line == "The team's."


def test_nobody_else_settles_and_what_waits_is_not_there_for_editors(cast, engineering):
    raised(engineering, cast.mei, waits_in=uuid4())
    with pytest.raises(NotAllowed):
        flagging.settle([Flag.objects.get().pk], cast.petra, "kept", "why")
    with pytest.raises(Conflict):
        flagging.settle([Flag.objects.get().pk], cast.frida, "kept", "why")


@pytest.mark.parametrize(("number", "queries"), [(1, 9), (3, 9)])
def test_the_page_asks_as_much_for_three_wordings_as_for_one(
    cast, engineering, sign_in, number, queries, django_assert_num_queries
):
    for axis in ("execution", "teamwork", "proficiency")[:number]:
        raised(engineering, cast.mei, axis=axis, said="Whose plan?")
        raised(engineering, cast.marco, axis=axis)
    client = sign_in(cast.frida)
    client.get(HERE + "flags/")
    with django_assert_num_queries(queries):
        client.get(HERE + "flags/")


def test_editors_are_told_on_today_how_many_flags_wait_and_nobody_else(cast, engineering):
    day = date(2026, 12, 9)
    raised(engineering, cast.mei, waits_in=uuid4())
    assert owed_by(cast.frida, day) == []
    raised(engineering, cast.marco)
    Flag.objects.create(**on(engineering))
    [owed] = owed_by(cast.frida, day)
    assert re.sub(r"\s+", " ", owed.sentence) == "To answer, on the wording of Engineering: 2 flags"
    assert owed.url == HERE + "flags/"
    assert owed_by(cast.petra, day) == []


def test_a_flag_that_was_refused_leaves_no_line_of_who_raised_it(cast, engineering, sign_in, caplog):
    client = sign_in(cast.ivan)
    with caplog.at_level(logging.DEBUG):
        assert client.post(IC2 + "flag/?axis=execution", {"said": "x" * 301}).status_code == 400
        client.handler.enforce_csrf_checks = True
        assert client.post(IC2 + "flag/?axis=execution", {"said": "Whose plan?"}).status_code == 403
    assert [line for line in lines_of(caplog) if "flag" in line or str(cast.ivan.pk) in line] == []


def test_nobody_floods_a_framework_with_flags_without_a_name(cast, engineering, monkeypatch):
    monkeypatch.setattr(flagging, "A_DAY", 2)
    for _again in range(2):
        raised(engineering, cast.ivan, said="Whose plan?", is_named=False)
    with pytest.raises(Conflict):
        raised(engineering, cast.ivan, said="Whose plan?", is_named=False)
    raised(engineering, cast.ivan, said="Whose plan?")
    raised(engineering, cast.lena, is_named=False)
    assert HeldComment.objects.count() == 3
    with pytest.raises(Conflict):
        raised(engineering, cast.ivan, is_named=False, waits_in=uuid4())
    assert unnamed.one_more(cast.ivan, 1)  # comments are counted apart


def test_what_was_flagged_while_a_version_was_announced_shows_nobody_the_draft_that_it_is_again(
    cast, engineering, sign_in
):
    coming = workflow.publish(load(fixture("engineering-2")), by=None, from_on=clock.today() + timedelta(days=9))
    raised(coming, cast.ivan, said="Whose plan?")
    assert "Whose plan?" in text(sign_in(cast.mei).get(HERE + "flags/"))
    workflow.call_off(Version.objects.get(pk=coming.pk), cast.frida)
    move(Version.objects.get(pk=coming.pk), "close", cast.frida)
    words = text(sign_in(cast.frida).get(HERE + "flags/"))
    assert "Whose plan?" in words
    assert "version=2" in sign_in(cast.frida).get(HERE + "flags/").content.decode()
    for person in (cast.mei, cast.ivan, cast.petra):
        page = sign_in(person).get(HERE + "flags/").content.decode()
        assert "Whose plan?" not in page
        assert "version=2" not in page
