"""Frida takes a draft along as YAML, changes it, and sees in a browser what giving it back would change."""

import pytest

from frameworks import reading
from frameworks.loading import load
from frameworks.models import Behaviour, Version
from tests.cast import make_cast
from tests.shipped import fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once("embedded")]

OVER = "What it would change in the draft of version 1"


@pytest.fixture
def draft(transactional_db):
    return load(fixture("engineering-1"))


@pytest.fixture
def page(draft, client, live_server, windows):
    client.force_login(make_cast().frida)
    context = windows.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(15_000)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    return context.new_page()


def examples(version):
    return dict(Behaviour.objects.filter(version=version).values_list("text", "identity"))


def test_a_draft_goes_out_as_yaml_and_comes_back_with_what_it_changes_shown(draft, page):
    were = examples(draft)
    content = page.request.get("/frameworks/engineering/files/yaml/?version=1").text()
    word = fixture("engineering-1").scale.points[1].word
    assert content.count(f"word: {word}") == 1
    changed = content.replace(f"word: {word}", "word: Sailing")
    page.goto("/frameworks/new/import/")
    page.get_by_label("The file").set_input_files(
        {"name": "engineering.yaml", "mimeType": "application/yaml", "buffer": changed.encode()}
    )
    page.get_by_role("button", name="See what was understood").click()
    shown = page.get_by_role("region", name=OVER)
    shown.wait_for()
    assert "Examples: 0 new, 0 gone, 0 worded anew, 0 in another cell" in shown.inner_text()
    assert shown.locator("ins", has_text="Sailing").count() >= 1
    press = page.get_by_role("button", name="Make exactly this a draft")
    press.click()
    page.get_by_text("There is a draft of version 1").wait_for()
    page.get_by_label("Write over the draft of that version").check()
    press.click()
    page.wait_for_url("**/frameworks/engineering/?version=1")
    version = Version.objects.get()
    assert version.pk == draft.pk
    assert reading.document(version).scale.points[1].word == "Sailing"
    assert examples(version) == were
