"""Words that somebody wrote are shown as words: in pages, drawings, files, mails, headers and log lines."""

import csv
import io
import logging
import re
import time
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.conf import settings as of_the_site
from django.core import mail as outbox_of
from django.db import IntegrityError, transaction
from django.db.models import CharField, TextField
from django.http import HttpResponse
from django.template import Context, Template, base

from accounts.models import Person
from calibration.record import file as record
from calibration.record.gathering import Standing
from figures import wording
from figures.printed import Printed, Row
from frameworks import prose
from frameworks.formats import csv_file
from reviews.models import Cycle, Mail
from reviews.telling import payroll, post
from reviews.telling.views import release
from tests.attacks.sources import ROOT, formatted, trusted, where
from tests.broken import as_it_is_and_broken
from tests.privacy.crawl import walk
from tests.privacy.words import OPEN, SECRET, text_fields

# -- a script that is kept ------------------------------------------------------------------------------

CODE = re.compile(r"\b(code|choices?|state|verb|id|digest|hash|model's name|number|language|part of addresses|key)\b")
DOWNLOAD = re.compile("^Content-Type: text/(csv|calendar).*X-Content-Type-Options: nosniff$", re.MULTILINE | re.DOTALL)
EVIL = "<q-evil onload=x>'\""
WORDS_OF_PEOPLE = (
    *("accounts.person.name", "accounts.team.name", "accounts.organisation.name", "accounts.grant.reason"),
    *("reviews.cycle.name", "reviews.group.name", "reviews.assessment.statement", "reviews.axisrating.statement"),
    *("reviews.remark.text", "reviews.result.words", "reviews.result.asked", "reviews.message.reply"),
    *("promotions.pitch.summary", "promotions.claim.text", "promotions.vote.reason", "calibration.meeting.line"),
    *("calibration.ratingchange.line", "figures.question.text", "figures.option.word", "frameworks.framework.title"),
)


def write_evil_everywhere() -> set[str]:
    """Puts the script before what stands in every text field that is no code; says which fields took it."""
    from django.apps import apps

    taken = set()
    for name in sorted(text_fields()):
        label, _, attribute = name.rpartition(".")
        field = apps.get_model(label)._meta.get_field(attribute)
        is_code = field.choices or CODE.search(OPEN.get(name, "")) or not isinstance(field, CharField | TextField)
        if is_code or attribute in {"code", "time_zone", "email"} or label == "accounts.stagedimport":
            continue
        for row in apps.get_model(label)._base_manager.all():
            before = getattr(row, attribute)
            try:
                with transaction.atomic():
                    evil = (EVIL + (before or ""))[: field.max_length]
                    type(row)._base_manager.filter(pk=row.pk).update(**{attribute: evil})
                    taken.add(name)
            except IntegrityError:
                continue
    return taken


def kept_scripts(client, addresses: list[str]) -> tuple[list[str], int]:
    """The pages in which the script is one, and on how many it stands as text."""
    shown = walk(client, addresses, a_route=3).shown
    return (
        [address for address, text in shown.items() if "<q-evil" in text and not DOWNLOAD.search(text)],
        sum("&lt;q-evil" in text or "\\u003Cq-evil" in text for text in shown.values()),
    )


@pytest.mark.once("embedded")
@as_it_is_and_broken
def test_a_script_that_is_kept_is_shown_as_text(scene, sign_in, monkeypatch, broken):
    from tests.access.scene import all_rows

    addresses = [row.path(scene) for row in all_rows() if "GET" in row.expected and "/events/" not in row.path(scene)]
    taken = write_evil_everywhere()
    assert set(WORDS_OF_PEOPLE) <= taken
    assert {name.partition("@")[0] for name in SECRET} - taken <= {
        *(f"accounts.stagedimport.{column}" for column in ("content", "name", "seen")),
        "accounts.datacopy.content",
        *("figures.publication.screen", "figures.publication.file"),
    }
    if broken:
        monkeypatch.setattr(base, "conditional_escape", str)
        addresses = ["/people/", f"/groups/{scene.group.pk}/reading/"]
    for who in ("petra", "mei", "lena") if not broken else ("mei",):
        scripts, texts = kept_scripts(sign_in(getattr(scene.cast, who)), addresses)
        assert bool(scripts) is broken
        assert texts > 20 or broken


