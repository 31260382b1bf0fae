"""The index of decisions names every page, by its title."""

import re
from pathlib import Path

DECISIONS = Path(__file__).resolve().parents[2] / "docs" / "decisions"
ROW = re.compile(r"^\| \[(.+)\]\((\d{4}-[a-z0-9-]+\.md)\) \| \S.* \|$", re.MULTILINE)


def test_the_index_names_every_page_by_its_title_in_order():
    pages = sorted(DECISIONS.glob("0*.md"))
    titles = [(page.read_text().splitlines()[0].removeprefix("# "), page.name) for page in pages]
    assert len(titles) >= 8
    assert ROW.findall((DECISIONS / "README.md").read_text()) == titles
