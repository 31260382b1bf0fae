"""A group's board goes out as a file and comes back: what it would change is seen first, then exactly that is done."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from accounts.importing import workbook
from accounts.importing.problems import Refused
from accounts.models import Event, Person
from accounts.moves import Conflict, NotAllowed
from calibration import workflow as meetings
from calibration.board_file import workflow
from calibration.board_file.board import board_of, may_take_out
from calibration.board_file.plan import table_of
from calibration.models import Attendance, RatingChange, Stop
from calibration.workflow.locking import unconfirmed
from reviews.models import Assessment, Deputyship, Exclusion, Group, Participant, Result
from tests.calibration.company import seen_by_all
from tests.shared import shared

COLUMNS = [
    *("employee_id", "name", "role", "assessor", "overall"),
    *("rating: Proficiency", "rating: Execution", "rating: Teamwork", "statement"),
    *("new overall", "new: Proficiency", "new: Execution", "new: Teamwork", "proposed by", "why", "board"),
]


@shared
def prepared(company, cast):
    """The agenda is made; nobody is in the room."""
    return meetings.prepare(company.group, cast.mei, seed=2026)


def taken_out(group, by) -> list[list[str]]:
    """The lines of the file, the header first."""
    sheet = load_workbook(io.BytesIO(workflow.take_out(group, by))).active
    return [[cell.value or "" for cell in row] for row in sheet.iter_rows()]


def file_of(rows: list[list[str]]) -> str:
    return workbook.as_csv(rows).decode("utf-8-sig")


def changed(rows: list[list[str]], name: str, **cells: str) -> list[list[str]]:
    """The lines with cells of one person written: `new_overall="Meeting"`, `new_Teamwork=…`, `by=…`, `why=…`."""
    names = {"new_overall": "new overall", "by": "proposed by", "why": "why", "board": "board", "id": "employee_id"}
    found = [list(row) for row in rows]
    for row in found:
        if row[1] == name:
            for key, value in cells.items():
                row[COLUMNS.index(names.get(key, key.replace("new_", "new: ")))] = value
    return found


def look(group, rows, by) -> workflow.Plan:
    board = board_of(group, by)
    return workflow.look_at(table_of(file_of(rows), "", board), board)


def bring(group, rows, by) -> workflow.Plan:
    return workflow.bring_in(group, file_of(rows), look(group, rows, by).digest, by)


def changes() -> list[tuple]:
    columns = ("subject__name", "axis__code", "before__code", "after__code", "proposer__name", "line", "witnessed")
    return sorted(RatingChange.objects.values_list(*columns), key=str)


IVAN = {"new_overall": "Meeting", "new_Execution": "meeting", "by": "Dana", "why": "The import ran alone."}


# -- out -------------------------------------------------------------------------------------------------


def test_the_file_holds_one_line_a_person_lowest_level_first(prepared, company, cast):
    head, *lines = taken_out(company.group, cast.petra)
    assert head == COLUMNS
    assert [line[:8] for line in lines] == [
        [cast.ivan.employee_id, "Ivan", "IC1, Engineer I", "Mei", "Struggling", "Meeting", "Struggling", "Meeting"],
        [cast.ines.employee_id, "Ines", "IC2, Engineer II", "Noor", "Meeting", "Meeting", "Meeting", "Meeting"],
        [cast.lena.employee_id, "Lena", "IC3, Senior engineer", "Marco", "Exceeding", "Meeting", "Meeting", "Meeting"],
        [cast.noor.employee_id, "Noor", "IC4, Staff engineer", "Marco", "Meeting", "Meeting", "Meeting", "Meeting"],
    ]
    assert lines[1][8] == "Ines keeps the storage jobs quiet."
    assert {cell for line in lines for cell in line[9:15]} == {""}
    assert len({line[15] for line in lines}) == 1
    assert list(Event.objects.filter(verb="take_board_out").values_list("by__name", "thing")) == [
        ("Petra", "reviews.group")
    ]


@pytest.mark.parametrize("begins", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1"])
def test_no_cell_is_computed_and_what_was_written_comes_back(prepared, company, cast, begins):
    Assessment.objects.filter(subject=cast.ivan).update(statement=begins)
    Person.objects.filter(pk=cast.ivan.pk).update(employee_id=begins.strip() + "7", name=begins.strip())
    book = load_workbook(io.BytesIO(workflow.take_out(company.group, cast.petra)))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    rows = [[cell.value or "" for cell in row] for row in book.active.iter_rows()]
    assert [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "-", "@", "＝"))] == []
    plan = look(company.group, changed(rows, "'" + begins.strip(), **IVAN), cast.petra)
    assert (len(plan.changes), plan.problems) == (2, [])


@pytest.mark.parametrize("who", ["dana", "oskar", "mei", "marco", "pavel", "hanne", "sam", "ivan", "otto"])
def test_only_the_observer_takes_it_out(prepared, company, cast, sign_in, who):
    person = getattr(cast, who)
    assert not may_take_out(company.group, person)
    with pytest.raises(NotAllowed):
        workflow.take_out(company.group, person)
    client = sign_in(person)
    assert client.get(f"/groups/{company.group.pk}/board.xlsx").status_code == 404
    assert client.get(f"/groups/{company.group.pk}/board/").status_code == 404


def test_an_observer_who_is_reviewed_in_the_group_does_not(prepared, company, cast):
    Participant.objects.create(group=company.group, person=cast.petra, part="subject", from_at="2026-10-01T08:00:00Z")
    assert not may_take_out(company.group, cast.petra)


def test_one_that_the_observer_keeps_away_from_is_not_in_it(prepared, company, cast):
    Exclusion.objects.create(group=company.group, person=cast.petra, subject=cast.lena)
    rows = taken_out(company.group, cast.petra)
    assert [row[1] for row in rows[1:]] == ["Ivan", "Ines", "Noor"]


@pytest.mark.parametrize(
    ("state", "may"), [("assessing", False), ("previewing", True), ("telling", True), ("closed", False)]
)
def test_it_goes_out_while_the_group_reads(prepared, company, cast, state, may):
    Group.objects.filter(pk=company.group.pk).update(state=state)
    assert may_take_out(Group.objects.get(pk=company.group.pk), cast.petra) is may


def test_changes_of_a_meeting_one_was_not_in_are_not_read_by_it(running, company, cast):
    Stop.objects.filter(subject=cast.ivan).update(touched=3)
    taken_out(company.group, cast.petra)  # who was there
    Attendance.objects.filter(person=cast.petra).delete()
    with pytest.raises(Conflict, match="Come to it first"):
        workflow.take_out(company.group, cast.petra)


# -- and back ------------------------------------------------------------------------------------------------


def test_a_round_trip_changes_nothing(prepared, company, cast):
    rows = taken_out(company.group, cast.petra)
    plan = look(company.group, rows, cast.petra)
    assert (plan.changes, plan.problems, plan.unchanged) == ([], [], 4)
    same = changed(rows, "Ivan", new_overall="Struggling", new_Teamwork="Meeting")  # what stands already
    assert look(company.group, same, cast.petra).changes == []
    bring(company.group, rows, cast.petra)
    assert changes() == []


def test_what_was_changed_elsewhere_is_seen_and_then_done(prepared, company, cast, sign_in):
    client, at = sign_in(cast.petra), f"/groups/{company.group.pk}/board/"
    rows = changed(taken_out(company.group, cast.petra), "Ivan", **IVAN)
    out = io.BytesIO()
    book = load_workbook(io.BytesIO(workbook.as_xlsx(rows, "board")))
    book.save(out)
    page = client.post(at, {"file": SimpleUploadedFile("board.xlsx", out.getvalue())})
    said = " ".join(page.content.decode().split())
    assert "2 ratings of Engineering." in said
    assert "The import ran alone." in said
    assert changes() == []
    sent = {"lines": page.context["lines"], "shown": page.context["plan"].digest}
    assert "2 ratings were changed." in client.post(f"{at}bring-in/", sent, follow=True).content.decode()
    assert changes() == [
        ("Ivan", "execution", "struggling", "meeting", "Dana", "The import ran alone.", False),
        ("Ivan", None, "struggling", "meeting", "Dana", "The import ran alone.", False),
    ]
    events = Event.objects.filter(verb__in=["bring_board_in", "change_rating"]).values_list("verb", "by__name")
    assert sorted(events) == [("bring_board_in", "Petra"), ("change_rating", "Petra"), ("change_rating", "Petra")]


def test_what_nobody_witnessed_has_to_be_confirmed_before_the_lock(prepared, company, cast):
    bring(company.group, changed(taken_out(company.group, cast.petra), "Ivan", **IVAN), cast.petra)
    assert [stop.subject.name for stop in unconfirmed(prepared)] == ["Ivan"]


def test_with_the_observer_checked_in_it_is_witnessed(running, company, cast):
    bring(company.group, changed(taken_out(company.group, cast.petra), "Ivan", **IVAN), cast.petra)
    assert {row[-1] for row in changes()} == {True}
    assert not unconfirmed(running).exists()


def test_the_lock_takes_what_was_brought_in(running, company, cast):
    bring(company.group, changed(taken_out(company.group, cast.petra), "Ivan", **IVAN), cast.petra)
    seen_by_all(running)
    meetings.lock(running, cast.mei)
    assert Result.objects.get(subject=cast.ivan).overall.code == "meeting"


WRONG = [
    ({"new_overall": "Great", "by": "Dana", "why": "So."}, "“Great” is no rating of this person's scale"),
    ({"new_overall": "Meeting", "why": "So."}, "A change says who proposed it"),
    ({"new_overall": "Meeting", "by": "Dana"}, "A change says in one line why."),
    ({"new_overall": "Meeting", "by": "Nobody", "why": "So."}, "“Nobody” does not judge Ivan"),
    ({"new_overall": "Meeting", "by": "Petra", "why": "So."}, "“Petra” does not judge Ivan"),
    ({"new_overall": "Meeting", "by": "Sam", "why": "So."}, "“Sam” does not judge Ivan"),
    ({"new_overall": "Meeting", "by": "Dilan", "why": "So."}, "“Dilan” does not judge Ivan"),  # keeps away
    ({"by": "Dana", "why": "So."}, "It says who or why, and no new rating."),
    ({"new_overall": "Meeting", "by": "Dana", "why": "a" * 301}, "“why” is longer than 300 characters"),
    ({"id": "E999"}, "Nobody on this board has the employee id “E999”"),
    ({"id": "E012"}, "This person stands on line"),
]


@pytest.mark.parametrize(("cells", "says"), WRONG, ids=[says for _cells, says in WRONG])
def test_a_wrong_line_is_named_and_nothing_is_changed(prepared, company, cast, sign_in, cells, says):
    Exclusion.objects.create(group=company.group, person=cast.dilan, subject=cast.ivan)
    cells = cells | ({"id": cast.ines.employee_id} if cells.get("id") == "E012" else {})
    rows = changed(changed(taken_out(company.group, cast.petra), "Ines", **IVAN), "Ivan", **cells)
    page = sign_in(cast.petra).post(f"/groups/{company.group.pk}/board/", {"text": file_of(rows)}).content.decode()
    assert says in page.replace("&#x27;", "'")
    assert "Change exactly these ratings" not in page
    with pytest.raises(Conflict):
        bring(company.group, rows, cast.petra)
    assert changes() == []


def test_a_subject_proposes_nothing_for_themselves(prepared, company, cast):
    rows = changed(taken_out(company.group, cast.petra), "Noor", **IVAN | {"by": "Noor", "new_overall": "Exceeding"})
    [problem] = look(company.group, rows, cast.petra).problems
    assert "“Noor” does not judge Noor" in problem.sentence
    others = changed(taken_out(company.group, cast.petra), "Ines", **IVAN | {"by": cast.noor.employee_id.lower()})
    assert look(company.group, others, cast.petra).problems == []


def test_the_file_of_another_group_is_refused_by_name(prepared, company, cast):
    rows = changed(taken_out(company.group, cast.petra), "Ines", board="0" * 32 + "-abc")
    with pytest.raises(Refused) as refused:
        look(company.group, rows, cast.petra)
    assert refused.value.problem.in_words() == "Line 3: This line is not of the board of Engineering."


def test_a_file_of_an_older_state_is_refused(prepared, company, cast, sign_in):
    rows = changed(taken_out(company.group, cast.petra), "Ivan", **IVAN)
    plan = look(company.group, rows, cast.petra)
    Assessment.objects.filter(subject=cast.lena).update(statement="Another text.")
    page = sign_in(cast.petra).post(f"/groups/{company.group.pk}/board/", {"text": file_of(rows)})
    assert "The board of Engineering has changed since this file was taken out" in page.content.decode()
    with pytest.raises(Conflict, match="has changed since"):
        workflow.bring_in(company.group, file_of(rows), plan.digest, cast.petra)
    assert changes() == []


def test_the_same_file_twice_is_of_an_older_state(running, company, cast):
    rows = changed(taken_out(company.group, cast.petra), "Ivan", **IVAN)
    digest = look(company.group, rows, cast.petra).digest
    workflow.bring_in(company.group, file_of(rows), digest, cast.petra)
    with pytest.raises(Conflict):
        workflow.bring_in(company.group, file_of(rows), digest, cast.petra)
    assert len(changes()) == 2


def test_what_was_not_shown_is_not_done(prepared, company, cast):
    rows = changed(taken_out(company.group, cast.petra), "Ivan", **IVAN)
    digest = look(company.group, rows, cast.petra).digest
    other = changed(rows, "Ivan", new_overall="Exceeding")
    with pytest.raises(Conflict, match="has changed since you looked"):
        workflow.bring_in(company.group, file_of(other), digest, cast.petra)
    assert changes() == []


def test_only_while_the_group_is_in_its_meeting_and_no_turn_is_open(running, company, cast, sign_in):
    rows = changed(taken_out(company.group, cast.petra), "Ivan", **IVAN)
    digest = look(company.group, rows, cast.petra).digest
    stop = Stop.objects.get(subject=cast.ivan)
    meetings.open_stop(running, cast.mei, stop)
    answer = sign_in(cast.petra).post(f"/groups/{company.group.pk}/board/", {"text": file_of(rows)})
    assert (answer.status_code, "A turn is open in the room." in answer.content.decode()) == (409, True)
    with pytest.raises(Conflict, match="A turn is open"):
        workflow.bring_in(company.group, file_of(rows), digest, cast.petra)
    meetings.close_stop(running, cast.mei)
    Group.objects.filter(pk=company.group.pk).update(state="deciding")
    with pytest.raises(Conflict, match="not in the phase of its meeting"):
        workflow.bring_in(Group.objects.get(pk=company.group.pk), file_of(rows), digest, cast.petra)
    assert changes() == []


def test_before_the_agenda_is_made_it_is_said(company, cast):
    rows = changed(taken_out(company.group, cast.petra), "Ivan", **IVAN)
    with pytest.raises(Conflict, match="The agenda of the meeting is not made yet"):
        look(company.group, rows, cast.petra)


def test_somebody_without_a_turn_keeps_everything_as_it_was(prepared, company, cast):
    Stop.objects.filter(subject=cast.ines).delete()
    rows = changed(
        changed(taken_out(company.group, cast.petra), "Ivan", **IVAN), "Ines", **IVAN | {"new_overall": "Exceeding"}
    )
    with pytest.raises(Conflict, match="Ines has no turn"):
        bring(company.group, rows, cast.petra)
    assert changes() == []


def test_the_board_is_read_in_a_constant_number_of_queries(prepared, company, cast, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        board_of(company.group, Person.objects.get(pk=cast.petra.pk))


def test_a_change_that_was_put_away_is_in_no_file(prepared, company, cast):
    # Mei began to change what she wrote of Ivan and dropped it; Petra, the observer, stands in for her
    stands = Assessment.objects.get(group=company.group, subject=cast.ivan)
    exceeding = company.ladder.points["exceeding"]
    Assessment.objects.create(
        **{name: getattr(stands, name) for name in ("group", "subject", "author", "role")},
        **{"state": "replaced", "statement": "Dropped.", "overall": exceeding, "revises": stands},
    )
    now = timezone.now()
    until = {"from_at": now - timedelta(days=1), "until_at": now + timedelta(days=1), "named_by": cast.hanne}
    Deputyship.objects.create(group=company.group, person=cast.mei, deputy=cast.petra, **until)
    [ivan] = [line for line in taken_out(company.group, cast.petra) if line[1] == "Ivan"]
    assert (ivan[4], ivan[8]) == ("Struggling", stands.statement)


def test_an_observer_of_another_part_of_the_organisation_takes_no_file(company, cast):
    Participant.objects.create(group=company.group, person=cast.pavel, part="observer", from_at="2026-10-01T08:00Z")
    assert not may_take_out(company.group, Person.objects.get(pk=cast.pavel.pk))
    Participant.objects.filter(group=company.group, part="subject").exclude(person=cast.tariq).delete()
    Participant.objects.create(group=company.group, person=cast.tariq, part="subject", from_at="2026-10-01T08:00Z")
    assert may_take_out(company.group, Person.objects.get(pk=cast.pavel.pk))
