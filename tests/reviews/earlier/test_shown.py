"""Where earlier results are read, by whom, and how they go."""

from datetime import date

import pytest

from accounts.models import Event, Hold, Organisation, Person, ReadAbout, Reading
from accounts.readings import lay_out
from accounts.rights import erasing, retention
from accounts.viewing import viewing
from reviews.models import EarlierResult
from reviews.team.board import last_ratings
from tests.architecture.test_imports import ROOT
from tests.reviews.story import launch_engineering
from tests.reviews.telling.story import make_ladder
from tests.shared import shared


@shared
def earlier(cast):
    """Lena's of the first half of 2025."""
    ladder = make_ladder()
    return EarlierResult.objects.create(
        subject=cast.lena,
        covers_from=date(2025, 1, 1),
        covers_to=date(2025, 6, 30),
        role=ladder.roles["IC3"],
        overall=ladder.points["exceeding"],
        words="You carried the release.",
        author_name="Ada Lind",
        imported_by=cast.petra,
    )


SEES = {"lena", "marco", "dilan", "hanne", "petra"}


@pytest.mark.parametrize(
    "who", ["lena", "marco", "dilan", "hanne", "petra", "pavel", "mei", "dana", "noor", "ivan", "otto"]
)
def test_the_person_managers_above_and_people_ops_see_it(earlier, cast, who):
    person = getattr(cast, who)
    with viewing(person):
        assert EarlierResult.objects.visible_to(person).exists() is (who in SEES)


def test_it_stands_on_ones_own_results_as_imported(earlier, sign_in, cast):
    page = " ".join(sign_in(cast.lena).get("/my-results/").content.decode().split())
    assert "Before reviews were held here" in page
    assert "1 January 2025 to 30 June 2025" in page
    assert "You carried the release." in page
    assert "Written by Ada Lind, as the file says. Imported, not calibrated here." in page
    assert "Take it out" not in page
    assert "You carried the release." not in sign_in(cast.ivan).get("/my-results/").content.decode()


@pytest.mark.parametrize(("who", "takes_out"), [("petra", True), ("marco", False), ("lena", False)])
def test_it_stands_on_the_persons_page(earlier, sign_in, cast, who, takes_out):
    page = sign_in(getattr(cast, who)).get(f"/people/{cast.lena.pk}/").content.decode()
    assert "You carried the release." in page
    assert ("Take it out" in page) is takes_out
    assert "You carried the release." not in sign_in(cast.mei).get(f"/people/{cast.lena.pk}/").content.decode()


@pytest.mark.parametrize(("who", "says"), [("petra", 302), ("pavel", 404), ("marco", 404), ("lena", 404)])
def test_people_ops_take_it_out_and_nobody_else(earlier, sign_in, cast, who, says):
    client = sign_in(getattr(cast, who))
    assert client.post(f"/earlier-results/{earlier.pk}/remove/").status_code == says
    assert EarlierResult.objects.exists() is (says != 302)
    assert Event.objects.filter(verb="remove", about=cast.lena).exists() is (says == 302)


def test_nobody_takes_out_their_own(earlier, sign_in, cast):
    EarlierResult.objects.update(subject=cast.petra, imported_by=cast.pavel)
    assert sign_in(cast.petra).post(f"/earlier-results/{earlier.pk}/remove/").status_code == 403
    assert EarlierResult.objects.exists()


def test_it_is_the_last_rating_where_there_is_none_here(earlier, cast):
    [point] = last_ratings([cast.lena.pk], cast.marco, []).values()
    assert (point.code, point.is_imported) == ("exceeding", True)
    assert last_ratings([cast.lena.pk], cast.mei, []) == {}


def test_on_the_board_of_an_assessor_it_is_said_to_be_imported(earlier, sign_in, cast):
    launch_engineering(cast)  # Marco assesses Lena, Mei Ivan
    page = sign_in(cast.marco).get("/my-team/").content.decode()
    assert "Engineering 2026 Q4" in page
    assert '<span class="note">imported</span>' in page
    assert '<span class="note">imported</span>' not in sign_in(cast.mei).get("/my-team/").content.decode()


def test_no_figure_knows_of_it():
    assert [path.name for path in (ROOT / "figures").rglob("*.py") if "EarlierResult" in path.read_text()] == []


def test_who_reads_it_stands_in_the_trail(earlier, sign_in, cast):
    sign_in(cast.lena).get("/my-results/")
    assert not Reading.objects.exists()  # one's own is no reading
    sign_in(cast.marco).get(f"/people/{cast.lena.pk}/")
    [reading] = Reading.objects.all()
    lay_out([reading])
    assert (reading.by, ReadAbout.objects.get().subject, ReadAbout.objects.get().kinds) == (
        *(cast.marco, cast.lena),
        "earlier",
    )
    assert sign_in(cast.petra).get("/trail/readings/").status_code == 200
    own = " ".join(sign_in(cast.lena).get("/read-about-me/").content.decode().split())
    assert "Earlier results, imported" in own
    assert "Marco" in own


@pytest.mark.parametrize(("months", "stays"), [(6, False), (120, True)])
def test_it_is_kept_for_so_long_after_its_import(earlier, cast, months, stays):
    Organisation.objects.update(keep_results_months=months)
    EarlierResult.objects.update(imported_at="2025-12-01T09:00:00Z")
    retention.let_go(date(2026, 11, 20))
    assert EarlierResult.objects.exists() is stays


def test_a_hold_keeps_it(earlier, cast):
    Organisation.objects.update(keep_results_months=6)
    EarlierResult.objects.update(imported_at="2025-12-01T09:00:00Z")
    Hold.objects.create(person=cast.lena, reason="A case.", put_by=cast.petra, put_at="2026-01-01T09:00:00Z")
    retention.let_go(date(2026, 11, 20))
    assert EarlierResult.objects.exists()


def test_it_goes_with_the_person(earlier, cast):
    Person.objects.filter(pk=cast.lena.pk).update(left_on=date(2025, 8, 1), is_active=False)
    erasing.erase(Person.objects.get(pk=cast.lena.pk), None)
    assert not EarlierResult.objects.exists()
