"""Roles and levels whose codes are bare numbers, on the pages that change a version and compare it."""

from dataclasses import replace

import pytest

from frameworks import workflow
from frameworks.editing import structure
from frameworks.editing.places import Part
from frameworks.editing.workflow import begin, reword
from frameworks.loading import load
from tests.shipped import fixture


@pytest.mark.django_db
def test_what_has_a_bare_number_for_a_code_is_named_so_that_it_is_understood(cast, sign_in):
    old = fixture("engineering-1")
    document = replace(
        structure.remove(old, "role", "IC2"),
        levels=tuple(replace(one, code="3") if one.code == "IC2" else one for one in old.levels),
    )
    first, *others = document.roles
    senior = replace(first, code="3", level="3", title="Senior engineer", next=None)
    numbered = replace(document, roles=(senior, first, *others))
    draft = begin(workflow.publish(load(numbered), by=None), "2", cast.frida)
    frida, here = sign_in(cast.frida), f"/frameworks/engineering/draft/{draft.pk}/structure/"
    assert "Moved: 3, Senior engineer" in frida.post(here, {"act": "down:role:3"}, follow=True).content.decode()
    assert "Moved: level 3" in frida.post(here, {"act": "down:level:3"}, follow=True).content.decode()
    assert "Take 3, Senior engineer away" in frida.get(f"{here}?remove=role:3").content.decode()
    reword(draft, Part("role", "3"), "title", "Senior engineer", "Principal engineer", cast.frida)
    said = frida.get("/frameworks/engineering/compare/?from=1&to=2").content.decode()
    assert "The role 3, Principal engineer" in said
    published = frida.get(f"/frameworks/engineering/publish/{draft.pk}/").content.decode()
    assert "<h2>3, Principal engineer</h2>" in published
