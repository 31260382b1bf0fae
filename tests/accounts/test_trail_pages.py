"""The trail as People Ops read it: what stands there, for whom, and narrowed to what."""

import re
from datetime import date

import pytest
import time_machine

from accounts import sealing, trail
from accounts.models import Event, Grant, Reading

GROUP = "11111111-1111-4111-8111-111111111111"


def text(page) -> str:
    return " ".join(page.content.decode().split())


def rows(page) -> list[list[str]]:
    """Who, did what, and about whom of each line, as text."""
    found = re.findall(r"<tr> ?<td>(.*?)</tr>", text(page))
    cells = [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row.split("</td>")] for row in found]
    return [[who, f"{did} {what}".strip(), about.replace(" ,", ",")] for _at, who, did, what, about, *_rest in cells]


def read(by, *subjects, kinds: str = "assessment", **more) -> Reading:
    said = {"by": by, "route": "group_subject", "method": "GET", "status": 200, "people": len(subjects)}
    what = {GROUP: {kinds: [str(person.pk) for person in subjects]}}
    return Reading.objects.create(**said | {"what": what} | more)


@pytest.fixture
def acts(cast):
    """Three acts: a grant to Tariq, a move of Ivan's, and something of the system's about nobody."""
    trail.record("give", Grant.objects.first(), cast.pavel, about=cast.tariq, after="people_ops")
    trail.record("release", cast.ivan, cast.petra, about=cast.ivan, before="worded", after="released")
    trail.record("open_preview", cast.otto, None, after="previewing")
    sealing.seal()


def test_the_newest_act_stands_first_in_words(cast, acts, sign_in):
    assert rows(sign_in(cast.petra).get("/trail/"))[:3] == [
        ["the system", "open preview previewing", ""],
        ["Petra", "release worded → released", "Ivan"],
        ["Pavel", "give grant people ops", "Tariq"],
    ]


def test_who_holds_a_part_sees_that_part(cast, acts, sign_in):
    """Pavel is People Ops for Support: Tariq is there, Ivan is not; what he did himself is about Tariq."""
    trail.record("load_framework", cast.frida, cast.oskar)
    trail.record("load_framework", cast.frida, cast.mei)
    assert rows(sign_in(cast.pavel).get("/trail/")) == [
        ["Oskar", "load framework", ""],
        ["Pavel", "give grant people ops", "Tariq"],
    ]


def test_coming_and_going_stand_on_a_page_of_their_own(cast, acts, sign_in):
    trail.record("refuse_sign_in", cast.tariq, None, about=cast.tariq)
    client = sign_in(cast.pavel)
    assert rows(client.get("/trail/sign-ins/")) == [["Pavel", "sign in", ""], ["somebody", "refuse sign in", "Tariq"]]
    assert rows(client.get("/trail/?act=sign+in")) == [["Pavel", "sign in", ""]]
    assert rows(client.get("/trail/")) == [["Pavel", "give grant people ops", "Tariq"]]


def test_nobody_reads_there_what_concerns_themselves(cast, acts, sign_in):
    trail.record("end", Grant.objects.first(), cast.hanne, about=cast.petra)
    assert "Hanne" not in text(sign_in(cast.petra).get("/trail/"))
    assert Event.objects.visible_to(cast.petra).filter(about=cast.petra).count() == 0
    Grant.objects.create(person=cast.hanne, kind="people_ops", from_at="2026-01-01T00:00Z")
    assert rows(sign_in(cast.hanne).get("/trail/?act=end")) == [["Hanne", "end grant", "Petra"]]


def test_it_is_narrowed_to_a_person_by_them_or_about_them(cast, acts, sign_in):
    client = sign_in(cast.petra)
    assert [who for who, *_ in rows(client.get(f"/trail/?person={cast.tariq.pk}"))] == ["Pavel"]
    assert [about for *_, about in rows(client.get(f"/trail/?person={cast.pavel.pk}"))] == ["Tariq"]
    assert client.get("/trail/?person=nobody").status_code == 404
    assert client.get("/trail/?person=" + "0" * 32).status_code == 404


@pytest.mark.parametrize("act", ["open preview", "open_preview", " open preview "])
def test_it_is_narrowed_to_an_act(cast, acts, sign_in, act):
    assert [did for _, did, _ in rows(sign_in(cast.petra).get("/trail/", {"act": act}))] == ["open preview previewing"]


def test_it_is_narrowed_to_days_in_the_reader_s_zone(cast, sign_in):
    """Half past eleven at night in Berlin is the same day there, and the next in Sydney."""
    with time_machine.travel("2026-11-19T22:30:00Z", tick=False):
        trail.record("late", cast.otto, None)
    client = sign_in(cast.petra)
    assert len(rows(client.get("/trail/?act=late&from_on=2026-11-19&to_on=2026-11-19"))) == 1
    assert len(rows(client.get("/trail/?act=late&from_on=2026-11-20"))) == 0
    type(cast.petra).objects.filter(pk=cast.petra.pk).update(time_zone="Australia/Sydney")
    assert len(rows(client.get("/trail/?act=late&from_on=2026-11-20&to_on=2026-11-20"))) == 1


@pytest.mark.parametrize("query", ["from_on=yesterday", "to_on=9999-12-31", "from_on=0001-01-01", "act=" + "x" * 61])
def test_nonsense_gets_a_sentence_and_stays_in_its_field(cast, sign_in, query):
    page = sign_in(cast.petra).get(f"/trail/?{query}")
    assert page.status_code == 200
    assert "field-error" in text(page)
    assert query.split("=")[1] in text(page)


