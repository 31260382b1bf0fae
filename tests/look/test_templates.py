"""Templates keep to the house: no inline style or script, components alone, forms with their token."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
PAGES = [p for p in TEMPLATES.rglob("*.html") if "emails" not in p.parts]


def found(pattern: str, text: str) -> list[str]:
    return [match.group(0)[:80] for match in re.finditer(pattern, text, re.IGNORECASE | re.DOTALL)]


INLINE = r"\sstyle\s*=\s*[\"']|<style\b|\son[a-z]+\s*=\s*[\"']|\shx-on\b|javascript:|<script(?![^>]*\ssrc=)"
WITHOUT_ONLY = r"{%\s*include\s+[\"']components/(?:(?!only\s*%}).)*?%}"
WITHOUT_TOKEN = r"{%\s*include\s+[\"']components/(?:form|actions)\.html[\"'](?:(?!csrf_token=)[^%])*%}"


def offenders(pattern: str) -> dict[str, list[str]]:
    hits = {str(p.relative_to(TEMPLATES)): found(pattern, p.read_text()) for p in PAGES}
    return {name: hit for name, hit in hits.items() if hit}


def test_nothing_is_inline():
    assert offenders(INLINE) == {}


def test_components_are_included_with_nothing_but_what_they_name():
    assert offenders(WITHOUT_ONLY) == {}


def test_forms_and_actions_are_given_the_token():
    assert offenders(WITHOUT_TOKEN) == {}


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        (INLINE, '<p style="color: blue">'),
        (INLINE, '<button onclick="go()">'),
        (INLINE, "<script>go()</script>"),
        (WITHOUT_ONLY, '{% include "components/line.html" with items=ladder %}'),
        (WITHOUT_TOKEN, '{% include "components/actions.html" with actions=actions only %}'),
    ],
)
def test_a_fault_put_in_on_purpose_is_noticed(pattern, fault):
    assert found(pattern, fault) != []


@pytest.mark.parametrize(
    ("pattern", "fine"),
    [
        (INLINE, '<script type="module" src="/static/js/keys.js"></script>'),
        (WITHOUT_ONLY, '{% include "components/line.html" with items=ladder only %}'),
        (WITHOUT_TOKEN, '{% include "components/actions.html" with actions=a csrf_token=csrf_token only %}'),
    ],
)
def test_what_is_fine_is_let_through(pattern, fine):
    assert found(pattern, fine) == []


def test_the_style_guide_shows_every_component(client, db):
    page = (TEMPLATES / "accounts/styleguide.html").read_text()
    inside = "".join(p.read_text() for p in (TEMPLATES / "components").glob("*.html"))
    missing = [
        p.name for p in (TEMPLATES / "components").glob("*.html") if f'"components/{p.name}"' not in page + inside
    ]
    assert missing == []
    assert client.get("/styleguide/").status_code == 200


@pytest.mark.parametrize("face", ["person", "level", "pairing", "blank"])
def test_the_room_shows_each_of_its_faces(client, db, face):
    answer = client.get(f"/styleguide/room/{face}/")
    assert answer.status_code == 200
    assert "<nav" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/styleguide/", "/styleguide/room/person/"])
def test_the_style_guide_is_not_there_where_people_are_reviewed(client, db, settings, address):
    settings.STYLE_GUIDE = False
    answer = client.get(address)
    assert (answer.status_code, answer.content) == (404, client.get("/no/such/page/").content)


def test_whoever_is_signed_in_finds_the_way_out_on_every_page():
    """Every page of people stands in the one frame that has it, and none takes that part of the frame away."""
    frames = {str(p.relative_to(TEMPLATES)): re.findall(r'{% extends "([^"]+)"', p.read_text()) for p in PAGES}
    of_people = {"base.html"}
    while more := {name for name, base in frames.items() if set(base) & of_people} - of_people:
        of_people |= more
    assert len(of_people) > 100
    others = {name for name, base in frames.items() if base} - of_people
    assert sorted(others) == [
        "404.html",
        "500.html",
        "accounts/styleguide_room.html",
        "calibration/rehearsal/room.html",
        "calibration/room.html",
        "calibration/room_over.html",
        "calibration/room_waiting.html",
    ]
    assert [p.name for p in PAGES if re.search(r"{% block (top|person) %}", p.read_text())] == ["base.html"]
    top = (TEMPLATES / "base.html").read_text().split("{% block person %}")[1].split("{% endblock %}")[0]
    assert """<form method="post" action="{% url 'account_logout' %}">{% csrf_token %}<button type="submit\"""" in top


def test_an_unknown_face_of_the_room_is_not_found(client, db):
    assert client.get("/styleguide/room/cellar/").status_code == 404


def test_the_page_of_nothing_here_holds_no_token_name_or_path(client, db):
    one = client.get("/no/such/page/").content
    other = client.get("/people/none/").content
    assert one == other
    assert b"nonce" not in one
    assert b"csrf" not in one
    assert b"/no/such" not in one


def test_every_frame_says_its_language_and_direction():
    frames = {p.name: found(r"<html[^\n]*>", p.read_text()) for p in PAGES if "<html" in p.read_text()}
    assert sorted(frames) == [
        *("base.html", "base_room.html", "base_static.html", "copy_file.html", "handbook.html", "public.html")
    ]
    assert [name for name, [tag] in frames.items() if " lang=" not in tag or " dir=" not in tag] == []


@pytest.mark.parametrize(
    ("name", "title"), [("404.html", "Nothing here – Plumbline"), ("500.html", "Our mistake – Plumbline")]
)
def test_the_pages_that_may_rely_on_nothing_stand_by_themselves(db, name, title, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = render_to_string(name)
    assert f"<title>{title}</title>" in page
    assert '<html lang="en" dir="ltr">' in page
    assert page.count("<h1>") == 1


def test_behaviours_cannot_be_ticked():
    expectation = (TEMPLATES / "components/expectation.html").read_text()
    assert found(r"<input|checkbox|forloop\.counter|\|length", expectation) == []
