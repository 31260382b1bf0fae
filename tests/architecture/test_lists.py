"""The lists that tests hold by hand name what is there: whatever is missing, or left over, says here where to write it.

These take a second. What the lists say is asked of the site elsewhere, and takes minutes.
"""

import pytest
from django.apps import apps
from django.db import models

from accounts import access, row_policies
from accounts.middleware import SecondStepMiddleware
from accounts.models import DataCopy, Person
from accounts.rights.kinds import kinds
from frameworks.models import Flag, HeldComment
from tests.access import others_rows
from tests.access.audiences import EVERYBODY, WHO
from tests.access.scene import all_rows
from tests.accounts.test_asked_again import ASKING
from tests.accounts.test_second_step import OPEN as OPEN_BEFORE_A_SECOND_STEP
from tests.attacks.hostile import holds
from tests.attacks.hostile.site import BOOKS, OURS
from tests.privacy.words import OPEN, SECRET, text_fields
from tests.walls.test_policies import CONFIDENTIAL_APPS
from tests.walls.test_policies import OPEN as WITHOUT_A_POLICY

# who of the scene comes by each mark
COMES = {
    "members": "members",
    "public": "everybody",
    "People Ops": "petra pavel",
    "People Ops, whole organisation": "petra",
    "framework editors": "frida",
    "operators": "otto",
    "paired room displays": "screen",
    "anyone, on the demo only": "",
    "anyone, while nobody is here": "",
}


def differences(written, there, place: str) -> list[str]:
    """What the list at `place` lacks, and what it has too many."""
    lacking = [f"{one}: say it in {place}" for one in sorted(set(there) - set(written))]
    return lacking + [f"{one}: is not there, take it out of {place}" for one in sorted(set(written) - set(there))]


def routes() -> dict:
    """Each route's name → its view."""
    return {name: view for name, _path, view in access.routes()}


def ours() -> list[type[models.Model]]:
    """The models of the site, without what every request leaves behind."""
    return [one for one in apps.get_models() if one._meta.app_label in OURS and one._meta.db_table not in BOOKS]


# -- routes --------------------------------------------------------------------------------------------


def test_every_route_has_a_row():
    rows = {row.route for row in all_rows()}
    lacking = set(routes()) - rows
    assert differences(rows & set(routes()), rows | lacking, "tests/access/<app>_rows.py") == []


def test_no_row_is_of_a_route_that_is_gone():
    named = {row.route for row in all_rows() + others_rows.ROWS}
    assert sorted(named - set(routes())) == []


def wrong_audiences(written: dict[str, str]) -> list[str]:
    """Routes whose audience is written otherwise than their mark says, or not at all."""
    found = []
    for name, view in routes().items():
        comes = COMES[view.access.word]
        if written.get(name, "members") != comes:
            found.append(f"{name}: {comes!r} in tests/access/audiences.py, not {written.get(name, 'members')!r}")
    return found + [f"{name}: is no route, tests/access/audiences.py" for name in sorted(written.keys() - routes())]


def audiences() -> dict[str, str]:
    """What the table of audiences says."""
    return {name: " ".join(persons) for name, persons in WHO.items()} | dict.fromkeys(EVERYBODY, "everybody")


def test_audiences_are_those_of_the_marks():
    assert wrong_audiences(audiences()) == []


@pytest.mark.parametrize(
    ("route", "written", "found"),
    [
        ("trail", None, "trail: 'petra pavel' in tests/access/audiences.py, not 'members'"),
        ("trail", "petra", "trail: 'petra pavel' in tests/access/audiences.py, not 'petra'"),
        ("people", "everybody", "people: 'members' in tests/access/audiences.py, not 'everybody'"),
        ("long_gone", "petra", "long_gone: is no route, tests/access/audiences.py"),
    ],
)
def test_a_stale_audience_is_noticed(route, written, found):
    stale = {name: who for name, who in audiences().items() if name != route}
    assert wrong_audiences(stale | ({route: written} if written else {})) == [found]


def test_the_views_that_ask_again_are_listed():
    asks = [name for name, view in routes().items() if getattr(view, "asks_again", False)]
    assert differences(ASKING, asks, "ASKING (tests/accounts/test_asked_again.py)") == []


def test_what_opens_before_a_second_step_is_listed():
    place = "OPEN (tests/accounts/test_second_step.py)"
    assert differences(OPEN_BEFORE_A_SECOND_STEP, SecondStepMiddleware.OPEN, place) == []
    assert set(routes()) >= OPEN_BEFORE_A_SECOND_STEP


# -- models --------------------------------------------------------------------------------------------


def test_of_every_table_it_is_said_who_writes_it():
    written = [*holds.MAY_WRITE, *holds.NOBODY_WRITES]
    assert len(written) == len(set(written))
    assert (
        differences(
            written,
            [one._meta.label_lower for one in ours()],
            "MAY_WRITE or NOBODY_WRITES (tests/attacks/hostile/holds.py)",
        )
        == []
    )
    assert set(written) >= holds.QUIETLY | holds.ABOUT | set(holds.FOLLOWS) | set(holds.OWN_CASE) | holds.BY_READING


def names_somebody(model: type[models.Model]) -> bool:
    """Whether rows are of somebody as their subject or person, as `Change.about` reads it."""
    return any(
        field.name in ("subject", "person") and field.related_model is Person for field in model._meta.concrete_fields
    )


def test_of_every_table_with_a_subject_it_is_said_whether_it_is_their_case():
    written = [*holds.ABOUT, *holds.NOT_ONES_CASE]
    assert len(written) == len(set(written))
    there = [one._meta.label_lower for one in ours() if names_somebody(one)]
    assert differences(written, there, "ABOUT or NOT_ONES_CASE (tests/attacks/hostile/holds.py)") == []


def test_every_text_field_is_open_for_a_reason_or_carries_a_word():
    known = set(OPEN) | {name.partition("@")[0] for name in SECRET}
    assert differences(known, text_fields(), "OPEN or SECRET (tests/privacy/<app>_words.py)") == []


def test_every_column_that_names_a_person_is_one_kind():
    """A new table with somebody in it cannot be forgotten when they are erased."""
    there = [
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Person
    ]
    told = [(one.model._meta.label_lower, one.whose) for one in kinds()]
    assert len(told) == len(set(told))
    written = [f"{label}.{whose}" for label, whose in told if "__" not in whose]
    assert differences(written, there, "<app>/held.py, or the kinds of accounts/rights/kinds.py") == []


def confidential(model: type[models.Model]) -> bool:
    """Whether rows of it are let through one by one, or hang on such a row."""
    if hasattr(model._default_manager.all(), "visible_to"):
        return True
    parents = [field.related_model._meta.db_table for field in model._meta.fields if field.related_model]
    return bool(set(parents) & set(row_policies.tables()))


def test_every_confidential_table_has_a_policy_or_a_reason():
    found = [model for app in CONFIDENTIAL_APPS for model in apps.get_app_config(app).get_models()]
    found += [DataCopy, Flag, HeldComment]
    tables = [model._meta.db_table for model in found if confidential(model)]
    written = [*row_policies.tables(), *WITHOUT_A_POLICY]
    assert len(written) == len(set(written))
    assert differences(written, tables, "<app>/policies/<table>.sql, or OPEN (tests/walls/test_policies.py)") == []


def test_a_list_that_went_stale_is_noticed():
    found = differences(["a.kept", "a.gone"], ["a.kept", "a.new"], "HERE (tests/x.py)")
    assert found == ["a.new: say it in HERE (tests/x.py)", "a.gone: is not there, take it out of HERE (tests/x.py)"]
