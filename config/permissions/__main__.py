"""Writes docs/permissions.md anew: `python -m config.permissions`."""

import os
import secrets
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))  # nothing is signed here
    django.setup()
    from config.permissions.written import as_markdown

    (Path(__file__).resolve().parents[2] / "docs" / "permissions.md").write_text(as_markdown())
