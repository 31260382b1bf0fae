"""`manage.py export_framework SLUG [--version LABEL]`: a version as a framework file, on standard output."""

from django.core.management.base import BaseCommand, CommandError

from frameworks.format import write
from frameworks.models import Version
from frameworks.reading import document


class Command(BaseCommand):
    help = "Writes the version in force (or the one named) as a framework file."

    def create_parser(self, *args, **kwargs):
        """Django's own --version gives way to ours."""
        return super().create_parser(*args, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("slug")
        parser.add_argument("--version", dest="label", help="label of the version; default: the one in force")

    def handle(self, *, slug: str, label: str | None, **options):
        """Raises CommandError naming the versions there are."""
        versions = list(Version.objects.filter(framework__slug=slug).order_by("label"))
        wanted = [v for v in versions if (v.label == label if label else v.state == Version.State.PUBLISHED)]
        if not versions:
            raise CommandError(f"There is no framework {slug}.")
        if not wanted:
            there = ", ".join(f"{v.label} ({v.get_state_display()})" for v in versions)
            raise CommandError(f"{slug} has no such version; there are: {there}.")
        self.stdout.write(write(document(wanted[0])), ending="")
