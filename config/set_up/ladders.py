"""The ladders that come with Plumbline: the newest edition of each."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import ngettext

from frameworks.format import Document, read

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "frameworks"


@dataclass(frozen=True)
class Shipped:
    """One file, with the title of its framework and of its edition."""

    file: str
    title: str
    label: str
    levels: tuple[str, str]  # the lowest and the highest
    axes: int

    @property
    def words(self) -> str:
        """As it is offered."""
        said = ngettext(
            "%(title)s, edition %(label)s: from %(low)s to %(high)s, judged on %(axes)d axis",
            "%(title)s, edition %(label)s: from %(low)s to %(high)s, judged on %(axes)d axes",
            self.axes,
        )
        low, high = self.levels
        return said % {"title": self.title, "label": self.label, "low": low, "high": high, "axes": self.axes}


def _of(file: str, document: Document) -> Shipped:
    ranked = sorted(document.levels, key=lambda level: level.rank)
    return Shipped(file, document.title, document.version, (ranked[0].code, ranked[-1].code), len(document.axes))


@cache
def shipped() -> list[Shipped]:
    """The newest edition of each, by title."""
    newest: dict[str, Shipped] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        document = read(path.read_bytes()).document
        newest[path.name.rpartition("-")[0]] = _of(path.name, document)
    return sorted(newest.values(), key=lambda one: one.title)
