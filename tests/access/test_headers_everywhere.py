"""Every route's answer, and every way of being refused, says the same to the browser; written by hand."""

import re

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from tests.access.asking import answered, quietly
from tests.access.others import add_others, cookies
from tests.access.scene import all_rows

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NONE = ("default-src", "object-src", "base-uri", "frame-ancestors")
# data that a script reads are no script
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=[\"']|<script(?![^>]*(?:\ssrc=|application/json))", re.IGNORECASE)


@pytest.fixture
def scene(scene):
    """The scene with what each person's browser sends along."""
    add_others(scene)
    scene.cookies = cookies(scene)
    with quietly():
        yield scene


def wrong_with(answer: HttpResponse, signed_in: bool) -> list[str]:
    """What an answer does not say, or says and should not."""
    wrong = [name for name, said in ALWAYS.items() if answer.get(name) != said]
    policy = dict(part.strip().split(" ", 1) for part in answer.get("Content-Security-Policy", "- -").split(";"))
    wrong += [name for name in NONE if policy.get(name) != "'none'"]
    if "unsafe" in str(policy) or "*" in str(policy) or policy.get("style-src") != "'self'":
        wrong.append("the policy is not strict")
    if signed_in and "no-store" not in answer.get("Cache-Control", ""):
        wrong.append(f"kept by the browser: {answer.get('Cache-Control')}")
    if not answer.streaming and answer.get("Content-Type", "").startswith("text/html"):
        wrong += [f"inline: {found}" for found in INLINE.findall(answer.content.decode())]
    return wrong


@pytest.mark.once("embedded")
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_route_says_what_it_should(scene, method):
    wrong = []
    for row in all_rows():
        for person in ("petra", "mei", "lena", "anon"):
            cache.clear()
            answer = answered(method, row.path(scene), scene.cookies[person])
            found = wrong_with(answer, signed_in=person != "anon")
            wrong += [f"{method} {row.route} as {person}, {answer.status_code}: {one}" for one in found]
    assert wrong == []


def breaks(*args, **kwargs):
    """What no page expects."""
    raise RuntimeError


def refusals(scene, monkeypatch):
    """An answer of each kind of refusal, to somebody who is signed in."""
    petra, group = scene.cookies["petra"], scene.group.pk
    form = {"content_type": "application/x-www-form-urlencoded"}
    yield 413, answered("POST", "/one-on-ones/", petra, data="a=1&" * 5000, **form)
    yield 403, answered("POST", f"/people/{scene.cast.petra.pk}/second-step/", petra)
    yield 404, answered("GET", "/no/such/page/", petra)
    yield 405, answered("DELETE", "/people/", petra)
    yield 409, answered("POST", f"/groups/{group}/close/", petra)
    for _ in range(25):
        limited = answered("POST", "/invitation/again/", petra, data="email=ivan%40demo.example", **form)
    yield 429, limited
    monkeypatch.setattr("config.today.owed_by", breaks)
    yield 500, answered("GET", "/", petra)


@pytest.mark.once("embedded")
def test_every_refusal_says_what_it_should(scene, monkeypatch):
    found = [(status, answer.status_code, wrong_with(answer, True)) for status, answer in refusals(scene, monkeypatch)]
    assert found == [(status, status, []) for status in (413, 403, 404, 405, 409, 429, 500)]


def test_a_form_that_is_not_ours_is_refused_in_the_same_way(scene):
    client = Client(enforce_csrf_checks=True)
    client.force_login(scene.cast.petra)
    answer = client.post("/one-on-ones/", {})
    assert (answer.status_code, wrong_with(answer, True)) == (403, [])


def test_an_answer_without_them_is_noticed():
    bare = HttpResponse('<p style="color: red" onclick="go()">Hello</p>')
    found = wrong_with(bare, signed_in=True)
    assert {"X-Frame-Options", "frame-ancestors", "the policy is not strict", "kept by the browser: None"} <= set(found)
    assert [one for one in found if one.startswith("inline")] == ["inline:  style=", 'inline:  onclick="']
