"""What roles, tracks and axes name of one another is written by code, and what is not there is said."""

import pytest

from frameworks import reading
from frameworks.editing import forms
from frameworks.editing.opened import opened
from frameworks.editing.opening import sheet
from frameworks.editing.places import Part
from frameworks.editing.workflow import Refused, begin, reword
from frameworks.models import Version
from tests.shipped import publish


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
    write(draft, cast, Part("role", "principal"), name, text)
    said = getattr(role(draft, "principal"), name)
    assert (set(said) if name == "tracks" else said) == found


@pytest.mark.django_db
def test_ways_on_keep_their_order(cast, draft):
    write(draft, cast, Part("role", "principal"), "next", "staff chapter-lead")
    assert role(draft, "principal").next == ("staff", "chapter-lead")
    assert sheet(draft, Part("role", "principal")).texts()["next"] == "staff chapter-lead"


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
        (Part("role", "principal"), "tracks", "", "This cannot be empty. There are: ic, manager"),
        (Part("role", "principal"), "tracks", "chess", "chess is not in this version. There are: ic, manager"),
        (Part("role", "principal"), "level", "IX", "Choose one of those shown."),
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


@pytest.mark.django_db
def test_axes_for_which_nothing_makes_up_are_named_and_named_no_more(cast, draft):
    write(draft, cast, Part("rule"), "mandatory", "people product")
    assert now(draft).rule.mandatory == ("people", "product")
    draft.refresh_from_db()
    write(draft, cast, Part("rule"), "mandatory", "")
    assert now(draft).rule.mandatory == ()


@pytest.mark.django_db
@pytest.mark.parametrize(("at_hand", "said"), [(30, True), (2, True), (1, False)])
def test_a_field_of_codes_says_which_there_are_where_they_are_few(cast, draft, monkeypatch, at_hand, said):
    monkeypatch.setattr(forms, "AT_HAND", at_hand)
    shown = str(opened(draft, Part("role", "principal")).form["tracks"].field.help_text)
    assert shown.startswith("Their codes, with spaces between.")
    assert shown.endswith("There are: ic, manager.") == said


@pytest.mark.django_db
def test_the_level_that_everybody_is_to_reach_is_chosen(cast, draft):
    choices = [value for value, _label in opened(draft, Part("head")).form.fields["terminal_level"].widget.choices]
    assert choices == ["", *(level.code for level in now(draft).levels)]
