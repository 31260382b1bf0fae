"""`manage.py load_framework PATH [--publish | --check]`: a framework file, or a folder of them, becomes a draft or a
published version; or is held against the version in force."""

from dataclasses import replace
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import Event
from accounts.moves import Conflict
from frameworks import reading, workflow
from frameworks.format import Document, Reading, Refused, read
from frameworks.format.cells import Cell, cells_that_differ
from frameworks.format.folder import read_folder
from frameworks.format.limits import FILE_BYTES
from frameworks.loading import digest_of, load
from frameworks.models import Version

DIFFERS, CANNOT_SAY = 1, 2  # exit statuses of --check


class Command(BaseCommand):
    help = (
        "Loads a framework file, or a folder of them, as a draft; with --publish it is in force at once. "
        "A draft of that version in which people wrote stays, unless --over is given. "
        "With --check nothing is loaded: 0 if the version in force says the same, 1 if not, 2 if it cannot be said."
    )

    def create_parser(self, *args, **kwargs):
        """Django's own --version gives way to ours."""
        return super().create_parser(*args, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="a file, or a folder with several .yaml files")
        parser.add_argument(
            "--version", dest="label", default="", help="label of the version, instead of the files' own"
        )
        parser.add_argument(
            "--over", action="store_true", help="write over a draft of that version, also if people wrote in it"
        )
        acts = parser.add_mutually_exclusive_group()
        acts.add_argument("--publish", action="store_true", help="publish it")
        acts.add_argument("--check", action="store_true", help="say whether the version in force says the same")

    @transaction.atomic
    def handle(
        self, *, path: Path, label: str = "", publish: bool = False, check: bool = False, over: bool = False, **options
    ):
        """All or nothing: on any problem the files, lines and reasons are printed and nothing is loaded."""
        try:
            found = _read(path)
        except OSError as wrong:
            raise CommandError(f"{path}: {wrong.strerror}", returncode=CANNOT_SAY if check else 1) from wrong
        except Refused as wrong:
            said = "cannot be read" if check else "was not loaded"
            raise CommandError(f"{path} {said}:\n{wrong}", returncode=CANNOT_SAY if check else 1) from wrong
        for warning in found.warnings:
            self.stderr.write(f"{path}, {warning}")
        document = replace(found.document, version=label.strip() or found.document.version)
        in_force = Version.objects.current().filter(framework__slug=document.framework).first()
        if check:
            self._check(path, document, in_force)
        elif in_force and label and not cells_that_differ(reading.document(in_force), document):
            self.stdout.write(f"{in_force.title} {in_force.label} is in force and says the same. Nothing was loaded.")
        else:
            if not over:
                _refuse_what_people_wrote(path, document)
            self._load(document, in_force, publish)

    def _check(self, path: Path, document: Document, in_force: Version | None) -> None:
        if in_force is None:
            raise CommandError(f"No version of {document.framework} is in force.", returncode=DIFFERS)
        cells = cells_that_differ(reading.document(in_force), document)
        if cells:
            raise CommandError(
                f"{path} says something else than {in_force.title} {in_force.label}, which is in force:{_lines(cells)}",
                returncode=DIFFERS,
            )
        self.stdout.write(f"{in_force.title} {in_force.label} is in force and says the same.")

    def _load(self, document: Document, in_force: Version | None, publish: bool) -> None:
        cells = cells_that_differ(reading.document(in_force), document) if in_force else []
        try:
            version = load(document)
            if publish and version.is_written:
                version = workflow.publish(version, by=None)
        except Conflict as wrong:
            raise CommandError(wrong.sentence) from wrong
        self.stdout.write(f"{version.title} {version.label}: {version.get_state_display()}")
        for cell in cells if in_force != version else []:
            self.stdout.write(f"  {cell}")


def _lines(cells: list[Cell]) -> str:
    return "".join(f"\n  {cell}" for cell in cells)


def _refuse_what_people_wrote(path: Path, document: Document) -> None:
    """Raises CommandError where a draft of that version says otherwise and somebody edited or imported it in the
    browser: what people wrote goes only if the command says so."""
    written = Version.objects.written().filter(framework__slug=document.framework, label=document.version)
    draft = written.select_related("framework").first()
    if draft is None:
        return
    stands = reading.document(draft)
    if stands == document or not _is_of_people(draft, stands):
        return
    raise CommandError(
        f"People wrote in the draft of {draft.title} {draft.label}, and {path} says something else. Nothing was "
        f"loaded: give another --version, or --over to write over it.{_lines(cells_that_differ(stands, document))}"
    )


def _is_of_people(draft: Version, stands: Document) -> bool:
    """Whether it was edited in the browser, for then its digest is none of its text; or imported there."""
    if draft.digest != digest_of(stands):
        return True
    loads = Event.objects.filter(verb="load_framework", thing=draft._meta.label_lower, thing_id=str(draft.pk))
    last = loads.order_by("-at", "-pk").first()
    return last is not None and last.by_id is not None


def _read(path: Path) -> Reading:
    if path.is_dir():
        return read_folder(path)
    with path.open("rb") as opened:
        return read(opened.read(FILE_BYTES + 1))
