"""The index of decisions names every page, by its title; the page on how it is built names every hook; what the guides
say of sizes is what is set."""

import re
from pathlib import Path

from accounts.importing.sheet import MOST_BYTES
from accounts.importing.table import MOST_LINES
from candidates.sheet import MANY
from frameworks.format.limits import FILE_MB, VALUES
from frameworks.formats import csv_file
from frameworks.framework_import.forms import PASTED
from frameworks.framework_import.words import WORD_BY_WORD
from frameworks.views import comparing
from reviews.cycles.presets import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
DECISIONS = DOCS / "decisions"
HOOK = re.compile(r"^(\w+): .*= Hook\(\)$", re.MULTILINE)
ROW = re.compile(r"^\| \[(.+)\]\((\d{4}-[a-z0-9-]+\.md)\) \| \S.* \|$", re.MULTILINE)


def test_the_index_names_every_page_by_its_title_in_order():
    pages = sorted(DECISIONS.glob("0*.md"))
    titles = [(page.read_text().splitlines()[0].removeprefix("# "), page.name) for page in pages]
    assert len(titles) >= 8
    assert ROW.findall((DECISIONS / "README.md").read_text()) == titles


def test_the_hooks_are_those_of_the_page_on_how_it_is_built():
    apps = ("accounts", "frameworks", "reviews", "promotions", "calibration", "figures", "candidates")
    made = {name for app in apps for page in (ROOT / app).rglob("*.py") for name in HOOK.findall(page.read_text())}
    table = (ROOT / "docs" / "architecture.md").read_text().partition("| for | hooks |")[2].partition("\n\n")[0]
    assert len(made) >= 20
    assert sorted(re.findall(r"`(\w+)`", table)) == sorted(made)


def test_how_much_fits_is_what_the_guides_say(settings):
    a_form, fields = settings.DATA_UPLOAD_MAX_MEMORY_SIZE >> 20, settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    a_file = MOST_BYTES >> 20
    said = {
        "security.md": f"| {a_form} MB and {fields:,} fields; a file of people {a_file} MB and {MOST_LINES:,} lines;",
        "framework-format.md": f"Files of more than {FILE_MB} MB or {VALUES:,} values",
        "importing-frameworks.md": f"Files up to {FILE_MB} MB; tables up to {csv_file.MOST_ROWS:,} rows, "
        f"{csv_file.MOST_COLUMNS} columns and {csv_file.MOST_CELLS:,} cells",
        "changing-frameworks.md": f"Of more than {comparing.AT_ONCE} cells the page names those of each role",
        "candidates.md": f"where more than {MANY} roles word an axis",
        "importing-people.md": f"At most {a_file} MB and {MOST_LINES:,} lines.",
    }
    importing = (DOCS / "importing-frameworks.md").read_text()
    assert f"of more than {WORD_BY_WORD} cells that it changes" in importing
    assert [name for name, words in said.items() if words not in (DOCS / name).read_text()] == []
    assert PASTED < settings.DATA_UPLOAD_MAX_MEMORY_SIZE < settings.REQUEST_MOST_BYTES


def test_the_guide_names_every_command_of_the_machine():
    made = {
        page.stem
        for app in ("accounts", "frameworks")
        for page in (ROOT / app / "management/commands").glob("[a-z]*.py")
    }
    table = (DOCS / "running.md").read_text().partition("\n## Commands\n")[2].partition("\n## ")[0]
    named = [name for row in re.findall(r"^\| (`.+?) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(made)


IN_WORDS = {
    "has_preview": "The group reads before it meets",
    "needs_observer": "The meeting needs an observer",
    "needs_outside_director": "The meeting needs an outside director, unless the group is the whole company",
    "has_consent_list": "Whoever stands where their role asks is taken together",
    "deciders_needed": "Deciders of a pitch, at least",
    "decide_within_days": "Days to decide",
    "tell_within_days": "Days to tell, after the release",
    "second_look_days": "Days to answer a second look; 0: nobody can ask for one",
    "remind_days": "Remind those who still owe an assessment, days before",
    "has_reflection": "Whoever is reviewed may write about their own work",
    "opens_by_hand": "The preview is opened by hand, not by its date",
    "has_common_text": "They and their assessor may agree to a common text",
    "has_blind_read": "Readers say whether what is written holds before they see the rating",
    "has_check_across": "The directors look at the levels of all groups side by side",
}


def test_what_the_guide_says_of_presets_is_what_they_stand_for():
    said = (DOCS / "the-cycle.md").read_text().partition("|---|---|---|---|\n")[2].partition("\n\n")[0].splitlines()
    shown = {True: "yes", False: "no"}
    values = {name: [getattr(one, name) for one in SETTINGS.values()] for name in IN_WORDS}
    cells = {name: [shown[one] if isinstance(one, bool) else one for one in some] for name, some in values.items()}
    assert said == [f"| {IN_WORDS[name]} | " + " | ".join(map(str, some)) + " |" for name, some in cells.items()]
