"""Who reads what is written about others leaves one row; one's own, and what shows nothing of it, leaves none."""

import pytest
import time_machine
from django.apps import apps
from django.db import DatabaseError
from django.test import Client

from accounts import noting, readings
from accounts.models import Reading
from accounts.models.confidential import Confidential, ConfidentialPart, ConfidentialQuerySet, WhoseUnknown
from reviews.models import Assessment, AxisRating, Remark, Result
from tests.reviews.story import form_data


@pytest.fixture
def board(previewing):
    return f"/groups/{previewing.group.pk}/"


def ask(person, address: str, method: str = "get", **data):
    """One request of a person."""
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return getattr(client, method)(address, data)


def who(cast, row: Reading) -> dict[str, list[str]]:
    """Kinds → first names, of a row about one group."""
    names = {str(person.pk): first for first, person in vars(cast).items()}
    [by_kinds] = row.what.values()
    return {kinds: sorted(names[one] for one in people) for kinds, people in by_kinds.items()}


def test_a_board_read_is_one_row_with_everybody_on_it(cast, previewing, board):
    ask(cast.dana, board)
    row = Reading.objects.get()
    assert (row.by, row.route, row.method, row.status, row.screen) == (cast.dana, "group", "GET", 200, None)
    assert list(row.what) == [str(previewing.group.pk)]
    assert who(cast, row) == {"assessment": ["ivan", "lena", "noor"]}
    assert row.people == 3


def test_the_row_says_of_each_person_what_was_read(cast, previewing, board):
    Remark.objects.create(group=previewing.group, subject=cast.lena, author=cast.mei, kind="asks", text="Why?")
    ask(cast.dana, board + "reading/")
    assert who(cast, Reading.objects.get()) == {"assessment": ["ivan", "noor"], "assessment remark": ["lena"]}


def test_the_rating_alone_is_a_reading_too(cast, previewing, board):
    """The board shows no text, only the points."""
    page = ask(cast.dana, board).content.decode()
    assert "What ivan changed." not in page
    assert Reading.objects.count() == 1


def test_what_one_wrote_oneself_leaves_no_row(cast, previewing, board):
    """Mei has assessed Ivan, and reads him again."""
    assert "What ivan changed." in ask(cast.mei, f"/assessments/{previewing.ivan.pk}/").content.decode()
    ask(cast.mei, "/my-team/")
    ask(cast.mei, "/")
    assert Reading.objects.count() == 0


def test_writing_on_ones_own_draft_leaves_no_row(cast, previewing):
    data = form_data(previewing, statement="Much done.")
    assert ask(cast.noor, f"/assessments/{previewing.ines.pk}/save/", "post", **data).status_code == 302
    assert Reading.objects.count() == 0


def test_of_a_page_with_ones_own_among_others_only_the_others_are_named(cast, previewing, board):
    ask(cast.mei, board)
    assert who(cast, Reading.objects.get()) == {"assessment": ["lena", "noor"]}


def test_a_page_without_anything_confidential_leaves_no_row(cast, previewing):
    for address in ("/", "/people/", f"/people/{cast.ivan.pk}/", "/cycles/", f"/cycles/{previewing.cycle.pk}/"):
        assert ask(cast.dana, address).status_code == 200
    assert Reading.objects.count() == 0


def test_the_same_page_again_within_ten_minutes_is_the_same_row(cast, board):
    with time_machine.travel("2026-12-14T10:00:00Z", tick=False) as clock:
        ask(cast.dana, board)
        clock.move_to("2026-12-14T10:09:00Z")
        ask(cast.dana, board)
        assert Reading.objects.count() == 1
        clock.move_to("2026-12-14T10:11:00Z")
        ask(cast.dana, board)
        assert Reading.objects.count() == 2


def test_each_time_is_a_row_where_nothing_is_folded(cast, board, settings):
    settings.TRAIL_FOLD_MINUTES = 0
    ask(cast.dana, board)
    ask(cast.dana, board)
    assert Reading.objects.count() == 2


def test_another_reader_another_page_and_other_people_are_rows_of_their_own(cast, previewing, board):
    ask(cast.dana, board)
    ask(cast.dilan, board)
    ask(cast.dana, board + "reading/")
    Assessment.objects.filter(subject=cast.noor).delete()
    ask(cast.dana, board)
    assert [row.people for row in Reading.objects.order_by("at")] == [3, 3, 3, 2]


def test_what_was_refused_is_written_with_its_status(cast, previewing):
    remark = Remark.objects.create(
        group=previewing.group, subject=cast.lena, author=cast.mei, kind="asks", text="Is it so?"
    )
    answer = ask(cast.dana, f"/remarks/{remark.pk}/", "post", kind="asks", text="Mine now")
    assert answer.status_code == 403
    assert (Reading.objects.get().status, Reading.objects.get().method) == (403, "POST")


def test_what_does_not_exist_for_the_reader_leaves_no_row(cast, previewing):
    assert ask(cast.ivan, f"/assessments/{previewing.ivan.pk}/").status_code == 404
    assert Reading.objects.count() == 0


def test_where_the_row_cannot_be_written_nothing_is_shown(cast, board, monkeypatch):
    def refuse(self, **how):
        raise DatabaseError("the trail is full")

    monkeypatch.setattr(Reading, "save", refuse)
    answer = ask(cast.dana, board + "reading/")
    assert answer.status_code == 500
    assert b"What ivan changed." not in answer.content


