"""Writes docs/data.md anew: `python -m config.recorded`."""

import os
import secrets
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))  # nothing is signed here
    django.setup()
    from config.recorded.written import as_markdown

    (Path(__file__).resolve().parents[2] / "docs" / "data.md").write_text(as_markdown())
