"""The addresses of static files, worked out once: as long as a process runs, the files are the same."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's, which remembers the addresses it has given: a page names up to ten."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.given: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        """The address of the file of that name."""
        if name not in self.given:
            self.given[name] = super().url(name, force)
        return self.given[name]
