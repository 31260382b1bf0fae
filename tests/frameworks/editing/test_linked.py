"""What parts name of one another is chosen by its name and kept by its code; what is not there is said."""

import re

import pytest

from frameworks import reading
from frameworks.asked import full_name
from frameworks.editing import forms
from frameworks.editing.fields import Unfit
from frameworks.editing.linked import some_of
from frameworks.editing.opened import opened
from frameworks.editing.opening import sheet
from frameworks.editing.places import Part
from frameworks.editing.workflow import Refused, begin, reword
from frameworks.models import Version
from tests.shipped import publish

PRINCIPAL = Part("role", "principal")
NONE_AND_SOME = "Here it says that there is none, and some are chosen. Choose one of the two."


@pytest.fixture
def draft(cast):
    return begin(publish("growth-1"), "2", cast.frida)


def now(draft):
    return reading.document(Version.objects.get(pk=draft.pk))


def role(draft, code):
    return next(one for one in now(draft).roles if one.code == code)


def write(draft, cast, where, name, text):
    reword(draft, where, name, sheet(draft, where).texts()[name], text, cast.frida)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("level", "V", "V"),
        ("tracks", "manager ic", {"manager", "ic"}),
        ("next", "staff", ("staff",)),
        ("next", "none", ()),
        ("next", "", None),
        ("equals", "staff", ("staff",)),
        ("equals", "none", ()),
    ],
)
def test_a_role_names_its_level_its_tracks_and_other_roles(cast, draft, name, text, found):
    write(draft, cast, PRINCIPAL, name, text)
    said = getattr(role(draft, "principal"), name)
    assert (set(said) if name == "tracks" else said) == found


@pytest.mark.django_db
def test_ways_on_keep_their_order(cast, draft):
    write(draft, cast, PRINCIPAL, "next", "staff chapter-lead")
    assert role(draft, "principal").next == ("staff", "chapter-lead")
    assert sheet(draft, PRINCIPAL).texts()["next"] == "staff chapter-lead"


@pytest.mark.django_db
def test_a_track_uses_all_axes_or_those_that_it_names(cast, draft):
    write(draft, cast, Part("track", "ic"), "axes", "people product")
    assert now(draft).tracks[0].axes == ("people", "product")
    write(draft, cast, Part("track", "ic"), "axes", "")
    assert now(draft).tracks[0].axes is None


@pytest.mark.django_db
def test_an_axis_takes_the_place_of_another(cast, draft):
    write(draft, cast, Part("axis", "product"), "replaces", "process")
    assert next(one.replaces for one in now(draft).axes if one.code == "product") == "process"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("where", "name", "text", "sentence"),
    [
        (PRINCIPAL, "tracks", "", "This cannot be empty. There are: ic, manager"),
        (PRINCIPAL, "tracks", "chess", "chess is not in this version. There are: ic, manager"),
        (PRINCIPAL, "next", "none staff", NONE_AND_SOME),
        (PRINCIPAL, "level", "IX", "Choose one of those shown."),
        (Part("axis", "product"), "replaces", "product", "Choose one of those shown."),
        (Part("head"), "terminal_level", "IX", "Choose one of those shown."),
        (Part("rule"), "mandatory", "chess", "chess is not in this version. There are: {axes}"),
    ],
)
def test_what_is_not_there_is_not_named(cast, draft, where, name, text, sentence):
    with pytest.raises(Refused) as refused:
        write(draft, cast, where, name, text)
    axes = ", ".join(one.code for one in now(draft).axes)
    assert refused.value.errors == {name: sentence.format(axes=axes)}


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (2, "gone is not in this version. There are: r0, r1"),
        (500, "gone is not in this version."),
    ],
)
def test_what_there_is_is_named_where_it_is_not_very_much(count, sentence):
    with pytest.raises(Unfit) as unfit:
        some_of({f"r{number}": "" for number in range(count)}).take("gone")
    assert unfit.value.sentence == sentence


@pytest.mark.django_db
def test_axes_for_which_nothing_makes_up_are_named_and_named_no_more(cast, draft):
    write(draft, cast, Part("rule"), "mandatory", "people product")
    assert now(draft).rule.mandatory == ("people", "product")
    draft.refresh_from_db()
    write(draft, cast, Part("rule"), "mandatory", "")
    assert now(draft).rule.mandatory == ()


