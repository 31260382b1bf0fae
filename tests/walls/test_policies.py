"""The policies themselves: every confidential table has them, and each task that they name is known here."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from accounts import row_policies

ROOT = Path(__file__).resolve().parents[2]
CONFIDENTIAL_APPS = ("reviews", "promotions", "calibration", "figures", "candidates")

# what has no policy although it has a door, or hangs on a row that has one: why
OPEN = {
    "reviews_cycle": "policies of other tables ask it",
    "reviews_group": "policies of other tables ask it",
    "reviews_deputyship": "policies of other tables ask it",
    "reviews_rosterentry": "names, roles and treatment; no judgement",
    "reviews_entryaudience": "with whom an entry is shared, as ids; the policy of entries asks it",
    "reviews_looked": "that a reader looked, and when; no judgement",
    "reviews_assignment": "who owes an assessment and whether it is there; counted by more than see it",
    "calibration_meeting": "policies of other tables ask it",
    "calibration_stop": "policies of other tables ask it",
    "calibration_surveyanswered": "that somebody has answered, neither what nor when; gone once the survey has ended",
    "calibration_device": "policies of other tables ask it; digests only",
    "candidates_interviewer": "who was invited and has handed in, no word of it; policies of other tables ask it",
    "figures_question": "wording, shown to every member once it is asked",
}

# a task → the tables that it sees whole (and their children with them)
TASKS = {
    "meeting": {
        "calibration_boardline",
        "calibration_floorrequest",
        "calibration_proposal",
        "calibration_reopening",
        "calibration_roomfeedback",
        "calibration_ratingchange",
        "promotions_decision",
        "promotions_pitch",
        "reviews_assessment",
        "reviews_remark",
        "reviews_result",
    },
    "deciding": {"promotions_decision", "promotions_pitch", "promotions_vote"},
    "release": {"calibration_checkquestion", "reviews_message", "reviews_oneonone", "reviews_result"},
    "reminders": {
        "reviews_ask",
        "reviews_commontext",
        "reviews_input",
        "reviews_message",
        "reviews_secondlook",
    },
    "telling-counted": {"reviews_message", "reviews_result"},
    "role-changes": {"promotions_decision", "reviews_result"},
    "rule": {"promotions_decision", "reviews_earlierresult", "reviews_result"},
    "pitches-known": {"promotions_pitch", "reviews_profiletext"},
    "changes-explained": {"calibration_ratingchange", "reviews_assessment"},
    "handing-over": {
        "candidates_candidate",
        "promotions_pitch",
        "reviews_assessment",
        "reviews_commontext",
        "reviews_input",
        "reviews_message",
        "reviews_oneonone",
        "reviews_result",
    },
    "reading-noted": {
        "calibration_boardline",
        "calibration_privatenote",
        "calibration_proposal",
        "calibration_roomfeedback",
        "calibration_ratingchange",
        "promotions_decision",
        "promotions_pitch",
        "promotions_vote",
        "reviews_ask",
        "reviews_assessment",
        "reviews_commontext",
        "reviews_earlierresult",
        "reviews_entry",
        "reviews_growthline",
        "reviews_input",
        "reviews_profiletext",
        "reviews_reflection",
        "reviews_remark",
        "reviews_result",
        "reviews_secondlook",
        "reviews_sentences",
    },
    "planning": {"reviews_oneonone", "reviews_profiletext"},
    "reopenings-known": {"calibration_reopening"},
    "surveying": {"calibration_survey"},
    "flags-let-out": {"frameworks_flag"},
    "comments-let-out": {"frameworks_flag", "frameworks_heldcomment"},
    "counting": {"figures_answer", "figures_publication"},
    "retiring": {"figures_answer"},
    "forgetting": {"candidates_candidate", "candidates_finding", "candidates_offer"},
    "copies": {
        "accounts_datacopy",
        "calibration_boardline",
        "calibration_reopening",
        "frameworks_flag",
        "calibration_privatenote",
        "calibration_proposal",
        "calibration_roomfeedback",
        "calibration_ratingchange",
        "promotions_decision",
        "promotions_pitch",
        "promotions_vote",
        "reviews_ask",
        "reviews_assessment",
        "reviews_commontext",
        "reviews_earlierresult",
        "reviews_entry",
        "reviews_growthline",
        "reviews_input",
        "reviews_message",
        "reviews_oneonone",
        "reviews_profiletext",
        "reviews_reflection",
        "reviews_remark",
        "reviews_result",
        "reviews_secondlook",
        "reviews_sentences",
    },
    "erasing": {
        "accounts_datacopy",
        "candidates_candidate",
        "candidates_finding",
        "candidates_offer",
        "calibration_boardline",
        "calibration_reopening",
        "frameworks_flag",
        "calibration_privatenote",
        "calibration_proposal",
        "calibration_roomfeedback",
        "calibration_ratingchange",
        "figures_answer",
        "promotions_decision",
        "promotions_pitch",
        "promotions_vote",
        "reviews_ask",
        "reviews_assessment",
        "reviews_commontext",
        "reviews_earlierresult",
        "reviews_entry",
        "reviews_growthline",
        "reviews_input",
        "reviews_message",
        "reviews_oneonone",
        "reviews_profiletext",
        "reviews_reflection",
        "reviews_remark",
        "reviews_result",
        "reviews_secondlook",
        "reviews_sentences",
    },
}


def test_each_task_opens_what_is_written_here():
    found: dict[str, set[str]] = {}
    for path in row_policies.files():
        for names in re.findall(r"plumbline_task\(\)\) IN \(([^)]*)\)", path.read_text()):
            for name in re.findall(r"'([^']+)'", names):
                found.setdefault(name, set()).add(path.stem)
    assert found == TASKS


def test_the_code_knows_no_other_task():
    named = set()
    for app in ("accounts", "frameworks", *CONFIDENTIAL_APPS, "demo", "config"):
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("as_task", "Task"):
                    named |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
    assert named == set(TASKS)


@pytest.mark.postgres
def test_every_file_is_installed_and_holds_for_the_application(db):
    assert row_policies.bare_tables("default") == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies WHERE policyname = 'seen' ORDER BY tablename")
        assert [table for (table,) in cursor.fetchall()] == sorted(row_policies.tables())
        cursor.execute("SELECT count(*) FROM pg_policies WHERE policyname = 'tests'")
        assert cursor.fetchone() == (len(row_policies.tables()),)


@pytest.mark.postgres
def test_the_check_of_a_site_set_up_right_says_nothing(apart, capsys):
    call_command("check", deploy=True, databases=["default"], tags=["database"])
    assert "plumbline.W00" not in capsys.readouterr().err


@pytest.mark.postgres
def test_the_check_says_in_one_sentence_where_pages_and_worker_are_one_role(db, capsys):
    call_command("check", deploy=True, databases=["default"], tags=["database"])
    said = capsys.readouterr().err
    assert "(plumbline.W005) The worker signs in to PostgreSQL as the pages do, so they could name its tasks" in said
    assert "DATABASE_WORKER_URL" in said


@pytest.mark.skipif(connection.vendor != "sqlite", reason="on SQLite only")
def test_on_sqlite_the_check_says_that_one_wall_stands_alone(db, capsys):
    call_command("check", deploy=True, databases=["default"], tags=["database"])
    assert "On SQLite only the application keeps confidential rows" in capsys.readouterr().err