def test_what_was_not_written_is_not_remembered_as_written(cast, board, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(Reading, "save", lambda self, **how: (_ for _ in ()).throw(DatabaseError("full")))
        ask(cast.dana, board)
    ask(cast.dana, board)
    assert Reading.objects.count() == 1


# -- how rows and columns are noted ------------------------------------------------------------------


@pytest.fixture
def noted(previewing):
    """What is read in the test, as in a request."""
    yield noting.begin()
    noting.end()


def read(noted) -> list[str]:
    """The kinds noted, with the names of whom they are about."""
    from accounts.models import Person

    names = dict(Person.objects.values_list("pk", "name"))
    return sorted(f"{model.noted_as} {names[whose.subject]}" for model, whose in noted.all_rows())


def test_a_row_is_noted_whichever_way_it_comes(noted, previewing):
    AxisRating.objects.select_related("assessment").filter(assessment=previewing.lena).first()
    assert read(noted) == ["assessment Lena"]


def test_a_part_is_noted_as_what_it_belongs_to(noted, previewing):
    list(AxisRating.objects.filter(assessment=previewing.noor))
    assert read(noted) == ["assessment Noor"]


def test_bookkeeping_alone_is_not_noted(noted):
    assert [one.state for one in Assessment.objects.bookkept()] != []
    assert list(Assessment.objects.values_list("subject", "state")) != []
    assert Assessment.objects.exists()
    assert Assessment.objects.count() == 4
    assert read(noted) == []


def test_a_column_asked_for_later_is_noted(noted, previewing):
    row = Assessment.objects.bookkept().get(pk=previewing.ivan.pk)
    assert row.statement == "What ivan changed."
    assert read(noted) == ["assessment Ivan"]


def test_columns_are_noted_by_subject_and_group_or_by_their_key(noted, previewing, cast):
    rows = Assessment.objects.filter(subject=cast.ivan)
    assert list(rows.values_list("subject_id", "group_id", "statement")) != []
    assert read(noted) == ["assessment Ivan"]
    assert Assessment.objects.filter(subject=cast.lena).values("statement", "pk")[0]["statement"] != ""
    assert read(noted) == ["assessment Ivan", "assessment Lena"]
    of_noor = Assessment.objects.of_group(previewing.group.pk).filter(subject=cast.noor)
    assert of_noor.values_list("overall__word", "subject_id", named=True).get().overall__word == "Meeting"
    assert read(noted) == ["assessment Ivan", "assessment Lena", "assessment Noor"]


def test_columns_of_a_part_are_noted_by_what_they_belong_to(noted, previewing):
    assert AxisRating.objects.filter(assessment=previewing.lena).values_list("assessment_id", "point").first()
    assert read(noted) == ["assessment Lena"]


@pytest.mark.parametrize(
    "ask_for",
    [
        lambda: Assessment.objects.values_list("statement", flat=True),
        lambda: Assessment.objects.values_list("subject__name", "overall__word"),
        lambda: Assessment.objects.values_list("subject_id", "statement"),
        lambda: Assessment.objects.values("statement"),
        lambda: Assessment.objects.values(),
        lambda: Result.objects.values_list("words"),
        lambda: AxisRating.objects.values_list("statement", flat=True),
    ],
)
def test_columns_that_do_not_say_whose_they_are_are_refused_in_a_request(noted, ask_for):
    with pytest.raises(WhoseUnknown, match=r"name .* beside confidential columns"):
        list(ask_for())


def test_columns_that_are_computed_with_are_not_noted(noted):
    assert len(Assessment.objects.computing().values_list("overall", flat=True)) == 4
    assert read(noted) == []


def test_outside_a_request_nothing_is_noted_and_nothing_refused(previewing):
    assert noting.now() is None
    assert len(Assessment.objects.values_list("statement", flat=True)) == 4
    assert Reading.objects.count() == 0


def test_every_confidential_model_asks_through_the_queryset_that_notes():
    models = [model for model in apps.get_models() if issubclass(model, Confidential | ConfidentialPart)]
    kinds = [model.noted_as for model in models if issubclass(model, Confidential)]
    assert all(kind.isidentifier() for kind in kinds)  # a row of the trail has several with spaces between
    assert len(set(kinds)) == len(kinds)
    assert sorted(model.__name__ for model in models) == [
        "Ask",
        "Assessment",
        "AxisRating",
        "BoardLine",
        "Claim",
        "CommonText",
        "ConditionAnswer",
        "Decision",
        "EarlierResult",
        "Entry",
        "GrowthLine",
        "Input",
        "Message",
        "Pitch",
        "PitchCase",
        "PrivateNote",
        "ProfileText",
        "Proposal",
        "RatingChange",
        "Reflection",
        "ReflectionAxis",
        "Remark",
        "Result",
        "ResultAxis",
        "RoleChange",
        "RoomFeedback",
        "SecondLook",
        "Sentences",
        "Vote",
    ]
    assert [m for m in models if not isinstance(m._default_manager.all(), ConfidentialQuerySet)] == []
    assert sorted({m.noted_as for m in models if issubclass(m, Confidential) and m.closely}) == [
        "ask",
        "change",
        "decision",
        "feedback",
        "input",
        "jotting",
        "line",
        "note",
        "pitch",
        "plan",
        "profile",
        "proposal",
        "remark",
        "sentences",
        "vote",
    ]


def test_what_is_one_s_own_is_told_apart_by_subject_and_author(cast):
    noted = noting.Noted()
    for number, (subject, author) in enumerate([("ivan", "mei"), ("mei", "dana"), ("lena", "marco"), ("noor", None)]):
        whose = noting.Whose(getattr(cast, subject).pk, "g", author and getattr(cast, author).pk)
        noted.rows[Assessment, number] = whose
    what, people = readings.what_was_read(noted, cast.mei)
    assert what == {"g": {"assessment": sorted([str(cast.lena.pk), str(cast.noor.pk)])}}
    assert people == 2