def boxes(draft, name):
    """Of a field of the role: the value and the name of each box, and whether it is ticked."""
    shown = str(opened(draft, PRINCIPAL).form[name])
    found = re.findall(r'value="([^"]+)"( checked)?><span>([^<]+)<', shown)
    return [(value, label, bool(ticked)) for value, ticked, label in found]


@pytest.mark.django_db
def test_what_a_role_names_is_chosen_by_its_name(cast, draft):
    tracks = boxes(draft, "tracks")
    assert {(value, label) for value, label, _ticked in tracks} == {(one.code, one.name) for one in now(draft).tracks}
    assert {value for value, _label, ticked in tracks if ticked} == set(role(draft, "principal").tracks)
    write(draft, cast, PRINCIPAL, "next", "staff chapter-lead")
    ways = boxes(draft, "next")
    assert ways[:3] == [
        ("staff", full_name(role(draft, "staff")), True),
        ("chapter-lead", full_name(role(draft, "chapter-lead")), True),
        ("none", "No move is foreseen", False),
    ]
    others = {one.code for one in now(draft).roles} - {"principal"}
    assert {value for value, _label, _ticked in ways} == {"none"} | others


@pytest.mark.django_db
def test_many_that_may_be_chosen_are_folded_and_those_chosen_are_not(cast, draft, monkeypatch):
    write(draft, cast, PRINCIPAL, "next", "staff")
    monkeypatch.setattr(forms, "AT_HAND", 2)
    shown = str(opened(draft, PRINCIPAL).form["next"])
    places = [shown.index(one) for one in ('value="staff" checked', 'value="none"', "<details", 'value="chapter-lead"')]
    assert places == sorted(places)
    monkeypatch.setattr(forms, "AT_HAND", 1000)
    assert "<details" not in str(opened(draft, PRINCIPAL).form["next"])


@pytest.fixture
def send(cast, draft, sign_in):
    """Sends the form of the role with a field's boxes ticked, as a browser does: an empty value goes with them."""
    frida = sign_in(cast.frida)
    save = f"/frameworks/{draft.framework.slug}/draft/{draft.pk}/save/?{PRINCIPAL.query}"

    def sent(name, *ticked, begun="", headers=None, **more):
        begun = begun or opened(draft, PRINCIPAL).number
        return frida.post(save, {"version": begun, name: ["", *ticked]} | more, headers=headers)

    return sent


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ticked", "found"), [(("staff", "chapter-lead"), ("staff", "chapter-lead")), (("none",), ()), ((), None)]
)
def test_what_is_ticked_is_kept_and_what_is_ticked_no_more_is_not(cast, draft, send, ticked, found):
    write(draft, cast, PRINCIPAL, "next", "staff")
    assert send("next", *ticked).status_code == 302
    assert role(draft, "principal").next == found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "ticked", "sentence"),
    [
        ("next", ["staff", "none"], NONE_AND_SOME),
        ("tracks", ["ic", "gone"], "gone is not in this version. There are: ic, manager"),
        ("tracks", [], "This cannot be empty. There are: ic, manager"),
    ],
)
def test_what_cannot_be_kept_gets_a_sentence_and_stays_ticked(draft, send, name, ticked, sentence):
    before = role(draft, "principal")
    page = send(name, *ticked, title="Chief")
    said = page.content.decode()
    assert page.status_code == 400
    assert sentence in said
    assert re.findall(rf'name="{name}" value="([^"]+)" checked', said) == ticked
    assert 'value="Chief"' in said
    assert role(draft, "principal") == before


@pytest.mark.django_db
def test_what_somebody_else_chose_meanwhile_is_told_by_its_name(cast, draft, send):
    begun = opened(draft, PRINCIPAL).number
    write(draft, cast, PRINCIPAL, "next", "none")
    answer = send("next", "staff", begun=begun, headers={"X-Autosave": "1"})
    assert answer.status_code == 409
    assert answer.json()["fields"] == {"next": "none"}
    assert answer.json()["words"] == {"next": "No move is foreseen"}
    page = send("next", "staff", begun=begun)
    assert page.status_code == 409
    assert '<div class="both-text">No move is foreseen</div>' in page.content.decode()


@pytest.mark.django_db
def test_the_level_that_everybody_is_to_reach_is_chosen(cast, draft):
    choices = [value for value, _label in opened(draft, Part("head")).form.fields["terminal_level"].widget.choices]
    assert choices == ["", *(level.code for level in now(draft).levels)]
