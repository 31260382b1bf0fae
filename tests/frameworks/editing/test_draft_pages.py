"""Frida writes a version: from the table to a cell, by buttons and by the browser's own saving, and beside somebody."""

import re
from dataclasses import replace
from uuid import UUID

import pytest

from frameworks import reading, workflow
from frameworks.editing import parting
from frameworks.editing.workflow import begin
from frameworks.loading import load
from frameworks.models import Behaviour, Version
from tests.frameworks.test_pages import text
from tests.shipped import fixture, publish

IC2 = "role=IC2&axis=execution"


@pytest.fixture
def draft(cast):
    return begin(publish("engineering-1"), "2", cast.frida)


@pytest.mark.django_db
def test_the_draft_of_a_version_that_is_published_leads_to_its_text_whatever_it_is_called(cast, sign_in):
    first = workflow.publish(load(replace(fixture("engineering-1"), version="1 & a #half")), by=None)
    publish("engineering-2")
    client = sign_in(cast.frida)
    answer = client.get(here(first))
    assert (answer.status_code, answer["Location"]) == (302, "/frameworks/engineering/?version=1+%26+a+%23half")
    assert "Version 1 &amp; a #half" in client.get(answer["Location"]).content.decode()


def here(draft, more=""):
    return f"/frameworks/engineering/draft/{draft.pk}/{more}"


def asked(draft, role="IC2", axis="execution"):
    ladder = reading.ladder(Version.objects.get(pk=draft.pk))
    return next(one for one in ladder.roles[role].expectations if one.axis == axis)


