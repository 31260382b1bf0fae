"""The import of people with their roles: the page in the browser, and the command."""

import re
from datetime import date, timedelta
from hashlib import sha256
from io import StringIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Below, Event, Organisation, Person, StagedImport
from frameworks.models import Framework, Level, Placement, Role, Scale, Version, VersionLevel, VersionRole
from frameworks.people_import import workflow
from tests.fixed import past_the_wall
from tests.shared import shared

HEAD = "employee_id,email,name,manager_employee_id"
WITH_ROLES = HEAD + ",framework,role,role_since,hired_on"
JOINER = f"{HEAD}\nE100,aylin@demo.example,Aylin,E007\n"


@pytest.fixture
def petra(cast, sign_in):
    return sign_in(cast.petra)


@shared
def ladder(db):
    """A published framework `craft` with the roles IC1 and IC2."""
    framework = Framework.objects.create(slug="craft", title="Craft")
    scale = Scale.objects.create(code="three", name="Three points")
    version = Version.objects.create(framework=framework, label="1", title="Craft", scale=scale)
    for rank, code in enumerate(["IC1", "IC2"], start=1):
        level = Level.objects.create(framework=framework, code=code)
        in_version = VersionLevel.objects.create(version=version, level=level, rank=rank, order=rank)
        role = Role.objects.create(framework=framework, code=code, level=level)
        VersionRole.objects.create(version=version, role=role, version_level=in_version, order=rank)
    Version.objects.filter(pk=version.pk).update(state="published")
    return framework


def give(client, text="", file=None, follow=True, **more):
    data = {"text": text, **more}
    if file is not None:
        data["file"] = SimpleUploadedFile("people.csv", file)
    return client.post("/people/import/", data, follow=follow)


def said(page) -> str:
    return page.content.decode()


def confirm(client, address, **more):
    """Presses *Import exactly this* on the page as it stands."""
    shown = re.search(r'name="shown" value="(\w+)"', said(client.get(address)))
    return client.post(f"{address}confirm/", {"shown": shown[1] if shown else ""}, **more)


# -- the page --------------------------------------------------------------------------------------


def test_a_file_is_shown_before_anything_is_written(petra):
    page = give(petra, file=(JOINER + "E011,ivan@demo.example,Ivan,E008\n").encode())
    assert page.status_code == 200
    assert "1 joins, 1 gets another manager." in said(page)
    assert "reports to Marco from today, until now to Mei" in said(page)
    assert not Person.objects.filter(employee_id="E100").exists()


def test_the_confirmation_does_what_was_shown(cast, petra):
    staged = give(petra, JOINER).redirect_chain[0][0]
    page = confirm(petra, staged, follow=True)
    assert page.redirect_chain == [("/people/invitations/", 302)]
    assert "Imported: 1 joins." in said(page)
    aylin = Person.objects.get(employee_id="E100")
    assert Below.objects.filter(manager=cast.dana, person=aylin).exists()
    assert Event.objects.get(verb="join").by == cast.petra
    kept = StagedImport.objects.get()
    assert (kept.content, kept.seen, kept.file) == ("", "", None)


def test_the_confirmation_asks_for_the_password_again_and_then_does_it(cast, sign_in):
    cast.petra.set_password("correct horse battery staple")
    cast.petra.save()
    client = sign_in(cast.petra)
    session = client.session
    session["since"] -= 60 * 60
    session.save()
    staged = give(client, JOINER).redirect_chain[0][0]
    address = staged + "confirm/"
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        asked = confirm(client, staged)
        assert (asked.status_code, asked["Location"].partition("?")[0]) == (302, "/sign-in/again/")
        assert not Person.objects.filter(employee_id="E100").exists()
        wrong = client.post("/sign-in/again/", {"password": "something else", "next": address})
        assert (wrong.status_code, Person.objects.filter(employee_id="E100").exists()) == (200, False)
        done = client.post("/sign-in/again/", {"password": "correct horse battery staple", "next": address})
        assert (done.status_code, done["Location"]) == (302, "/people/invitations/")
        assert Person.objects.filter(employee_id="E100").exists()


def test_the_second_click_is_a_conflict_and_writes_nothing(petra):
    staged = give(petra, JOINER).redirect_chain[0][0]
    confirm(petra, staged)
    events = Event.objects.count()
    again = confirm(petra, staged)
    assert again.status_code == 409
    assert "This file has been imported already" in said(again)
    assert Event.objects.count() == events
    assert "This file has been imported" in said(petra.get(staged))


