"""Kinds of bias of the company's own: counted beside the five, kept where they were counted, typed by People Ops."""

import re

import pytest

from accounts.models import Event, Organisation
from accounts.moves import Conflict
from calibration import workflow
from calibration.counting import bias_counts
from calibration.models import BiasCall, Meeting
from tests.calibration.company import seen_by_all, text

FIVE = ["similarity", "expedience", "experience", "distance", "safety"]
ADDRESS = "/organisation/"
FORM = {"name": "Demo company", "time_zone": "Europe/Berlin", "readers_are_named": "on", "statement_words": "120"}
WAS = {f"initial-{name}": value for name, value in FORM.items()} | {
    "initial-readers_are_named": "True",
    "initial-roles_are_open": "False",
    "initial-gives_hints": "False",
    "initial-bias_kinds": "",
}


def own(*kinds):
    Organisation.objects.update(bias_kinds="\n".join(kinds))


def counted(meeting):
    _sittings, rows = bias_counts(Meeting.objects.get(pk=meeting.pk))
    return {row["kind"]: (row["counts"], row["is_offered"]) for row in rows}


@pytest.mark.parametrize("kinds", [[], ["loudness", "first impression"]])
def test_the_desk_and_the_observer_offer_the_five_and_the_companys_own(running, cast, sign_in, at, kinds):
    own(*kinds)
    assert list(counted(running)) == [*FIVE, *kinds]
    for who, page in ((cast.mei, "desk/"), (cast.petra, "observer/")):
        shown = text(sign_in(who).get(at(page)))
        assert ('value="loudness"' in shown, 'value="first impression"' in shown) == (bool(kinds), bool(kinds))
        assert 'value="similarity"' in shown


@pytest.mark.parametrize(("kinds", "number"), [([], 0), (["loudness"], 1)])
def test_a_kind_is_counted_only_while_it_is_on_the_list(running, cast, sign_in, at, kinds, number):
    own(*kinds)
    answer = sign_in(cast.mei).post(at("bias/"), {"kind": "loudness", "back": "meeting_desk"})
    assert answer.status_code == (302 if number else 409)
    assert BiasCall.objects.filter(kind="loudness").count() == number


def test_who_called_it_is_not_kept(running, cast):
    own("loudness")
    workflow.call_bias(running, cast.petra, "loudness")
    assert {field.name for field in BiasCall._meta.fields} == {"id", "sitting", "kind"}


def test_a_kind_that_was_taken_off_keeps_its_counts_and_is_offered_no_more(running, cast, sign_in, at):
    own("loudness", "recency")
    workflow.call_bias(running, cast.mei, "loudness")
    own("recency")
    assert counted(running)["loudness"] == ([1], False)
    assert counted(running)["recency"] == ([0], True)
    assert 'value="loudness"' not in text(sign_in(cast.mei).get(at("desk/")))
    page = text(sign_in(cast.petra).get(at("observer/")))
    assert ("Loudness" in page, 'value="loudness"' in page, "off the list" in page) == (True, False, True)
    with pytest.raises(Conflict):
        workflow.call_bias(running, cast.mei, "loudness")


def test_sittings_are_counted_apart(running, cast):
    own("loudness")
    workflow.call_bias(running, cast.mei, "loudness")
    running.sittings.update(closed_at=running.sittings.get().opened_at)
    running.sittings.create(number=2, opened_at=running.sittings.get().opened_at)
    workflow.call_bias(running, cast.mei, "loudness")
    workflow.call_bias(running, cast.mei, "loudness")
    assert counted(running)["loudness"] == ([1, 2], True)


def test_the_record_and_the_look_back_keep_it_and_learn_of_no_later_kind(running, cast, sign_in, at):
    own("loudness", "recency")
    workflow.call_bias(running, cast.mei, "loudness")
    seen_by_all(running)
    workflow.lock(running, cast.mei)
    own("horns")
    assert list(counted(running)) == [*FIVE, "loudness"]
    for page in ("record/", "look-back/"):
        shown = text(sign_in(cast.marco).get(at(page)))
        assert ("Loudness" in shown, "Recency" in shown, "Horns" in shown) == (True, False, False)


# -- the setting -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("", ""), ("loudness \r\n\r\n first  impression", "loudness\nfirst impression"), ("x" * 40, "x" * 40)],
)
def test_people_ops_type_one_kind_a_line(cast, sign_in, typed, kept):
    assert sign_in(cast.petra).post(ADDRESS, FORM | WAS | {"bias_kinds": typed}).status_code == 302
    assert Organisation.objects.get().bias_kinds == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("x" * 41, "is longer than 40 characters."),
        ("loudness\nLOUDNESS", "“LOUDNESS” stands there twice."),
        ("Safety", "“Safety” is one of the five that are always there."),
        ("\n".join(f"kind {number}" for number in range(11)), "These are 11 kinds; ten fit."),
    ],
)
def test_what_does_not_fit_is_said_and_changes_nothing(cast, sign_in, typed, sentence):
    answer = sign_in(cast.petra).post(ADDRESS, FORM | WAS | {"bias_kinds": typed})
    assert (answer.status_code, sentence in text(answer)) == (400, True)
    assert Organisation.objects.get().bias_kinds == ""


def test_ten_fit(cast, sign_in):
    ten = "\n".join(f"kind {number}" for number in range(10))
    assert sign_in(cast.petra).post(ADDRESS, FORM | WAS | {"bias_kinds": ten}).status_code == 302
    assert Organisation.objects.get().bias_kinds == ten


def test_the_trail_says_that_it_was_changed_and_not_to_what(cast, sign_in):
    sign_in(cast.petra).post(ADDRESS, FORM | WAS | {"bias_kinds": "loudness"})
    event = Event.objects.get(thing="accounts.organisation")
    assert (event.verb, event.before, event.after) == ("set_bias_kinds", "", "")


def test_the_list_that_stands_is_no_change(cast, sign_in):
    own("loudness", "recency")
    sent = FORM | WAS | {"bias_kinds": "loudness\r\nrecency", "initial-bias_kinds": "loudness\r\nrecency"}
    sign_in(cast.petra).post(ADDRESS, sent)
    assert not Event.objects.filter(thing="accounts.organisation").exists()


def test_each_of_the_first_nine_kinds_has_a_digit_and_the_list_of_keys_says_so(running, cast, sign_in, at):
    Organisation.objects.update(bias_kinds="\n".join(f"kind {letter}" for letter in "abcdef"))
    for person, page in ((cast.mei, "desk/"), (cast.petra, "observer/")):
        shown = text(sign_in(person).get(at(page)))
        assert re.findall(r'name="kind" value="([^"]+)" data-key="(\d)"', shown) == [
            ("similarity", "1"),
            ("expedience", "2"),
            ("experience", "3"),
            ("distance", "4"),
            ("safety", "5"),
            ("kind a", "6"),
            ("kind b", "7"),
            ("kind c", "8"),
            ("kind d", "9"),
        ]
        assert "<dt><kbd>5</kbd></dt><dd>Call out a bias: safety</dd>" in shown
        assert "Call out a bias: kind d" in shown
        assert "Call out a bias: kind e" not in shown