def form_of(page):
    """The fields of the place that is open, as a browser would send them."""
    body = page.content.decode().partition("data-autosave")[2].partition("</form>")[0]
    found = dict(re.findall(r'<input type="(?:hidden|text)" name="([^"]+)" value="([^"]*)"', body))
    found |= dict.fromkeys(re.findall(r'<input type="text" name="([^"]+)"(?! value)', body), "")
    for name, words in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', body):
        found[name] = words.replace("&#x27;", "'")
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', body, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    for name, code in re.findall(r'<input type="checkbox" name="([^"]+)" value="([^"]*)" checked', body):
        found[name] = [*(found[name] or [""]), code]
    return found


@pytest.mark.django_db
def test_from_the_framework_to_a_new_version_to_a_cell(cast, sign_in):
    publish("engineering-1")
    frida = sign_in(cast.frida)
    assert "Begin a new version from this one" in text(frida.get("/frameworks/engineering/"))
    page = frida.get("/frameworks/engineering/draft/new/")
    assert 'value="2"' in page.content.decode()
    answer = frida.post("/frameworks/engineering/draft/new/", {"label": "2"}, follow=True)
    draft = Version.objects.get(label="2")
    assert answer.redirect_chain[-1][0] == here(draft)
    assert "Writing version 2" in text(answer)
    opened = frida.get(here(draft, f"?{IC2}"))
    assert "IC2, Execution" in text(opened)
    sent = form_of(opened) | {"summary": "Plans a week of work alone."}
    answer = frida.post(here(draft, f"save/?{IC2}"), sent)
    assert (answer.status_code, answer["Location"]) == (302, here(draft, "?axis=execution&role=IC2#draft_open"))
    assert asked(draft).summary == "Plans a week of work alone."


@pytest.mark.django_db
def test_a_label_that_is_taken_is_said_and_what_was_typed_stays(cast, draft, sign_in):
    page = sign_in(cast.frida).post("/frameworks/engineering/draft/new/", {"label": "1"})
    assert page.status_code == 400
    assert "There is a version 1 of Engineering already" in text(page)
    assert 'value="1"' in page.content.decode()


@pytest.mark.django_db
def test_the_part_alone_is_what_the_browser_puts_beside_the_table(cast, draft, sign_in):
    part = sign_in(cast.frida).get(here(draft, f"?{IC2}"), headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith('<section class="draft-open" id="draft_open"')


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "heading"),
    [
        ("head=yes", "The framework itself"),
        ("rule=yes", "The rule of promotion"),
        ("level=IC2", "IC2"),
        ("role=IC2", "IC2, Engineer II"),
        ("axis=execution", "Execution"),
        ("axis=execution&everybody=yes", "Everybody, Execution"),
        ("axis=execution&level=IC2", "All roles of IC2, Execution"),
        ("track=ic", "Individual contributor"),
    ],
)
def test_every_place_opens_and_what_it_shows_can_be_sent_back_unchanged(cast, draft, sign_in, query, heading):
    frida, before = sign_in(cast.frida), Version.objects.get(pk=draft.pk).digest
    page = frida.get(here(draft, f"?{query}"))
    assert re.search(rf'id="draft-open-title">\s*{heading}\s*<', page.content.decode())
    answer = frida.post(here(draft, f"save/?{query}"), form_of(page))
    assert answer.status_code == 302
    assert Version.objects.get(pk=draft.pk).digest == before


@pytest.mark.django_db
def test_the_browsers_own_saving_is_answered_with_what_it_writes_on_from(cast, draft, sign_in):
    frida = sign_in(cast.frida)
    sent = form_of(frida.get(here(draft, f"?{IC2}")))
    by_itself = {"X-Autosave": "1"}
    first = frida.post(here(draft, f"save/?{IC2}"), sent | {"summary": "One."}, headers=by_itself).json()
    again = sent | {"summary": "Two.", "version": first["version"]}
    assert frida.post(here(draft, f"save/?{IC2}"), again, headers=by_itself).status_code == 200
    assert asked(draft).summary == "Two."
    late = frida.post(here(draft, f"save/?{IC2}"), sent | {"summary": "Three."}, headers=by_itself)
    assert (late.status_code, late.json()["fields"]) == (409, {"summary": "Two."})
    wrong = frida.post(here(draft, f"save/?{IC2}"), again | {"link": "nowhere"}, headers=by_itself)
    assert wrong.status_code == 400
    assert "https://" in wrong.json()["errors"]["link"]


@pytest.mark.django_db
def test_without_a_script_the_later_of_two_sees_both_texts_and_the_next_press_decides(cast, draft, sign_in):
    frida = sign_in(cast.frida)
    sent = form_of(frida.get(here(draft, f"?{IC2}")))
    frida.post(here(draft, f"save/?{IC2}"), sent | {"summary": "The first."})
    page = frida.post(here(draft, f"save/?{IC2}"), sent | {"summary": "The second."})
    assert page.status_code == 409
    assert asked(draft).summary == "The first."
    assert "Saved elsewhere The first." in text(page)
    again = form_of(page)
    assert again["summary"] == "The second."
    assert frida.post(here(draft, f"save/?{IC2}"), again).status_code == 302
    assert asked(draft).summary == "The second."


@pytest.mark.django_db
def test_what_cannot_be_is_marked_and_nothing_typed_is_lost(cast, draft, sign_in):
    frida = sign_in(cast.frida)
    sent = form_of(frida.get(here(draft, f"?{IC2}"))) | {"summary": "Kept.", "link": "nowhere"}
    page = frida.post(here(draft, f"save/?{IC2}"), sent)
    assert page.status_code == 400
    assert "Write an address that begins with https://" in text(page)
    assert form_of(page)["summary"] == "Kept."
    assert asked(draft).summary != "Kept."


@pytest.mark.django_db
def test_what_was_typed_for_a_place_that_is_gone_is_given_back(cast, draft, sign_in):
    frida = sign_in(cast.frida)
    sent = form_of(frida.get(here(draft, f"?{IC2}"))) | {"summary": "My whole afternoon."}
    draft_rows = Version.objects.get(pk=draft.pk)
    seen = parting.loss(reading.document(draft_rows), "level", "IC2", None)[1]
    parting.remove(draft_rows, cast.frida, "level", "IC2", None, seen)
    page = frida.post(here(draft, f"save/?{IC2}"), sent)
    assert page.status_code == 409
    assert "The role IC2 is not in this version any more." in text(page)
    assert "My whole afternoon." in page.content.decode()
    by_itself = frida.post(here(draft, f"save/?{IC2}"), sent, headers={"X-Autosave": "1"})
    assert by_itself.status_code == 409
    assert "The role IC2 is not in this version any more." in by_itself.json()["message"]
    assert "not in this version any more" in text(frida.get(here(draft, f"?{IC2}")))


@pytest.mark.django_db
def test_what_was_typed_for_a_version_that_is_fixed_meanwhile_is_given_back(cast, draft, sign_in):
    frida = sign_in(cast.frida)
    sent = form_of(frida.get(here(draft, f"?{IC2}"))) | {"summary": "My whole afternoon."}
    workflow.publish(draft, by=cast.frida)
    page = frida.post(here(draft, f"save/?{IC2}"), sent)
    assert page.status_code == 409
    assert "My whole afternoon." in page.content.decode()
    assert frida.get(here(draft)).status_code == 302


# -- examples ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_examples_go_up_down_away_and_into_another_cell_and_stay_the_same_ones(cast, draft, sign_in):
    frida = sign_in(cast.frida)
    before = [one.identity for one in asked(draft).behaviours]

    def press(act, query=IC2, **more):
        sent = form_of(frida.get(here(draft, f"?{query}")))
        return frida.post(here(draft, f"save/?{query}"), sent | {"act": act} | more)

    press(f"down:text-{before[0]}")
    assert [one.identity for one in asked(draft).behaviours] == [before[1], before[0], *before[2:]]
    press(f"up:text-{before[0]}")
    press(f"up:text-{before[0]}")
    assert [one.identity for one in asked(draft).behaviours] == before
    press("put", f"example={before[0]}", to="axis=teamwork&role=IC3")
    assert asked(draft, "IC3", "teamwork").behaviours[-1].identity == before[0]
    press(f"remove:text-{before[1]}")
    assert [one.identity for one in asked(draft).behaviours] == before[2:]


@pytest.mark.django_db
def test_all_examples_of_a_cell_go_into_another_in_their_order_with_what_was_typed(cast, draft, sign_in):
    frida = sign_in(cast.frida)
    going, staying = asked(draft).behaviours, asked(draft, "IC3").behaviours
    sent = form_of(frida.get(here(draft, f"?{IC2}")))
    typed = {f"text-{going[0].identity}": "Typed just now."}
    to = "axis=execution&role=IC3"
    page = frida.post(here(draft, f"save/?{IC2}"), sent | typed | {"act": "put", "to": to}, follow=True)
    there = asked(draft, "IC3").behaviours
    assert [one.identity for one in there] == [one.identity for one in (*staying, *going)]
    assert there[len(staying)].text == "Typed just now."
    assert asked(draft).behaviours == ()
    assert asked(draft).summary
    assert f"{len(going)} examples were put here." in text(page)
    assert "IC3, Execution" in text(page)


@pytest.mark.django_db
def test_a_cell_goes_along_its_row_or_its_column_and_one_that_is_empty_nowhere(cast, draft, sign_in):
    frida = sign_in(cast.frida)
    page = frida.get(here(draft, f"?{IC2}")).content.decode()
    offered = re.findall(r'<option value="(axis=[^"]*)"', page)
    codes = [one.code for one in reading.document(draft).roles]
    axes = [one.code for one in reading.document(draft).axes]
    along = {f"axis=execution&amp;role={code}" for code in codes if code != "IC2"}
    down = {f"axis={code}&amp;role=IC2" for code in axes if code != "execution"}
    assert along | down == {one for one in offered if "step" not in one}
    Behaviour.objects.filter(version=draft, expectation__version_role__role__code="IC2").delete()
    assert "Put them there" not in frida.get(here(draft, f"?{IC2}")).content.decode()


@pytest.mark.django_db
def test_a_cell_put_where_it_stands_or_nowhere_stays(cast, draft, sign_in):
    frida = sign_in(cast.frida)
    before = asked(draft).behaviours
    for to in (IC2, "", "role=IC3", "axis=execution&role=IC33"):
        sent = form_of(frida.get(here(draft, f"?{IC2}")))
        answer = frida.post(here(draft, f"save/?{IC2}"), sent | {"act": "put", "to": to})
        assert answer.status_code == (409 if "IC33" in to else 302)
        assert asked(draft).behaviours == before


@pytest.mark.django_db
def test_a_press_on_up_saves_what_was_typed_beside_it(cast, draft, sign_in):
    frida = sign_in(cast.frida)
    sent = form_of(frida.get(here(draft, f"?{IC2}")))
    second = f"text-{asked(draft).behaviours[1].identity}"
    frida.post(here(draft, f"save/?{IC2}"), sent | {second: "Typed just now.", "act": f"up:{second}"})
    assert asked(draft).behaviours[0].text == "Typed just now."


@pytest.mark.django_db
def test_an_example_that_somebody_worded_anew_is_not_taken_away_unread(cast, draft, sign_in):
    frida = sign_in(cast.frida)
    row = Behaviour.objects.filter(version=draft, expectation__version_role__role__code="IC2").first()
    query = f"role=IC2&axis={row.expectation.version_axis.axis.code}"
    sent = form_of(frida.get(here(draft, f"?{query}")))
    Behaviour.objects.filter(pk=row.pk).update(text="Somebody's better words.")
    page = frida.post(here(draft, f"save/?{query}"), sent | {"act": f"remove:text-{row.identity_id}"})
    assert page.status_code == 409
    assert "Somebody's better words." in text(page)
    assert Behaviour.objects.filter(pk=row.pk).exists()


@pytest.mark.django_db
def test_a_cell_asks_the_database_as_often_with_one_example_as_with_many(
    cast, draft, sign_in, django_assert_num_queries
):
    frida = sign_in(cast.frida)
    address = here(draft, f"?{IC2}")
    frida.get(address, headers={"HX-Request": "true"})
    with django_assert_num_queries(12):
        frida.get(address, headers={"HX-Request": "true"})
    kept = UUID(asked(draft).behaviours[0].identity)
    Behaviour.objects.filter(version=draft, expectation__version_axis__axis__code="execution").exclude(
        identity=kept
    ).delete()
    with django_assert_num_queries(12):
        frida.get(address, headers={"HX-Request": "true"})


@pytest.mark.django_db
def test_what_is_lacking_is_said_with_the_way_to_it(cast, draft, sign_in):
    frida = sign_in(cast.frida)
    assert "It lacks nothing" in text(frida.get(here(draft, "?lacking=yes")))
    parting.add(draft, cast.frida, "level", {"code": "IC2b", "name": "Engineer", "after": "IC2", "tracks": "ic"})
    page = frida.get(here(draft, "?lacking=yes"))
    assert "One thing is lacking before it can be published" in text(page)
    part = frida.get(here(draft, "?lacking=yes"), headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<section class="stack draft-lacking"')
    assert f'href="{here(draft)}?role=IC2b#draft_open"' in part