def test_the_same_file_a_second_time_changes_nothing_and_says_so(petra):
    confirm(petra, give(petra, JOINER).redirect_chain[0][0])
    again = give(petra, JOINER)
    assert "This file changes nothing" in said(again)
    assert "1 line changes nothing." in said(again)


def test_a_file_that_cannot_be_read_keeps_what_was_pasted(petra):
    page = give(petra, "employee_id,email,name\nE100,aylin@demo.example,Aylin\n")
    assert "The first line lacks the column manager_employee_id." in said(page)
    assert "E100,aylin@demo.example,Aylin" in said(page)
    assert StagedImport.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Choose a file, or paste its lines: one of the two."),
        ({"text": JOINER, "file": JOINER.encode()}, "Choose a file, or paste its lines: one of the two."),
        ({"file": b""}, "The file is empty."),
        ({"text": "x\0y"}, "“Or its lines, pasted” holds a character that no page can show (NUL)"),
        ({"file": b"a\0b"}, "This line holds a NUL byte: the file is damaged, or it is no CSV file."),
        ({"file": b"\x89PNG\r\n\x1a\n"}, "This line is not UTF-8."),
        ({"file": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"}, "The file is a PDF. Copy its table into a spreadsheet"),
        ({"file": b"PK\x03\x04 word/document.xml"}, "The file is a Word document. Copy its table into a spreadsheet"),
        ({"file": b"PK\x03\x04 and no more"}, "The file is no XLSX workbook, or it is damaged."),
        ({"file": b"x" * (10 * 1024 * 1024 + 1)}, "The file is larger than 10 MB."),
        ({"file": b"," * 99_999}, "The first line has 100000 columns; at most 40 are read."),
    ],
)
def test_a_file_that_is_none_gets_a_sentence(petra, given, sentence):
    page = give(petra, **given)
    assert page.status_code == 200
    assert sentence in said(page)
    assert StagedImport.objects.count() == 0


def test_a_pasted_text_of_megabytes_is_refused(petra):
    assert give(petra, "x" * (8 * 1024 * 1024 + 10)).status_code == 413


def test_markup_in_a_name_is_shown_as_text(petra):
    page = give(petra, f"{HEAD}\nE100,a@demo.example,<script>alert(1)</script>,E007\n")
    assert "<script>alert" not in said(page)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in said(page)


def test_a_file_of_what_is_already_so_offers_nothing_to_confirm(petra):
    page = give(petra, f"{HEAD}\nE011,ivan@demo.example,Ivan,E007\n")
    assert "This file changes nothing" in said(page)
    assert "Import exactly this" not in said(page)


def test_whole_company_has_to_be_said(petra):
    few = f"{HEAD}\nE001,hanne@demo.example,Hanne,\nE002,petra@demo.example,Petra,E001\n"
    assert "This file changes nothing" in said(give(petra, few))
    assert "14 leave" in said(give(petra, few, whole="on"))


# -- roles -----------------------------------------------------------------------------------------


def test_a_role_is_a_placement_from_its_day(cast, ladder, petra):
    page = give(petra, f"{WITH_ROLES}\nE011,ivan@demo.example,Ivan,E007,craft,IC1,2026-10-01,\n")
    assert "IC1 from Thursday, 1 October 2026" in said(page)
    confirm(petra, page.redirect_chain[0][0])
    placement = Placement.objects.get()
    assert (placement.person, placement.role.code, placement.from_on) == (cast.ivan, "IC1", date(2026, 10, 1))
    assert Event.objects.get(verb="place").about == cast.ivan


def test_a_joiner_is_placed_from_the_day_they_joined(ladder, petra):
    page = give(petra, f"{WITH_ROLES}\nE100,aylin@demo.example,Aylin,E007,craft,IC1,,2026-11-02\n")
    confirm(petra, page.redirect_chain[0][0])
    assert Placement.objects.get().from_on == date(2026, 11, 2)


