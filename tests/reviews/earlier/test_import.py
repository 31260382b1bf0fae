"""Earlier results come in by a file: seen first, then exactly that, all or nothing, never one's own."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from openpyxl import Workbook, load_workbook

from accounts.importing.problems import Refused
from accounts.models import Event, Person
from accounts.moves import Conflict, NotAllowed
from reviews.earlier import workflow
from reviews.earlier.rows import table_of
from reviews.models import EarlierResult
from tests.ladder import publish_ladder
from tests.shared import shared

HEAD = "employee_id,period_from,period_to,framework,role,overall,words,author\n"
LENA = "E012,2025-01-01,2025-06-30,engineers,IC3,Exceeding,You carried the release.,Ada\n"
IVAN = "E011,2025-01-01,2025-06-30,engineers,IC1,meeting,,\n"


@shared
def ladder(cast):
    """Three words; Lena is E012, Ivan E011, Tariq E014, Petra E002."""
    levels = {"IC1": (10, "one"), "IC3": (30, "three")}
    words = {"struggling": "Struggling", "meeting": "Meeting", "exceeding": "Exceeding"}
    return publish_ladder("engineers", "Engineers", levels, ["Craft"], words)


@pytest.fixture
def petra(client, cast, ladder):
    client.force_login(cast.petra)
    return client


def look(content, by) -> workflow.Plan:
    return workflow.look_at(table_of(content), by)


def bring(content: str, by) -> workflow.Plan:
    """Looked at and imported."""
    return workflow.import_results(content, look(content, by).digest, by)


def rows() -> list[tuple]:
    """What is held, by employee id."""
    columns = ("subject__employee_id", "covers_from", "role__code", "overall__code", "words", "author_name")
    return sorted(EarlierResult.objects.values_list(*columns))


LENAS = ("E012", date(2025, 1, 1), "IC3", "exceeding", "You carried the release.", "Ada")
IVANS = ("E011", date(2025, 1, 1), "IC1", "meeting", "", "")


def test_a_file_is_seen_first_and_then_imported_exactly(petra, cast):
    page = petra.post("/earlier-results/", {"text": HEAD + LENA + IVAN})
    said = " ".join(page.content.decode().split())
    assert "2 new results." in said
    assert "You carried the release." in said
    assert rows() == []
    sent = {"lines": page.context["lines"], "shown": page.context["plan"].digest}
    answer = petra.post("/earlier-results/import/", sent, follow=True)
    assert "Imported: 2 new results." in answer.content.decode()
    assert rows() == [IVANS, LENAS]
    assert EarlierResult.objects.filter(imported_by=cast.petra).count() == 2
    told = Event.objects.filter(thing="reviews.earlierresult").values_list("verb", "about__name")
    assert sorted(told) == [("import", "Ivan"), ("import", "Lena")]


def test_the_same_file_twice_changes_nothing(petra, cast):
    bring(HEAD + LENA + IVAN, cast.petra)
    plan = look(HEAD + LENA + IVAN, cast.petra)
    assert (plan.does_nothing, plan.unchanged, plan.new, plan.changed) == (True, 2, [], [])
    page = petra.post("/earlier-results/", {"text": HEAD + LENA + IVAN}).content.decode()
    assert "This file changes nothing" in page
    assert "Import exactly this" not in page


def test_a_line_that_says_otherwise_is_shown_as_such_and_corrects(petra, cast):
    bring(HEAD + LENA + IVAN, cast.petra)
    other = LENA.replace("Exceeding", "Meeting")
    page = petra.post("/earlier-results/", {"text": HEAD + other + IVAN})
    said = " ".join(page.content.decode().split())
    assert "1 result is corrected, 1 line changes nothing." in said
    assert "Exceeding before" in said
    bring(HEAD + other, cast.petra)
    assert rows() == [IVANS, ("E012", date(2025, 1, 1), "IC3", "meeting", "You carried the release.", "Ada")]
    assert Event.objects.filter(verb="correct", about=cast.lena).count() == 1


def test_a_column_that_is_missing_leaves_what_was_there(cast, ladder):
    bring(HEAD + LENA, cast.petra)
    short = (
        "employee_id,period_from,period_to,framework,role,overall\nE012,2025-01-01,2025-06-30,engineers,IC3,meeting\n"
    )
    bring(short, cast.petra)
    assert rows() == [("E012", date(2025, 1, 1), "IC3", "meeting", "You carried the release.", "Ada")]


def test_words_keep_their_lines(cast, ladder):
    words = '"First.\n\nSecond  line,\twith a tab."'
    bring(HEAD + LENA.replace("You carried the release.", words), cast.petra)
    assert rows()[0][4] == "First.\n\nSecond line, with a tab."


WRONG = [
    ("E999,2025-01-01,2025-06-30,engineers,IC3,Meeting,,", "has the employee id “E999”"),
    ("E002,2025-01-01,2025-06-30,engineers,IC3,Meeting,,", "This is you."),
    ("E012,2025-01-01,2025-06-30,engineers,IC9,Meeting,,", "no published role “IC9” in “engineers”"),
    (
        "E012,2025-01-01,2025-06-30,Engineers,IC3,Meeting,,",
        "no framework “Engineers” with published roles. Write one of: engineers.",
    ),
    ("E012,2025-01-01,2025-06-30,engineers,IC3,Great,,", "“Great” is no rating of this framework"),
    ("E012,2025-06-30,2025-01-01,engineers,IC3,Meeting,,", "The period ends before it begins."),
    ("E012,2025-01-01,2199-06-30,engineers,IC3,Meeting,,", "The period is not over yet"),
    ("E012,2015-01-01,2025-06-30,engineers,IC3,Meeting,,", "longer than two years"),
    ("E012,2025-02-30,2025-06-30,engineers,IC3,Meeting,,", "“2025-02-30” in “period_from” is not a day"),
    ("E012,,2025-06-30,engineers,IC3,Meeting,,", "The cell “period_from” is empty."),
    ("E012,2025-01-01,2025-06-30,engineers,IC3,,,", "The cell “overall” is empty."),
    ("E012,2025-01-01,2025-06-30,engineers,IC3,Meeting,a\u202eb,", "not seen (U+202E)"),
    (f"E012,2025-01-01,2025-06-30,engineers,IC3,Meeting,{'a' * 8001},", "“words” is longer than 8000"),
    (f"E012,2025-01-01,2025-06-30,engineers,IC3,Meeting,{'a' * 9001},", "The cell “words” is far too long."),
    (f"E012,2025-01-01,2025-06-30,engineers,IC3,Meeting,,{'a' * 201}", "“author” is longer than 200"),
    ("E012,2025-01-01,2025-06-30,engineers,IC3", "This line has 5 cells"),
]


@pytest.mark.parametrize(("line", "says"), WRONG, ids=[says for _line, says in WRONG])
def test_a_wrong_line_is_named_and_nothing_comes_in(petra, cast, line, says):
    page = petra.post("/earlier-results/", {"text": HEAD + IVAN + line + "\n"})
    said = page.content.decode()
    assert "Line 3: " in said
    assert says in said
    assert "Import exactly this" not in said
    with pytest.raises(Conflict):
        bring(HEAD + IVAN + line + "\n", cast.petra)
    assert rows() == []


def test_a_period_that_stands_twice_is_refused(cast, ladder):
    [problem] = look(HEAD + LENA + IVAN + LENA, cast.petra).problems
    assert problem.in_words() == "Line 4: The result of this person and period stands on line 2 already."


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "Choose a file, or paste its lines"),
        ("name,rating\nLena,good\n", "There is no column “name”"),
        ("employee_id,period_from\nE012,2025-01-01\n", "lacks the column"),
        (HEAD, "no line with a person"),
    ],
)
def test_what_is_no_such_file_is_said(petra, content, says):
    answer = petra.post("/earlier-results/", {"text": content})
    assert answer.status_code == 200
    assert says in answer.content.decode()


def test_a_file_larger_than_two_megabytes_is_refused():
    with pytest.raises(Refused):
        table_of(HEAD + "E012," + "a" * (2 * 1024 * 1024))
    with pytest.raises(Refused):
        table_of(HEAD + LENA * 10_001)


def workbook(*lines: list) -> SimpleUploadedFile:
    book = Workbook()
    book.active.append(HEAD.strip().split(","))
    for line in lines:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("results.xlsx", out.getvalue())


def test_a_workbook_is_read_with_its_days_and_a_formula_is_refused(petra, cast):
    good = [
        "E012",
        date(2025, 1, 1),
        date(2025, 6, 30),
        "engineers",
        "IC3",
        "Exceeding",
        "You carried\nthe release.",
        "Ada",
    ]
    page = petra.post("/earlier-results/", {"file": workbook(good)})
    sent = {"lines": page.context["lines"], "shown": page.context["plan"].digest}
    assert petra.post("/earlier-results/import/", sent).status_code == 302
    assert rows() == [(*LENAS[:4], "You carried\nthe release.", "Ada")]
    bad = [*good[:5], '="Exceed"&"ing"', "", ""]
    assert "holds a formula" in petra.post("/earlier-results/", {"file": workbook(bad)}).content.decode()


def test_what_was_not_shown_is_not_done(petra, cast):
    plan = look(HEAD + LENA, cast.petra)
    with pytest.raises(Conflict, match="have changed since you looked"):
        workflow.import_results(HEAD + LENA + IVAN, plan.digest, cast.petra)
    bring(HEAD + LENA.replace("Exceeding", "Meeting"), cast.petra)  # somebody was faster
    with pytest.raises(Conflict, match="have changed since you looked"):
        workflow.import_results(HEAD + LENA, plan.digest, cast.petra)
    answer = petra.post("/earlier-results/import/", {"lines": HEAD + LENA, "shown": plan.digest})
    assert answer.status_code == 409
    assert "Nothing was imported" in answer.content.decode()


def test_people_ops_of_a_part_import_for_that_part_only(cast, ladder):
    tariq = "E014,2025-01-01,2025-06-30,engineers,IC1,Meeting,,\n"
    assert look(HEAD + tariq, cast.pavel).problems == []
    [problem] = look(HEAD + tariq + LENA, cast.pavel).problems
    assert problem.in_words() == "Line 3: Nobody of those for whom you are People Ops has the employee id “E012”."
    assert [look(HEAD + tariq, cast.mei).problems[0].line, look(HEAD + tariq, cast.otto).problems[0].line] == [2, 2]
    with pytest.raises(NotAllowed):
        workflow.import_results(HEAD + tariq, look(HEAD + tariq, cast.pavel).digest, cast.mei)


def test_nobody_has_one_imported_by_themselves_in_the_database_either(cast, ladder):
    given = {"covers_from": date(2025, 1, 1), "covers_to": date(2025, 6, 30), "role": ladder.roles["IC3"]}
    given |= {"overall": ladder.points["meeting"], "subject": cast.lena}
    with pytest.raises(IntegrityError), transaction.atomic():
        EarlierResult.objects.create(imported_by=cast.lena, **given)
    EarlierResult.objects.create(imported_by=cast.petra, **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        EarlierResult.objects.create(imported_by=cast.petra, **given)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_empty_file_has_every_column(petra, form):
    content = petra.get(f"/earlier-results/earlier-results.{form}").content
    if form == "xlsx":
        first = next(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
        assert list(first) == HEAD.strip().split(",")
    else:
        assert content.decode("utf-8-sig").strip() == HEAD.strip()


def test_importing_asks_the_database_a_constant_number_of_times(cast, ladder, django_assert_num_queries):
    def lines(count: int) -> str:
        return HEAD + "".join(LENA.replace("2025-06-30", f"2025-06-{day:02}") for day in range(1, count + 1))

    Person.objects.get(pk=cast.petra.pk)
    for count in (1, 3):
        with django_assert_num_queries(8):
            look(lines(count), Person.objects.get(pk=cast.petra.pk))
