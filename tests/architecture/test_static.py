"""Every file a template names is there: a missing one is an error page only in production."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NAMED = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")


def named() -> set[str]:
    """Every static file that some template names."""
    return {name for page in TEMPLATES.rglob("*.html") for name in NAMED.findall(page.read_text())}


def test_templates_name_files():
    assert "css/tokens.css" in named()


@pytest.mark.parametrize("name", sorted(named()))
def test_the_file_is_there(name):
    assert finders.find(name)
