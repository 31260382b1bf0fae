"""The first run in a browser: who may set an installation up, what it writes, and that it ends for good."""

import re
import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client

from accounts import first_run
from accounts.models import Event, Grant, Invitation, Organisation, Person, ReportingLine, SetUp, Team
from frameworks.models import Placement, Version
from tests.conftest import on_postgres

PASSWORD = "a long enough secret of mine"
ORGANISATION = {"name": "Tanaka & Sons", "time_zone": "Asia/Tokyo"}
ACCOUNT = {
    "name": "Petra",
    "employee_id": "P2",
    "address": "Petra@company.example",
    "password": PASSWORD,
    "again": PASSWORD,
}
HEAD = "employee_id,email,name,manager_employee_id,team,framework,role,role_since"
FILE = (
    f"{HEAD}\nP1,hanne@company.example,Hanne,,Office,,,\nP2,petra@company.example,Petra,P1,People,,,\n"
    "P3,ivan@company.example,Ivan,P1,Search,engineering,IC2,2026-01-01\n"
)
PAGES = ["organisation/", "review/", "ladders/", "people/", "people/people.csv", "people/people.xlsx", "account/"]


@pytest.fixture
def fresh(db, monkeypatch):
    """An installation with nobody in it."""
    monkeypatch.setattr(first_run, "_somebody_is_here", False)


@pytest.fixture
def holder(fresh, client):
    """The browser in which the token was used."""
    return begin(client)


def begin(client: Client) -> Client:
    assert client.post("/set-up/", {"token": first_run.new_token()})["Location"] == "/set-up/organisation/"
    return client


def said(page) -> str:
    return page.content.decode()


def walk(client: Client, ladders=(), file="") -> None:
    """Every step but the last."""
    assert client.post("/set-up/organisation/", ORGANISATION)["Location"] == "/set-up/review/"
    assert client.post("/set-up/review/", {"preset": "small"})["Location"] == "/set-up/ladders/"
    assert client.post("/set-up/ladders/", {"ladders": list(ladders)})["Location"] == "/set-up/people/"
    people = {"text": file} if file else {"later": "1"}
    assert client.post("/set-up/people/", people)["Location"] == "/set-up/account/"


# -- while nobody is here --------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/", "/sign-in/", "/people/", "/password/reset/", "/nothing/of/the/kind/"])
def test_every_page_leads_to_the_set_up(fresh, client, address):
    assert client.get(address)["Location"] == "/set-up/"
    assert "Nobody is here yet." in said(client.get("/set-up/"))


def test_without_a_token_no_page_opens_and_nothing_is_kept(fresh, client):
    first_run.new_token()
    for page in PAGES:
        assert client.get(f"/set-up/{page}")["Location"] == "/set-up/"
        if "." not in page:
            sent = client.post(f"/set-up/{page}", ORGANISATION | ACCOUNT | {"preset": "full", "later": "1"})
            assert sent["Location"] == "/set-up/"
    assert (SetUp.objects.get().answers, Person.objects.count()) == ({}, 0)


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1 --", "a" * 200, "ключ", "a\0b"])
def test_a_wrong_token_opens_nothing(fresh, client, token):
    first_run.new_token()
    assert client.post("/set-up/", {"token": token}).status_code == 403
    assert client.get("/set-up/organisation/")["Location"] == "/set-up/"


def test_where_no_token_was_made_an_empty_one_opens_nothing(fresh, client):
    assert first_run.is_void()
    SetUp.objects.create()
    for token in ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"]:
        assert client.post("/set-up/", {"token": token}).status_code == 403
    assert client.get("/set-up/organisation/")["Location"] == "/set-up/"


def test_a_token_is_kept_as_a_digest_and_used_up(fresh, client):
    token = first_run.new_token()
    assert token not in str(SetUp.objects.values())
    assert client.post("/set-up/", {"token": f" {token} "}).status_code == 302
    assert client.get("/set-up/organisation/").status_code == 200
    second = Client()
    assert second.post("/set-up/", {"token": token}).status_code == 403
    assert second.get("/set-up/organisation/")["Location"] == "/set-up/"
    assert client.get("/set-up/organisation/").status_code == 200


def test_after_ten_wrong_tokens_the_right_one_is_void_too(fresh, client):
    token = first_run.new_token()
    for _time in range(10):
        client.post("/set-up/", {"token": "wrong"})
    assert client.post("/set-up/", {"token": token}).status_code == 403
    assert "There is no token that would work" in said(client.get("/set-up/"))


def test_after_nine_wrong_tokens_the_right_one_works(fresh, client):
    token = first_run.new_token()
    for _time in range(9):
        client.post("/set-up/", {"token": "wrong"})
    assert client.post("/set-up/", {"token": token}).status_code == 302