def test_another_role_ends_the_one_held_the_day_before(cast, ladder):
    ic1 = Role.objects.get(code="IC1")
    Placement.objects.create(person=cast.ivan, role=ic1, from_on=date(2025, 1, 1))
    file = f"{WITH_ROLES}\nE011,ivan@demo.example,Ivan,E007,craft,IC2,2026-10-01,\n"
    workflow.write(workflow.look(file), by=None)
    held = Placement.objects.order_by("from_on").values_list("role__code", "from_on", "to_on")
    assert list(held) == [("IC1", date(2025, 1, 1), date(2026, 9, 30)), ("IC2", date(2026, 10, 1), None)]
    assert workflow.look(file).does_nothing


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ("craft,IC9,,", "The framework craft has no role IC9."),
        ("art,IC1,,", "There is no published framework art. There is: craft."),
        ("craft,IC1,2024-12-31,", "Ivan holds IC1 since 2025-01-01 here. An import does not rewrite a history: "),
        ("craft,IC2,2025-01-01,", "Ivan holds IC1 since 2025-01-01: a new role begins after that day."),
    ],
)
def test_a_role_that_cannot_be_is_said_with_its_line(cast, ladder, cells, sentence):
    Placement.objects.create(person=cast.ivan, role=Role.objects.get(code="IC1"), from_on=date(2025, 1, 1))
    (problem,) = workflow.look(f"{WITH_ROLES}\nE011,ivan@demo.example,Ivan,E007,{cells}\n").problems
    assert problem.line == 2
    assert problem.sentence.startswith(sentence)


def test_the_role_of_a_draft_cannot_be_given(cast, ladder):
    with past_the_wall():
        Version.objects.update(state="draft")
    (problem,) = workflow.look(f"{WITH_ROLES}\nE011,ivan@demo.example,Ivan,E007,craft,IC1,,\n").problems
    assert problem.sentence == "There is no published framework craft. There is: none yet."


@pytest.mark.parametrize("number", [1, 20])
def test_looking_takes_the_same_number_of_queries_for_any_file(cast, ladder, django_assert_num_queries, number):
    lines = "\n".join(f"N{n},n{n}@demo.example,New {n},E007,craft,IC1,," for n in range(number))
    with django_assert_num_queries(5):
        workflow.look(f"{WITH_ROLES}\n{lines}\n")


# -- the command -----------------------------------------------------------------------------------


def run(path, *options) -> str:
    out = StringIO()
    call_command("import_people", str(path), *options, stdout=out)
    return out.getvalue()


def test_the_command_fills_an_empty_database(db, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text(f"{HEAD}\nE1,hanne@demo.example,Hanne,\nE2,mei@demo.example,Mei,E1\n")
    assert run(file) == (
        "2 people join\n  line 2: Hanne: head of the company\n  line 3: Mei: reports to Hanne\n2 join.\nImported.\n"
    )
    assert list(Person.objects.values_list("name", flat=True)) == ["Hanne", "Mei"]
    assert Organisation.objects.count() == 1
    assert sorted(Event.objects.values_list("verb", "by")) == [("import", None), ("join", None), ("join", None)]


def test_the_command_leaves_an_event_of_the_file_and_none_of_a_dry_run(db, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text(f"{HEAD}\nE1,hanne@demo.example,Hanne,\nE2,mei@demo.example,Mei,E1\n")
    run(file, "--dry-run")
    assert not Event.objects.filter(verb="import").exists()
    run(file)
    event = Event.objects.get(verb="import")
    assert (event.thing, event.thing_id, event.about) == ("accounts.stagedimport", "", None)
    assert event.before == sha256(file.read_bytes()).hexdigest()[:40]
    assert event.after == "2 0 0 0 0 0"


def test_a_dry_run_says_the_same_and_writes_nothing(db, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text(f"{HEAD}\nE1,hanne@demo.example,Hanne,\n")
    assert run(file, "--dry-run").endswith("1 joins.\nNothing was written (dry run).\n")
    assert Person.objects.count() == 0
    assert Organisation.objects.count() == 0


def test_the_command_names_every_mistake_and_writes_nothing(cast, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text(f"{HEAD}\nE100,a@demo.example,A,E999\nE101,b,B,E007\n")
    with pytest.raises(CommandError) as refused:
        run(file)
    assert str(refused.value) == (
        "Nothing was imported.\n"
        "line 2: There is nobody with the employee id E999 whom A could report to.\n"
        "line 3: “b” is not a mail address."
    )
    assert Person.objects.count() == 16


def test_a_file_that_is_not_there_gets_a_sentence(db, tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file or directory"):
        run(tmp_path / "nothing.csv")


def test_absent_people_leave_by_the_option_only(cast, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text(f"{HEAD}\nE001,hanne@demo.example,Hanne,\nE002,petra@demo.example,Petra,E001\n")
    assert "lines change nothing" in run(file)
    assert "14 people leave" in run(file, "--whole-company")
    assert Person.objects.filter(is_active=True).count() == 2