TRUSTED = {
    "accounts/markup.py": {"mark_safe(''.join(written))"},  # what no template wrote was escaped before it is filled in
    "calibration/templatetags/lists.py": {"mark_safe(cells)"},  # cells of ratings, which a template writes
    "frameworks/templatetags/ladders.py": {
        "format_html(tags[mark.kind], mark.text)",  # one of three tags that stand beside it
        "mark_safe(texts.html(text))",  # nh3 has cleaned it
    },
    "frameworks/templatetags/ratings.py": {"mark_safe(filled)"},  # escaped before it is filled in
}


def test_what_is_called_safe_is_named_here():
    assert where(trusted) == TRUSTED
    pages = {str(p.relative_to(ROOT)): p.read_text() for p in (ROOT / "templates").rglob("*.html")}
    loud = [name for name, text in pages.items() if "|safe" in text or "autoescape off" in text or "safeseq" in text]
    assert loud == ["templates/mfa/totp/activate_form.html"]  # the picture to scan, drawn by the library


@pytest.mark.parametrize(
    "source",
    [
        "mark_safe(person.name)",
        "format_html(sentence + name)",
        "def __html__(self): return self.name",
        "format_each(person.name, rows)",
        "WORDS = words()\ndef tag(): return format_each(WORDS, rows)",
    ],
)
def test_what_is_called_safe_is_noticed(source):
    assert trusted(source)
    assert not trusted("mark_safe('<br>'); format_html('<b>{}</b>', name); format_each('{}', rows)")
    assert not trusted("WORDS = '<b>{}</b>'\ndef tag(): return format_each(WORDS, rows)")


@as_it_is_and_broken
@pytest.mark.parametrize(
    "words",
    [
        "[a](javascript:alert(1))",
        "[a](data:text/html,<q-evil>)",
        "<q-evil>",
        "[<q-evil>](https://a.example)",
        "![a](https://elsewhere.example/seen.png)",
        "<svg onload=alert(1)>",
    ],
)
def test_markdown_of_a_framework_holds_no_script_and_fetches_nothing(monkeypatch, words, broken):
    if broken:
        whole = prose.MarkdownIt("commonmark", {"html": True})
        whole.validateLink = lambda url: True
        monkeypatch.setattr(prose, "_markdown", whole)
        monkeypatch.setattr(prose.nh3, "clean", lambda text, **more: text)
    prose.html.cache_clear()
    made = prose.html(words)
    prose.html.cache_clear()
    found = any(evil in made for evil in ("<q-evil", "<svg", "<img", 'href="javascript', 'href="data'))
    assert found is broken


# -- templates and formats that somebody wrote ----------------------------------------------------------

FORMATS = {
    "accounts/markup.py",  # rows that stand as constants where it is called, filled in by place
    "accounts/people.py",  # names of tables
    "accounts/signs.py",  # names of tables and columns
    "frameworks/fixed.py",  # names of tables and columns
    "demo/company/texts.py",  # the demo company's own sentences
}


def test_no_template_or_format_is_made_of_what_somebody_wrote():
    assert set(where(formatted)) == FORMATS


@pytest.mark.parametrize("source", ["Template(person.name)", "sentence.format(name=1)", "eval(said)"])
def test_a_format_of_somebody_s_words_is_noticed(source):
    assert formatted(source)
    assert not formatted("'{}'.format(name)")


@as_it_is_and_broken
def test_a_name_that_is_a_template_is_shown_as_it_stands(cast, sign_in, monkeypatch, broken):
    if broken:
        monkeypatch.setattr(
            "accounts.views.people.render",
            lambda request, page, context: HttpResponse(Template(context["person"].name).render(Context())),
        )
    Person.objects.filter(pk=cast.lena.pk).update(name="{{ 7|add:7 }}{0.__class__}%(email)s%s")
    said = sign_in(cast.ivan).get(f"/people/{cast.lena.pk}/").content.decode()
    assert ("{{ 7|add:7 }}{0.__class__}%(email)s%s" in said) is not broken


# -- cells ----------------------------------------------------------------------------------------------

FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "\tx", "＝1", "＋1", "－1", "＠x", " =1", "\u3000=1"]


def of_payroll(text: str) -> str:
    return list(csv.reader(io.StringIO(payroll.results_file([["E1", text]]), newline="")))[1][1]


def of_figures(text: str) -> str:
    return wording.sheet(Printed(10, (("woman",),), (Row(text, "L2", 40, (20,)),)))[1][0]


def of_record(text: str) -> str:
    turn = SimpleNamespace(kind="discuss", subject_id="", name=text, round_name="IC1", witnessed=True)
    spoken = SimpleNamespace(turn=turn, standings=[Standing("Overall", None, None)])
    written = record.record_file([spoken], {}).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(written, newline="")))[1][1]


