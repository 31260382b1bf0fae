"""A framework taken along: every form, what each leaves out, and a handbook that stands by itself."""

import re

import pytest

from frameworks.format import read
from frameworks.handbook import handbook
from tests.frameworks.test_pages import text
from tests.shipped import fixture, publish


@pytest.fixture
def ines(cast, sign_in):
    publish("support-1")
    return sign_in(cast.ines)


def test_the_page_offers_each_form_and_names_what_it_leaves_out(ines):
    page = ines.get("/frameworks/support/files/")
    body, said = page.content.decode(), text(page)
    for form in ("handbook", "yaml", "json", "markdown", "csv", "csv-long", "xlsx", "xlsx-long"):
        assert f'href="/frameworks/support/files/{form}/"' in body
    assert "the promotion rule" in said
    assert "measures of behaviours" in said
    assert "roles on top of a level" in said
    assert "Licence of this text: CC-BY-4.0." in said
    assert 'href="/frameworks/support/files/"' in ines.get("/frameworks/support/").content.decode()


def test_each_form_is_a_file_of_its_kind_with_licence_and_attribution(ines):
    expected = {
        "yaml": "application/yaml",
        "json": "application/json",
        "markdown": "text/markdown; charset=utf-8",
        "csv": "text/csv; charset=utf-8",
        "csv-long": "text/csv; charset=utf-8",
        "handbook": "text/html; charset=utf-8",
    }
    for form, kind in expected.items():
        answer = ines.get(f"/frameworks/support/files/{form}/")
        assert answer["Content-Type"] == kind
        assert answer["Content-Disposition"].startswith('attachment; filename="support-1.')
        assert "CC-BY-4.0" in answer.content.decode()
        assert "Sourcegraph" in answer.content.decode()
    assert ines.get("/frameworks/support/files/xlsx/").content.startswith(b"PK")
    assert read(ines.get("/frameworks/support/files/yaml/").content).document == fixture("support-1")
    assert ines.get("/frameworks/support/files/doc/").status_code == 404


def test_a_draft_is_a_file_for_editors_only(cast, sign_in):
    publish("engineering-1")
    from frameworks.loading import load

    load(fixture("engineering-2"))
    address = "/frameworks/engineering/files/{}?version=2"
    assert sign_in(cast.ines).get(address.format("yaml/")).status_code == 404
    frida = sign_in(cast.frida)
    assert frida.get(address.format("yaml/")).status_code == 200
    assert "/frameworks/engineering/files/json/?version=2" in frida.get(address.format("")).content.decode()


@pytest.mark.parametrize("name", ["engineering-2", "support-1", "growth-1", "ladders-1", "points-1"])
def test_the_handbook_stands_by_itself_and_says_all_its_behaviours(name):
    document = fixture(name)
    page = handbook(document)
    assert "<script" not in page
    assert "<link" not in page
    assert not re.search(r"\bsrc=|@import|url\(", page)
    assert page.count("<style>") == 1
    for role in document.roles:
        for asked in role.expectations:
            for behaviour in asked.behaviours:
                first = (
                    behaviour.text.split("\n")[0].replace("&", "&amp;").replace("'", "&#x27;").replace('"', "&quot;")
                )
                assert first in page
    assert document.licence in page.partition("<footer>")[2]


def test_words_in_the_handbook_are_words():
    from dataclasses import replace

    page = handbook(replace(fixture("support-1"), title="<script>x</script>", attribution="[a](javascript:alert(1))"))
    assert "<script" not in page
    assert "javascript:" not in page.partition("<footer>")[2].replace("[a](javascript:alert(1))", "")
