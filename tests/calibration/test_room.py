"""The room display: how a screen is paired, and that it shows what its meeting shows and nothing else."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts import clock
from accounts.models import Organisation, Person, Reading
from accounts.moves import Conflict, NotAllowed
from calibration import pairing, workflow
from calibration.models import Device, Stop
from calibration.screen import Face
from reviews.models import Assessment, Exclusion
from tests.calibration.company import IVAN, LENA, crowd, make_group, make_ladder, text, title
from tests.calibration.test_presence import stop_of


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


@pytest.fixture
def screen(db):
    """A browser that nobody is signed in on."""
    return Client()


def code_on(screen):
    """The code that the screen shows now."""
    return re.search(r'room-code">(.{7})<', text(screen.get("/room/"))).group(1)


@pytest.fixture
def paired(running, cast, screen):
    """The screen, paired by Mei with the running meeting."""
    pairing.pair(running, cast.mei, code_on(screen))
    return screen


def test_an_unpaired_screen_shows_six_characters_that_cannot_be_taken_for_others(screen):
    code = code_on(screen)
    assert re.fullmatch(r"[ACDEFGHJKMNPQRTUVWXY3479]{3} [ACDEFGHJKMNPQRTUVWXY3479]{3}", code)
    device = Device.objects.get()
    assert code.replace(" ", "") not in (device.code_hash, device.token_hash)
    assert len(device.code_hash) == 64


def test_the_token_is_in_a_cookie_that_scripts_cannot_read_and_not_in_the_database(screen):
    cookie = screen.get("/room/").cookies["room"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert not Device.objects.filter(token_hash=cookie.value).exists()


def test_loading_an_unpaired_screen_again_is_the_same_screen_with_another_code(screen):
    assert code_on(screen) != code_on(screen)
    assert Device.objects.count() == 1


def test_a_screen_that_waits_tells_the_time_of_the_demo_in_the_zone_of_the_organisation(screen, monkeypatch):
    """As it does once it is paired."""
    assert 'data-ahead="0"' in screen.get("/room/").content.decode()
    monkeypatch.setattr(clock, "ahead", lambda: 86_400)
    Organisation.objects.update_or_create(defaults={"name": "Ours", "time_zone": "Asia/Tokyo"})
    page = screen.get("/room/").content.decode()
    assert 'data-ahead="86400"' in page
    assert 'data-clock="Asia/Tokyo"' in page


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace(" ", ""), lambda code: f"  {code}  "])
def test_the_code_is_typed_as_it_comes(running, cast, screen, typed):
    assert pairing.pair(running, cast.mei, typed(code_on(screen))).meeting == running


def test_a_code_is_good_for_ten_minutes(running, cast, screen):
    code = code_on(screen)
    Device.objects.update(code_until=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Conflict, match="No screen waits"):
        pairing.pair(running, cast.mei, code)


def test_a_code_is_good_once(running, cast, screen):
    code = code_on(screen)
    pairing.pair(running, cast.mei, code)
    with pytest.raises(Conflict, match="No screen waits"):
        pairing.pair(running, cast.mei, code)


def test_after_ten_wrong_codes_even_the_right_one_waits(running, cast, screen):
    code = code_on(screen)
    for _ in range(10):
        with pytest.raises(Conflict, match="No screen waits"):
            pairing.pair(running, cast.mei, "AAAAAA")
    with pytest.raises(Conflict, match="Too many wrong codes"):
        pairing.pair(running, cast.mei, code)


@pytest.mark.parametrize("name", ["mei", "petra"])
def test_who_drives_or_observes_pairs(running, cast, screen, name):
    assert pairing.pair(running, getattr(cast, name), code_on(screen)).paired_by == getattr(cast, name)


@pytest.mark.parametrize("name", ["marco", "noor", "sam", "ivan", "otto"])
def test_nobody_else_pairs(running, cast, screen, name):
    with pytest.raises(NotAllowed):
        pairing.pair(running, getattr(cast, name), code_on(screen))


def test_the_desk_pairs_by_the_form(running, company, cast, screen, sign_in):
    desk = sign_in(cast.mei)
    address = f"/groups/{company.group.pk}/meeting/screens/"
    wrong = desk.post(address, {"code": "NOPE"})
    assert wrong.status_code == 400
    assert "No screen waits with this code" in text(wrong)
    assert "No screen was paired" in text(wrong)
    assert "saved" not in text(wrong)
    assert desk.post(address, {"code": code_on(screen)}).status_code == 302
    assert "The meeting is on" in text(screen.get("/room/"))


def test_an_address_gets_thirty_new_screens_in_ten_minutes(db):
    answers = [Client().get("/room/").status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]


def test_a_paired_screen_shows_the_open_turn_and_nothing_of_others(paired, running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    page = paired.get("/room/")
    assert IVAN in text(page)
    assert "Mei speaks" in text(page)
    for other in (LENA, "Lena", "Ines", "Noor", "Petra"):
        assert other not in text(page)
    assert title(page) == "Room – Plumbline"
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_a_screen_has_no_form_no_link_and_no_script_of_its_own(paired, running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    page = text(paired.get("/room/"))
    for word in ("<form", "<input", "<a ", "csrf", "autocomplete"):
        assert word not in page


def test_the_cohort_check_shows_the_pitch_and_those_of_the_next_level(paired, running, cast):
    workflow.check_out(running, cast.noor)
    workflow.open_stop(running, cast.mei, stop_of(running, cast.lena, "cohort"))
    page = text(paired.get("/room/"))
    assert "Two teams plan by what Lena writes down." in page
    assert "Those of IC4" in page
    assert "Noor" in page


def test_a_board_says_that_somebody_in_the_room_is_not_shown(paired, running, cast):
    workflow.show_board(running, cast.mei, running.rounds.get(name="IC4"))
    page = text(paired.get("/room/"))
    assert "1 is not shown, because of who is in the room" in page
    assert "Noor" not in page


def test_a_board_leaves_out_whom_somebody_in_the_room_stepped_out_of(paired, running, cast):
    workflow.recuse(running, cast.marco, cast.ivan)
    workflow.show_board(running, cast.mei, running.rounds.get(name="IC1"))
    page = text(paired.get("/room/"))
    assert "1 is not shown, because of who is in the room" in page
    assert "Ivan" not in page
    workflow.check_out(running, cast.marco)
    page = text(paired.get("/room/"))
    assert "not shown" not in page
    assert "Ivan" in page


def test_in_a_break_the_screen_shows_nobody(paired, running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    workflow.pause(running, cast.mei)
    assert "A break" in text(paired.get("/room/"))
    assert "Ivan" not in text(paired.get("/room/"))


def test_a_revoked_screen_shows_a_new_code_and_its_part_reloads(paired, running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    pairing.revoke(Device.objects.select_related("meeting").get(), cast.mei)
    part = paired.get("/room/", headers={"HX-Request": "true"})
    assert part["HX-Refresh"] == "true"
    assert "Ivan" not in text(part)
    page = text(paired.get("/room/"))
    assert "room-code" in page
    assert "Ivan" not in page
    assert paired.get("/room/events/").status_code == 200


def test_a_screen_shows_its_own_meeting_only(paired, running, cast):
    other = workflow.prepare(make_group(cast, make_ladder("other"), "Another cycle"), cast.mei, seed=1)
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    assert other.pk != running.pk
    page = text(paired.get(f"/room/?meeting={other.pk}"))
    assert IVAN in page
    assert "Another cycle" not in page


def test_a_screen_opens_no_page_of_people(paired, company, running):
    for address in (f"/groups/{company.group.pk}/meeting/", f"/meetings/{running.pk}/events/", "/people/"):
        assert paired.get(address)["Location"].startswith("/sign-in/")


def test_somebody_elses_cookie_is_nobodys(running, cast, paired):
    stranger = Client()
    stranger.cookies["room"] = "guessed"
    assert "room-code" in text(stranger.get("/room/"))


def test_sixty_people_fit_in_few_questions_and_sixty_kilobytes(company, cast, screen, django_assert_max_num_queries):
    crowd(company, cast, 59)
    meeting = workflow.prepare(company.group, cast.mei, seed=1)
    for person in (cast.petra, cast.oskar, cast.mei):
        workflow.check_in(meeting, person)
    workflow.attest(meeting, cast.petra)
    workflow.take_seat(meeting, cast.mei, "scribe")
    workflow.start(meeting, cast.mei)
    pairing.pair(meeting, cast.mei, code_on(screen))
    workflow.show_board(meeting, cast.mei, meeting.rounds.get(name="IC3"))
    with django_assert_max_num_queries(8):  # the last writes down who was shown
        page = screen.get("/room/")
    assert text(page).count("room-name") == 60
    assert len(page.content) < 60_000


def test_one_person_is_shown_in_thirteen_questions(paired, running, cast, django_assert_num_queries):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.lena, "cohort"))
    paired.get("/room/")  # what it shows is in the trail now, and not written down again
    with django_assert_num_queries(13):
        assert "Lena" in text(paired.get("/room/"))


def test_what_a_screen_shows_is_in_the_trail_once_under_the_screen(paired, running, cast):
    workflow.open_stop(running, cast.mei, stop_of(running, cast.lena, "discuss"))
    for _ in range(3):  # as its live line makes it fetch again
        assert "Lena" in text(paired.get("/room/"))
    row = Reading.objects.get()
    assert (row.by, row.screen, row.route) == (None, Device.objects.get().pk, "room")
    assert [people for by_kinds in row.what.values() for people in by_kinds.values()] == [[str(cast.lena.pk)]]


def test_a_screen_does_not_show_the_turn_of_who_paired_it_nor_one_they_stepped_out_of(running, cast, screen):
    """Who has a turn of their own could pair a telephone, leave the room and read it there."""
    driver = Person.objects.get(pk=running.scribe_id)
    workflow.check_in(running, cast.noor)
    workflow.take_seat(running, cast.noor, "moderator")
    pairing.pair(running, cast.noor, code_on(screen))
    workflow.check_out(running, cast.noor)
    workflow.open_stop(running, driver, stop_of(running, cast.noor))
    own = Assessment.objects.get(subject=cast.noor).statement
    assert own
    shown = text(screen.get("/room/"))
    assert own not in shown
    assert "This turn is not for whoever paired this screen." in shown
    workflow.close_stop(running, driver)
    Exclusion.objects.create(group=running.group, person=cast.noor, subject=cast.ivan)
    workflow.open_stop(running, driver, stop_of(running, cast.ivan))
    assert Assessment.objects.get(subject=cast.ivan).statement not in text(screen.get("/room/"))
    Exclusion.objects.all().delete()
    assert Assessment.objects.get(subject=cast.ivan).statement in text(screen.get("/room/"))


@pytest.mark.parametrize(
    ("letters", "line", "stands"),
    [(60, "", "short"), (60, "Why?", "short"), (260, "", "short"), (260, "Why?", "middle"), (500, "", "middle")],
)
def test_a_statement_leaves_room_for_the_one_line(letters, line, stands):
    face = Face(Stop(), "Ivan", "IC1", "", "Mei", statement="x" * letters, line=line)
    assert face.statement_size == stands