def of_framework(text: str) -> str:
    return list(csv.reader(io.StringIO(csv_file.csv_of([["Level"], [text]]), newline="")))[1][0]


@as_it_is_and_broken
@pytest.mark.parametrize("cell_of", [of_payroll, of_figures, of_record, of_framework])
@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_file_is_computed(monkeypatch, cell_of, text, broken):
    if broken:
        monkeypatch.setattr(payroll, "harmless", str)
        monkeypatch.setattr(wording, "harmless", str)
        monkeypatch.setattr(record, "harmless", str)
        monkeypatch.setattr(csv_file, "harmless", str)
    assert cell_of(text) == (text if broken else f"'{text}")
    assert cell_of("Ivan = Petrov - 1") == "Ivan = Petrov - 1"


def test_every_file_of_cells_is_written_by_those_two_or_holds_no_words():
    writers = {path for path, found in where(lambda source: {"csv.writer"} & {source[i : i + 10] for i in
               [source.find("csv.writer")] if i >= 0}).items() if found}  # fmt: skip
    assert writers == {
        "accounts/importing/workbook.py",  # the empty file: the names of columns
        "figures/views/figures.py",
        "frameworks/formats/csv_file.py",
        "reviews/telling/payroll.py",
    }


# -- headers and log lines ------------------------------------------------------------------------------


@as_it_is_and_broken
def test_a_name_begins_no_header_of_a_mail(cast, monkeypatch, broken):
    if broken:
        monkeypatch.setattr(post, "is_one_line", lambda *words: True)
        monkeypatch.setattr(post, "Address", lambda display_name, addr_spec: f"{display_name} <{addr_spec}>")
        monkeypatch.setattr(outbox_of.message, "forbid_multi_line_headers", lambda name, said, encoding: (name, said))
    Person.objects.filter(pk=cast.mei.pk).update(name="Mei\u2028Bcc: all@evil.example")
    mail = Mail.objects.create(
        recipient=Person.objects.get(pk=cast.mei.pk), address="mei@demo.example", subject="Owed", message_id="<1@x>"
    )
    post.send_waiting()
    mail.refresh_from_db()
    assert mail.state == ("sent" if broken else "failed")
    assert len(outbox_of.outbox) == int(broken)


@as_it_is_and_broken
def test_a_name_begins_no_field_of_a_file_s_header(scene, sign_in, monkeypatch, broken):
    if broken:
        monkeypatch.setattr(release, "slugify", str)
    Cycle.objects.filter(pk=scene.telling_group.cycle_id).update(name='Q4"; filename="evil.exe')
    answer = sign_in(scene.cast.petra).get(f"/groups/{scene.telling_group.pk}/results.csv")
    assert answer["Content-Disposition"].count("filename=") == (2 if broken else 1)


@as_it_is_and_broken
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x1b[2K"])
def test_nobody_writes_a_log_line_of_their_own(end, broken):
    module, _, name = of_the_site.LOGGING["formatters"]["line"]["()"].rpartition(".")
    formatter = logging.Formatter() if broken else getattr(import_module(module), name)("%(levelname)s %(message)s")
    said = f"x{end}INFO all is well"
    record = logging.LogRecord("plumbline", logging.WARNING, __file__, 1, "no such page: %s", (said,), None)
    assert (end in formatter.format(record)) is broken


# -- texts that take long to read -----------------------------------------------------------------------

SLOW = [
    "*a ",
    "**a*_",
    "a**b",
    "_a",
    "[",
    "[a](b",
    "`a``",
    "> ",
    "- ",
    "<",
    "&",
    "![[]()",
    "<a ",
    "[a]: b\n",
    "\t- a\n",
]


class Quadratic:
    """Looks at the whole text for each of its characters."""

    def render(self, text: str) -> str:
        return str(sum(text.count(character * 2 + "x") for character in text))


@pytest.mark.once("embedded")
@as_it_is_and_broken
@pytest.mark.parametrize("pattern", SLOW)
def test_the_longest_text_of_a_framework_is_read_in_no_time(monkeypatch, pattern, broken):
    if broken:
        monkeypatch.setattr(prose, "_markdown", Quadratic())

    def seconds(length: int) -> float:
        prose.html.cache_clear()
        begun = time.process_time()
        prose.html((pattern * length)[:length])
        return time.process_time() - begun

    longest = seconds(20_000)
    prose.html.cache_clear()
    if broken:
        assert longest > 20 * seconds(2_000)
    else:
        assert longest < 2