def test_a_new_token_puts_the_browser_before_out_and_keeps_its_answers(holder):
    holder.post("/set-up/organisation/", ORGANISATION)
    out = StringIO()
    call_command("setup_token", stdout=out)
    assert holder.get("/set-up/review/")["Location"] == "/set-up/"
    token = re.search(r"once: (\S+)", out.getvalue())[1]
    second = Client()
    assert second.post("/set-up/", {"token": token}).status_code == 302
    assert 'value="Tanaka &amp; Sons"' in said(second.get("/set-up/organisation/"))
    assert holder.get("/set-up/review/")["Location"] == "/set-up/"


def test_the_server_prints_a_token_at_its_start_and_one_of_many_processes_does(fresh, client, capsys):
    first_run.announce()
    first_run.announce()
    (line,) = capsys.readouterr().err.splitlines()
    token = re.search(r"this token, once: (\S+)", line)[1]
    assert client.post("/set-up/", {"token": token}).status_code == 302


def test_a_process_that_starts_anew_does_not_put_out_the_browser_that_has_begun(holder, capsys):
    first_run.announce()
    assert capsys.readouterr().err == ""
    assert holder.get("/set-up/organisation/").status_code == 200


def test_nothing_is_printed_once_somebody_is_here(fresh, cast, capsys):
    first_run.announce()
    assert capsys.readouterr().err == ""


# -- what it writes --------------------------------------------------------------------------------


def test_nothing_is_written_before_the_last_step(holder):
    walk(holder, ["engineering-2.yaml"], FILE)
    counts = [model.objects.count() for model in (Person, Organisation, Version, Team, Event, Grant)]
    assert counts == [0, 0, 0, 0, 0, 0]


def test_the_last_step_writes_everything(holder):
    walk(holder, ["engineering-2.yaml"], FILE)
    sent = holder.post(
        "/set-up/account/", {"address": "Petra@company.example"} | dict.fromkeys(("password", "again"), PASSWORD)
    )
    assert sent["Location"] == "/sign-in/"
    organisation = Organisation.objects.get()
    assert (organisation.name, organisation.time_zone, organisation.preset) == ("Tanaka & Sons", "Asia/Tokyo", "small")
    assert list(Version.objects.values_list("framework__slug", "label", "state")) == [("engineering", "2", "published")]
    assert sorted(Person.objects.values_list("employee_id", "name")) == [
        ("P1", "Hanne"),
        ("P2", "Petra"),
        ("P3", "Ivan"),
    ]
    assert sorted(ReportingLine.objects.values_list("person__name", "manager__name")) == [
        ("Ivan", "Hanne"),
        ("Petra", "Hanne"),
    ]
    assert list(Placement.objects.values_list("person__name", "role__code")) == [("Ivan", "IC2")]
    (grant,) = Grant.objects.all()
    assert (grant.person.name, grant.kind, grant.scope) == ("Petra", "people_ops", None)
    assert sorted(Event.objects.exclude(verb="join").values_list("verb", flat=True)) == [
        "appoint",
        "import",
        "load_framework",
        "place",
        "publish",
        "set_up",
    ]
    petra = Person.objects.get(name="Petra")
    assert petra.check_password(PASSWORD)
    assert not Person.objects.get(name="Ivan").has_usable_password()


def test_without_a_file_the_first_person_is_alone_and_may_import_the_others(holder):
    walk(holder)
    holder.post("/set-up/account/", ACCOUNT)
    (petra,) = Person.objects.all()
    assert (petra.employee_id, petra.email) == ("P2", "petra@company.example")
    holder.force_login(petra)
    page = holder.post(
        "/people/import/",
        {
            "text": FILE.replace(",framework,role,role_since", "")
            .replace(",,,\n", "\n")
            .replace(",engineering,IC2,2026-01-01", "")
        },
        follow=True,
    )
    assert "2 join, 1 gets another manager, 1 fact changes." in said(page)
    holder.post(f"{page.redirect_chain[0][0]}confirm/", {"shown": page.context["digest"]})
    assert ReportingLine.objects.get(person=petra).manager.name == "Hanne"


def test_instead_of_a_password_a_mail_is_sent(holder):
    walk(holder)
    account = ACCOUNT | {"password": "", "again": "", "by_mail": "on"}
    assert holder.post("/set-up/account/", account)["Location"] == "/sign-in/"
    assert Invitation.objects.get().person.name == "Petra"
    assert not Person.objects.get().has_usable_password()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"password": "", "again": ""}, "Choose a password, or ask for the mail."),
        ({"again": "something else entirely"}, "These are two different passwords"),
        ({"password": "short", "again": "short"}, "at least 12 characters"),
        ({"password": "1qaz2wsx3edc", "again": "1qaz2wsx3edc"}, "too common"),
        ({"password": "petra@company.example", "again": "petra@company.example"}, "too similar to"),
        ({"address": "petra"}, "address"),
        ({"name": ""}, "Your name"),
        ({"employee_id": "x" * 65}, "Your employee id"),
    ],
)
def test_an_account_that_cannot_be_gets_a_sentence_and_nothing_is_written(holder, change, sentence):
    walk(holder)
    page = holder.post("/set-up/account/", ACCOUNT | change)
    assert page.status_code == 400
    assert sentence in said(page)
    assert Person.objects.count() == 0