def test_a_line_in_no_seal_says_so(cast, acts, sign_in):
    trail.record("end", cast.mei, cast.mei)
    assert text(sign_in(cast.petra).get("/trail/")).count("not sealed yet") == 1


def test_somebody_whose_row_is_gone_is_a_former_colleague(cast, sign_in):
    Event.objects.create(verb="give", thing="no.model", thing_id="1", by_id="9" * 32)
    assert rows(sign_in(cast.petra).get("/trail/?act=give")) == [["a former colleague", "give no.model", ""]]


# -- readings ----------------------------------------------------------------------------------------


def test_a_reading_is_one_line_with_whom_it_was_about(cast, sign_in):
    read(cast.dana, cast.ivan, cast.lena, cast.noor, cast.ines, cast.mei, cast.marco, kinds="assessment remark")
    read(cast.petra, cast.ivan, kinds="vote", method="POST")
    read(None, cast.ivan, screen="5" * 32)
    sealing.seal()
    assert rows(sign_in(cast.pavel).get("/trail/readings/")) == []
    found = rows(sign_in(cast.petra).get("/trail/readings/"))
    assert found == [
        ["the screen in the room", "read assessment group subject", "Ivan"],
        ["Petra", "worked on vote group subject", "Ivan"],
        ["Dana", "read assessment, remark group subject", "Ines, Ivan, Lena, Marco and 2 more"],
    ]


def test_of_a_reading_about_several_the_holder_of_a_part_sees_their_own(cast, sign_in):
    read(cast.dana, cast.ivan, cast.tariq)
    sealing.seal()
    assert rows(sign_in(cast.pavel).get("/trail/readings/")) == [["Dana", "read assessment group subject", "Tariq"]]


def test_a_reading_about_the_viewer_is_not_in_the_list(cast, sign_in):
    read(cast.dana, cast.petra)
    read(cast.mei, cast.petra, cast.ivan)
    sealing.seal()
    assert rows(sign_in(cast.petra).get("/trail/readings/")) == [["Mei", "read assessment group subject", "Ivan"]]


def test_readings_are_narrowed_to_who_read_or_was_read_about(cast, sign_in):
    read(cast.dana, cast.ivan, cast.lena)
    read(cast.mei, cast.noor)
    sealing.seal()
    client = sign_in(cast.petra)
    assert [who for who, *_ in rows(client.get(f"/trail/readings/?person={cast.lena.pk}"))] == ["Dana"]
    assert [who for who, *_ in rows(client.get(f"/trail/readings/?person={cast.mei.pk}"))] == ["Mei"]
    assert rows(client.get(f"/trail/readings/?person={cast.tariq.pk}")) == []


def test_looking_through_readings_is_an_act(cast, sign_in):
    client = sign_in(cast.petra)
    for _ in range(2):
        client.get("/trail/readings/")
        client.get(f"/trail/readings/?person={cast.lena.pk}")
    looks = Event.objects.filter(verb="look").order_by("at").values_list("by", "thing", "about")
    assert list(looks) == [(cast.petra.pk, "accounts.reading", None), (cast.petra.pk, "accounts.reading", cast.lena.pk)]


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_take_as_many_queries_however_much_has_happened(cast, sign_in, django_assert_num_queries, number):
    for _ in range(number):
        trail.record("give", cast.otto, cast.dana, about=cast.ivan)
        read(cast.dana, cast.ivan, cast.lena)
    sealing.seal()
    client = sign_in(cast.petra)
    client.get("/trail/readings/")
    with django_assert_num_queries(4):  # session, person, grants, acts
        client.get("/trail/")
    with django_assert_num_queries(7):  # … readings, whom they were about, their names, whether the look is known
        client.get("/trail/readings/")


def test_a_long_trail_is_shown_in_pages(cast, sign_in):
    Event.objects.bulk_create(Event(verb="many", thing="accounts.person", thing_id=str(n)) for n in range(51))
    client = sign_in(cast.petra)
    assert len(rows(client.get("/trail/?act=many"))) == 50
    assert len(rows(client.get("/trail/?act=many&page=2"))) == 1
    assert "?act=many&amp;page=2" in text(client.get("/trail/?act=many"))


def test_a_person_s_page_leads_people_ops_to_their_trail(cast, sign_in):
    address = f"/people/{cast.tariq.pk}/"
    link = f"/trail/?person={cast.tariq.pk}"
    assert link in text(sign_in(cast.petra).get(address))
    assert link in text(sign_in(cast.pavel).get(address))
    assert link not in text(sign_in(cast.oskar).get(address))


def test_days_beyond_the_calendar_are_not_searched(cast):
    from accounts.forms import TrailForm

    form = TrailForm({"from_on": "2026-11-20", "to_on": "2026-11-20"})
    assert form.is_valid()
    assert form.cleaned_data["to_on"] == date(2026, 11, 20)


def test_what_is_between_two_people_is_not_in_the_list(cast, sign_in):
    """Whether Ivan was told, and what he answered, is between Mei and Ivan; People Ops know how many."""
    Event.objects.create(verb="not_yet", thing="reviews.message", thing_id="1", by=cast.ivan, about=cast.ivan)
    Event.objects.create(verb="arrange", thing="reviews.oneonone", thing_id="1", by=cast.mei, about=cast.ivan)
    assert rows(sign_in(cast.petra).get(f"/trail/?person={cast.ivan.pk}")) == []
