"""A file over a draft that others have too, a file that is large, and a table of a framework that is here."""

import re

import pytest

from frameworks import workflow
from frameworks.discarding import discard
from frameworks.editing.places import Part
from frameworks.editing.workflow import reword
from frameworks.format.limits import FILE_BYTES
from frameworks.framework_import import words
from frameworks.models import Behaviour, Version
from tests.frameworks.test_framework_import import HEAD, MATRIX, PAGE, draft, look, over, shown
from tests.frameworks.test_pages import text
from tests.shipped import FIXTURES, publish


@pytest.fixture
def frida(cast, sign_in):
    return sign_in(cast.frida)


def over_of(page):
    found = re.search(r'name="over_of" value="([^"]*)"', page.content.decode())
    return found[1] if found else ""


def pressed(client, page, **more):
    carried = {"shown": shown(page), "over": over(page), "over_of": over_of(page)}
    return client.post(PAGE, {**more, "act": "draft", **carried})


def test_of_a_draft_that_was_discarded_after_it_was_shown_one_is_told(cast, frida):
    draft(frida, MATRIX, **HEAD)
    mine = {"text": MATRIX.replace("Learns", "Reads"), **HEAD, "replace": "on"}
    page = look(frida, **mine)
    there = Version.objects.get()
    discard(there, cast.frida, there.digest)
    refused = pressed(frida, page, **mine)
    assert "The draft of version 1 that you looked at was discarded meanwhile" in text(refused)
    assert "in the draft of version" not in text(refused)
    assert Version.objects.count() == 1
    assert pressed(frida, refused, **mine).status_code == 302
    assert "Version 1 of Our ladder is a draft now" in text(frida.get("/frameworks/ours/?version=1"))
    again = {**mine, "text": MATRIX.replace("Learns", "Asks")}
    assert pressed(frida, look(frida, **again), **again).status_code == 302
    assert "The file is written over the draft of version 1 of Our ladder" in text(
        frida.get("/frameworks/ours/?version=1")
    )
    assert {one.state for one in Version.objects.all()} == {"draft", "discarded"}


def test_another_label_makes_another_draft_whatever_became_of_the_one_that_was_shown(cast, frida):
    draft(frida, MATRIX, **HEAD)
    mine = {"text": MATRIX.replace("Learns", "Reads"), **HEAD}
    page = look(frida, **mine)
    there = Version.objects.get()
    discard(there, cast.frida, there.digest)
    assert pressed(frida, page, **mine | {"label": "2"}).status_code == 302
    assert Version.objects.filter(label="2", state="draft").exists()


def test_of_a_draft_that_was_published_after_it_was_shown_one_is_told(frida):
    draft(frida, MATRIX, **HEAD)
    mine = {"text": MATRIX.replace("Learns", "Reads"), **HEAD, "replace": "on"}
    page = look(frida, **mine)
    workflow.publish(Version.objects.get(), by=None)
    assert "a published version never changes" in text(pressed(frida, page, **mine))


def test_a_draft_that_was_edited_until_it_says_what_the_file_says_is_not_asked_about(cast, frida):
    draft(frida, MATRIX, **HEAD)
    there = Version.objects.get()
    title = Part("head")
    reword(there, title, "title", "Our ladder", "Ours", cast.frida)
    reword(there, title, "title", "Ours", "Our ladder", cast.frida)
    page = look(frida, text=MATRIX, **HEAD)
    assert "Nothing: both say the same." in text(page)
    assert "Write over the draft of that version" not in text(page)
    assert pressed(frida, page, text=MATRIX, **HEAD)["Location"] == "/frameworks/ours/?version=1"
    assert Version.objects.get() == there


def test_a_text_as_long_as_a_file_may_be_is_taken_as_a_browser_sends_it_back(frida):
    line = "# " + "x" * 60 + "\n"
    content = (FIXTURES / "engineering-1.yaml").read_text()
    content += line * ((FILE_BYTES - len(content.encode())) // len(line))
    assert len(content.encode()) > FILE_BYTES - len(line)
    page = frida.post(PAGE, {"act": "look", "text": content.replace("\n", "\r\n")})
    assert "70 behaviours, and all were understood" in text(page)
    longer = frida.post(PAGE, {"act": "look", "text": content + line})
    assert "the file is longer than 6 MB" in text(longer)


LARGE = "Track,Level,Craft,People\n" + "".join(
    f"{track},{track[0]}{rank},• Learns {track} {rank},• Hears {track} {rank}\n"
    for track in ("Makers", "Leaders")
    for rank in (1, 2, 3)
)


def test_a_large_file_is_shown_folded_track_by_track(frida, monkeypatch):
    whole = look(frida, text=LARGE).content.decode()
    assert 'class="found-fold"' not in whole
    monkeypatch.setattr(words, "AT_ONCE", 4)
    page = look(frida, text=LARGE)
    body, said = page.content.decode(), text(page)
    assert body.count('<details class="found-fold">') == 4
    for fold in ("Makers: M1 – M2 2 levels, 4 behaviours", "Makers: M3 1 level, 2 behaviours",
                 "Leaders: L1 – L2 2 levels, 4 behaviours", "Leaders: L3 1 level, 2 behaviours"):  # fmt: skip
        assert fold in said
    assert said.count("Learns") == 6 + 6  # in the levels, and in the text
    assert "6 levels, 2 axes, 12 behaviours." in said


def test_many_changes_of_a_draft_are_folded_role_by_role_and_the_last_only_counted(frida, monkeypatch):
    assert draft(frida, LARGE, **HEAD).status_code == 302
    other = LARGE.replace("Learns", "Reads")
    few = look(frida, text=other, **HEAD).content.decode()
    assert '<details class="change-fold">' not in few
    assert few.count('class="change"') == 6
    monkeypatch.setattr(words, "OPEN_CHANGES", 5)
    monkeypatch.setattr(words, "WORD_BY_WORD", 4)
    page = look(frida, text=other, **HEAD)
    body, said = page.content.decode(), text(page)
    assert body.count('<details class="change-fold">') == body.count('class="change"') == 4
    assert "Examples: 0 new, 0 gone, 6 worded anew, 0 in another cell" in said
    assert re.search(r"And besides \S+ 1 cell \S+ 1 cell To read all of it word by word", said)
    assert pressed(frida, page, text=other, **HEAD, replace="on").status_code == 302
    assert Behaviour.objects.filter(text__startswith="Reads").count() == 6


def test_a_table_of_a_framework_that_is_here_goes_on_with_what_it_says_and_names_what_goes(frida):
    version = publish("engineering-1")
    table = "Title:,Engineering\nLevel,Title,Execution\nIC1,Engineer I,• a\nIC2,Engineer II,• b\n"
    page = look(frida, text=table)
    said, body = text(page), page.content.decode()
    assert "This becomes a version of Engineering." in said
    lost = said.partition("A table has no place for what version 1 says besides.")[2].partition("Name of the")[0]
    assert "the level that everybody is expected to reach" in lost
    assert "other titles" in lost
    assert "the rating scale" not in lost
    assert f'<option value="{version.pk}" selected>' in body
    assert f'value="{version.licence}"' in body
    assert version.attribution[:40] in said
    assert "A table has no place" not in text(look(frida, text=MATRIX))
