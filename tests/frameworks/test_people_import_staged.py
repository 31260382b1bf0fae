"""A file of people that waits: mended or replaced, gone stale, met by two of People Ops, too big for a page."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from accounts import ticking
from accounts.access import Task
from accounts.models import Below, Event, Grant, Person, ReportingLine, StagedImport, lease
from frameworks.people_import import workflow, working
from tests.frameworks.test_people_import import HEAD, JOINER, confirm, give, ladder, petra, said

__all__ = ["ladder", "petra"]

TWO_WRONG = f"{HEAD}\nE100,aylin,Aylin,E007\nE101,bo@demo.example,Bo,E999\nE102,cleo@demo.example,Cleo,E007\n"


@pytest.fixture
def dana(cast):
    """A second of People Ops for the whole organisation, signed in in a browser of her own."""
    Grant.objects.create(person=cast.dana, kind="people_ops", reason="Second", from_at=timezone.now())
    second = Client()
    second.force_login(cast.dana)
    return second


def staged_at(page) -> str:
    return page.redirect_chain[0][0]


def mended(line: int, *cells: str, version: int = 1, **more) -> dict:
    names = HEAD.split(",")
    return {"version": version} | {f"line-{line}-{name}": cell for name, cell in zip(names, cells, strict=True)} | more


# -- mending ---------------------------------------------------------------------------------------


def test_the_good_lines_wait_while_the_others_are_mended(petra):
    page = give(petra, TWO_WRONG)
    assert "2 lines have to be mended" in said(page)
    assert "“aylin” is not a mail address." in said(page)
    assert "There is nobody with the employee id E999 whom Bo could report to." in said(page)
    assert 'value="aylin"' in said(page)
    assert "The good lines wait: 1 joins." in said(page)
    assert "reports to Mei" in said(page)
    assert "Import exactly this" not in said(page)
    address = staged_at(page)
    both = mended(2, "E100", "aylin@demo.example", "Aylin", "E007") | mended(3, "E101", "bo@demo.example", "Bo", "E100")
    after = petra.post(f"{address}mend/", both, follow=True)
    assert "2 lines were mended." in said(after)
    confirm(petra, address)
    found = ReportingLine.objects.filter(person__employee_id__in=["E100", "E101", "E102"])
    assert sorted(found.values_list("person__name", "manager__name")) == [
        ("Aylin", "Mei"),
        ("Bo", "Aylin"),
        ("Cleo", "Mei"),
    ]


def test_what_is_mended_wrongly_again_stands_in_its_field(petra):
    address = staged_at(give(petra, TWO_WRONG))
    page = petra.post(f"{address}mend/", mended(2, "E100", "aylin at demo", "Aylin", "E007"), follow=True)
    assert "“aylin at demo” is not a mail address." in said(page)
    assert 'value="aylin at demo"' in said(page)


def test_a_line_can_be_left_out(petra):
    address = staged_at(give(petra, TWO_WRONG))
    petra.post(f"{address}mend/", {"version": 1, "line-2-out": "on", "line-3-out": "on"})
    confirm(petra, address)
    assert sorted(Person.objects.filter(employee_id__gte="E100").values_list("name", flat=True)) == ["Cleo"]


def test_a_line_with_too_many_cells_shows_those_beyond(petra):
    address = staged_at(give(petra, f"{HEAD}\nE100,aylin@demo.example,Aylin,E007,extra,more\n"))
    assert "<code>extra</code> <code>more</code>" in said(petra.get(address))
    petra.post(f"{address}mend/", mended(2, "E100", "aylin@demo.example", "Aylin", "E007"))
    assert "Import exactly this" in said(petra.get(address))


def test_a_character_that_is_not_seen_is_marked_in_its_field_and_refused_until_it_is_gone(petra):
    page = give(petra, f"{HEAD}\nE100,a@demo.example,Ay\u202elin,E007\n")
    assert "holds a character that is not seen (U+202E)" in said(page)
    assert 'value="Ay\ufffdlin"' in said(page)
    address = staged_at(page)
    page = petra.post(f"{address}mend/", mended(2, "E100", "a@demo.example", "Ay\ufffdlin", "E007"), follow=True)
    assert "(U+FFFD)" in said(page)
    page = petra.post(f"{address}mend/", mended(2, "E100", "a@demo.example", "Ay\0lin", "E007", version=2), follow=True)
    assert "(U+0000)" in said(page)
    page = petra.post(f"{address}mend/", mended(2, "E100", "a@demo.example", "Aylin", "E007", version=3), follow=True)
    assert "Import exactly this" in said(page)


def test_columns_and_lines_that_the_file_has_not_are_passed_over(cast, petra):
    address = staged_at(give(petra, TWO_WRONG))
    more = {"line-2-people_ops": "on", "line-2-grant": "people_ops", "line-99-name": "Nobody", "line-x-y": "1"}
    petra.post(f"{address}mend/", mended(2, "E100", "aylin@demo.example", "Aylin", "E007") | more)
    petra.post(f"{address}mend/", {"version": 2, "line-3-out": "on"})
    grants = Grant.objects.count()
    confirm(petra, address)
    assert Person.objects.filter(employee_id="E100").exists()
    assert Grant.objects.count() == grants


def test_twenty_five_wrong_lines_are_on_one_page_and_the_others_follow(petra):
    lines = "".join(f"E{n},x,Somebody,E007\n" for n in range(1000, 1030))
    page = give(petra, f"{HEAD}\n{lines}")
    assert said(page).count("is not a mail address") == 25
    assert "30 lines have to be mended" in said(page)
    assert "5 more lines come after these." in said(page)


def test_a_mended_file_takes_the_place_of_the_other(petra):
    address = staged_at(give(petra, TWO_WRONG))
    page = petra.post(f"{address}replace/", {"text": JOINER}, follow=True)
    assert "1 joins." in said(page)
    assert StagedImport.objects.count() == 1
    confirm(petra, address)
    assert Event.objects.get(verb="import").before == sha256(JOINER.encode()).hexdigest()[:40]


def test_a_file_in_its_place_that_cannot_be_read_leaves_the_other_as_it_was(petra):
    address = staged_at(give(petra, TWO_WRONG))
    page = petra.post(f"{address}replace/", {"text": "name\nAylin\n"})
    assert "The first line lacks the column" in said(page)
    assert "name\nAylin" in said(page)
    assert "2 lines have to be mended" in said(petra.get(address))


# -- two of People Ops -----------------------------------------------------------------------------


def test_the_later_of_two_who_mend_is_told_and_sees_both_texts(petra, dana):
    address = staged_at(give(petra, TWO_WRONG))
    dana.post(f"{address}mend/", mended(2, "E100", "dana@wrote.example", "Aylin", "E007"))
    late = petra.post(f"{address}mend/", mended(2, "E100", "petra@wrote.example", "Aylin", "E007"))
    assert late.status_code == 409
    assert "Somebody has changed these lines since you opened them." in said(late)
    assert 'value="petra@wrote.example"' in said(late)
    assert "is meanwhile “dana@wrote.example”" in said(late)
    assert "petra@wrote.example" not in said(petra.get(address))
    petra.post(f"{address}mend/", mended(2, "E100", "petra@wrote.example", "Aylin", "E007", version=2))
    assert "petra@wrote.example" in StagedImport.objects.get().content


def test_what_another_mended_after_the_page_was_shown_is_not_imported_unseen(petra, dana):
    address = staged_at(give(petra, f"{HEAD}\nE100,a@demo.example,Aylin,E007\nE101,b@demo.example,Bo,E007\n"))
    shown = petra.get(address).context["digest"]
    dana.post(f"{address}mend/", {"version": 1} | mended(2, "E100", "else@demo.example", "Aylin", "E007"))
    assert petra.post(f"{address}confirm/", {"shown": shown}).status_code == 409
    assert not Person.objects.filter(employee_id="E100").exists()


def test_nobody_imports_their_own_leaving_manager_or_role_and_another_may(cast, ladder, petra, dana):
    head = f"{HEAD},framework,role,left_on"
    for line, sentence in [
        (f"E002,petra@demo.example,Petra,E001,,,{date.today()}", "This would end your own account"),
        ("E002,petra@demo.example,Petra,E001,craft,IC2,", "This would change your own role"),
        ("E002,petra@demo.example,Petra,E004,,,", "This would change your own manager"),
    ]:
        page = give(petra, f"{head}\n{line}\n")
        address = staged_at(page)
        assert f"{sentence}: another person of People Ops has to import it." in said(page)
        assert "Import exactly this" not in said(page)
        own = petra.post(f"{address}confirm/", {"shown": page.context["digest"]})
        assert (own.status_code, Event.objects.filter(verb="import").count()) == (409, 0)
    confirm(dana, address)
    assert Below.objects.filter(manager=cast.dana, person=cast.petra, depth=1).exists()


def test_another_of_people_ops_finds_the_file_and_one_of_a_part_does_not(cast, petra, dana, client):
    address = staged_at(give(petra, JOINER))
    assert f'href="{address}"' in said(dana.get("/people/import/"))
    client.force_login(cast.pavel)
    for part in ["", "confirm/", "mend/", "replace/", "discard/", "progress/"]:
        assert client.get(f"{address}{part}").status_code == 404
        assert client.post(f"{address}{part}").status_code == 404
    assert not Person.objects.filter(employee_id="E100").exists()


def test_the_door_to_a_file_is_open_to_people_ops_for_everyone_and_to_no_viewer_else(cast, petra):
    give(petra, JOINER)
    open_to = [name for name, person in vars(cast).items() if StagedImport.objects.visible_to(person).exists()]
    assert open_to == ["petra"]
    assert not StagedImport.objects.visible_to(None).exists()
    assert not StagedImport.objects.visible_to(Task("counting")).exists()


# -- the end of its waiting ------------------------------------------------------------------------


def test_what_was_shown_before_people_changed_is_not_done_and_the_difference_is_said(cast, petra):
    address = staged_at(give(petra, f"{HEAD}\nE011,ivan@demo.example,Ivan,E008\n"))
    shown = petra.get(address).context["digest"]
    workflow.write(workflow.look(f"{HEAD}\nE011,ivan@demo.example,Ivan,E009\n"), by=None)
    answer = petra.post(f"{address}confirm/", {"shown": shown})
    assert answer.status_code == 409
    assert "Nothing was imported: look again." in said(answer)
    assert "now: reports to Marco from today, until now to Sam" in said(answer)
    assert "no longer: reports to Marco from today, until now to Mei" in said(answer)
    assert Below.objects.filter(manager=cast.sam, person=cast.ivan).exists()
    assert StagedImport.objects.get().state == "staged"
    assert "People or roles have changed since you gave this file." in said(petra.get(address))
    confirm(petra, address)
    assert Below.objects.filter(manager=cast.marco, person=cast.ivan).exists()


def test_a_file_that_is_thrown_away_leaves_nothing_but_its_event(cast, petra):
    address = staged_at(give(petra, JOINER))
    page = petra.post(f"{address}discard/", follow=True)
    assert "The file was thrown away." in said(page)
    kept = StagedImport.objects.get()
    assert (kept.state, kept.content, kept.seen, kept.file) == ("discarded", "", "", None)
    assert Event.objects.get(verb="discard").by == cast.petra
    assert petra.post(f"{address}mend/", mended(2, "E100", "a@demo.example", "A", "E007")).status_code == 409
    assert petra.post(f"{address}replace/", {"text": JOINER}).status_code == 409


def test_after_seven_days_it_is_gone(petra):
    give(petra, JOINER)
    StagedImport.objects.update(at=timezone.now() - timedelta(days=6, hours=23))
    ticking.tick()
    assert StagedImport.objects.count() == 1
    StagedImport.objects.update(at=timezone.now() - timedelta(days=7, minutes=1))
    ticking.tick()
    assert StagedImport.objects.count() == 0


def test_the_trail_keeps_who_which_file_and_how_much_and_no_text(cast, petra):
    address = staged_at(give(petra, f"{JOINER}E011,ivan@demo.example,Ivan,E008\n"))
    confirm(petra, address)
    event = Event.objects.get(verb="import")
    assert (event.by, event.about, event.thing_id) == (cast.petra, None, address.split("/")[3])
    assert event.after == "1 0 1 0 0 0"
    assert f"file {event.before[:12]}…: 1 joins, 1 gets another manager." in said(petra.get("/trail/"))


# -- too big for a page ----------------------------------------------------------------------------


@pytest.fixture
def small_limits(monkeypatch):
    """Everything of more than 60 bytes or one line goes to the worker; messages are counted, not sent."""
    sent = []
    monkeypatch.setattr(workflow, "AT_ONCE_BYTES", 60)
    monkeypatch.setattr(workflow, "AT_ONCE_LINES", 1)
    monkeypatch.setattr(working, "queue", sent.append)
    return sent


TWO = f"{HEAD}\nE100,aylin@demo.example,Aylin,E007\nE101,bo@demo.example,Bo,E007\n"


def test_a_big_file_is_read_and_imported_by_the_worker(cast, petra, small_limits, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = give(petra, TWO)
    address, pk = staged_at(page), StagedImport.objects.get().pk
    assert small_limits == [pk]
    assert "The file is being read" in said(page)
    assert "Waiting for the worker to begin" in said(page)
    working.work_on(pk)
    page = petra.get(address)
    assert "2 join." in said(page)
    with django_capture_on_commit_callbacks(execute=True):
        page = confirm(petra, address, follow=True)
    assert small_limits == [pk, pk]
    assert "The people are being imported" in said(page)
    assert petra.post(f"{address}confirm/", {"shown": "x"}).status_code == 409
    working.work_on(pk)
    assert "Imported: 2 join." in said(petra.get(address))
    assert Event.objects.get(verb="import").by == cast.petra
    working.work_on(pk)
    assert Event.objects.filter(verb="import").count() == 1


def test_the_page_says_how_far_the_worker_is_and_is_asked_anew_at_the_end(petra, small_limits):
    address = staged_at(give(petra, TWO))
    staged = StagedImport.objects.get()
    working.Telling(staged.pk)("people", 4000, 50000)
    part = said(petra.get(f"{address}progress/"))
    assert "Writing who joins" in part
    assert "4,000 of 50,000" in part
    assert 'max="50000" value="4000"' in part
    assert "<html" not in part
    working.work_on(staged.pk)
    assert caches["progress"].get(f"import:{staged.pk}") is None
    done = petra.get(f"{address}progress/")
    assert (done.status_code, done["HX-Refresh"]) == (204, "true")


def test_the_worker_refuses_what_is_stale_and_says_what_is_different(cast, petra, small_limits):
    moves = f"{HEAD}\nE011,ivan@demo.example,Ivan,E008\nE012,lena@demo.example,Lena,E008\n"
    address = staged_at(give(petra, moves))
    pk = StagedImport.objects.get().pk
    working.work_on(pk)
    confirm(petra, address)
    workflow.write(workflow.look(f"{HEAD}\nE011,ivan@demo.example,Ivan,E009\n"), by=None)
    working.work_on(pk)
    page = said(petra.get(address))
    assert "Nothing was imported: look again." in page
    assert "now: reports to Marco from today, until now to Sam" in page
    assert Below.objects.filter(manager=cast.sam, person=cast.ivan).exists()
    confirm(petra, address)
    working.work_on(pk)
    assert Below.objects.filter(manager=cast.marco, person=cast.ivan).exists()


def test_who_is_no_longer_of_people_ops_when_the_worker_begins_imports_nothing(cast, petra, small_limits):
    address = staged_at(give(petra, TWO))
    pk = StagedImport.objects.get().pk
    working.work_on(pk)
    confirm(petra, address)
    Grant.objects.filter(person=cast.petra).update(until_at=timezone.now())
    working.work_on(pk)
    kept = StagedImport.objects.get()
    assert (kept.state, kept.work) == ("staged", "")
    assert kept.trouble == "Who asked for it is no longer of People Ops for the whole organisation."
    assert not Person.objects.filter(employee_id="E100").exists()


def test_what_the_worker_cannot_read_is_said_on_the_page_of_the_file(petra, small_limits):
    address = staged_at(give(petra, file=b"employee_id,email,name\n" + b"E100,aylin@demo.example,Aylin\n" * 3))
    working.work_on(StagedImport.objects.get().pk)
    page = said(petra.get(address))
    assert "The file could not be read" in page
    assert "Line 1: The first line lacks the column manager_employee_id." in page


def test_a_work_that_fails_three_times_ends_with_a_sentence(petra, small_limits, monkeypatch):
    address = staged_at(give(petra, TWO))
    pk = StagedImport.objects.get().pk

    def fail(*args, **more):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(workflow, "look_at", fail)
    for _time in range(3):
        with pytest.raises(RuntimeError):
            working.work_on(pk)
    working.work_on(pk)
    kept = StagedImport.objects.get()
    assert kept.work == ""
    assert "It failed three times. Nothing was imported" in said(petra.get(address))


def test_the_tick_queues_what_waits(petra, small_limits):
    give(petra, TWO)
    ticking.tick()
    assert small_limits == [StagedImport.objects.get().pk]


def test_a_work_in_another_worker_s_hands_is_left_to_it(petra, small_limits):
    give(petra, TWO)
    pk = StagedImport.objects.get().pk
    until = lease.take(f"import {pk}", 60)
    working.work_on(pk)
    assert StagedImport.objects.get().work == "read"
    lease.give_back(f"import {pk}", until)
    working.work_on(pk)
    assert StagedImport.objects.get().work == ""


# -- long lists ------------------------------------------------------------------------------------


def test_a_long_list_is_folded_and_each_of_its_lines_has_a_page(petra):
    lines = "".join(f"N{n},n{n}@demo.example,New {n:04},E007\n" for n in range(620))
    address = staged_at(give(petra, f"{HEAD}\n{lines}"))
    page = said(petra.get(address))
    assert "620 people join" in page
    assert "Show 180 more" in page
    assert page.count("reports to Mei") == 200
    assert "All 620, on pages of their own" in page
    first, second = (said(petra.get(f"{address}?only=join&page={n}")) for n in (1, 2))
    assert (first.count("reports to Mei"), second.count("reports to Mei")) == (500, 120)
    assert "New 0619" in second
    assert petra.get(f"{address}?only=made-up&page=x").status_code == 200
