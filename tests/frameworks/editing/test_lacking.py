"""What a version lacks before it can be published, each with the place where it is mended."""

from dataclasses import replace

import pytest

from frameworks.editing import structure
from frameworks.editing.lacking import lacking
from frameworks.editing.places import Part, Place
from frameworks.format.document import Behaviour, Expectation
from tests.shipped import fixture


@pytest.mark.parametrize("name", ["engineering-1", "ladders-1", "growth-1", "points-1", "support-1"])
def test_what_is_shipped_lacks_nothing(name):
    assert lacking(fixture(name)) == []


def with_role(document, code, **change):
    roles = tuple(replace(role, **change) if role.code == code else role for role in document.roles)
    return replace(document, roles=roles)


def test_a_new_level_lacks_words_until_it_has_some():
    document = structure.add_level(fixture("engineering-1"), "IC2b", "IC2", "Engineer", ("ic",))
    assert [(one.what, one.where) for one in lacking(document)] == [("IC2b", Part("role", "IC2b"))]
    worded = with_role(document, "IC2b", expectations=(Expectation(axis="execution", summary="Plans."),))
    assert lacking(worded) == []


def test_what_does_not_apply_stands_alone_and_is_mended_in_its_cell():
    both = Expectation(axis="execution", not_applicable="Not judged.", behaviours=(Behaviour(text="Plans."),))
    (one,) = lacking(with_role(fixture("engineering-1"), "IC1", expectations=(both,)))
    assert (one.what, one.where) == ("IC1, execution", Place("execution", role="IC1"))
    assert "what does not apply cannot ask anything" in one.reason


def test_words_at_a_level_that_is_not_finished_lead_to_its_role():
    document = with_role(
        fixture("engineering-1"), "IC6", expectations=(Expectation(axis="execution", summary="Plans."),)
    )
    assert [(one.what, one.where) for one in lacking(document)] == [("IC6", Part("role", "IC6"))]
