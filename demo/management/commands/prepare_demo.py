"""`manage.py prepare_demo`: tables, demo company and static files, each only where something is missing."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = "Make the demo ready to be started; quick where it was ready before."

    def handle(self, *args, **options) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0)
        call_command("load_demo")
        stamp = settings.STATIC_ROOT / "collected"
        if not stamp.exists() or stamp.read_text() != newest_source():
            call_command("collectstatic", interactive=False, verbosity=0)
            stamp.write_text(newest_source())


def newest_source() -> str:
    """What tells whether the static files changed since they were collected: how many, and the newest time."""
    files = [path for folder in settings.STATICFILES_DIRS for path in Path(folder).rglob("*") if path.is_file()]
    return f"{len(files)} {max(path.stat().st_mtime_ns for path in files)}"
