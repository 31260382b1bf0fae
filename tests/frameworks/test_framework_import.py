"""A framework from a file, in the browser: given, looked at, mended, made a draft; nothing typed is lost."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from frameworks import reading, workflow
from frameworks.models import Behaviour, Framework, Version
from tests.frameworks.test_pages import text
from tests.shipped import FIXTURES, fixture, publish

PAGE = "/frameworks/new/import/"
TABLE = "Level,Craft,People\nIC1,• Learns\n"
MATRIX = 'Level,Craft,People\nIC1,"Small tasks.\n• Learns\n• Asks",• Listens\nIC2,• Teaches,• Leads\n'
HEAD = {
    "title": "Our ladder",
    "slug": "ours",
    "label": "1",
    "language": "en",
    "licence": "CC-BY-4.0",
    "attribution": "After a ladder of Acme.",
    "cumulative": "on",
    "like": "",
}


@pytest.fixture
def frida(cast, sign_in):
    return sign_in(cast.frida)


def saved(book):
    """A workbook as a file holds it."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(name, content):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def zipped(*names: str) -> bytes:
    """A packed file of parts with these names and nothing in them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in names:
            packed.writestr(name, "")
    return out.getvalue()


def shown(page):
    return re.search(r'name="shown" value="([0-9a-f]{64})"', page.content.decode())[1]


def over(page):
    found = re.search(r'name="over" value="([0-9a-f]{64})"', page.content.decode())
    return found[1] if found else ""


def look(client, **given):
    return client.post(PAGE, {"act": "look", **given})


def draft(client, content, **more):
    """Looks at a text, then makes exactly that a draft."""
    data = {"text": content, **more}
    page = look(client, **data)
    return client.post(PAGE, {**data, "act": "draft", "shown": shown(page), "over": over(page)})


def test_a_table_is_shown_as_it_was_understood_and_becomes_exactly_that_draft(frida):
    page = look(frida, file=upload("Our ladder.csv", MATRIX))
    said = text(page)
    assert page.status_code == 200
    assert "2 levels, 2 axes, 5 behaviours." in said
    assert "The file has 5 behaviours, and all were understood." in said
    assert 'value="Our ladder"' in page.content.decode()
    assert 'value="our-ladder"' in page.content.decode()
    assert Version.objects.count() == 0
    answer = draft(frida, MATRIX, **HEAD)
    assert answer.status_code == 302
    assert answer["Location"] == "/frameworks/ours/?version=1"
    version = Version.objects.get()
    assert version.state == "draft"
    assert Behaviour.objects.filter(version=version).count() == 5
    document = reading.document(version)
    assert (document.licence, document.attribution) == ("CC-BY-4.0", "After a ladder of Acme.")
    assert [level.rank for level in document.levels] == [10, 20]
    foot = text(frida.get("/frameworks/ours/?version=1"))
    assert "Version 1 of Our ladder is a draft now: 2 levels, 2 axes, 5 behaviours." in foot
    assert "After a ladder of Acme. Licence of this text: CC-BY-4.0." in foot


@pytest.mark.parametrize("name", ["engineering-1", "support-1", "growth-1", "ladders-1", "points-1"])
def test_a_framework_file_counts_the_same_in_file_preview_and_draft(frida, name):
    content = (FIXTURES / f"{name}.yaml").read_text()
    expected = {"engineering-1": 70, "support-1": 69, "growth-1": 110, "ladders-1": 0, "points-1": 67}[name]
    said = text(look(frida, text=content))
    assert f"The file has {expected} behaviours, and all were understood." in said or (
        not expected and "The file has no behaviours." in said
    )
    assert draft(frida, content).status_code == 302
    version = Version.objects.get()
    assert Behaviour.objects.filter(version=version).count() == expected
    assert reading.document(version) == fixture(name)


@pytest.mark.parametrize("form", ["markdown", "csv", "csv-long", "xlsx", "xlsx-long", "json"])
def test_what_was_taken_along_can_be_given_again(frida, form):
    publish("support-1")
    content = b"".join(frida.get(f"/frameworks/support/files/{form}/"))
    layout = "long" if form.endswith("long") else "guess"
    page = look(
        frida, file=upload(f"support.{form.partition('-')[0].replace('markdown', 'md')}", content), layout=layout
    )
    said = text(page)
    assert "69 behaviours, and all were understood" in said
    assert "Whose text it is" in said
    assert "CC-BY-4.0" in page.content.decode()


def test_what_has_to_be_mended_is_named_with_its_line_and_mended_in_place(frida):
    bad = "Level,Craft,\nIC1,• a,• b\n"
    page = look(frida, text=bad, title="Mine", slug="mine", attribution="Somebody else’s")
    said = text(page)
    assert "1 thing to mend" in said
    assert "Line 2, cell C2: stands in a column without a name: it belongs to no axis IC1,• a,• b" in said
    assert "The file has 2 behaviours; 1 of them were understood." in said
    assert "Behaviours that have no place yet: b" in said
    body = page.content.decode()
    assert "Make exactly this a draft" not in body
    assert 'value="Mine"' in body
    assert "Somebody else’s" in body
    assert "Level,Craft,\nIC1,• a,• b" in body
    refused = frida.post(PAGE, {"act": "draft", "text": bad, **HEAD, "shown": shown(page)})
    assert refused.status_code == 200
    assert Version.objects.count() == 0
    assert draft(frida, bad.replace("Craft,", "Craft,People"), **HEAD).status_code == 302


def test_words_without_a_level_are_no_framework_and_say_so(frida):
    page = look(frida, text="just some words\n\nand more words")
    said = text(page)
    assert "The file has no behaviours." in said
    assert "no level was found: give each level a heading" in said
    assert "just some words" in page.content.decode()
    assert "Make exactly this a draft" not in said


def test_an_expectation_of_examples_alone_is_counted_in_the_table_and_open_to_the_world(frida):
    draft(frida, MATRIX, **HEAD)
    assert "1 example" in text(frida.get("/frameworks/ours/?version=1"))
    workflow.publish(Version.objects.get(framework__slug="ours"), by=None)
    body = frida.get("/frameworks/ours/public/").content.decode()
    assert body.count("<details>") == 1  # under "Small tasks."
    assert body.count("<details open>") == 3
    assert '<p class="read"></p>' not in body


def test_nothing_typed_is_lost_when_a_field_is_wrong(frida):
    page = frida.post(PAGE, {"act": "draft", "text": MATRIX, "shown": "", **HEAD, "slug": "Our Ladder!"})
    body = page.content.decode()
    assert "Small letters, digits and dashes, such as customer-support." in body
    assert "After a ladder of Acme." in body
    assert "Our Ladder!" in body
    assert "• Teaches" in body
    assert Version.objects.count() == 0


def test_only_what_was_shown_becomes_a_draft(frida):
    digest = shown(look(frida, text=MATRIX))
    page = frida.post(PAGE, {"act": "draft", "text": MATRIX + "IC3,• More,• More\n", "shown": digest, **HEAD})
    assert "The text has changed since it was shown. This is what it says now." in text(page)
    assert "3 levels, 2 axes, 7 behaviours." in text(page)
    assert Version.objects.count() == 0


def test_a_draft_is_written_over_only_when_one_says_so(frida):
    assert draft(frida, MATRIX, **HEAD).status_code == 302
    other = MATRIX.replace("Learns", "Reads")
    page = draft(frida, other, **HEAD)
    assert "There is a draft of version 1 of Our ladder already." in text(page)
    assert "Write over the draft of that version" in text(page)
    assert draft(frida, other, **HEAD, replace="on").status_code == 302
    assert Behaviour.objects.filter(text="Reads").exists()
    assert Version.objects.count() == 1


def identities(version):
    return dict(Behaviour.objects.filter(version=version).values_list("text", "identity"))


BEFORE = """\
Level,Craft,People
IC1,• Learns,• Listens
IC2,"• Helps where help is asked.
• Explains each choice to whoever asks
• Signs nothing unread",• Leads
"""
AFTER = """\
Level,Craft,People
IC1,• Learns,• Listens
IC2,• Explains every choice to whoever asks,"• Leads
• Helps where help is asked.
• Hires people"
"""


def test_the_preview_says_what_the_file_would_change_in_the_draft(frida):
    assert draft(frida, BEFORE, **HEAD).status_code == 302
    were = identities(Version.objects.get())
    page = look(frida, text=AFTER, **HEAD)
    said = text(page)
    assert "What it would change in the draft of version 1" in said
    assert "Examples: 1 new, 1 gone, 1 worded anew, 1 in another cell" in said
    assert "<del>each</del><ins>every</ins>" in page.content.decode()
    assert "from IC2, Craft" in said
    assert "now at IC2, People" in said
    assert draft(frida, AFTER, **HEAD, replace="on").status_code == 302
    now = identities(Version.objects.get())
    assert now.keys() == {*were, "Explains every choice to whoever asks", "Hires people"} - {
        "Explains each choice to whoever asks",
        "Signs nothing unread",
    }
    assert now["Helps where help is asked."] == were["Helps where help is asked."]
    assert now["Explains every choice to whoever asks"] == were["Explains each choice to whoever asks"]
    assert now["Hires people"] not in were.values()


def test_a_draft_that_says_the_same_is_said_to(frida):
    draft(frida, MATRIX, **HEAD)
    assert "Nothing: both say the same." in text(look(frida, text=MATRIX, **HEAD))
    assert "in the draft of version" not in text(look(frida, text=MATRIX, **HEAD | {"label": "2"}))


def test_a_change_of_no_sentence_is_not_called_the_same(frida):
    content = (FIXTURES / "engineering-1.yaml").read_text()
    draft(frida, content)
    other = content.replace('mark: "△"', 'mark: "▲"')
    assert other != content
    said = text(look(frida, text=other))
    assert "No sentence: what changes is an order, or how something is counted." in said
    assert "Nothing: both say the same." not in said


def test_a_draft_that_changed_after_it_was_shown_is_not_written_over(frida):
    draft(frida, MATRIX, **HEAD)
    mine = {"text": MATRIX.replace("Learns", "Reads"), **HEAD}
    page = look(frida, **mine)
    draft(frida, MATRIX.replace("Listens", "Sings"), **HEAD, replace="on")
    pressed = {**mine, "act": "draft", "replace": "on", "shown": shown(page)}
    refused = frida.post(PAGE, {**pressed, "over": over(page)})
    said = text(refused)
    assert "The draft of version 1 has changed since you looked. Below is what would change now." in said
    assert "• Reads" in refused.content.decode()
    assert "Examples: 2 new, 2 gone, 0 worded anew, 0 in another cell" in said
    assert frida.post(PAGE, pressed).status_code == 200
    assert Behaviour.objects.filter(text="Sings").exists()
    assert frida.post(PAGE, {**pressed, "over": over(refused)}).status_code == 302
    assert Behaviour.objects.filter(text="Reads").exists()
    assert not Behaviour.objects.filter(text="Sings").exists()


def test_a_published_version_is_never_written_over(frida):
    publish("engineering-1")
    page = draft(frida, MATRIX, **HEAD | {"slug": "engineering"})
    assert "a published version never changes" in text(page)
    assert Version.objects.count() == 1


def test_a_version_of_a_framework_that_is_here_keeps_its_codes_scale_and_rule(frida):
    version = publish("engineering-1")
    table = "Level,Title,Execution,Mood\nIC1,Engineer I,• a,• b\nIC2,Engineer II,• c,• d\n"
    head = HEAD | {"slug": "engineering", "label": "9", "like": str(version.pk)}
    said = text(look(frida, text=table, **head))
    assert "are called as in its version 1 stay the same ones" in said
    assert draft(frida, table, **head).status_code == 302
    document = reading.document(Version.objects.get(label="9"))
    assert [axis.code for axis in document.axes] == ["execution", "mood"]
    assert [role.code for role in document.roles] == ["IC1", "IC2"]
    assert [track.code for track in document.tracks] == ["ic"]
    assert document.scale == fixture("engineering-1").scale
    assert document.rule.kind == "across-the-board"
    assert document.rule.at_next_level == fixture("engineering-1").rule.at_next_level
    assert Framework.objects.count() == 1


def test_a_workbook_is_shown_with_what_its_cells_hold(frida):
    book = Workbook()
    sheet = book.active
    for row in (["Level", "Craft", "People"], ["IC1", "• Learns\n• Asks", "• Listens"], [None, "• Reads", None]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    book.create_sheet("Old").append(["x"])
    page = look(frida, file=upload("Craft.xlsx", saved(book)))
    said = text(page)
    assert "1 level, 2 axes, 4 behaviours." in said
    assert "merged cells count as the first of them, and the others as empty: A2:A3" in said
    assert "only the sheet “Sheet” was read; not read: Old" in said
    assert "Row 3, cell A3: has no level: the row is taken as more of IC1" in said
    sheet["B2"] = "=1+1"
    refused = text(look(frida, file=upload("Craft.xlsx", saved(book))))
    assert "Row 2: cell B2 holds a formula: write its value instead" in refused


def test_of_a_workbook_the_row_and_cell_are_named_however_many_lines_its_cells_have(frida):
    """The text on the page, that of CSV, has more lines than the sheet has rows."""
    book = Workbook()
    for row in (["Level", "Craft", "People"], ["IC1", "Learns\nand asks", "-"], ["IC1", "again", "Listens • Asks"]):
        book.active.append(row)
    page = look(frida, file=upload("Craft.xlsx", saved(book)))
    said = text(page)
    assert "Row 3, cell A3: names the level “IC1” a second time (first in row 2, cell A2)" in said
    assert "Row 2, cell B2: has 2 lines without a bullet" in said
    assert "Row 3, cell C3: has a bullet inside of a line" in said
    assert "Line" not in said.partition("to mend")[2].partition("The text")[0]


def test_of_a_table_of_text_the_line_and_the_column_are_named(frida):
    said = text(look(frida, text='Level,Craft,Level of it\nIC1,"Learns\nand asks",-\nIC2,-,• a,lost\n'))
    assert "Line 2, column “Craft”: has 2 lines without a bullet" in said
    assert "Line 2, column “Level of it”: holds only “-”: taken as nothing asked" in said
    assert "Line 4, cell D3: stands in a column without a name" in said


def test_a_column_whose_name_stands_twice_is_named_by_its_cell(frida):
    said = text(look(frida, text="Level,Craft,craft\nIC1,• a,-\n"))
    assert "Line 1, cell C1: names the axis “craft” a second time" in said
    assert "Line 2, cell C2: holds only “-”" in said


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("x.csv", b"Level,Craft\nIC1,\xff\n", "Line 2: this line is not UTF-8"),
        ("x.xlsx", b"PK\x03\x04nonsense", "this is no XLSX workbook, or it is damaged"),
        ("x.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "Line 1: this is a PDF and no text"),
        ("x.docx", zipped("[Content_Types].xml", "word/document.xml"), "this is a Word document and no XLSX workbook"),
        ("x.json", b'{"plumbline": 1,\n "a": }', "Line 2: this bracket closes what is not open"),
        ("x.yaml", b"plumbline: 1\nframework: Ours\n", "Line 2: framework must be small letters"),
        ("x.csv", b"", "there is nothing in the file" ),
        ("x.md", b"Only prose.\n", "Line 1: no level was found"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(frida, name, content, sentence):
    page = look(frida, file=upload(name, content))
    assert page.status_code == 200
    assert sentence.lower() in text(page).lower()


def test_one_gives_a_file_or_a_text(frida):
    assert "Choose a file, or paste its text." in text(look(frida))


def test_markup_in_a_file_is_shown_as_text(frida):
    page = look(frida, text="Level,<script>alert(1)</script>\nIC1,• <img src=x>\n")
    assert b"<script>alert" not in page.content
    assert b"<img src=x>" not in page.content


def test_only_framework_editors_find_the_import(cast, sign_in):
    assert sign_in(cast.ines).get(PAGE).status_code == 404
    assert PAGE not in sign_in(cast.ines).get("/frameworks/").content.decode()
    assert PAGE in sign_in(cast.frida).get("/frameworks/").content.decode()


def test_looking_takes_the_same_few_queries_with_one_level_and_with_many(frida, django_assert_num_queries):
    publish("engineering-1")
    publish("growth-1")
    many = "Level,Craft,People\n" + "".join(f"IC{n},• a{n},• b{n}\n" for n in range(1, 60))
    for table in (TABLE, many):
        look(frida, text=table)
        with django_assert_num_queries(7):
            look(frida, text=table, title="Ours", slug="ours")
    with django_assert_num_queries(3):
        frida.get(PAGE)
    frida.get("/frameworks/engineering/files/")
    with django_assert_num_queries(4):
        frida.get("/frameworks/engineering/files/")
    with django_assert_num_queries(4):
        frida.get("/frameworks/engineering/files/csv/")
