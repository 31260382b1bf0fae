"""After the lock: every page says what happened and what comes next, with the way there for whoever goes it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from calibration import pairing, workflow
from calibration.models import Device, Meeting
from promotions.models import Decision
from reviews.models import Exclusion, Group, Part, Participant
from tests.calibration.company import LAUNCHED, text

OVER = "The meeting is over. Its ratings stand since"
NOW_VOTES = "Now the deciders vote on the pitches, and People Ops confirms."
VOTE = "Vote on the pitch for Lena"


@pytest.fixture
def screen(running, cast):
    """A screen in the room, paired with the running meeting."""
    screen = Client()
    code = re.search(r'room-code">(.{7})<', text(screen.get("/room/"))).group(1)
    pairing.pair(running, cast.mei, code)
    assert "The meeting is on" in text(screen.get("/room/"))
    return screen


@pytest.fixture
def locked(running, cast):
    """The meeting after its lock: the decision on Lena is open."""
    return workflow.lock(running, cast.mei)


def main(client, address):
    return text(client.get(address)).split("<main")[1].split("</main>")[0]


# -- the room's screen -----------------------------------------------------------------------------


def test_the_rooms_screen_says_that_the_meeting_is_over_and_is_paired_no_more(screen, locked):
    part = screen.get("/room/", headers={"HX-Request": "true"})
    assert part["HX-Refresh"] == "true"
    for _again in range(2):
        page = text(screen.get("/room/"))
        assert "The meeting of Engineering is over" in page
        assert "room-code" not in page
        assert "data-live=" not in page
    assert not Device.objects.showing().exists()


def test_the_screen_is_used_for_another_meeting_by_the_link(screen, locked):
    page = screen.get("/room/?again", follow=True)
    assert page.redirect_chain == [("/room/", 302)]
    assert "room-code" in text(page)


def test_an_hour_after_the_lock_the_screen_waits_with_a_code(screen, locked):
    Meeting.objects.update(locked_at=timezone.now() - timedelta(minutes=59))
    assert "is over" in text(screen.get("/room/"))
    Meeting.objects.update(locked_at=timezone.now() - timedelta(minutes=61))
    assert "room-code" in text(screen.get("/room/"))


def test_a_screen_taken_off_by_hand_shows_a_code_also_after_the_lock(screen, running, cast):
    pairing.revoke(Device.objects.select_related("meeting").get(meeting=running), cast.mei)
    assert "room-code" in text(screen.get("/room/"))
    workflow.lock(running, cast.mei)
    assert "room-code" in text(screen.get("/room/"))


# -- people's pages --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["mei", "marco", "noor", "oskar", "petra", "dana", "dilan"])
def test_everybody_reads_what_happened_and_what_comes_next(locked, cast, sign_in, at, name):
    page = main(sign_in(getattr(cast, name)), at())
    assert OVER in page
    assert NOW_VOTES in page
    assert "I am here" not in page
    assert "You are not in the room" not in page


@pytest.mark.parametrize(("name", "votes"), [("dana", True), ("dilan", True), ("mei", False), ("petra", False)])
def test_who_votes_goes_to_the_vote_from_there(locked, cast, sign_in, at, name, votes):
    assert (VOTE in main(sign_in(getattr(cast, name)), at())) is votes


def test_people_ops_goes_to_the_deciding_from_there(locked, company, cast, sign_in, at):
    address = f'href="/groups/{company.group.pk}/decisions/"'
    for rest in ("", "observer/"):
        page = main(sign_in(cast.petra), at(rest))
        assert "Decisions on pitches" in page
        assert address in page


@pytest.mark.parametrize(("name", "goes"), [("dana", True), ("marco", True), ("mei", False), ("noor", False)])
def test_nobody_is_sent_to_decisions_of_which_they_see_none(locked, cast, sign_in, at, name, goes):
    assert ("Decisions on pitches" in main(sign_in(getattr(cast, name)), at())) is goes


def test_nobody_is_sent_to_a_vote_on_what_they_keep_away_from(locked, company, cast, sign_in, at):
    Exclusion.objects.create(group=company.group, person=cast.dana, subject=cast.lena)
    assert VOTE not in main(sign_in(cast.dana), at())
    Participant.objects.create(group=company.group, person=cast.lena, part=Part.DECIDER, from_at=LAUNCHED)
    assert VOTE not in main(sign_in(cast.lena), at())


def test_what_comes_next_follows_the_group(locked, cast, sign_in, at):
    client = sign_in(cast.mei)
    Decision.objects.update(state="withdrawn")
    Group.objects.update(state="finalising")
    said = "The decisions on pitches are made. Now each manager writes the words to their people, which are released on"
    assert f"{said} Tuesday, 22 December 2026." in main(client, at())
    Group.objects.update(state="telling")
    assert "The results are released: now each manager tells their people." in main(client, at())


def test_the_desk_leads_to_what_everybody_sees(locked, cast, sign_in, at):
    client = sign_in(cast.mei)
    assert client.get(at("desk/"))["Location"] == at()
    part = client.get(at("desk/"), headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == at()
    late = client.post(at("next/"))
    assert late.status_code == 409
    assert "The meeting is locked; nothing in it changes any more." in text(late)


def test_who_was_there_stays_to_be_read_by_who_came(locked, cast, sign_in, at):
    page = main(sign_in(cast.mei), at("check-in/"))
    assert "Who was there" in page
    names = ["Petra", "Oskar", "Mei", "Marco", "Noor", "Dana"]
    assert re.findall(r'<th scope="row">(\w+)</th>', page) == names
    assert "Oskar" not in main(sign_in(cast.dilan), at("check-in/"))


def test_the_observer_reads_what_was_counted_and_no_warning(locked, cast, sign_in, at):
    page = main(sign_in(cast.petra), at("observer/"))
    assert "Sitting 1" in page
    assert "Distribution" in page
    assert "is not here" not in page
