"""What People Ops find on the pages of the figures and in the file."""

import csv
from datetime import date
from io import StringIO

import pytest

from accounts.models import Event
from figures import notices, workflow
from figures.models import Publication
from tests.figures.story import (
    FORTY,
    enrol,
    make_company,
    make_cycle,
    make_framework,
    make_question,
    table_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast):
    """Two bands on the screen and one in the file, as the protection made them of 80 people."""
    question, framework = make_question("woman", "man", "prefer not to say"), make_framework("L1", "L2", "L3", "L4")
    cycle = make_cycle()
    rows = {"L1": (6, 9, 0, 1), "L2": (10, 13, 1, 1), "L3": (9, 12, 1, 1), "L4": (6, 9, 0, 1)}
    staff = make_company(cycle, framework, question, cast.mei, rows)
    older = make_cycle(name="Engineering 2026 Q2", covers_to=date(2026, 6, 30))
    enrol(older, framework, cast.mei, L1=staff["L1"])
    for one in (cycle, older):
        workflow.publish_cycle(one, None)
    return Publication.objects.get(cycle=cycle), Publication.objects.get(cycle=older)


def address(publication, end=""):
    return f"/figures/{publication.cycle_id}/engineers/gender/{end}"


def test_the_page_shows_the_table_as_it_was_frozen(cast, sign_in):
    question, framework, cycle = make_question("woman", "man"), make_framework("L1", "L2", "L3", "L4"), make_cycle()
    make_company(cycle, framework, question, cast.mei, FORTY)
    workflow.publish_cycle(cycle, None)
    page = sign_in(cast.petra).get(address(Publication.objects.get())).content.decode()
    assert table_of(page) == [
        ["Level", "People", "Woman", "Man or not answered"],
        ["L1 to L2", "20", "8", "12"],
        ["L3 to L4", "20", "8", "12"],
    ]
    assert "%" not in page[page.index("<main") : page.index("</main>")]
    assert "There is no file." in page


def test_a_hidden_place_has_one_reason_and_no_total_beside_it(cast, sign_in, made):
    publication = made[0]
    Publication.objects.filter(pk=publication.pk).update(
        screen={
            "k": 5,
            "columns": [["woman"], ["man", ""]],
            "rows": [
                {"levels": ["L1", "L2"], "people": 30, "counts": [12, 18]},
                {"levels": ["L3", "L4"], "people": 9, "counts": [None, None]},
            ],
        }
    )
    page = sign_in(cast.petra).get(address(publication)).content.decode()
    assert table_of(page)[1:] == [["L1 to L2", "30", "12", "18"], ["L3 to L4", "9", "not shown", "not shown"]]
    assert page.count("That is the one reason for every hidden place") == 1
    assert "<tfoot" not in page


def test_the_file_has_a_header_and_rows_and_each_download_is_in_the_trail(cast, sign_in, made):
    publication = made[0]
    Publication.objects.filter(pk=publication.pk).update(
        file={
            "k": 10,
            "columns": [["=woman"], ["man", "prefer not to say", ""]],
            "rows": [{"levels": ["L1", "L2", "L3"], "people": 70, "counts": [30, 40]}],
        }
    )
    response = sign_in(cast.petra).get(address(publication, "file.csv"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="engineering-2026-q3-engineers-gender.csv"'
    assert list(csv.reader(StringIO(response.content.decode()))) == [
        ["from_level", "to_level", "people", "'=woman", "Man, prefer not to say or not answered"],
        ["L1", "L3", "70", "30", "40"],
    ]
    event = Event.objects.get(verb="download")
    assert (event.by, event.thing, event.thing_id) == (cast.petra, "figures.publication", str(publication.pk))


def test_where_no_file_is_safe_asking_for_it_is_a_conflict(cast, sign_in, made):
    publication = made[1]
    response = sign_in(cast.petra).get(address(publication, "file.csv"))
    assert response.status_code == 409
    assert "There is no file of these figures" in response.content.decode()
    assert not Event.objects.filter(verb="download").exists()


def test_too_few_is_said_once(cast, sign_in):
    question, framework, cycle = make_question("woman", "man"), make_framework("L1"), make_cycle()
    make_company(cycle, framework, question, cast.mei, {"L1": (3, 2, 0)})
    workflow.publish_cycle(cycle, None)
    page = sign_in(cast.petra).get(address(Publication.objects.get())).content.decode()
    assert page.count("Too few people.") == 1
    assert "<table" not in page
    assert "file.csv" not in page


def test_an_earlier_cycle_says_that_it_is_not_published_and_why(cast, sign_in, made):
    page = sign_in(cast.petra).get(address(made[1])).content.decode()
    assert "Not published." in page
    assert "joined, left or moved in between" in page
    assert "See Engineering 2026 Q3, which is published" in page
    assert "<table" not in page


def test_the_list_names_each_cycle_with_what_became_of_it(cast, sign_in, made):
    make_cycle(name="Support 2026 H2", covers_to=date(2026, 12, 31))
    page = sign_in(cast.petra).get("/figures/").content.decode()
    assert page.index("Engineering 2026 Q3") < page.index("Engineering 2026 Q2")
    assert page.count("not published") == 1
    assert "Support 2026 H2 has closed and is being counted." in page


def test_an_empty_list_says_what_will_be_there(cast, sign_in):
    page = sign_in(cast.petra).get("/figures/").content.decode()
    assert "Figures of closed cycles will stand here." in page


@pytest.mark.parametrize(
    "wrong",
    ["/figures/00000000-0000-0000-0000-000000000000/engineers/gender/", "/figures/x/engineers/gender/"],
)
def test_what_is_not_there_is_a_404(cast, sign_in, made, wrong):
    assert sign_in(cast.petra).get(wrong).status_code == 404
    assert sign_in(cast.petra).get(address(made[0]).replace("gender", "height")).status_code == 404


@pytest.mark.parametrize("page", ["0", "x", "99999999999999999999", "\x00"])
def test_a_page_number_that_is_none_shows_a_page(cast, sign_in, made, page):
    assert sign_in(cast.petra).get("/figures/", {"page": page}).status_code == 200


def test_people_ops_are_told_once_that_figures_are_ready(cast, sign_in, made):
    day = date(2026, 11, 10)
    assert [(o.sentence, o.url) for o in notices.owed(cast.petra, day)] == [
        ("The figures of Engineering 2026 Q3 are ready", "/figures/")
    ]
    assert notices.owed(cast.pavel, day) == notices.owed(cast.lena, day) == []
    client = sign_in(cast.petra)
    client.get(address(made[0]))
    client.get(address(made[0]))
    assert Event.objects.filter(verb="read", thing="figures.publication", by=cast.petra).count() == 1
    assert notices.owed(cast.petra, day) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_for_one_cycle_and_three(cast, sign_in, number, django_assert_num_queries):
    question, framework = make_question("woman", "man"), make_framework("L1")
    for n in range(number):
        cycle = make_cycle(name=f"Cycle {n}", covers_to=date(2026, 3 * (n + 1), 28))
        Publication.objects.create(cycle=cycle, framework=framework, question=question)
    client = sign_in(cast.petra)
    with django_assert_num_queries(7):
        client.get("/figures/")


def test_one_figure_takes_five_queries(cast, sign_in, made, django_assert_num_queries):
    client = sign_in(cast.petra)
    client.get(address(made[0]))
    with django_assert_num_queries(5):
        client.get(address(made[0]))