def test_with_a_file_the_account_is_one_of_its_lines(holder):
    walk(holder, ["engineering-2.yaml"], FILE)
    page = holder.post("/set-up/account/", ACCOUNT | {"address": "stranger@company.example"})
    assert "No line of the file has this address" in said(page)
    assert Person.objects.count() == 0


def test_what_is_wrong_with_the_file_is_said_with_its_lines(holder):
    holder.post("/set-up/organisation/", ORGANISATION)
    holder.post("/set-up/review/", {"preset": "full"})
    holder.post("/set-up/ladders/", {})
    page = said(holder.post("/set-up/people/", {"text": FILE}))
    assert "Line 4: There is no published framework engineering. There is: none yet." in page
    assert "P3,ivan@company.example" in page
    assert Version.objects.count() == 0
    assert holder.get("/set-up/account/")["Location"] == "/set-up/people/"


def test_another_choice_of_ladders_asks_for_the_file_again(holder):
    walk(holder, ["engineering-2.yaml"], FILE)
    assert holder.post("/set-up/ladders/", {"ladders": []})["Location"] == "/set-up/people/"
    assert holder.get("/set-up/account/")["Location"] == "/set-up/people/"


@pytest.mark.parametrize(
    ("step", "sent"),
    [
        ("organisation", {"name": "", "time_zone": "UTC"}),
        ("organisation", {"name": "x" * 201, "time_zone": "UTC"}),
        ("organisation", {"name": "X", "time_zone": "Mars/Base"}),
        ("review", {"preset": "weekly"}),
        ("ladders", {"ladders": ["../../../etc/passwd"]}),
        ("people", {"text": "x" * 300_000}),
        ("people", {}),
    ],
)
def test_nonsense_is_refused_with_a_sentence(holder, step, sent):
    page = holder.post(f"/set-up/{step}/", sent)
    assert page.status_code == 400
    assert 'role="alert"' in said(page)
    assert SetUp.objects.get().answers == {}


@pytest.mark.parametrize(("form", "begins"), [("csv", b"\xef\xbb\xbfemployee_id,email,name"), ("xlsx", b"PK\x03\x04")])
def test_the_empty_file_can_be_downloaded(holder, form, begins):
    answer = holder.get(f"/set-up/people/people.{form}")
    assert answer.content.startswith(begins)
    assert answer["Content-Disposition"] == f'attachment; filename="people.{form}"'


# -- its end ---------------------------------------------------------------------------------------


def test_afterwards_every_address_is_as_one_that_never_was(holder):
    walk(holder)
    holder.post("/set-up/account/", ACCOUNT)
    assert SetUp.objects.count() == 0
    unknown = Client().get("/no-such-page/")
    for browser in (holder, Client()):
        for page in ["", *PAGES]:
            for method in (browser.get, browser.post):
                answer = method(f"/set-up/{page}", {"token": "x"})
                assert (answer.status_code, answer.content) == (404, unknown.content)
    assert Client().get("/people/")["Location"].startswith("/sign-in/")
    with pytest.raises(CommandError, match="Somebody is here already"):
        call_command("setup_token")


def test_it_ends_too_when_people_come_at_the_machine(holder, tmp_path):
    walk(holder)
    file = tmp_path / "people.csv"
    file.write_text("employee_id,email,name,manager_employee_id\nP1,hanne@company.example,Hanne,\n")
    call_command("import_people", str(file), stdout=StringIO())
    assert holder.post("/set-up/account/", ACCOUNT).status_code == 404
    assert Person.objects.count() == 1
    assert Grant.objects.count() == 0


def test_a_process_that_still_thinks_nobody_is_here_writes_nothing_either(holder, monkeypatch):
    walk(holder)
    Person.objects.create_user("hanne@company.example", "Hanne", employee_id="P1")
    monkeypatch.setattr(first_run, "is_open", lambda: True)
    assert holder.post("/set-up/account/", ACCOUNT).status_code == 404
    assert (Person.objects.count(), Grant.objects.count()) == (1, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not on_postgres, reason="two who write at once: PostgreSQL")
def test_of_two_who_finish_at_once_one_does(monkeypatch):
    """Both hold the same browser's session; the later finds that somebody is here."""
    monkeypatch.setattr(first_run, "_somebody_is_here", False)
    first = begin(Client())
    walk(first)
    monkeypatch.setattr(first_run, "is_open", lambda: True)
    second = Client()
    second.cookies.update(first.cookies)
    start, found = threading.Barrier(2), []

    def press(browser: Client, number: int) -> None:
        start.wait()
        account = ACCOUNT | {"employee_id": f"P{number}", "address": f"p{number}@company.example"}
        try:
            found.append(browser.post("/set-up/account/", account).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=one) for one in ((first, 1), (second, 2))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [302, 404]
    assert (Person.objects.count(), Grant.objects.count()) == (1, 1)
