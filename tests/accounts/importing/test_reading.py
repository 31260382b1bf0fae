"""Reading a file of people: every wrong file gets a sentence with its line, and nothing else ever comes out."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from accounts.importing import rows
from accounts.importing.problems import Problem

HEAD = "employee_id,email,name,manager_employee_id"
FULL = HEAD + ",team,kind,framework,role,role_since,hired_on,timezone"
HANNE = "E1,hanne@demo.example,Hanne,"


def problems(content) -> list[tuple[int, str]]:
    return [(p.line, p.sentence) for p in rows.read(content)[1]]


def test_a_full_line_is_read_with_its_types():
    line = "E2,Mei@Demo.example,Mei  Lin,E1,Search,employee,engineering,IC4,2025-07-01,2023-01-09,Europe/Berlin"
    assert rows.read(f"{FULL}\n{line}\n") == (
        [
            rows.Row(
                line=2,
                employee_id="E2",
                email="mei@demo.example",
                name="Mei Lin",
                manager="E1",
                team="Search",
                kind="employee",
                framework="engineering",
                role="IC4",
                role_since=date(2025, 7, 1),
                hired_on=date(2023, 1, 9),
                time_zone="Europe/Berlin",
            )
        ],
        [],
    )


def test_blank_cells_say_nothing_or_empty_and_the_head_has_no_manager():
    (row,), wrong = rows.read(f"{FULL}\nE1,hanne@demo.example,Hanne,,,,,,,,\n")
    assert wrong == []
    assert (row.manager, row.team, row.kind, row.hired_on, row.time_zone) == ("", "", None, None, "")


def test_a_column_that_is_not_there_says_nothing():
    (row,), _ = rows.read(f"{HEAD}\n{HANNE}\n")
    assert (row.team, row.time_zone, row.says_left) == (None, None, False)


@pytest.mark.parametrize(
    "content",
    [
        f"{HEAD}\n{HANNE}\n",
        f"{HEAD}\r\n{HANNE}\r\n",
        f"{HEAD}\n{HANNE}".encode(),
        b"\xef\xbb\xbf" + f"{HEAD}\n{HANNE}\n".encode(),
        f"{HEAD}\n{HANNE}\n".replace(",", ";"),
        f"{HEAD}\n{HANNE}\n".replace(",", "\t"),
        f"{HEAD.upper()}\n{HANNE}\n\n,,,\n",
        "name,manager_employee_id,employee_id,email\nHanne,,E1,hanne@demo.example\n",
    ],
)
def test_the_usual_ways_to_save_a_file_give_the_same(content):
    (row,), wrong = rows.read(content)
    assert wrong == []
    assert (row.employee_id, row.name, row.email, row.manager) == ("E1", "Hanne", "hanne@demo.example", "")


def test_a_name_in_quotation_marks_may_hold_the_separator():
    (row,), _ = rows.read(f'{HEAD}\nE1,hanne@demo.example,"Roth, Hanne",\n')
    assert row.name == "Roth, Hanne"


def test_a_formula_is_a_text_like_any_other():
    (row,), _ = rows.read(f"{HEAD}\nE1,hanne@demo.example,=1+1,\n")
    assert row.name == "=1+1"


def test_a_name_is_kept_in_its_composed_form():
    (row,), _ = rows.read(f"{HEAD}\nE1,hanne@demo.example,Zoe\u0308,\n")
    assert row.name == "Zo\u00eb"


@pytest.mark.parametrize(
    ("content", "line", "sentence"),
    [
        (b"", 0, "The file is empty."),
        (b"\xef\xbb\xbf\r\n", 0, "The file is empty."),
        (
            b"x" * (10 * 1024 * 1024 + 1),
            0,
            "The file is larger than 10 MB. Split it: an import changes nobody who is not in the file.",
        ),
        (HEAD.encode("utf-16"), 0, "The file is saved as UTF-16. Save it as “CSV UTF-8” and choose it again."),
        (
            f"{HEAD}\nE1,h@demo.example,J\u00fcrgen,\n".encode("latin-1"),
            2,
            "This line is not UTF-8. Save the file as “CSV UTF-8” and choose it again.",
        ),
        (
            f"{HEAD}\nE1,h@demo.example,Han\0ne,\n",
            2,
            "This line holds a NUL byte: the file is damaged, or it is no CSV file.",
        ),
        (
            f"{HEAD}\n{HANNE}\nE2,m@demo.example,M\udc80,E1\n",
            3,
            "This line holds half a character: delete it and type it again.",
        ),
        ("," * 999_999, 1, "The first line has 1000000 columns; at most 40 are read."),
        (f"{HEAD},email\n{HANNE},\n", 1, "The column “email” stands twice in the first line."),
        (f"{HEAD}\n", 1, "Under the header there is no line with a person."),
        (
            f'{HEAD}\nE1,h@demo.example,"Hanne,\n',
            2,
            "The quotation marks of this line do not match, or a cell of it is far too long.",
        ),
        (
            f"{HEAD}\nE1,h@demo.example,{'x' * 200_000},\n",
            2,
            "The quotation marks of this line do not match, or a cell of it is far too long.",
        ),
        (f"{HEAD}\nE1,h@demo.example,{'x' * 1001},\n", 2, "The cell “name” is far too long."),
        (f"{HEAD}\n{HANNE},\n", 2, "This line has 5 cells, the first line has 4 columns."),
        (f"{HEAD}\nE1,h@demo.example\n", 2, "This line has 2 cells, the first line has 4 columns."),
        (
            f"{HEAD}\nE1,h@demo.example,Han\u202ene,\n",
            2,
            "The cell “name” holds a character that is not seen (U+202E): delete it.",
        ),
        (
            f'{HEAD}\n{HANNE}\nE2,h@demo.example,"Han\nne",\n',
            3,
            "The cell “name” holds a character that is not seen (U+000A): delete it.",
        ),
        (f"{HEAD}\nE1,h@demo.example,,\n", 2, "The cell “name” is empty."),
        (f"{HEAD}\n,h@demo.example,Hanne,\n", 2, "The cell “employee_id” is empty."),
        (f"{HEAD}\nE1,hanne,Hanne,\n", 2, "“hanne” is not a mail address."),
        (f"{HEAD}\nE1,h@demo.example,{'x' * 201},\n", 2, "The cell “name” is longer than 200 characters."),
        (f"{HEAD}\nE1,h@demo.example,Hanne,E1\n", 2, "Hanne cannot be their own manager."),
        (f"{HEAD},kind\n{HANNE},robot\n", 2, "“robot” is not a kind: employee, contractor or intern."),
        (f"{HEAD},timezone\n{HANNE},Mars/Base\n", 2, "“Mars/Base” is not a time zone. Write it as Europe/Berlin."),
        (
            f"{HEAD},hired_on\n{HANNE},10000-01-01\n",
            2,
            "“10000-01-01” in “hired_on” is not a day. Write it as 2026-03-31.",
        ),
        (
            f"{HEAD},hired_on\n{HANNE},2026-02-30\n",
            2,
            "“2026-02-30” in “hired_on” is not a day. Write it as 2026-03-31.",
        ),
        (
            f"{HEAD},hired_on\n{HANNE},31.03.2026\n",
            2,
            "“31.03.2026” in “hired_on” is not a day. Write it as 2026-03-31.",
        ),
        (
            f"{HEAD},hired_on\n{HANNE},0001-01-01\n",
            2,
            "“0001-01-01” in “hired_on” is not a day. Write it as 2026-03-31.",
        ),
        (f"{HEAD},role\n{HANNE},IC1\n", 2, "framework and role go together: give both or neither."),
        (f"{HEAD},role_since\n{HANNE},2026-01-01\n", 2, "role_since says since when, but no role is given."),
        (f"{HEAD},hired_on,left_on\n{HANNE},2026-01-02,2026-01-01\n", 2, "Hanne would leave before joining."),
        (
            f"{HEAD}\n{HANNE}\nE1,other@demo.example,Other,E9\n",
            3,
            "The employee id E1 stands on line 2 already.",
        ),
        (
            f"{HEAD}\n{HANNE}\nE2,HANNE@demo.example,Other,E1\n",
            3,
            "The address hanne@demo.example stands on line 2 already.",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(content, line, sentence):
    assert problems(content) == [(line, sentence)]


def test_an_unknown_column_is_named_with_those_there_are():
    assert problems("employee_id,salary\nE1,1\n") == [
        (
            1,
            "There is no column “salary”. The columns are: employee_id, email, name, manager_employee_id, team, kind, "
            "framework, role, role_since, hired_on, timezone, left_on.",
        )
    ]


def test_a_missing_column_is_named():
    ((line, sentence),) = problems("employee_id,name,team\nE1,Hanne,Office\n")
    assert line == 1
    assert sentence.startswith("The first line lacks the column email, manager_employee_id.")


def test_every_wrong_line_is_named_not_only_the_first():
    wrong = problems(f"{HEAD}\nE1,x,Hanne,\nE2,mei@demo.example,,E1\n{HANNE}\n")
    assert wrong == [(2, "“x” is not a mail address."), (3, "The cell “name” is empty.")]


def test_a_sentence_never_carries_what_is_not_seen():
    ((_, sentence),) = problems(f"{HEAD}\u202e\n{HANNE}\n")
    assert "\u202e" not in sentence


ANY_CHARACTER = st.characters(codec=None)
CELLS = st.one_of(
    st.text(ANY_CHARACTER, max_size=8),
    st.sampled_from(["", "E1", "E2", "E3", "mei@demo.example", "employee", "2026-01-01", "9999-99-99", "=1+1", '"']),
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(ANY_CHARACTER, max_size=200)))
@example(b"\xff\xfe\x00")
@example('employee_id,email,name,manager_employee_id\n\r\n"')
def test_any_bytes_give_rows_or_problems(content):
    found, wrong = rows.read(content)
    assert found or wrong
    assert all(isinstance(problem, Problem) and problem.sentence for problem in wrong)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=11, max_size=11), min_size=1, max_size=6), st.sampled_from(",;\t"))
def test_any_cells_under_a_right_header_give_rows_or_problems(lines, separator):
    text = "\n".join([FULL.replace(",", separator), *(separator.join(cells) for cells in lines)])
    found, wrong = rows.read(text)
    assert found or wrong
    assert all(row.name and row.employee_id for row in found)
