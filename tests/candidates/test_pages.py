"""The pages: the list, opening, writing alone, together with the nearest roles and why, offers, and the end."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from accounts.models import Event
from accounts.moves import NotAllowed
from benchmarks.wide_framework import Size, wide
from candidates import workflow
from candidates.models import Agreed, Candidate, Finding, Interviewer, Offer
from frameworks import reading
from frameworks import workflow as frameworks
from frameworks.format.shape import document_from
from frameworks.loading import load
from frameworks.placements import place
from tests.candidates.story import AS_E3, hand_in, opened, part_of, small_ladder, together


def text(response):
    """The page as it is read: without tags, white space as single blanks."""
    body = response.content.decode().partition("<main")[2]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", body)))


def address(story, end=""):
    return f"/candidates/{story.candidate.pk}/{end}"


def typed(story, number=0, words="", **found):
    """The form as a browser sends it."""
    axes, steps, roles = reading.axes(story.version), reading.steps(story.version), reading.roles(story.version)
    sent = {"version": str(number)}
    for code, axis in axes.items():
        at = found.get(code, "")
        value = "" if at == "" else roles[at].pk if isinstance(at, str) else steps[code, at].pk
        sent |= {f"at-{axis.pk}": str(value), f"said-{axis.pk}": words if code in found else ""}
    return sent


# -- the list, and opening -----------------------------------------------------------------------------


def test_the_list_says_what_will_be_there_and_who_may_begin(cast, sign_in):
    small_ladder()
    for person, may in ((cast.mei, True), (cast.ivan, False)):
        page = sign_in(person).get("/candidates/")
        assert "Candidates whose level you look for" in text(page)
        assert ("Level a candidate" in text(page)) is may


def test_one_is_opened_with_those_who_say_what_they_found(cast, sign_in):
    version = small_ladder()
    client = sign_in(cast.mei)
    assert "A nickname or a number will do; no name is needed." in text(client.get("/candidates/new/"))
    sent = {
        "label": "Heron",
        "framework": str(version.pk),
        "meant_for": str(reading.roles(version)["E2"].pk),
        "people": "noor@demo.example\nLena",
        "takes_part": "on",
    }
    answer = client.post("/candidates/new/", sent)
    made = Candidate.objects.get()
    assert answer["Location"] == f"/candidates/{made.pk}/"
    assert set(Interviewer.objects.values_list("person__name", flat=True)) == {"Mei", "Noor", "Lena"}
    said = text(client.get(answer["Location"]))
    assert "Small ladder version 1" in said
    assert "Meant for E2, Senior" in said
    assert "It is deleted on" in said


def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, sign_in):
    version = small_ladder()
    sent = {"label": "Heron", "framework": str(version.pk), "people": "Nobody Known"}
    answer = sign_in(cast.mei).post("/candidates/new/", sent)
    assert answer.status_code == 400
    assert "Nobody here is known as “Nobody Known”." in text(answer)
    assert 'value="Heron"' in answer.content.decode()
    assert not Candidate.objects.exists()


def test_whoever_manages_nobody_finds_nothing_there(cast, sign_in):
    small_ladder()
    assert sign_in(cast.ivan).get("/candidates/new/").status_code == 404
    assert sign_in(cast.ivan).post("/candidates/new/", {"label": "Heron"}).status_code == 404


def test_the_frameworks_page_leads_there_whom_it_concerns(cast, sign_in):
    opened(cast, cast.noor, cast.ivan)
    for person, leads in ((cast.mei, True), (cast.ivan, True), (cast.tariq, False)):
        assert ('href="/candidates/"' in sign_in(person).get("/frameworks/").content.decode()) is leads


def test_of_very_many_roles_those_on_the_track_they_are_meant_for_are_offered(cast, sign_in):
    version = frameworks.publish(load(document_from(wide(size=Size(tracks=6, levels=7, axes=1, examples=1)))), by=None)
    client = sign_in(cast.mei)
    sent = {"label": "Heron", "framework": str(version.pk), "people": "Noor", "takes_part": "on"}
    asked = client.post("/candidates/new/", sent)
    assert asked.status_code == 400
    assert "Wide has very many roles. Choose one on the track that they are meant for." in text(asked)
    role = str(reading.roles(version)["t3-l4"].pk)
    there = client.post("/candidates/new/", sent | {"meant_for": role})["Location"]
    said = text(client.get(there))
    assert [level for level in range(1, 8) if f"Title 3 {level}" in said] == list(range(1, 8))
    assert "Title 2 4" not in said
    axis = reading.axes(version)["axis-1"].pk
    elsewhere = {"version": "0", f"at-{axis}": str(reading.roles(version)["t2-l4"].pk), f"said-{axis}": "Saw it."}
    assert client.post(f"{there}save/", elsewhere).status_code == 400


def test_the_owner_calls_them_otherwise_and_the_label_before_is_gone(cast, sign_in):
    story = opened(cast)
    there = address(story, "label/")
    assert f'href="{there}"' in sign_in(cast.mei).get(address(story)).content.decode()
    assert f'href="{there}"' not in sign_in(cast.noor).get(address(story)).content.decode()
    assert 'value="Heron"' in sign_in(cast.mei).get(there).content.decode()
    for empty in ("", " ", "x" * 81):
        assert sign_in(cast.mei).post(there, {"label": empty}).status_code == 400
    assert sign_in(cast.noor).post(there, {"label": "Stork"}).status_code == 403
    assert sign_in(cast.mei).post(there, {"label": " Stork "})["Location"] == address(story)
    said = text(sign_in(cast.noor).get(address(story)))
    assert ("Stork" in said, "Heron" in said) == (True, False)
    sign_in(cast.mei).post(there, {"label": "Stork"})
    [event] = Event.objects.filter(verb="rename")
    assert (event.by, event.thing_id, event.before, event.after) == (cast.mei, str(story.candidate.pk), "", "")


def test_also_one_that_has_ended_is_called_otherwise(cast, sign_in):
    story = together(cast)
    workflow.close(story.candidate, cast.mei)
    with pytest.raises(NotAllowed):
        workflow.rename(story.candidate, cast.noor, "Stork")
    sign_in(cast.mei).post(address(story, "label/"), {"label": "Stork"})
    assert "Stork" in text(sign_in(cast.noor).get(address(story)))


# -- alone ---------------------------------------------------------------------------------------------


def test_the_sheet_shows_what_the_steps_and_the_roles_say(cast, sign_in):
    page = sign_in(cast.noor).get(address(opened(cast)))
    said = text(page)
    assert "3, Owns Owns what is there. For example Owns it daily." in said
    assert "E2, Senior Writes plans." in said
    assert "Mei has not handed in yet" in said
    assert "Invite" not in said


def test_it_is_saved_as_it_is_typed_and_the_later_window_sees_both(cast, sign_in):
    story, client = opened(cast), sign_in(cast.noor)
    own = {"X-Autosave": "1"}
    first = client.post(address(story, "save/"), typed(story, 0, "Said so.", technology=3), headers=own)
    assert (first.status_code, first.json()["version"]) == (200, 1)
    late = client.post(address(story, "save/"), typed(story, 0, "Else.", technology=2, writing="E1"), headers=own)
    axis = reading.axes(story.version)["technology"].pk
    assert late.status_code == 409
    assert late.json()["words"][f"at-{axis}"] == "3, Owns"
    assert late.json()["fields"][f"said-{axis}"] == "Said so."
    pressed = client.post(address(story, "save/"), typed(story, 0, "Else.", technology=2, writing="E1"))
    assert pressed.status_code == 409
    assert "Technology 3, Owns" in text(pressed)
    assert ">Else.</textarea>" in pressed.content.decode().replace("\n", "")
    assert Finding.objects.get().text == "Said so."


def test_handing_in_keeps_what_is_typed_and_asks_for_one_axis_at_least(cast, sign_in):
    story, client = opened(cast), sign_in(cast.noor)
    axis = reading.axes(story.version)["people"].pk
    empty = client.post(address(story, "hand-in/"), typed(story) | {f"said-{axis}": "Listened well."})
    assert empty.status_code == 409
    assert "Nothing was found on any axis yet." in text(empty)
    assert Finding.objects.get().text == "Listened well."
    assert client.post(address(story, "hand-in/"), typed(story, 1, "Saw it.", people=3)).status_code == 302
    said = text(client.get(address(story)))
    assert "Noor has handed in" in said
    assert "3, Owns Saw it." in said
    assert "Take it back to change it" in said


def test_what_cannot_be_chosen_is_refused_with_a_sentence_and_kept(cast, sign_in):
    story, axes = opened(cast), reading.axes(small_ladder())
    sent = typed(story) | {f"at-{axes['people'].pk}": "no-such-step", f"said-{axes['people'].pk}": "Listened well."}
    answer = sign_in(cast.noor).post(address(story, "save/"), sent)
    assert answer.status_code == 400
    assert "is not on offer" in text(answer)
    assert "Listened well." in answer.content.decode()
    sent[f"at-{axes['people'].pk}"] = str(reading.steps(story.version)["system", 2].pk)  # a step of another axis
    assert sign_in(cast.noor).post(address(story, "save/"), sent).status_code == 400
    assert not Finding.objects.exists()


def test_nobody_sees_on_the_page_what_another_found_before_it_is_brought_together(cast, sign_in):
    story = opened(cast, cast.noor, cast.lena)
    hand_in(story, cast.noor, "NoorSawThis", **AS_E3)
    for person in (cast.mei, cast.lena):
        assert "NoorSawThis" not in sign_in(person).get(address(story)).content.decode()
    assert sign_in(cast.petra).get(address(story)).status_code == 404


def test_only_the_owner_invites_and_takes_back(cast, sign_in):
    story = opened(cast)
    assert sign_in(cast.noor).post(address(story, "invite/"), {"people": "Lena"}).status_code == 403
    assert sign_in(cast.mei).post(address(story, "invite/"), {"people": ""}).status_code == 400
    assert sign_in(cast.mei).post(address(story, "invite/"), {"people": "Lena, Tariq"}).status_code == 302
    lena = part_of(story, cast.lena)
    assert sign_in(cast.noor).post(address(story, f"invited/{lena.pk}/remove/")).status_code == 403
    assert sign_in(cast.mei).post(address(story, f"invited/{lena.pk}/remove/")).status_code == 302
    assert sign_in(cast.lena).get(address(story)).status_code == 404


def test_a_form_that_comes_after_it_was_brought_together_is_refused_and_shown(cast, sign_in):
    story = together(cast)
    answer = sign_in(cast.noor).post(address(story, "save/"), typed(story, 1, "Typed too late.", people=1))
    assert answer.status_code == 409
    assert "Typed too late." in answer.content.decode()


# -- together ------------------------------------------------------------------------------------------


def test_together_all_see_who_found_what_and_the_nearest_roles_with_the_reason(cast, sign_in):
    story = together(cast)
    said = text(sign_in(cast.noor).get(address(story)))
    assert "Mei 3, Owns Mei saw it. Noor 4, Leads Noor saw it." in said
    # of people nothing counts yet, for the two differ
    assert "E3, Staff On one axis it is not known." in said
    assert "People 3, Owns nothing yet not known" in said
    assert "Technology 3, Owns 3, Owns as asked" in said
    assert "Writing E3 E3 as asked" in said
    assert "Technology 2, Uses 3, Owns 1 above" in said
    assert "Steps asked on each axis" in said


def test_the_role_they_are_meant_for_is_marked_and_shown_however_far_it_is(cast, sign_in, monkeypatch):
    story = together(cast)
    assert "They are meant for this role." not in text(sign_in(cast.mei).get(address(story)))
    Candidate.objects.update(meant_for=reading.roles(story.version)["E1"])
    assert "E1, Engineer They are meant for this role. On one axis" in text(sign_in(cast.mei).get(address(story)))
    monkeypatch.setattr("candidates.views.page.SHOWN", 1)
    said = text(sign_in(cast.mei).get(address(story)))
    assert said.index("E3, Staff On one axis") < said.index("E1, Engineer They are meant for this role.")
    assert "E2, Senior On one axis" not in said


def test_what_is_agreed_counts_and_is_kept_by_any_of_them(cast, sign_in):
    story = together(cast)
    answer = sign_in(cast.noor).post(address(story, "agree/"), typed(story, 0, "Both.", **AS_E3 | {"people": 2}))
    assert answer.status_code == 302
    assert Agreed.objects.count() == 4
    said = text(sign_in(cast.mei).get(address(story)))
    assert "People 3, Owns 2, Uses 1 below" in said
    assert "E3, Staff On one axis less was found than it asks." in said
    late = sign_in(cast.mei).post(address(story, "agree/"), typed(story, 0, "Mine.", people=4))
    assert late.status_code == 409
    assert "Mine." in late.content.decode()
    assert "Both." in text(late)


def test_an_offer_is_kept_with_its_role_and_ends_it(cast, sign_in):
    story = together(cast)
    role = str(reading.roles(story.version)["E3"].pk)
    sent = {"role": role, "terms": "80 k", "offered_on": date.today().isoformat()}
    assert sign_in(cast.noor).post(address(story, "offer/"), sent).status_code == 403
    wrong = sign_in(cast.mei).post(address(story, "offer/"), sent | {"offered_on": "2001-01-01", "terms": "Kept text"})
    assert wrong.status_code == 400
    assert "Choose a day of the last year, or today." in text(wrong)
    assert "Kept text" in wrong.content.decode()
    assert sign_in(cast.mei).post(address(story, "offer/"), sent).status_code == 302
    assert Offer.objects.get().terms == "80 k"
    said = text(sign_in(cast.noor).get(address(story)))
    assert "E3, Staff 80 k" in said
    assert "Agreed" in said
    assert sign_in(cast.mei).post(address(story, "offer/"), sent).status_code == 409


def test_who_compares_sees_earlier_offers_at_near_levels_and_the_trail_says_so_once(cast, sign_in):
    first = together(cast)
    roles = reading.roles(first.version)
    workflow.offer(first.candidate, cast.mei, roles["E3"], "80 k", date(2026, 11, 2))
    far = Offer.objects.create(
        framework=first.version.framework, role=roles["E1"], terms="Far away", offered_on=date(2026, 11, 3), by=cast.mei
    )
    later = type(first)(
        version=first.version,
        candidate=workflow.open_one(cast.dana, "Ibis", first.version, None, [cast.dana, cast.sam]),
    )
    hand_in(later, cast.dana, **AS_E3)
    hand_in(later, cast.sam, **AS_E3)
    assert "80 k" not in text(sign_in(cast.dana).get(address(later)))
    workflow.bring_together(later.candidate, cast.dana)
    for _again in range(2):
        said = text(sign_in(cast.dana).get(address(later)))
        assert "E3, Staff 80 k" in said
        assert far.terms not in said
        assert "Heron" not in said
    assert Event.objects.filter(verb="compare", by=cast.dana).count() == 1


@pytest.mark.parametrize(("level", "is_held"), [("L9", True), ("L3", False)])
def test_an_offer_at_a_role_that_is_gone_is_compared_where_it_was_followed_or_stood_there(
    cast, sign_in, level, is_held
):
    first = together(cast)
    roles = reading.roles(first.version)
    workflow.offer(first.candidate, cast.mei, roles["E3"], "80 k", date(2026, 11, 2))
    Offer.objects.create(
        framework=first.version.framework, role=roles["E1"], terms="Far away", offered_on=date(2026, 11, 3), by=cast.mei
    )
    if is_held:
        place(cast.ines, roles["E3"], date(2025, 3, 3), by=None)
    old = reading.document(first.version)
    levels = tuple(replace(one, code=level) if one.code == "L3" else one for one in old.levels)
    others = tuple(replace(one, code="E9", level=level) if one.code == "E3" else one for one in old.roles)
    wanted = load(replace(old, version="2", levels=levels, roles=others))
    version = frameworks.publish(wanted, by=None, becomes={"E3": "E9"} if is_held else None)
    later = type(first)(
        version=version, candidate=workflow.open_one(cast.dana, "Ibis", version, None, [cast.dana, cast.sam])
    )
    for one in (cast.dana, cast.sam):
        hand_in(later, one, **AS_E3 | {"writing": "E9"})
    workflow.bring_together(later.candidate, cast.dana)
    said = text(sign_in(cast.dana).get(address(later)))
    assert "E3, of an earlier version 80 k" in said
    assert "Far away" not in said


def test_closed_without_an_offer_is_said_and_nothing_can_be_changed(cast, sign_in):
    story, client = together(cast), sign_in(cast.mei)
    assert "Close Heron without an offer?" in text(client.get(address(story, "close/")))
    assert Candidate.objects.get().state == "together"
    assert client.post(address(story, "close/")).status_code == 302
    assert "Closed without an offer." in text(client.get(address(story)))
    for end in ("close/", "together/", "take-back/"):
        assert client.post(address(story, end)).status_code == 409
    assert client.post(address(story, "agree/"), typed(story, 0, "Late.", people=1)).status_code == 409


def test_the_owner_deletes_after_being_asked(cast, sign_in):
    story = together(cast)
    assert sign_in(cast.noor).get(address(story, "delete/")).status_code == 403
    client = sign_in(cast.mei)
    assert "Delete Heron now?" in text(client.get(address(story, "delete/")))
    assert Candidate.objects.exists()
    assert client.post(address(story, "delete/")).status_code == 302
    assert not Candidate.objects.exists()
    assert client.get(address(story)).status_code == 404


# -- how many questions the pages ask --------------------------------------------------------------------


@pytest.mark.parametrize("more", [0, 3])
def test_the_list_asks_the_same_however_long_it_is(cast, sign_in, more, django_assert_num_queries):
    story = opened(cast)
    for number in range(more):
        workflow.open_one(cast.mei, f"Heron {number}", story.version, None, [cast.noor])
    client = sign_in(cast.mei)
    client.get("/candidates/")
    with django_assert_num_queries(7):
        assert client.get("/candidates/").status_code == 200


@pytest.mark.parametrize("more", [(), ("lena", "ines", "tariq")])
def test_the_page_asks_the_same_however_many_take_part(cast, sign_in, more, django_assert_num_queries):
    story = opened(cast, cast.mei, cast.noor, *(getattr(cast, first) for first in more))
    for one in (cast.mei, cast.noor, *(getattr(cast, first) for first in more)):
        hand_in(story, one, **AS_E3)
    workflow.bring_together(story.candidate, cast.mei)
    client = sign_in(cast.mei)
    client.get(address(story))
    with django_assert_num_queries(11):
        assert client.get(address(story)).status_code == 200
