"""The index of decisions names every page, by its title; the page on how it is built names every hook."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DECISIONS = ROOT / "docs" / "decisions"
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
